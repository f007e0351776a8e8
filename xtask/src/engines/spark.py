"""Answers questions with Spark: driver.py EXPORT EVENTS QUESTIONS

EXPORT is a folder made by `eqlc export --to spark`. All events are loaded once, as `schema.sql` and `load.sql` say. A
query takes a second to plan, so many are asked in one; a rule of single events finds the same of an event whatever
stands beside it, so each question takes of all matches those of its own records.
Prints a line for each question: {"question": 7, "matches": [[1], [4]]}, or "error" with what Spark says.
"""

import json
import pathlib
import sys
import tempfile

from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

AT_ONCE = 20

export, events, questions = map(pathlib.Path, sys.argv[1:4])
warehouse = tempfile.TemporaryDirectory()
spark = (
    SparkSession.builder.master("local[*]")
    .config("spark.sql.warehouse.dir", warehouse.name)
    .config("spark.ui.enabled", "false")
    .config("spark.ui.showConsoleProgress", "false")
    .config("spark.log.level", "ERROR")
    .getOrCreate()
)


def run(path):
    """Runs the statements of a file, which end at the end of a line; comments are lines of their own."""
    lines = (line for line in path.read_text().splitlines() if not line.startswith("--"))
    for statement in ("\n".join(lines) + "\n").split(";\n"):
        if statement.strip():
            spark.sql(statement)


def ask(asked):
    """The answers to some questions, or one error for them all."""
    texts = [(export / question["file"]).read_text().strip().removesuffix(";") for question in asked]
    parts = [f"SELECT {question['question']} AS question, records[0] AS record FROM ({text}\n)" for question, text in zip(asked, texts)]
    found = {question["question"]: [] for question in asked}
    windows = {question["question"]: (question["first"], question["last"]) for question in asked}
    for row in spark.sql("\nUNION ALL\n".join(parts)).collect():
        first, last = windows[row.question]
        if first <= row.record <= last:
            found[row.question].append([row.record])
    return [{"question": question, "matches": matches} for question, matches in found.items()]


def answers(asked):
    """The answers, one question at a time where they cannot be asked together."""
    try:
        return ask(asked)
    except PySparkException as error:
        if len(asked) == 1:
            return [{"question": asked[0]["question"], "error": str(error).splitlines()[0]}]
        return [answer for question in asked for answer in answers([question])]


run(export / "schema.sql")
spark.sql(f"SET events = {events}")
run(export / "load.sql")
spark.table("events").cache()

asked = [json.loads(line) for line in questions.read_text().splitlines()]
for start in range(0, len(asked), AT_ONCE):
    for answer in answers(asked[start : start + AT_ONCE]):
        print(json.dumps(answer))
