-- The table that the rules read, and the functions that they call. Run this once.
--
-- A field is a list, since it can have several values; a field without a value is an empty list or null.
-- The time is one value. Addresses are 32 hexadecimal digits, so that they order as addresses do.
-- `load.sql` fills the table from JSON; a table of your own does as well, or a view:
-- CREATE VIEW events AS SELECT record, time AS "@timestamp", [process_name] AS "process.name", ...

CREATE TABLE IF NOT EXISTS events (
  record BIGINT NOT NULL,
  "@timestamp" TIMESTAMP_NS,
  "event.category" VARCHAR[],
  "event.sequence:json" JSON[],
  "host.ip" VARCHAR[],
  "process.interactive" BOOLEAN[],
  "process.pid" BIGINT[],
  "process.start:date" TIMESTAMP[],
  "unknown.field:json" JSON[],
  "unknown.number:double" DOUBLE[],
  "user.id" VARCHAR[]
);

-- What the rules call. Texts are counted in UTF-16 units, as EQL does: a character beyond U+FFFF is two.
-- An argument that is needed more than once is the item of a list, so that it is written, and worked out, only once.

-- ASCII letters in lower case, every other character as it is.
CREATE OR REPLACE MACRO eql_folded(list) AS list_transform(list, lambda v:
  CASE WHEN strlen(v) = length(v) THEN lower(v)
  ELSE translate(v, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') END);

-- The lower case of a text. The sigma at the end of a word has a form of its own.
CREATE OR REPLACE MACRO eql_lower(source) AS list_transform([source::VARCHAR], lambda v:
  CASE WHEN strlen(v) = length(v) THEN lower(v)
  ELSE lower(replace(regexp_replace(v, '(\p{L}\p{M}*)Σ(\P{L}|$)', '\1ς\2', 'g'), 'İ', 'i' || chr(775))) END)[1];

-- Each character on its own in one letter case.
CREATE OR REPLACE MACRO eql_fold_each(source) AS list_transform([source::VARCHAR], lambda v:
  CASE WHEN strlen(v) = length(v) THEN lower(v) ELSE lower(upper(replace(v, 'İ', 'i'))) END)[1];

CREATE OR REPLACE MACRO eql_length_of(v) AS
  CASE WHEN strlen(v) = length(v) THEN length(v)
  ELSE length(v) + length(regexp_replace(v, '[^\x{10000}-\x{10FFFF}]', '', 'g')) END;
CREATE OR REPLACE MACRO eql_length(source) AS
  list_transform([source::VARCHAR], lambda v: eql_length_of(v)::HUGEINT)[1];

-- One character for each unit: a mark stands behind each character that is two.
CREATE OR REPLACE MACRO eql_spread(v) AS
  CASE WHEN strlen(v) = length(v) THEN v
  ELSE regexp_replace(v, '([\x{10000}-\x{10FFFF}])', '\1' || chr(64976), 'g') END;

-- Back again; half of a character becomes U+FFFD.
CREATE OR REPLACE MACRO eql_joined(source) AS list_transform([source], lambda v:
  CASE WHEN strlen(v) = length(v) THEN v
  ELSE replace(regexp_replace(regexp_replace(v, '^\x{FDD0}', chr(65533)), '[\x{10000}-\x{10FFFF}]$', chr(65533)), chr(64976), '') END)[1];

-- A position of a script: the low 32 bits of an integer.
CREATE OR REPLACE MACRO eql_index(source) AS list_transform([source::HUGEINT], lambda v:
  CASE WHEN v BETWEEN -2147483648 AND 2147483647 THEN v
  ELSE (((v + 2147483648) % 4294967296) + 4294967296) % 4294967296 - 2147483648 END)[1]::BIGINT;

-- Positions may count from the end.
CREATE OR REPLACE MACRO eql_substring(source, first, behind) AS
  list_transform([{'v': source::VARCHAR, 'a': first::BIGINT, 'b': behind::BIGINT}], lambda s:
    list_transform([{'v': s.v, 'a': s.a, 'b': s.b, 'n': eql_length_of(s.v)}], lambda s:
      list_transform([{'v': s.v,
          'a': CASE WHEN s.a < 0 THEN greatest(s.n + s.a, 0) ELSE coalesce(s.a, 0) END,
          'b': CASE WHEN s.a IS NULL OR s.b IS NULL THEN s.n WHEN s.b < 0 THEN greatest(s.n + s.b, 0) ELSE s.b END}], lambda s:
        CASE WHEN s.v IS NULL THEN NULL WHEN s.a >= s.b THEN ''
        ELSE eql_joined(substring(eql_spread(s.v), s.a + 1, s.b - s.a)) END)[1])[1])[1];

CREATE OR REPLACE MACRO eql_starts_with(source, part) AS starts_with(source, part);
CREATE OR REPLACE MACRO eql_ends_with(source, part) AS ends_with(source, part);
CREATE OR REPLACE MACRO eql_contains(source, part) AS
  list_transform([{'v': source::VARCHAR, 'p': part::VARCHAR}], lambda s: contains(s.v, s.p) AND s.p <> '')[1];

CREATE OR REPLACE MACRO eql_index_of(source, part, first) AS
  list_transform([{'v': source::VARCHAR, 'p': part::VARCHAR, 'a': greatest(coalesce(first::BIGINT, 0), 0)}], lambda s:
    CASE WHEN s.v IS NULL OR s.p IS NULL THEN NULL
    WHEN s.p = '' THEN least(s.a, eql_length_of(s.v))
    ELSE nullif(strpos(substring(eql_spread(s.v), s.a + 1), eql_spread(s.p)), 0) + s.a - 1 END)[1]::HUGEINT;

CREATE OR REPLACE MACRO eql_between(source, before, behind) AS
  list_transform([{'v': source::VARCHAR, 'l': before::VARCHAR, 'r': behind::VARCHAR}], lambda s:
    CASE WHEN s.v IS NULL OR s.l IS NULL OR s.r IS NULL THEN NULL
    WHEN s.v = '' OR s.l = '' OR s.r = '' THEN s.v
    WHEN NOT contains(s.v, s.l) THEN ''
    ELSE list_transform([substring(s.v, strpos(s.v, s.l) + length(s.l))], lambda rest:
      CASE WHEN contains(rest, s.r) THEN substring(rest, 1, strpos(rest, s.r) - 1) ELSE '' END)[1] END)[1];

-- Texts that order by code point as these do by UTF-16 unit.
CREATE OR REPLACE MACRO eql_order_of_units(source) AS list_transform([source::VARCHAR], lambda v:
  CASE WHEN strlen(v) = length(v) THEN v ELSE regexp_replace(v, '([\x{E000}-\x{FFFF}])', chr(1114111) || '\1', 'g') END)[1];

-- -1, 0 or 1; 0.0 is above -0.0, and what is no number is above all.
CREATE OR REPLACE MACRO eql_order_of_doubles(left_number, right_number) AS
  list_transform([{'a': left_number::DOUBLE, 'b': right_number::DOUBLE}], lambda s:
    CASE WHEN s.a < s.b THEN -1 WHEN s.a > s.b THEN 1
    WHEN s.a = s.b AND s.a = 0 THEN signbit(s.b)::INTEGER - signbit(s.a)::INTEGER WHEN s.a = s.b THEN 0 END)[1];

CREATE OR REPLACE MACRO eql_within(integer_number, least_number, most_number) AS
  list_transform([TRY(integer_number)], lambda v: CASE WHEN v BETWEEN least_number AND most_number THEN v END)[1];

-- The number that a text holds, as a double. In base 10 white space may stand around it and `f` or `d` behind it.
CREATE OR REPLACE MACRO eql_decimal(source) AS list_transform([source::VARCHAR], lambda v:
  coalesce(CASE WHEN regexp_full_match(v, '[+-]?\d+') THEN TRY_CAST(ltrim(v, '+') AS BIGINT)::DOUBLE END,
    list_transform([regexp_replace(v, '^[\x{0}-\x{20}]+|[\x{0}-\x{20}]+$', '', 'g')], lambda t:
      CASE WHEN regexp_full_match(t, '[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?[fFdD]?') THEN TRY_CAST(rtrim(ltrim(t, '+'), 'fFdD') AS DOUBLE)
      WHEN regexp_full_match(t, '[+-]?NaN') THEN 'NaN'::DOUBLE
      WHEN regexp_full_match(t, '[+]?Infinity') THEN 'Infinity'::DOUBLE
      WHEN t = '-Infinity' THEN '-Infinity'::DOUBLE END)[1]))[1];
CREATE OR REPLACE MACRO eql_hexadecimal(source) AS
  list_transform([regexp_extract(source::VARCHAR, '^(?:0x)?([+-]?)([0-9a-fA-F]+)$', ['sign', 'digits'])], lambda p:
    list_transform([CASE p.sign WHEN '-' THEN -1 ELSE 1 END * TRY_CAST('0x' || coalesce(nullif(ltrim(p.digits, '0'), ''), '0') AS HUGEINT)],
      lambda v: CASE WHEN p.digits <> '' AND v BETWEEN -9223372036854775808 AND 9223372036854775807 THEN v::DOUBLE END)[1])[1];
CREATE OR REPLACE MACRO eql_number(source) AS list_transform([source::VARCHAR], lambda v:
  CASE WHEN starts_with(v, '0x') THEN eql_hexadecimal(v) ELSE eql_decimal(v) END)[1];

-- A double as JSON: an integer has no point.
CREATE OR REPLACE MACRO eql_json_number(v) AS
  CASE WHEN v = trunc(v) AND abs(v) < 1e18 THEN v::HUGEINT::VARCHAR ELSE v::VARCHAR END;

-- The order of JSON values: booleans, numbers, texts; then by value.
CREATE OR REPLACE MACRO eql_json_rank(v) AS
  CASE WHEN v IS NULL THEN NULL WHEN v::VARCHAR IN ('true', 'false') THEN 1 WHEN left(v::VARCHAR, 1) = '"' THEN 6 ELSE 2 END;
CREATE OR REPLACE MACRO eql_json_order(v) AS
  CASE WHEN v IS NULL THEN NULL
  WHEN left(v::VARCHAR, 1) = '"' THEN {'number': 0::DOUBLE, 'whole': 0::HUGEINT, 'text': v::VARCHAR::JSON->>'$'}
  WHEN v::VARCHAR IN ('true', 'false') THEN {'number': (v::VARCHAR = 'true')::INTEGER::DOUBLE, 'whole': 0::HUGEINT, 'text': ''}
  ELSE {'number': v::VARCHAR::DOUBLE, 'whole': TRY_CAST(v::VARCHAR AS HUGEINT), 'text': ''} END;

-- The texts of values as scripts write them.
CREATE OR REPLACE MACRO eql_text_of(v) AS v::VARCHAR;
CREATE OR REPLACE MACRO eql_text_of_ip(source) AS list_transform([source::VARCHAR], lambda v:
  CASE WHEN v IS NULL THEN NULL
  WHEN left(v, 24) = '00000000000000000000ffff' THEN
    concat_ws('.', ('0x' || v[25:26])::INTEGER, ('0x' || v[27:28])::INTEGER, ('0x' || v[29:30])::INTEGER, ('0x' || v[31:32])::INTEGER)
  ELSE list_transform([':' || array_to_string(list_transform(range(8), lambda i: coalesce(nullif(ltrim(substring(v, i * 4 + 1, 4), '0'), ''), '0')), ':') || ':'],
    lambda s: list_transform([coalesce(list_filter([8, 7, 6, 5, 4, 3, 2], lambda n: contains(s, repeat(':0', n) || ':'))[1], 0)],
      lambda n: list_transform([CASE WHEN n = 0 THEN s ELSE regexp_replace(s, repeat(':0', n) || ':', '::') END],
        lambda r: regexp_replace(regexp_replace(r, '^:([^:])', '\1'), '([^:]):$', '\1'))[1])[1])[1] END)[1];
CREATE OR REPLACE MACRO eql_text_of_double(source) AS list_transform([{'v': source::DOUBLE, 't': source::DOUBLE::VARCHAR}], lambda s:
  CASE WHEN s.v = 0 OR abs(s.v) >= 1e-3 AND abs(s.v) < 1e7 THEN s.t
  WHEN isnan(s.v) THEN 'NaN' WHEN isinf(s.v) THEN CASE WHEN s.v > 0 THEN 'Infinity' ELSE '-Infinity' END
  WHEN contains(s.t, 'e') THEN
    regexp_replace(regexp_extract(s.t, '^([^e]+)', 1), '^(-?\d)$', '\1.0') || 'E' || regexp_extract(s.t, 'e(.*)$', 1)::INTEGER
  WHEN abs(s.v) < 1 THEN
    regexp_replace(regexp_replace(regexp_replace(s.t, '0\.0*', ''), '^(-?\d)(\d*)$', '\1.\2'), '\.$', '.0') || 'E-4'
  ELSE regexp_replace(regexp_replace(regexp_replace(replace(s.t, '.', ''), '^(-?\d)', '\1.'), '0+$', ''), '\.$', '.0')
    || 'E' || (length(regexp_extract(s.t, '^-?(\d+)', 1)) - 1) END)[1];
CREATE OR REPLACE MACRO eql_text_of_json(source) AS list_transform([source::VARCHAR], lambda v:
  CASE WHEN v IS NULL THEN NULL WHEN left(v, 1) = '"' OR regexp_full_match(v, '-?\d+|true|false') THEN v::JSON->>'$'
  ELSE eql_text_of_double(v::DOUBLE) END)[1];
