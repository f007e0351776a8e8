-- rule
SELECT 'rule' AS rule_id, [record] AS records
FROM events
WHERE (
  coalesce(list_contains("event.category", 'process'), FALSE)
  AND (
    coalesce(len(list_filter("process.name", lambda v: regexp_full_match(v, '[a-c]+\.[Ee][Xx][Ee]') OR regexp_full_match(v, '[Xx](?s:.)[Yy]'))) > 0, FALSE)
    OR coalesce(len(list_filter("process.name", lambda v: regexp_full_match(v, '[0-9]{2,}'))) > 0, FALSE)
  )
);
