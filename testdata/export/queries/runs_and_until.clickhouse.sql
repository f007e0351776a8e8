-- rule
WITH candidates AS (
  SELECT 0 AS role, record, `@timestamp` AS time, u0 AS k0
  FROM events ARRAY JOIN if(notEmpty(arrayDistinct(`user/id`)), arrayDistinct(`user/id`), [NULL]) AS u0
  WHERE (`@timestamp` IS NOT NULL AND hasAny(`event/category`, ['process']))
  UNION ALL
  SELECT 1 AS role, record, `@timestamp` AS time, u0 AS k0
  FROM events ARRAY JOIN if(notEmpty(arrayDistinct(`user/id`)), arrayDistinct(`user/id`), [NULL]) AS u0
  WHERE (`@timestamp` IS NOT NULL AND hasAny(`event/category`, ['file']))
  UNION ALL
  SELECT 2 AS role, record, `@timestamp` AS time, u0 AS k0
  FROM events ARRAY JOIN if(notEmpty(arrayDistinct(`user/id`)), arrayDistinct(`user/id`), [NULL]) AS u0
  WHERE (`@timestamp` IS NOT NULL AND (hasAny(`event/category`, ['process']) AND hasAny(`event/type`, ['end'])))
),
stages AS (
  SELECT role, record, toDecimal128(toUnixTimestamp64Nano(assumeNotNull(time)), 0) AS t, dense_rank() OVER (ORDER BY time NULLS FIRST, record) AS ord,
    dense_rank() OVER (ORDER BY k0 NULLS FIRST) AS key
  FROM candidates
),
q0 AS (
  SELECT key, ord, t AS t0, record AS r0 FROM stages WHERE role = 0
),
q1 AS (
  SELECT * FROM (
    SELECT p.t0 AS t0, p.r0 AS r0, b.key AS key, b.ord AS ord, b.t AS t1, b.record AS r1, coalesce(u.ord >= p.ord, FALSE) AS ended,
      row_number() OVER (PARTITION BY b.key, p.ord ORDER BY b.ord) AS turn
    FROM (SELECT * FROM stages WHERE role = 0) AS b
      ASOF JOIN q0 AS p ON b.key = p.key AND b.ord > p.ord
      ASOF LEFT JOIN (SELECT key, ord FROM stages WHERE role = 2) AS u ON b.key = u.key AND b.ord > u.ord
  ) AS taken
  WHERE turn = 1 AND NOT ended
),
q2 AS (
  SELECT * FROM (
    SELECT p.t0 AS t0, p.r0 AS r0, p.t1 AS t1, p.r1 AS r1, b.key AS key, b.ord AS ord, b.t AS t2, b.record AS r2, coalesce(u.ord >= p.ord, FALSE) AS ended,
      row_number() OVER (PARTITION BY b.key, p.ord ORDER BY b.ord) AS turn
    FROM (SELECT * FROM stages WHERE role = 0) AS b
      ASOF JOIN q1 AS p ON b.key = p.key AND b.ord > p.ord
      ASOF LEFT JOIN (SELECT key, ord FROM stages WHERE role = 2) AS u ON b.key = u.key AND b.ord > u.ord
  ) AS taken
  WHERE turn = 1 AND NOT ended
),
q3 AS (
  SELECT * FROM (
    SELECT p.t0 AS t0, p.r0 AS r0, p.t1 AS t1, p.r1 AS r1, p.t2 AS t2, p.r2 AS r2, b.key AS key, b.ord AS ord, b.t AS t3, b.record AS r3, coalesce(u.ord >= p.ord, FALSE) AS ended,
      row_number() OVER (PARTITION BY b.key, p.ord ORDER BY b.ord) AS turn
    FROM (SELECT * FROM stages WHERE role = 1) AS b
      ASOF JOIN q2 AS p ON b.key = p.key AND b.ord > p.ord
      ASOF LEFT JOIN (SELECT key, ord FROM stages WHERE role = 2) AS u ON b.key = u.key AND b.ord > u.ord
  ) AS taken
  WHERE turn = 1 AND NOT ended
)
SELECT 'rule' AS rule_id, [r0, r1, r2, r3] AS records
FROM q3
ORDER BY ord, key
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1, max_subquery_depth = 0;
