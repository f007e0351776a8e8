-- rule
SELECT 'rule' AS rule_id, ARRAY[record] AS records
FROM events
WHERE (
  ARRAY_CONTAINS(`event.category`, 'process') IS TRUE
  AND REGEXP(ARRAY_JOIN(`process.name`, CHR(31)), '(?<![^\x{1f}])(?i:cmd\.exe|power[^\x{1f}]*\.exe|É)(?![^\x{1f}])') IS TRUE
  AND NOT ARRAY_CONTAINS(`process.args`, '-c') IS TRUE
  AND NOT REGEXP(ARRAY_JOIN(`user.name`, CHR(31)), '(?<![^\x{1f}])(?i:a|B)(?![^\x{1f}])') IS TRUE
);
