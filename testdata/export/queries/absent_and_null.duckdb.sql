-- rule
SELECT 'rule' AS rule_id, [record] AS records
FROM events
WHERE (
  coalesce(list_contains("event.category", 'process'), FALSE)
  AND NOT coalesce(list_contains("process.name", 'a'), FALSE)
  AND coalesce(len("user.id") > 0, FALSE)
  AND NOT coalesce(len("host.id") > 0, FALSE)
);
