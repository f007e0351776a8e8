"""Parses ES|QL and checks names and types: driver.py EXPORT

EXPORT is a folder made by `eqlc export --to esql`. Its `fields.json`, where there is one, says the type of each field.
Prints a line for the first thing that is wrong with each query: {"file": "rules/x.esql", "message": "..."}.
"""

import json
import pathlib
import sys

import esql

export = pathlib.Path(sys.argv[1])
fields = export / "fields.json"
schema = esql.Schema(json.loads(fields.read_text())) if fields.exists() else None

for path in sorted(export.rglob("*.esql")):
    try:
        tree = esql.parse_query(path.read_text())
        esql.check_catalog_names(tree)
        if schema is not None:
            esql.analyze(tree, schema)
    except esql.EsqlError as error:
        message = " ".join(str(error).split())
        print(json.dumps({"file": path.relative_to(export).as_posix(), "message": message}))
