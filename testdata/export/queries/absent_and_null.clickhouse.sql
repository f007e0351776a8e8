-- rule
SELECT 'rule' AS rule_id, [record] AS records
FROM events
WHERE (
  hasAny(`event/category`, ['process'])
  AND NOT hasAny(`process/name`, ['a'])
  AND notEmpty(`user/id`)
  AND NOT notEmpty(`host/id`)
);
