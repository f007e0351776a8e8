-- rule
SELECT 'rule' AS rule_id, array(record) AS records
FROM events
WHERE (
  coalesce(arrays_overlap(`event.category`, array('process')), FALSE)
  AND (
    coalesce(exists(`process.command_line`, v -> coalesce(v LIKE '50\\%\\_off\\\\%' OR v LIKE 'it\'s _', FALSE)), FALSE)
    OR coalesce(arrays_overlap(`process.name`, array('two\u000alines')), FALSE)
  )
);
