"""Answers questions with chDB: driver.py EXPORT EVENTS QUESTIONS

EXPORT is a folder made by `eqlc export --to clickhouse`. All events are loaded once, as `schema.sql` and `load.sql`
say; each question then gets a view `events` with its own records, so that the query of the rule runs as it is.
Prints a line for each question: {"question": 7, "matches": [[1, 2], [4, null]]}, or "error" with what chDB says.
"""

import json
import pathlib
import sys

from chdb.session import Session

export, events, questions = map(pathlib.Path, sys.argv[1:4])
session = Session()


def run(path):
    """Runs the statements of a file, which end at the end of a line; comments are lines of their own."""
    lines = (line for line in path.read_text().splitlines() if not line.startswith("--"))
    for statement in ("\n".join(lines) + "\n").split(";\n"):
        if statement.strip():
            session.query(statement)


run(export / "schema.sql")
# Most questions are about few events.
session.query("SET max_threads = 1")
session.query(f"SET param_events = '{events}'")
run(export / "load.sql")
session.query("RENAME TABLE events TO all_events")

shown = None
for line in questions.read_text().splitlines():
    question = json.loads(line)
    if shown != (question["first"], question["last"]):
        shown = (question["first"], question["last"])
        window = "SELECT * FROM all_events WHERE record BETWEEN {} AND {}".format(*shown)
        session.query(f"CREATE OR REPLACE VIEW events AS {window}")
    answer = {"question": question["question"]}
    try:
        query = (export / question["file"]).read_text().rstrip().removesuffix(";")
        rows = str(session.query(query, "JSONEachRow")).splitlines()
        answer["matches"] = [json.loads(row)["records"] for row in rows]
    except RuntimeError as error:
        answer["error"] = str(error).splitlines()[0]
    print(json.dumps(answer))
