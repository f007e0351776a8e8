-- rule
SELECT 'rule' AS rule_id, [record] AS records
FROM events
WHERE (
  coalesce(list_contains("event.category", 'network'), FALSE)
  AND coalesce(len(list_filter("source.ip", lambda v: 
    v BETWEEN '00000000000000000000ffff0a000000' AND '00000000000000000000ffff0affffff'
    OR v = '00000000000000000000000000000001'
  )) > 0, FALSE)
  AND NOT coalesce(len(list_filter("destination.ip", lambda v: v = '00000000000000000000ffffc0a80001')) > 0, FALSE)
);
