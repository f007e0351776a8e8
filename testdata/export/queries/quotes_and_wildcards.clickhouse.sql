-- rule
SELECT 'rule' AS rule_id, [record] AS records
FROM events
WHERE (
  hasAny(`event/category`, ['process'])
  AND (
    arrayExists(v -> ifNull(v LIKE '50\\%\\_off\\\\%' OR v LIKE 'it\'s _', FALSE), `process/command_line`)
    OR hasAny(`process/name`, ['two\nlines'])
  )
);
