-- rule
SELECT 'rule' AS rule_id, [record] AS records
FROM events
WHERE (
  hasAny(`event/category`, ['process'])
  AND arrayExists(v -> ifNull(v IN (4, 8), FALSE), `process/pid`)
  AND arrayExists(v -> ifNull(v > 1, FALSE), `process/pid`)
  AND arrayExists(v -> ifNull(v <= toFloat64(7.5e0), FALSE), `event/risk_score`)
  AND arrayExists(v -> ifNull(v >= fromUnixTimestamp64Milli(1769860800000, 'UTC'), FALSE), `process/start:date`)
);
