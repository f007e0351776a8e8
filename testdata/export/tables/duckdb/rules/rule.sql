-- rule
WITH candidates AS MATERIALIZED (
  SELECT 0 AS role, record, "@timestamp" AS time, "event.sequence:json"[1] AS tiebreaker, u0.v AS k0
  FROM events, unnest(list_distinct("user.id")) AS u0(v)
  WHERE (
    "@timestamp" IS NOT NULL
    AND (
      coalesce(list_contains("event.category", 'process'), FALSE)
      AND coalesce(len(list_filter("process.pid", lambda v: v > 4)) > 0, FALSE)
      AND coalesce(len(list_filter("host.ip", lambda v: v = '00000000000000000000ffff0a000001')) > 0, FALSE)
      AND coalesce(len(list_filter("unknown.number:double", lambda v: v > 1::DOUBLE)) > 0, FALSE)
    )
  )
  UNION ALL
  SELECT 1 AS role, record, "@timestamp" AS time, "event.sequence:json"[1] AS tiebreaker, u0.v AS k0
  FROM events, unnest(list_distinct("user.id")) AS u0(v)
  WHERE (
    "@timestamp" IS NOT NULL
    AND (
      coalesce(len(list_filter("process.start:date", lambda v: v > make_timestamp(1767225600000000))) > 0, FALSE)
      AND coalesce(list_contains("process.interactive", TRUE), FALSE)
      AND coalesce(len("unknown.field:json") > 0, FALSE)
    )
  )
),
stages AS MATERIALIZED (
  SELECT role, record, epoch_ns(time)::HUGEINT AS t, dense_rank() OVER (ORDER BY time NULLS FIRST, tiebreaker IS NULL, eql_json_rank(tiebreaker) NULLS FIRST, eql_json_order(tiebreaker) NULLS FIRST, tiebreaker::VARCHAR, record) AS ord,
    dense_rank() OVER (ORDER BY k0 NULLS FIRST) AS key
  FROM candidates
),
q0 AS (
  SELECT key, ord, t AS t0, record AS r0 FROM stages WHERE role = 0
),
q1 AS (
  SELECT * FROM (
    SELECT p.t0, p.r0, b.key, b.ord, b.t AS t1, b.record AS r1,
      row_number() OVER (PARTITION BY b.key, p.ord ORDER BY b.ord) AS turn
    FROM (SELECT * FROM stages WHERE role = 1) AS b
      ASOF JOIN q0 AS p ON b.key = p.key AND b.ord > p.ord
  ) AS taken
  WHERE turn = 1
)
SELECT 'rule' AS rule_id, [r0, r1] AS records
FROM q1
ORDER BY ord, key;
