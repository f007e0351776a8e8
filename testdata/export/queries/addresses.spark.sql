-- rule
SELECT 'rule' AS rule_id, array(record) AS records
FROM events
WHERE (
  coalesce(arrays_overlap(`event.category`, array('network')), FALSE)
  AND coalesce(exists(`source.ip`, v -> coalesce(
    v BETWEEN '00000000000000000000ffff0a000000' AND '00000000000000000000ffff0affffff'
    OR v = '00000000000000000000000000000001'
  , FALSE)), FALSE)
  AND NOT coalesce(exists(`destination.ip`, v -> coalesce(v = '00000000000000000000ffffc0a80001', FALSE)), FALSE)
);
