"""Answers questions with DuckDB: driver.py EXPORT EVENTS QUESTIONS

EXPORT is a folder made by `eqlc export --to duckdb`. All events are loaded once, as `schema.sql` and `load.sql` say;
each question then gets a table `events` with its own records, so that the query of the rule runs as it is.
Prints a line for each question: {"question": 7, "matches": [[1, 2], [4, null]]}, or "error" with what DuckDB says.
"""

import json
import pathlib
import sys

import duckdb

export, events, questions = map(pathlib.Path, sys.argv[1:4])
connection = duckdb.connect()
connection.execute((export / "schema.sql").read_text())
connection.execute("SET VARIABLE events = ?", [str(events)])
connection.execute((export / "load.sql").read_text())
connection.execute("ALTER TABLE events RENAME TO all_events")

shown = None
for line in questions.read_text().splitlines():
    question = json.loads(line)
    if shown != (question["first"], question["last"]):
        shown = (question["first"], question["last"])
        connection.execute(
            "CREATE OR REPLACE TABLE events AS SELECT * FROM all_events WHERE record BETWEEN ? AND ?", shown
        )
    answer = {"question": question["question"]}
    try:
        rows = connection.execute((export / question["file"]).read_text())
        columns = [column[0] for column in rows.description]
        answer["matches"] = [row[columns.index("records")] for row in rows.fetchall()]
    except duckdb.Error as error:
        answer["error"] = str(error).splitlines()[0]
    print(json.dumps(answer))
