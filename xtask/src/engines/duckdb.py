"""Answers questions with DuckDB: driver.py EXPORT EVENTS QUESTIONS

EXPORT is a folder made by `eqlc export --to duckdb`. All events are loaded once, as `schema.sql` and `load.sql` say;
each question then gets a table `events` with its own records, so that the query of the rule runs as it is.
Prints a line for each question: {"question": 7, "matches": [[1, 2], [4, null]]}, or "error" with what DuckDB says.
"""

import concurrent.futures
import json
import os
import pathlib
import sys

import duckdb

export, events, questions = map(pathlib.Path, sys.argv[1:4])


def answers(connection, asked):
    """The answers to some questions, as lines. Temporary tables are the connection's own."""
    shown = None
    for question in asked:
        if shown != (question["first"], question["last"]):
            shown = (question["first"], question["last"])
            window = "SELECT * FROM all_events WHERE record BETWEEN ? AND ?"
            connection.execute(f"CREATE OR REPLACE TEMP TABLE events AS {window}", shown)
        answer = {"question": question["question"]}
        try:
            rows = connection.execute((export / question["file"]).read_text())
            column = [column[0] for column in rows.description].index("records")
            answer["matches"] = [row[column] for row in rows.fetchall()]
        except duckdb.Error as error:
            answer["error"] = str(error).splitlines()[0]
        yield json.dumps(answer)


database = duckdb.connect()
database.execute((export / "schema.sql").read_text())
database.execute("SET VARIABLE events = ?", [str(events)])
database.execute((export / "load.sql").read_text())
database.execute("ALTER TABLE events RENAME TO all_events")

# Most questions are about few events: threads of our own, with one each, are quicker than those of DuckDB.
database.execute("SET threads = 1")
asked = [json.loads(line) for line in questions.read_text().splitlines()]
threads = os.cpu_count() or 1
size = 64
parts = [asked[start : start + size] for start in range(0, len(asked), size)]
with concurrent.futures.ThreadPoolExecutor(threads) as pool:
    for lines in pool.map(lambda part: list(answers(database.cursor(), part)), parts):
        print(*lines, sep="\n")
