"""Parses ES|QL and checks names and types: driver.py EXPORT

EXPORT is a folder made by `eqlc export --to esql`. Its `fields.json`, where there is one, says the type of each field, or
by type the rules that need it.
Prints a line for the first thing that is wrong with each query: {"file": "rules/x.esql", "message": "..."}.
"""

import json
import pathlib
import sys

import esql

# The parser goes down into each part of a query, and a long `OR` is many.
sys.setrecursionlimit(100_000)

export = pathlib.Path(sys.argv[1])
fields = export / "fields.json"
types = json.loads(fields.read_text()) if fields.exists() else None


def schema(rule):
    """The types of the fields as one rule needs them."""
    own = {}
    for name, kind in types.items():
        kinds = {kind: [rule]} if isinstance(kind, str) else kind
        own[name] = next((kind for kind, rules in kinds.items() if rule in rules), next(iter(kinds)))
    return esql.Schema(own)


for path in sorted(export.rglob("*.esql")):
    try:
        tree = esql.parse_query(path.read_text())
        esql.check_catalog_names(tree)
        if types is not None:
            esql.analyze(tree, schema(path.stem))
    except esql.EsqlError as error:
        message = " ".join(str(error).split())
        print(json.dumps({"file": path.relative_to(export).as_posix(), "message": message}))
