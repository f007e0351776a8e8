-- rule
SELECT 'rule' AS rule_id, [record] AS records
FROM events
WHERE (
  hasAny(`event/category`, ['network'])
  AND arrayExists(v -> ifNull(
    v BETWEEN '00000000000000000000ffff0a000000' AND '00000000000000000000ffff0affffff'
    OR v = '00000000000000000000000000000001'
  , FALSE), `source/ip`)
  AND NOT arrayExists(v -> ifNull(v = '00000000000000000000ffffc0a80001', FALSE), `destination/ip`)
);
