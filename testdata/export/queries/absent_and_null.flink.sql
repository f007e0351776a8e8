-- rule
SELECT 'rule' AS rule_id, ARRAY[record] AS records
FROM events
WHERE (
  ARRAY_CONTAINS(`event.category`, 'process') IS TRUE
  AND NOT ARRAY_CONTAINS(`process.name`, 'a') IS TRUE
  AND (CARDINALITY(`user.id`) > 0) IS TRUE
  AND NOT (CARDINALITY(`host.id`) > 0) IS TRUE
);
