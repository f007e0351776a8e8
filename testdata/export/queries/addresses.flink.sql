-- rule
SELECT 'rule' AS rule_id, ARRAY[record] AS records
FROM events
WHERE (
  ARRAY_CONTAINS(`event.category`, 'network') IS TRUE
  AND REGEXP(ARRAY_JOIN(`source.ip`, CHR(31)), '(?<![^\x{1f}])(?:10\.[0-9]+\.[0-9]+\.[0-9]+|0000:0000:0000:0000:0000:0000:0000:0001)(?![^\x{1f}])') IS TRUE
  AND NOT REGEXP(ARRAY_JOIN(`destination.ip`, CHR(31)), '(?<![^\x{1f}])(?:192\.168\.0\.1)(?![^\x{1f}])') IS TRUE
);
