-- rule
WITH candidates AS (
  SELECT 0 AS role, record, `@timestamp` AS time, u0 AS k0, u1 AS k1
  FROM events ARRAY JOIN arrayDistinct(`host/id`) AS u0 ARRAY JOIN arrayDistinct(`unknown/key:json`) AS u1
  WHERE (`@timestamp` IS NOT NULL AND hasAny(`event/category`, ['process']))
  UNION ALL
  SELECT 1 AS role, record, `@timestamp` AS time, u0 AS k0, u1 AS k1
  FROM events ARRAY JOIN arrayDistinct(`host/id`) AS u0 ARRAY JOIN arrayDistinct(`unknown/key:json`) AS u1
  WHERE (`@timestamp` IS NOT NULL AND hasAny(`event/category`, ['file']))
),
stages AS (
  SELECT role, record, toDecimal128(toUnixTimestamp64Nano(assumeNotNull(time)), 0) AS t, dense_rank() OVER (ORDER BY time NULLS FIRST, record) AS ord,
    dense_rank() OVER (ORDER BY k0 NULLS FIRST, eql_json_rank(k1), toFloat64OrNull(k1) NULLS FIRST, toInt256OrNull(k1) NULLS FIRST, JSONExtractString(k1) NULLS FIRST, k1) AS key
  FROM candidates
),
q0 AS (
  SELECT key, ord, t AS t0, record AS r0 FROM stages WHERE role = 0
),
q1 AS (
  SELECT * FROM (
    SELECT p.t0 AS t0, p.r0 AS r0, b.key AS key, b.ord AS ord, b.t AS t1, b.record AS r1,
      row_number() OVER (PARTITION BY b.key, p.ord ORDER BY b.ord) AS turn
    FROM (SELECT * FROM stages WHERE role = 1) AS b
      ASOF JOIN q0 AS p ON b.key = p.key AND b.ord > p.ord
  ) AS taken
  WHERE turn = 1
)
SELECT 'rule' AS rule_id, [r0, r1] AS records
FROM (SELECT * FROM (SELECT * FROM q1 ORDER BY ord, key LIMIT 10) AS kept ORDER BY ord DESC, key DESC LIMIT 1) AS kept
ORDER BY ord, key
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1, max_subquery_depth = 0;
