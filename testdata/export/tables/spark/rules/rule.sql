-- rule
SELECT 'rule' AS rule_id, array(record) AS records
FROM events
WHERE (
  coalesce(arrays_overlap(`event.category`, array('process')), FALSE)
  AND coalesce(exists(`process.pid`, v -> coalesce(v > 4, FALSE)), FALSE)
  AND coalesce(exists(`host.ip`, v -> coalesce(v = '00000000000000000000ffff0a000001', FALSE)), FALSE)
  AND coalesce(exists(`unknown.number:double`, v -> coalesce(v > CAST(1 AS DOUBLE), FALSE)), FALSE)
  AND coalesce(exists(`process.start:date`, v -> coalesce(v > CAST(1767225600000000000 AS BIGINT), FALSE)), FALSE)
  AND coalesce(arrays_overlap(`process.interactive`, array(TRUE)), FALSE)
  AND coalesce(size(`unknown.field:json`) > 0, FALSE)
);
