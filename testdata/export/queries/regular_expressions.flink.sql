-- rule
SELECT 'rule' AS rule_id, ARRAY[record] AS records
FROM events
WHERE (
  ARRAY_CONTAINS(`event.category`, 'process') IS TRUE
  AND (
    REGEXP(ARRAY_JOIN(`process.name`, CHR(31)), '(?<![^\x{1f}])(?:[a-c]+\.[eE][xX][eE]|[xX][^\x{1f}][yY])(?![^\x{1f}])') IS TRUE
    OR REGEXP(ARRAY_JOIN(`process.name`, CHR(31)), '(?<![^\x{1f}])(?:[0-9]{2,})(?![^\x{1f}])') IS TRUE
  )
);
