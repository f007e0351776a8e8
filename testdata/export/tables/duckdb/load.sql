-- Adds the events of a file with one JSON document a line to the table that `schema.sql` makes:
-- SET VARIABLE events = 'events.ndjson';
-- Nested and dotted keys are one field, arrays and arrays of objects are its values, and each value is converted as an
-- index mapping would. What does not convert is no value. The record is the number of the document,
-- counted over all files that were added.

-- JSON values as values of a field, as an index mapping converts them. What does not convert is null.

CREATE OR REPLACE MACRO eql_items(j) AS CASE json_type(j) WHEN 'ARRAY' THEN from_json(j, '["JSON"]') ELSE [j] END;

-- Nanoseconds since 1970 of a text such as 2026-01-31T12:00:00.5+01:00, or of whole milliseconds.
CREATE OR REPLACE MACRO eql_nanos_of(v) AS
  CASE WHEN regexp_full_match(v, '\d{4}(-\d\d(-\d\d(T(\d\d(:\d\d(:\d\d([.,]\d{1,9})?)?)?)?(Z|[+-]\d\d(:?\d\d)?)?)?)?)?') THEN
    list_transform([regexp_extract(v, '^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(?:(\d\d)(?::(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?)?(?:([+-])(\d\d):?(\d\d)?)?)?)?)?',
        ['y', 'm', 'd', 'h', 'i', 's', 'f', 'sign', 'oh', 'oi'])],
      lambda p: CASE WHEN coalesce(nullif(p.h, ''), '0')::INTEGER < 24 AND coalesce(nullif(p.i, ''), '0')::INTEGER < 60
          AND coalesce(nullif(p.s, ''), '0')::INTEGER < 60 AND coalesce(nullif(p.oh, ''), '0')::INTEGER <= 18
          AND coalesce(nullif(p.oi, ''), '0')::INTEGER < 60 THEN
        (date_diff('day', DATE '1970-01-01', TRY_CAST(p.y || '-' || coalesce(nullif(p.m, ''), '01') || '-' || coalesce(nullif(p.d, ''), '01') AS DATE)) * 86400
          + coalesce(nullif(p.h, ''), '0')::INTEGER * 3600 + coalesce(nullif(p.i, ''), '0')::INTEGER * 60 + coalesce(nullif(p.s, ''), '0')::INTEGER
          - CASE WHEN p.sign = '-' THEN -1 ELSE 1 END * (coalesce(nullif(p.oh, ''), '0')::INTEGER * 3600 + coalesce(nullif(p.oi, ''), '0')::INTEGER * 60)
        )::HUGEINT * 1000000000 + rpad(p.f, 9, '0')::HUGEINT END)[1]
  WHEN regexp_full_match(v, '[+-]?\d+') THEN TRY_CAST(ltrim(v, '+') AS BIGINT)::HUGEINT * 1000000 END;

CREATE OR REPLACE MACRO eql_json_nanos(j) AS
  CASE json_type(j)
    WHEN 'VARCHAR' THEN eql_nanos_of(j->>'$')
    WHEN 'BIGINT' THEN (j::VARCHAR)::HUGEINT * 1000000
    WHEN 'UBIGINT' THEN TRY_CAST(j::VARCHAR AS BIGINT)::HUGEINT * 1000000
    WHEN 'DOUBLE' THEN CASE WHEN abs((j::VARCHAR)::DOUBLE) < 9223372036854775808 THEN trunc((j::VARCHAR)::DOUBLE * 1e6)::HUGEINT END END;
CREATE OR REPLACE MACRO eql_time(j) AS make_timestamp_ns(TRY_CAST(eql_json_nanos(j) AS BIGINT));

-- The digits of an address: IPv4 is in ::ffff:0:0/96.
CREATE OR REPLACE MACRO eql_digits_of_ipv4(v) AS
  CASE WHEN regexp_full_match(v, '(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}') THEN
    array_to_string(list_transform(string_split(v, '.'), lambda p: format('{:02x}', p::INTEGER)), '') END;
CREATE OR REPLACE MACRO eql_digits_of_groups(v) AS
  list_transform([list_transform(string_split(v, '::'), lambda side: CASE WHEN side = '' THEN [] ELSE string_split(side, ':') END)],
    lambda s: CASE
      WHEN len(list_filter(flatten(s), lambda g: NOT regexp_full_match(g, '[0-9a-f]{1,4}'))) > 0 THEN NULL
      WHEN len(s) = 1 AND len(s[1]) = 8 THEN array_to_string(list_transform(s[1], lambda g: lpad(g, 4, '0')), '')
      WHEN len(s) = 2 AND len(s[1]) + len(s[2]) <= 7 THEN array_to_string(list_transform(s[1], lambda g: lpad(g, 4, '0')), '')
        || repeat('0', 32 - 4 * (len(s[1]) + len(s[2]))) || array_to_string(list_transform(s[2], lambda g: lpad(g, 4, '0')), '') END)[1];
CREATE OR REPLACE MACRO eql_digits_of_ip(v) AS
  CASE WHEN NOT contains(v, ':') THEN '00000000000000000000ffff' || eql_digits_of_ipv4(v)
  WHEN contains(v, '.') THEN
    list_transform([eql_digits_of_ipv4(regexp_extract(v, ':([^:]*)$', 1))],
      lambda d: CASE WHEN d IS NOT NULL THEN eql_digits_of_groups(lower(regexp_replace(v, '[^:]*$', '')) || d[1:4] || ':' || d[5:8]) END)[1]
  ELSE eql_digits_of_groups(lower(v)) END;

CREATE OR REPLACE MACRO eql_number_of(v) AS
  CASE WHEN regexp_full_match(v, '[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?') THEN TRY_CAST(ltrim(v, '+') AS DOUBLE) END;
CREATE OR REPLACE MACRO eql_whole(v) AS CASE WHEN abs(v) < 9223372036854775808 THEN trunc(v)::HUGEINT END;

CREATE OR REPLACE MACRO eql_keyword(j) AS
  CASE WHEN json_type(j) = 'DOUBLE' THEN regexp_replace(replace((j::VARCHAR)::DOUBLE::VARCHAR, 'e+', 'e'), 'e-0', 'e-')
    WHEN json_type(j) IN ('VARCHAR', 'BIGINT', 'UBIGINT', 'BOOLEAN') THEN j->>'$' END;
CREATE OR REPLACE MACRO eql_integer(j) AS
  CASE json_type(j)
    WHEN 'BIGINT' THEN (j::VARCHAR)::HUGEINT
    WHEN 'UBIGINT' THEN (j::VARCHAR)::HUGEINT
    WHEN 'DOUBLE' THEN eql_whole((j::VARCHAR)::DOUBLE)
    WHEN 'VARCHAR' THEN coalesce(
      CASE WHEN regexp_full_match(j->>'$', '[+-]?\d+') THEN TRY_CAST(ltrim(j->>'$', '+') AS BIGINT)::HUGEINT END,
      CASE WHEN regexp_full_match(j->>'$', '[+]?\d+') THEN TRY_CAST(ltrim(j->>'$', '+') AS UBIGINT)::HUGEINT END,
      eql_whole(eql_number_of(j->>'$'))) END;
CREATE OR REPLACE MACRO eql_long(j) AS TRY_CAST(eql_integer(j) AS BIGINT);
CREATE OR REPLACE MACRO eql_unsigned_long(j) AS eql_integer(j);
CREATE OR REPLACE MACRO eql_double(j) AS
  CASE json_type(j)
    WHEN 'BIGINT' THEN (j::VARCHAR)::DOUBLE
    WHEN 'UBIGINT' THEN (j::VARCHAR)::DOUBLE
    WHEN 'DOUBLE' THEN (j::VARCHAR)::DOUBLE
    WHEN 'VARCHAR' THEN eql_number_of(j->>'$') END;
CREATE OR REPLACE MACRO eql_boolean(j) AS
  CASE json_type(j)
    WHEN 'BOOLEAN' THEN (j->>'$') = 'true'
    WHEN 'VARCHAR' THEN CASE j->>'$' WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE WHEN '' THEN FALSE END END;
CREATE OR REPLACE MACRO eql_date(j) AS
  make_timestamp(TRY_CAST((eql_json_nanos(j) - ((eql_json_nanos(j) % 1000000) + 1000000) % 1000000) // 1000 AS BIGINT));
CREATE OR REPLACE MACRO eql_date_nanos(j) AS eql_time(j);
CREATE OR REPLACE MACRO eql_ip(j) AS CASE json_type(j) WHEN 'VARCHAR' THEN eql_digits_of_ip(j->>'$') END;
CREATE OR REPLACE MACRO eql_version(j) AS CASE json_type(j) WHEN 'VARCHAR' THEN j->>'$' END;
CREATE OR REPLACE MACRO eql_json(j) AS
  CASE WHEN json_type(j) = 'VARCHAR' THEN to_json(j->>'$')
    WHEN json_type(j) = 'DOUBLE' THEN eql_json_number((j::VARCHAR)::DOUBLE)::JSON
    WHEN json_type(j) IN ('BIGINT', 'UBIGINT', 'BOOLEAN') THEN j END;

-- A document is plain if no key has a dot and no field stands in an array: then its values are where they are looked for.
CREATE OR REPLACE TEMP TABLE eql_documents AS
SELECT row_number() OVER () + (SELECT coalesce(max(record), 0) FROM events) AS record, json,
  NOT regexp_matches(json, '"[^"]*\.[^"]*"\s*:|\[\s*\[') AND NOT list_contains(json_type(json, ['$."@timestamp"', '$."event"', '$."host"', '$."process"', '$."unknown"', '$."user"']), 'ARRAY') AS is_plain
FROM read_ndjson_objects(getvariable('events'));

CREATE OR REPLACE TEMP TABLE eql_found AS
WITH scalars AS MATERIALIZED (
  SELECT record, id, fullkey, atom
  FROM (SELECT record, json FROM eql_documents WHERE NOT is_plain) AS documents, json_tree(documents.json)
  WHERE atom IS NOT NULL
), paths AS MATERIALIZED (
  SELECT fullkey, path FROM (
    -- Without the positions in arrays, then without the quotes around keys.
    SELECT fullkey, regexp_replace(regexp_replace(fullkey[3:], '("(?:[^"\\]|\\.)*")|\[\d+\]', '\1', 'g'), '"((?:[^"\\]|\\.)*)"', '\1', 'g') AS path
    FROM (SELECT DISTINCT fullkey FROM scalars)
  )
  WHERE path IN ('@timestamp', 'event.category', 'event.sequence', 'host.ip', 'process.interactive', 'process.pid', 'process.start', 'unknown.field', 'unknown.number', 'user.id')
), fields AS (
  SELECT record, map(list(path), list(items)) AS fields
  FROM (SELECT record, path, list(atom ORDER BY id) AS items FROM scalars JOIN paths USING (fullkey) GROUP BY record, path)
  GROUP BY record
)
SELECT record, json_extract(json, ['$."@timestamp"', '$."event"."category"', '$."event"."sequence"', '$."host"."ip"', '$."process"."interactive"', '$."process"."pid"', '$."process"."start"', '$."unknown"."field"', '$."unknown"."number"', '$."user"."id"']) AS found
FROM eql_documents WHERE is_plain
UNION ALL
SELECT record, list_transform(['@timestamp', 'event.category', 'event.sequence', 'host.ip', 'process.interactive', 'process.pid', 'process.start', 'unknown.field', 'unknown.number', 'user.id'], lambda name: to_json(fields[name])) AS found
FROM eql_documents LEFT JOIN fields USING (record) WHERE NOT is_plain;

INSERT INTO events BY NAME
SELECT record,
  (CASE WHEN found[1] IS NULL THEN [] ELSE list_filter(list_transform(eql_items(found[1]), lambda j: eql_time(j)), lambda v: v IS NOT NULL) END)[1] AS "@timestamp",
  CASE WHEN found[2] IS NULL THEN [] ELSE list_filter(list_transform(eql_items(found[2]), lambda j: eql_keyword(j)), lambda v: v IS NOT NULL) END AS "event.category",
  CASE WHEN found[3] IS NULL THEN [] ELSE list_filter(list_transform(eql_items(found[3]), lambda j: eql_json(j)), lambda v: v IS NOT NULL) END AS "event.sequence:json",
  CASE WHEN found[4] IS NULL THEN [] ELSE list_filter(list_transform(eql_items(found[4]), lambda j: eql_ip(j)), lambda v: v IS NOT NULL) END AS "host.ip",
  CASE WHEN found[5] IS NULL THEN [] ELSE list_filter(list_transform(eql_items(found[5]), lambda j: eql_boolean(j)), lambda v: v IS NOT NULL) END AS "process.interactive",
  CASE WHEN found[6] IS NULL THEN [] ELSE list_filter(list_transform(eql_items(found[6]), lambda j: eql_long(j)), lambda v: v IS NOT NULL) END AS "process.pid",
  CASE WHEN found[7] IS NULL THEN [] ELSE list_filter(list_transform(eql_items(found[7]), lambda j: eql_date(j)), lambda v: v IS NOT NULL) END AS "process.start:date",
  CASE WHEN found[8] IS NULL THEN [] ELSE list_filter(list_transform(eql_items(found[8]), lambda j: eql_json(j)), lambda v: v IS NOT NULL) END AS "unknown.field:json",
  CASE WHEN found[9] IS NULL THEN [] ELSE list_filter(list_transform(eql_items(found[9]), lambda j: eql_double(j)), lambda v: v IS NOT NULL) END AS "unknown.number:double",
  CASE WHEN found[10] IS NULL THEN [] ELSE list_filter(list_transform(eql_items(found[10]), lambda j: eql_keyword(j)), lambda v: v IS NOT NULL) END AS "user.id"
FROM eql_found
ORDER BY record;
