-- rule
WITH placed AS MATERIALIZED (
  SELECT record, row_number() OVER (ORDER BY time NULLS FIRST, record) AS place
  FROM (SELECT record, last_value(CASE WHEN "@timestamp" IS NOT NULL THEN "@timestamp" END IGNORE NULLS) OVER (ORDER BY record) AS time FROM events) AS carried
),
candidates AS MATERIALIZED (
  SELECT 0 AS role, record, place, u0.v AS k0
  FROM events JOIN placed USING (record), unnest(list_distinct("host.id")) AS u0(v)
  WHERE (coalesce(list_contains("event.category", 'process'), FALSE))
  UNION ALL
  SELECT 1 AS role, record, place, u0.v AS k0
  FROM events JOIN placed USING (record), unnest(list_distinct("host.id")) AS u0(v)
  WHERE (coalesce(list_contains("event.category", 'file'), FALSE))
  UNION ALL
  SELECT 2 AS role, record, place, u0.v AS k0
  FROM events JOIN placed USING (record), unnest(list_distinct("host.id")) AS u0(v)
  WHERE (coalesce(list_contains("event.category", 'network'), FALSE))
),
stages AS MATERIALIZED (
  SELECT role, record, place AS ord,
    dense_rank() OVER (ORDER BY k0 NULLS FIRST) AS key
  FROM candidates
),
earliest AS MATERIALIZED (
  SELECT * FROM (
    SELECT *, row_number() OVER (PARTITION BY role, key ORDER BY ord) AS turn FROM stages
  ) AS numbered
  WHERE turn <= 3
)
SELECT 'rule' AS rule_id, records
FROM (
  SELECT p0.key, [p0.record, p1.record, p2.record] AS records,
    row_number() OVER (PARTITION BY p0.key ORDER BY p0.ord, p1.ord, p2.ord) AS turn
  FROM (SELECT key, ord, record FROM earliest WHERE role = 0) AS p0
    JOIN (SELECT key, ord, record FROM earliest WHERE role = 1) AS p1 ON p1.key = p0.key AND p1.ord <> p0.ord
    JOIN (SELECT key, ord, record FROM earliest WHERE role = 2) AS p2 ON p2.key = p0.key AND p2.ord <> p0.ord AND p2.ord <> p1.ord
) AS groups
WHERE turn = 1
ORDER BY key;
