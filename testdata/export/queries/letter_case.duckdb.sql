-- rule
SELECT 'rule' AS rule_id, [record] AS records
FROM events
WHERE (
  coalesce(list_contains("event.category", 'process'), FALSE)
  AND coalesce(len(list_filter(eql_folded("process.name"), lambda v: v IN ('cmd.exe', 'É') OR v LIKE 'power%.exe')) > 0, FALSE)
  AND NOT coalesce(list_contains("process.args", '-c'), FALSE)
  AND NOT coalesce(len(list_filter(eql_folded("user.name"), lambda v: v IN ('a', 'b'))) > 0, FALSE)
);
