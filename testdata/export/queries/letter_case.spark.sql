-- rule
SELECT 'rule' AS rule_id, array(record) AS records
FROM events
WHERE (
  coalesce(arrays_overlap(`event.category`, array('process')), FALSE)
  AND coalesce(exists(transform(`process.name`, v -> translate(v, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')), v -> coalesce(v IN ('cmd.exe', 'É') OR v LIKE 'power%.exe', FALSE)), FALSE)
  AND NOT coalesce(arrays_overlap(`process.args`, array('-c')), FALSE)
  AND NOT coalesce(exists(transform(`user.name`, v -> translate(v, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')), v -> coalesce(v IN ('a', 'b'), FALSE)), FALSE)
);
