-- rule
SELECT 'rule' AS rule_id, [record] AS records
FROM events
WHERE (
  coalesce(list_contains("event.category", 'process'), FALSE)
  AND coalesce(len(list_filter(CASE WHEN len("user.id") > 0 THEN "user.id" ELSE [NULL] END, lambda v0: (eql_order_of_doubles(eql_number(v0), 1000::HUGEINT::DOUBLE) < 0))) > 0, FALSE)
  AND coalesce(len(list_filter(CASE WHEN len("process.args") > 0 THEN "process.args" ELSE [NULL] END, lambda v0: (eql_order_of_doubles(eql_hexadecimal(v0), 255::HUGEINT::DOUBLE) = 0))) > 0, FALSE)
);
