-- rule
SELECT 'rule' AS rule_id, array(record) AS records
FROM events
WHERE (
  coalesce(arrays_overlap(`event.category`, array('process')), FALSE)
  AND (
    coalesce(exists(`process.name`, v -> coalesce(v RLIKE '\\A(?:[a-c]+\\.[Ee][Xx][Ee])\\z' OR v RLIKE '\\A(?:[Xx](?s:.)[Yy])\\z', FALSE)), FALSE)
    OR coalesce(exists(`process.name`, v -> coalesce(v RLIKE '\\A(?:[0-9]{2,})\\z', FALSE)), FALSE)
  )
);
