-- rule
SELECT 'rule' AS rule_id, [record] AS records
FROM events
WHERE (
  coalesce(list_contains("event.category", 'process'), FALSE)
  AND coalesce(len(list_filter("process.pid", lambda v: v IN (4, 8))) > 0, FALSE)
  AND coalesce(len(list_filter("process.pid", lambda v: v > 1)) > 0, FALSE)
  AND coalesce(len(list_filter("event.risk_score", lambda v: v <= 7.5e0::DOUBLE)) > 0, FALSE)
  AND coalesce(len(list_filter("process.start:date", lambda v: v >= make_timestamp(1769860800000000))) > 0, FALSE)
);
