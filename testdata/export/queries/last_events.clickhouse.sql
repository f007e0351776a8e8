-- rule
WITH placed AS (
  SELECT record, row_number() OVER (ORDER BY time NULLS FIRST, record) AS place
  FROM (SELECT record, last_value(CASE WHEN `@timestamp` IS NOT NULL THEN `@timestamp` END) IGNORE NULLS OVER (ORDER BY record) AS time FROM events) AS carried
)
SELECT 'rule' AS rule_id, [record] AS records
FROM (SELECT * FROM (SELECT record, place FROM events JOIN placed USING (record) WHERE hasAny(`event/category`, ['process'])) AS found ORDER BY place DESC LIMIT 2) AS kept
ORDER BY place
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1, max_subquery_depth = 0;
