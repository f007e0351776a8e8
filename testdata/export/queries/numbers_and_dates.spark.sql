-- rule
SELECT 'rule' AS rule_id, array(record) AS records
FROM events
WHERE (
  coalesce(arrays_overlap(`event.category`, array('process')), FALSE)
  AND coalesce(exists(`process.pid`, v -> coalesce(v IN (4, 8), FALSE)), FALSE)
  AND coalesce(exists(`process.pid`, v -> coalesce(v > 1, FALSE)), FALSE)
  AND coalesce(exists(`event.risk_score`, v -> coalesce(v <= CAST(7.5e0 AS DOUBLE), FALSE)), FALSE)
  AND coalesce(exists(`process.start:date`, v -> coalesce(v >= CAST(1769860800000000000 AS BIGINT), FALSE)), FALSE)
);
