-- rule
WITH candidates AS (
  SELECT 0 AS role, record, `@timestamp` AS time, u0 AS k0
  FROM events ARRAY JOIN arrayDistinct(`host/id`) AS u0
  WHERE (`@timestamp` IS NOT NULL AND hasAny(`event/category`, ['file']))
  UNION ALL
  SELECT 1 AS role, record, `@timestamp` AS time, u0 AS k0
  FROM events ARRAY JOIN arrayDistinct(`host/id`) AS u0
  WHERE (`@timestamp` IS NOT NULL AND hasAny(`event/category`, ['process']))
  UNION ALL
  SELECT 2 AS role, record, `@timestamp` AS time, u0 AS k0
  FROM events ARRAY JOIN arrayDistinct(`host/id`) AS u0
  WHERE (`@timestamp` IS NOT NULL AND hasAny(`event/category`, ['network']))
  UNION ALL
  SELECT 3 AS role, record, `@timestamp` AS time, u0 AS k0
  FROM events ARRAY JOIN arrayDistinct(`host/id`) AS u0
  WHERE (`@timestamp` IS NOT NULL AND (hasAny(`event/category`, ['process']) AND hasAny(`event/type`, ['end'])))
  UNION ALL
  SELECT 4 AS role, record, `@timestamp` AS time, u0 AS k0
  FROM events ARRAY JOIN arrayDistinct(`host/id`) AS u0
  WHERE (`@timestamp` IS NOT NULL AND TRUE)
),
stages AS (
  SELECT role, record, toDecimal128(toUnixTimestamp64Nano(assumeNotNull(time)), 0) AS t, dense_rank() OVER (ORDER BY time NULLS FIRST, record) AS ord,
    dense_rank() OVER (ORDER BY k0 NULLS FIRST) AS key
  FROM candidates
),
q0 AS (
  SELECT key, ord, t AS t0, record AS r0 FROM stages WHERE role = 1
),
q1 AS (
  SELECT * FROM (
    SELECT p.t0 AS t0, p.r0 AS r0, b.key AS key, b.ord AS ord, b.t AS t1, b.record AS r1,
      row_number() OVER (PARTITION BY b.key, p.ord ORDER BY b.ord) AS turn
    FROM (SELECT * FROM stages WHERE role = 3) AS b
      ASOF JOIN q0 AS p ON b.key = p.key AND b.ord > p.ord
  ) AS taken
  WHERE turn = 1 AND t1 - t0 <= 5000000000
),
accepted AS (
  SELECT q.key AS key, q.ord AS ord, q.r0 AS r0, q.r1 AS r1
  FROM q1 AS q
    ASOF LEFT JOIN (SELECT DISTINCT key, t FROM stages WHERE role = 0) AS m0 ON q.key = m0.key AND q.t0 > m0.t
    ASOF LEFT JOIN (SELECT DISTINCT key, t FROM stages WHERE role = 2) AS m2 ON q.key = m2.key AND q.t1 > m2.t
    ASOF LEFT JOIN (SELECT DISTINCT key, t FROM stages WHERE role = 4) AS m4 ON q.key = m4.key AND q.t1 < m4.t
  WHERE coalesce(m2.t <= q.t0, TRUE) AND coalesce(m4.t - m0.t > 5000000000, TRUE)
)
SELECT 'rule' AS rule_id, [NULL, r0, NULL, r1, NULL] AS records
FROM accepted
ORDER BY ord, key
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1, max_subquery_depth = 0;
