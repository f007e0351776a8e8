-- rule
WITH placed AS (
  SELECT record, row_number() OVER (ORDER BY time NULLS FIRST, record) AS place
  FROM (SELECT record, last_value(CASE WHEN `@timestamp` IS NOT NULL THEN `@timestamp` END) IGNORE NULLS OVER (ORDER BY record) AS time FROM events) AS carried
),
candidates AS (
  SELECT 0 AS role, record, place, u0 AS k0
  FROM events JOIN placed USING (record) ARRAY JOIN arrayDistinct(`host/id`) AS u0
  WHERE (hasAny(`event/category`, ['process']))
  UNION ALL
  SELECT 1 AS role, record, place, u0 AS k0
  FROM events JOIN placed USING (record) ARRAY JOIN arrayDistinct(`host/id`) AS u0
  WHERE (hasAny(`event/category`, ['file']))
  UNION ALL
  SELECT 2 AS role, record, place, u0 AS k0
  FROM events JOIN placed USING (record) ARRAY JOIN arrayDistinct(`host/id`) AS u0
  WHERE (hasAny(`event/category`, ['network']))
),
stages AS (
  SELECT role, record, place AS ord,
    dense_rank() OVER (ORDER BY k0 NULLS FIRST) AS key
  FROM candidates
),
earliest AS (
  SELECT * FROM (
    SELECT *, row_number() OVER (PARTITION BY role, key ORDER BY ord) AS turn FROM stages
  ) AS numbered
  WHERE turn <= 3
)
SELECT 'rule' AS rule_id, records
FROM (
  SELECT p0.key AS key, [p0.record, p1.record, p2.record] AS records,
    row_number() OVER (PARTITION BY p0.key ORDER BY p0.ord, p1.ord, p2.ord) AS turn
  FROM (SELECT key, ord, record FROM earliest WHERE role = 0) AS p0
    JOIN (SELECT key, ord, record FROM earliest WHERE role = 1) AS p1 ON p1.key = p0.key AND p1.ord <> p0.ord
    JOIN (SELECT key, ord, record FROM earliest WHERE role = 2) AS p2 ON p2.key = p0.key AND p2.ord <> p0.ord AND p2.ord <> p1.ord
) AS groups
WHERE turn = 1
ORDER BY key
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1, max_subquery_depth = 0;
