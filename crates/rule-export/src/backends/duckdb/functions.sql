-- What the rules call. Texts are counted in UTF-16 units, as EQL does: a character beyond U+FFFF is two.

-- ASCII letters in lower case, every other character as it is.
CREATE OR REPLACE MACRO eql_folded(list) AS list_transform(list, lambda v:
  CASE WHEN strlen(v) = length(v) THEN lower(v)
  ELSE translate(v, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') END);

-- The lower case of a text. The sigma at the end of a word has a form of its own.
CREATE OR REPLACE MACRO eql_lower(v) AS
  CASE WHEN strlen(v) = length(v) THEN lower(v)
  ELSE lower(replace(regexp_replace(v, '(\p{L}\p{M}*)Σ(\P{L}|$)', '\1ς\2', 'g'), 'İ', 'i' || chr(775))) END;

-- Each character on its own in one letter case.
CREATE OR REPLACE MACRO eql_fold_each(v) AS
  CASE WHEN strlen(v) = length(v) THEN lower(v) ELSE lower(upper(replace(v, 'İ', 'i'))) END;

CREATE OR REPLACE MACRO eql_length(v) AS
  CASE WHEN strlen(v) = length(v) THEN length(v)
  ELSE length(v) + length(regexp_replace(v, '[^\x{10000}-\x{10FFFF}]', '', 'g')) END;

-- One character for each unit: a mark stands behind each character that is two.
CREATE OR REPLACE MACRO eql_spread(v) AS
  CASE WHEN strlen(v) = length(v) THEN v
  ELSE regexp_replace(v, '([\x{10000}-\x{10FFFF}])', '\1' || chr(64976), 'g') END;

-- Back again; half of a character becomes U+FFFD.
CREATE OR REPLACE MACRO eql_joined(v) AS
  CASE WHEN strlen(v) = length(v) THEN v
  ELSE replace(regexp_replace(regexp_replace(v, '^\x{FDD0}', chr(65533)), '[\x{10000}-\x{10FFFF}]$', chr(65533)), chr(64976), '') END;

-- A position of a script: the low 32 bits of an integer.
CREATE OR REPLACE MACRO eql_index(v) AS
  CASE WHEN v BETWEEN -2147483648 AND 2147483647 THEN v::BIGINT
  ELSE ((((v + 2147483648) % 4294967296) + 4294967296) % 4294967296 - 2147483648)::BIGINT END;

-- A position that may count from the end.
CREATE OR REPLACE MACRO eql_position(v, len) AS CASE WHEN v < 0 THEN greatest(len + v, 0) ELSE v END;

CREATE OR REPLACE MACRO eql_slice(v, first, behind) AS
  CASE WHEN first >= behind THEN '' ELSE eql_joined(substring(eql_spread(v), first + 1, behind - first)) END;

CREATE OR REPLACE MACRO eql_substring(v, first, behind) AS
  CASE WHEN v IS NULL THEN NULL WHEN first IS NULL THEN v
  ELSE eql_slice(v, eql_position(first, eql_length(v)), coalesce(eql_position(behind, eql_length(v)), eql_length(v))) END;

CREATE OR REPLACE MACRO eql_starts_with(v, part) AS starts_with(v, part);
CREATE OR REPLACE MACRO eql_ends_with(v, part) AS ends_with(v, part);
CREATE OR REPLACE MACRO eql_contains(v, part) AS contains(v, part) AND part <> '';

CREATE OR REPLACE MACRO eql_index_of(v, part, first) AS
  CASE WHEN v IS NULL OR part IS NULL THEN NULL
  WHEN part = '' THEN least(greatest(coalesce(first, 0), 0), eql_length(v))
  ELSE nullif(strpos(substring(eql_spread(v), greatest(coalesce(first, 0), 0) + 1), eql_spread(part)), 0)
    + greatest(coalesce(first, 0), 0) - 1 END::HUGEINT;

CREATE OR REPLACE MACRO eql_between(v, before, behind) AS
  CASE WHEN v IS NULL OR before IS NULL OR behind IS NULL THEN NULL
  WHEN v = '' OR before = '' OR behind = '' THEN v
  WHEN NOT contains(v, before) THEN ''
  WHEN NOT contains(substring(v, strpos(v, before) + length(before)), behind) THEN ''
  ELSE substring(v, strpos(v, before) + length(before),
    strpos(substring(v, strpos(v, before) + length(before)), behind) - 1) END;

-- Texts that order by code point as these do by UTF-16 unit.
CREATE OR REPLACE MACRO eql_order_of_units(v) AS
  CASE WHEN strlen(v) = length(v) THEN v ELSE regexp_replace(v, '([\x{E000}-\x{FFFF}])', chr(1114111) || '\1', 'g') END;

-- -1, 0 or 1; 0.0 is above -0.0, and what is no number is above all.
CREATE OR REPLACE MACRO eql_order_of_doubles(a, b) AS
  CASE WHEN a < b THEN -1 WHEN a > b THEN 1 WHEN a = b AND a = 0 THEN signbit(b)::INTEGER - signbit(a)::INTEGER
  WHEN a = b THEN 0 END;

CREATE OR REPLACE MACRO eql_within(v, least, most) AS CASE WHEN TRY(v) BETWEEN least AND most THEN TRY(v) END;

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
CREATE OR REPLACE MACRO eql_text_of_ip(v) AS
  CASE WHEN v IS NULL THEN NULL
  WHEN left(v, 24) = '00000000000000000000ffff' THEN
    concat_ws('.', ('0x' || v[25:26])::INTEGER, ('0x' || v[27:28])::INTEGER, ('0x' || v[29:30])::INTEGER, ('0x' || v[31:32])::INTEGER)
  ELSE list_transform([':' || array_to_string(list_transform(range(8), lambda i: coalesce(nullif(ltrim(substring(v, i * 4 + 1, 4), '0'), ''), '0')), ':') || ':'],
    lambda s: list_transform([coalesce(list_filter([8, 7, 6, 5, 4, 3, 2], lambda n: contains(s, repeat(':0', n) || ':'))[1], 0)],
      lambda n: list_transform([CASE WHEN n = 0 THEN s ELSE regexp_replace(s, repeat(':0', n) || ':', '::') END],
        lambda r: regexp_replace(regexp_replace(r, '^:([^:])', '\1'), '([^:]):$', '\1'))[1])[1])[1] END;
CREATE OR REPLACE MACRO eql_text_of_double(v) AS
  CASE WHEN v = 0 OR abs(v) BETWEEN 1e-3 AND 9999999.999999999 THEN v::VARCHAR
  WHEN isnan(v) THEN 'NaN' WHEN isinf(v) THEN CASE WHEN v > 0 THEN 'Infinity' ELSE '-Infinity' END
  WHEN contains(v::VARCHAR, 'e') THEN
    regexp_replace(regexp_extract(v::VARCHAR, '^([^e]+)', 1), '^(-?\d)$', '\1.0') || 'E' || regexp_extract(v::VARCHAR, 'e(.*)$', 1)::INTEGER
  WHEN abs(v) < 1 THEN
    regexp_replace(regexp_replace(regexp_replace(v::VARCHAR, '0\.0*', ''), '^(-?\d)(\d*)$', '\1.\2'), '\.$', '.0') || 'E-4'
  ELSE regexp_replace(regexp_replace(regexp_replace(replace(v::VARCHAR, '.', ''), '^(-?\d)', '\1.'), '0+$', ''), '\.$', '.0')
    || 'E' || (length(regexp_extract(v::VARCHAR, '^-?(\d+)', 1)) - 1) END;
CREATE OR REPLACE MACRO eql_text_of_json(v) AS
  CASE WHEN v IS NULL THEN NULL WHEN left(v::VARCHAR, 1) = '"' OR regexp_full_match(v::VARCHAR, '-?\d+|true|false') THEN v::VARCHAR::JSON->>'$'
  ELSE eql_text_of_double(v::VARCHAR::DOUBLE) END;
