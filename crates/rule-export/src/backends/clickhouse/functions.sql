-- What the rules call. Texts are counted in UTF-16 units, as EQL does: a character beyond U+FFFF is two.

CREATE FUNCTION IF NOT EXISTS eql_length AS (v) -> toInt256(lengthUTF8(v) + countMatches(v, '[\\x{10000}-\\x{10FFFF}]'));
CREATE FUNCTION IF NOT EXISTS eql_starts_with AS (v, part) -> startsWith(v, part);
CREATE FUNCTION IF NOT EXISTS eql_ends_with AS (v, part) -> endsWith(v, part);
CREATE FUNCTION IF NOT EXISTS eql_contains AS (v, part) -> position(v, part) > 0 AND part != '';

-- Texts that order by code point as these do by UTF-16 unit.
CREATE FUNCTION IF NOT EXISTS eql_order_of_units AS (v) -> replaceRegexpAll(v, '([\\x{E000}-\\x{FFFF}])', '\xF4\x8F\xBF\xBF\\1');

-- -1, 0 or 1; 0.0 is above -0.0, and what is no number is above all.
CREATE FUNCTION IF NOT EXISTS eql_order_of_doubles AS (a, b) -> multiIf(a < b, -1, a > b, 1, a = b AND a = 0, toInt8(reinterpretAsInt64(b) < 0) - toInt8(reinterpretAsInt64(a) < 0), a = b, 0, toInt8(isNaN(a)) - toInt8(isNaN(b)));

-- The order of JSON values: null, booleans, numbers, texts.
CREATE FUNCTION IF NOT EXISTS eql_json_rank AS (v) -> multiIf(isNull(v), 0, v IN ('true', 'false'), 1, startsWith(v, '"'), 6, 2);

-- The lower case of a text, and each character on its own in one letter case.
CREATE FUNCTION IF NOT EXISTS eql_lower AS (v) -> lowerUTF8(v);
CREATE FUNCTION IF NOT EXISTS eql_upper_one AS (c) -> if(lengthUTF8(upperUTF8(c)) = 1, upperUTF8(c), c);
CREATE FUNCTION IF NOT EXISTS eql_fold_each AS (v) -> if(isNull(v), NULL, arrayStringConcat(arrayMap(c -> lowerUTF8(eql_upper_one(c)), ngrams(replaceAll(assumeNotNull(v), 'İ', 'i'), 1))));
