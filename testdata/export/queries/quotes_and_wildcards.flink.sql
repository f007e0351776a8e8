-- rule
SELECT 'rule' AS rule_id, ARRAY[record] AS records
FROM events
WHERE (
  ARRAY_CONTAINS(`event.category`, 'process') IS TRUE
  AND (
    REGEXP(ARRAY_JOIN(`process.command_line`, CHR(31)), '(?<![^\x{1f}])(?:50%_off\\[^\x{1f}]*|it''s [^\x{1f}])(?![^\x{1f}])') IS TRUE
    OR ARRAY_CONTAINS(`process.name`, U&'two\000alines') IS TRUE
  )
);
