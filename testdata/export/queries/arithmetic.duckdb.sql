-- rule
SELECT 'rule' AS rule_id, [record] AS records
FROM events
WHERE (
  coalesce(list_contains("event.category", 'process'), FALSE)
  AND coalesce(len(list_filter(CASE WHEN len("process.pid") > 0 THEN "process.pid" ELSE [NULL] END, lambda v0: coalesce(len(list_filter(CASE WHEN len("process.parent.pid") > 0 THEN "process.parent.pid" ELSE [NULL] END, lambda v1: (eql_within((v0::HUGEINT - v1::HUGEINT), -9223372036854775808, 9223372036854775807) > 100::HUGEINT))) > 0, FALSE))) > 0, FALSE)
  AND coalesce(len(list_filter(CASE WHEN len("process.pid") > 0 THEN "process.pid" ELSE [NULL] END, lambda v0: (eql_within((v0::HUGEINT % nullif(2::HUGEINT, 0)), -9223372036854775808, 9223372036854775807) = 0::HUGEINT))) > 0, FALSE)
);
