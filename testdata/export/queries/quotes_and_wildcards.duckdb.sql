-- rule
SELECT 'rule' AS rule_id, [record] AS records
FROM events
WHERE (
  coalesce(list_contains("event.category", 'process'), FALSE)
  AND (
    coalesce(len(list_filter("process.command_line", lambda v: v LIKE '50\%\_off\\%' ESCAPE '\' OR v LIKE 'it''s _')) > 0, FALSE)
    OR coalesce(list_contains("process.name", ('two' || chr(10) || 'lines')), FALSE)
  )
);
