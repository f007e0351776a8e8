-- rule
SELECT 'rule' AS rule_id, [record] AS records
FROM events
WHERE (
  hasAny(`event/category`, ['process'])
  AND arrayExists(v -> ifNull(v > 4, FALSE), `process/pid`)
  AND arrayExists(v -> ifNull(v = '00000000000000000000ffff0a000001', FALSE), `host/ip`)
  AND arrayExists(v -> ifNull(v > toFloat64(1), FALSE), `unknown/number:double`)
  AND arrayExists(v -> ifNull(v > fromUnixTimestamp64Milli(1767225600000, 'UTC'), FALSE), `process/start:date`)
  AND hasAny(`process/interactive`, [TRUE])
  AND notEmpty(`unknown/field:json`)
);
