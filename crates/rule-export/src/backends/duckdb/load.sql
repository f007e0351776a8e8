-- Adds the events of a file with one JSON document a line to the table that `schema.sql` makes:
-- SET VARIABLE events = 'events.ndjson';
-- Nested and dotted keys are one field, arrays and arrays of objects are its values, and each value is converted as an
-- index mapping would. What does not convert is no value. The record is the number of the document,
-- counted over all files that were added.

{conversions}
-- A document is plain if no key has a dot and no field stands in an array: then its values are where they are looked for.
CREATE OR REPLACE TEMP TABLE eql_documents AS
SELECT row_number() OVER () + (SELECT coalesce(max(record), 0) FROM events) AS record, json,
  NOT regexp_matches(json, '"[^"]*\.[^"]*"\s*:|\[\s*\[') AND NOT list_contains(json_type(json, [{objects}]), 'ARRAY') AS is_plain
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
  WHERE path IN ({names})
), fields AS (
  SELECT record, map(list(path), list(items)) AS fields
  FROM (SELECT record, path, list(atom ORDER BY id) AS items FROM scalars JOIN paths USING (fullkey) GROUP BY record, path)
  GROUP BY record
)
SELECT record, json_extract(json, [{paths}]) AS found
FROM eql_documents WHERE is_plain
UNION ALL
SELECT record, list_transform([{names}], lambda name: to_json(fields[name])) AS found
FROM eql_documents LEFT JOIN fields USING (record) WHERE NOT is_plain;

INSERT INTO events BY NAME
SELECT record,
{columns}
FROM eql_found
ORDER BY record;
