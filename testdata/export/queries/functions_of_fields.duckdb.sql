-- rule
SELECT 'rule' AS rule_id, [record] AS records
FROM events
WHERE (
  coalesce(list_contains("event.category", 'process'), FALSE)
  AND coalesce(len(list_filter(CASE WHEN len("process.command_line") > 0 THEN "process.command_line" ELSE [NULL] END, lambda v0: coalesce(len(list_filter(CASE WHEN len("process.name") > 0 THEN "process.name" ELSE [NULL] END, lambda v1: eql_contains(eql_lower(v0), eql_lower(v1)))) > 0, FALSE))) > 0, FALSE)
  AND coalesce(len(list_filter(CASE WHEN len("process.args") > 0 THEN "process.args" ELSE [NULL] END, lambda v0: (eql_length(v0) > 100::HUGEINT))) > 0, FALSE)
  AND coalesce(len(list_filter(CASE WHEN len("process.name") > 0 THEN "process.name" ELSE [NULL] END, lambda v0: (regexp_full_match(eql_substring(v0, eql_index((-4::HUGEINT)), NULL), '\A\.[Ee][Xx][^\x{A}\x{D}\x{85}\x{2028}-\x{2029}]*\z')))) > 0, FALSE)
  AND coalesce(len(list_filter(CASE WHEN len("user.name") > 0 THEN "user.name" ELSE [NULL] END, lambda v0: coalesce(len(list_filter(CASE WHEN len("process.pid") > 0 THEN "process.pid" ELSE [NULL] END, lambda v1: ((v0 || '-' || eql_text_of(v1::HUGEINT)) = 'root-1'))) > 0, FALSE))) > 0, FALSE)
);
