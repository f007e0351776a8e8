-- The values of a document as JSON, each with the path of its field: objects and lists are opened one level at a time.
CREATE FUNCTION IF NOT EXISTS eql_inside AS (values) -> arrayFlatten(arrayMap(p -> multiIf(
  startsWith(p.2, '{'), arrayMap(kv -> (if(p.1 = '', kv.1, concat(p.1, '.', kv.1)), kv.2), JSONExtractKeysAndValuesRaw(p.2)),
  startsWith(p.2, '['), arrayMap(i -> (p.1, i), JSONExtractArrayRaw(p.2)),
  [p]), values));
CREATE FUNCTION IF NOT EXISTS eql_items AS (values, path) -> arrayMap(p -> p.2, arrayFilter(p -> p.1 = path AND p.2 != 'null', values));
CREATE FUNCTION IF NOT EXISTS eql_known AS (values) -> arrayMap(v -> assumeNotNull(v), arrayFilter(v -> isNotNull(v), values));

-- JSON values as values of a field, as an index mapping converts them. What does not convert is null.
CREATE FUNCTION IF NOT EXISTS eql_is_text AS (j) -> startsWith(j, '"');
CREATE FUNCTION IF NOT EXISTS eql_is_number AS (j) -> match(j, '^[-0-9]');
CREATE FUNCTION IF NOT EXISTS eql_keyword AS (j) -> toNullable(if(eql_is_text(j), JSONExtractString(j), j));
CREATE FUNCTION IF NOT EXISTS eql_number_text AS (j) -> multiIf(
  eql_is_number(j), toNullable(j),
  eql_is_text(j) AND match(JSONExtractString(j), '^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?$'), toNullable(trim(LEADING '+' FROM JSONExtractString(j))),
  NULL);
CREATE FUNCTION IF NOT EXISTS eql_double AS (j) -> toFloat64OrNull(eql_number_text(j));
CREATE FUNCTION IF NOT EXISTS eql_whole AS (v) -> if(abs(v) < 9223372036854775808, accurateCastOrNull(trunc(v), 'Int64'), NULL);
CREATE FUNCTION IF NOT EXISTS eql_long AS (j) -> coalesce(toInt64OrNull(eql_number_text(j)), eql_whole(eql_double(j)));
CREATE FUNCTION IF NOT EXISTS eql_unsigned_long AS (j) -> coalesce(toUInt64OrNull(eql_number_text(j)), accurateCastOrNull(eql_whole(eql_double(j)), 'UInt64'));
CREATE FUNCTION IF NOT EXISTS eql_boolean AS (j) -> multiIf(j IN ('true', '"true"'), toNullable(TRUE), j IN ('false', '"false"', '""'), toNullable(FALSE), NULL);
CREATE FUNCTION IF NOT EXISTS eql_version AS (j) -> if(eql_is_text(j), toNullable(JSONExtractString(j)), NULL);
CREATE FUNCTION IF NOT EXISTS eql_json AS (j) -> toNullable(if(eql_is_text(j), toJSONString(JSONExtractString(j)), j));

-- The digits of an address: IPv4 is in ::ffff:0:0/96.
CREATE FUNCTION IF NOT EXISTS eql_ip AS (j) -> if(eql_is_text(j), lower(hex(IPv6StringToNumOrNull(JSONExtractString(j)))), NULL);

-- A time such as 2026-01-31T12:00:00.5+01:00, or whole milliseconds since 1970.
CREATE FUNCTION IF NOT EXISTS eql_time AS (j) -> multiIf(
  match(j, '^"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?(Z|[+-][0-9]{2}:?[0-9]{2})?)?"$'), parseDateTime64BestEffortOrNull(JSONExtractString(j), 9, 'UTC'),
  match(j, '^"?-?[0-9]{1,13}"?$'), fromUnixTimestamp64Nano(ifNull(toInt64OrNull(replaceAll(j, '"', '')), 0) * 1000000, 'UTC'),
  NULL);
