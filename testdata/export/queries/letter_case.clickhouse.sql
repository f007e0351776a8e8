-- rule
SELECT 'rule' AS rule_id, [record] AS records
FROM events
WHERE (
  hasAny(`event/category`, ['process'])
  AND arrayExists(v -> ifNull(v IN ('cmd.exe', 'É') OR v LIKE 'power%.exe', FALSE), arrayMap(v -> lower(v), `process/name`))
  AND NOT hasAny(`process/args`, ['-c'])
  AND NOT arrayExists(v -> ifNull(v IN ('a', 'b'), FALSE), arrayMap(v -> lower(v), `user/name`))
);
