-- rule
WITH candidates AS MATERIALIZED (
  SELECT 0 AS role, record, "@timestamp" AS time, u0.v AS k0
  FROM events, unnest(CASE WHEN len(list_distinct("user.id")) > 0 THEN list_distinct("user.id") ELSE [NULL] END) AS u0(v)
  WHERE ("@timestamp" IS NOT NULL AND coalesce(list_contains("event.category", 'process'), FALSE))
  UNION ALL
  SELECT 1 AS role, record, "@timestamp" AS time, u0.v AS k0
  FROM events, unnest(CASE WHEN len(list_distinct("user.id")) > 0 THEN list_distinct("user.id") ELSE [NULL] END) AS u0(v)
  WHERE ("@timestamp" IS NOT NULL AND coalesce(list_contains("event.category", 'file'), FALSE))
  UNION ALL
  SELECT 2 AS role, record, "@timestamp" AS time, u0.v AS k0
  FROM events, unnest(CASE WHEN len(list_distinct("user.id")) > 0 THEN list_distinct("user.id") ELSE [NULL] END) AS u0(v)
  WHERE (
    "@timestamp" IS NOT NULL
    AND (
      coalesce(list_contains("event.category", 'process'), FALSE)
      AND coalesce(list_contains("event.type", 'end'), FALSE)
    )
  )
),
stages AS MATERIALIZED (
  SELECT role, record, epoch_ns(time)::HUGEINT AS t, dense_rank() OVER (ORDER BY time NULLS FIRST, record) AS ord,
    dense_rank() OVER (ORDER BY k0 NULLS FIRST) AS key
  FROM candidates
),
q0 AS (
  SELECT key, ord, t AS t0, record AS r0 FROM stages WHERE role = 0
),
q1 AS (
  SELECT * FROM (
    SELECT p.t0, p.r0, b.key, b.ord, b.t AS t1, b.record AS r1, coalesce(u.ord >= p.ord, FALSE) AS ended,
      row_number() OVER (PARTITION BY b.key, p.ord ORDER BY b.ord) AS turn
    FROM (SELECT * FROM stages WHERE role = 0) AS b
      ASOF JOIN q0 AS p ON b.key = p.key AND b.ord > p.ord
      ASOF LEFT JOIN (SELECT key, ord FROM stages WHERE role = 2) AS u ON b.key = u.key AND b.ord > u.ord
  ) AS taken
  WHERE turn = 1 AND NOT ended
),
q2 AS (
  SELECT * FROM (
    SELECT p.t0, p.r0, p.t1, p.r1, b.key, b.ord, b.t AS t2, b.record AS r2, coalesce(u.ord >= p.ord, FALSE) AS ended,
      row_number() OVER (PARTITION BY b.key, p.ord ORDER BY b.ord) AS turn
    FROM (SELECT * FROM stages WHERE role = 0) AS b
      ASOF JOIN q1 AS p ON b.key = p.key AND b.ord > p.ord
      ASOF LEFT JOIN (SELECT key, ord FROM stages WHERE role = 2) AS u ON b.key = u.key AND b.ord > u.ord
  ) AS taken
  WHERE turn = 1 AND NOT ended
),
q3 AS (
  SELECT * FROM (
    SELECT p.t0, p.r0, p.t1, p.r1, p.t2, p.r2, b.key, b.ord, b.t AS t3, b.record AS r3, coalesce(u.ord >= p.ord, FALSE) AS ended,
      row_number() OVER (PARTITION BY b.key, p.ord ORDER BY b.ord) AS turn
    FROM (SELECT * FROM stages WHERE role = 1) AS b
      ASOF JOIN q2 AS p ON b.key = p.key AND b.ord > p.ord
      ASOF LEFT JOIN (SELECT key, ord FROM stages WHERE role = 2) AS u ON b.key = u.key AND b.ord > u.ord
  ) AS taken
  WHERE turn = 1 AND NOT ended
)
SELECT 'rule' AS rule_id, [r0, r1, r2, r3] AS records
FROM q3
ORDER BY ord, key;
