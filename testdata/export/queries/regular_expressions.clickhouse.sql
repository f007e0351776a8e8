-- rule
SELECT 'rule' AS rule_id, [record] AS records
FROM events
WHERE (
  hasAny(`event/category`, ['process'])
  AND (
    arrayExists(v -> ifNull(match(v, '^(?:[a-c]+\\.[Ee][Xx][Ee])$') OR match(v, '^(?:[Xx](?s:.)[Yy])$'), FALSE), `process/name`)
    OR arrayExists(v -> ifNull(match(v, '^(?:[0-9]{2,})$'), FALSE), `process/name`)
  )
);
