-- rule
SELECT 'rule' AS rule_id, array(record) AS records
FROM events
WHERE (
  coalesce(arrays_overlap(`event.category`, array('process')), FALSE)
  AND NOT coalesce(arrays_overlap(`process.name`, array('a')), FALSE)
  AND coalesce(size(`user.id`) > 0, FALSE)
  AND NOT coalesce(size(`host.id`) > 0, FALSE)
);
