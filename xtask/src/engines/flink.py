"""Answers questions with Flink: driver.py EXPORT EVENTS QUESTIONS

EXPORT is a folder made by `eqlc export --to flink`. All events are loaded once, as `schema.sql` and `load.sql` say; only
the two paths in them are others. Each question then gets a view `events` with its own records, so that the query of the
rule runs as it is. A job takes seconds to start, so many questions are asked in one.
Prints a line for each question: {"question": 7, "matches": [[1], [4]]}, or "error" with what Flink says.
"""

import functools
import json
import logging
import pathlib
import re
import sys
import tempfile

from py4j.protocol import Py4JJavaError
from pyflink.common import Configuration
from pyflink.table import EnvironmentSettings, TableEnvironment
from pyflink.table.expressions import col, lit

AT_ONCE = 20

logging.disable(logging.WARNING)
export, events, questions = map(pathlib.Path, sys.argv[1:4])
folder = tempfile.TemporaryDirectory()
numbered, table = pathlib.Path(folder.name, "numbered.ndjson"), pathlib.Path(folder.name, "events")
options = Configuration()
options.set_string("parallelism.default", "1")
# The queries of a job run beside each other.
options.set_string("taskmanager.numberOfTaskSlots", "8")
options.set_string("taskmanager.memory.managed.size", "1gb")
env = TableEnvironment.create(EnvironmentSettings.new_instance().in_batch_mode().with_configuration(options).build())


def run(path):
    """Runs the statements of a file, which end at the end of a line; comments are lines of their own."""
    lines = (line for line in path.read_text().splitlines() if not line.startswith("--"))
    text = ("\n".join(lines) + "\n").replace("'/tmp/events'", f"'{table}'").replace("'/tmp/numbered.ndjson'", f"'{numbered}'")
    for statement in text.split(";\n"):
        if option := re.fullmatch(r"\s*SET '(.+)' = '(.+)'", statement):
            env.get_config().set(*option.groups())
        elif statement.strip():
            env.execute_sql(statement).wait()


def view(question):
    """Lets `events` be what the question is about."""
    window = "record BETWEEN {first} AND {last}".format(**question)
    env.drop_temporary_view("events")
    env.create_temporary_view("events", env.sql_query(f"SELECT * FROM `default_catalog`.`default_database`.events WHERE {window}"))


def table_of(question):
    """What a query finds, with the question beside it."""
    view(question)
    text = (export / question["file"]).read_text().strip().removesuffix(";")
    return env.sql_query(text).select(lit(question["question"]).alias("question"), col("records"))


def ask(asked):
    """The answers to some questions, or one error for them all."""
    found = {question["question"]: [] for question in asked}
    tables = [table_of(question) for question in asked]
    with functools.reduce(lambda one, other: one.union_all(other), tables).execute().collect() as rows:
        for question, records in rows:
            found[question].append(records)
    return [{"question": question, "matches": matches} for question, matches in found.items()]


def answers(asked):
    """The answers, one question at a time where they cannot be asked together."""
    try:
        return ask(asked)
    except Py4JJavaError as error:
        if len(asked) == 1:
            return [{"question": asked[0]["question"], "error": " ".join(str(error.java_exception).split())}]
        half = len(asked) // 2
        return answers(asked[:half]) + answers(asked[half:])


with numbered.open("w") as out:
    for number, line in enumerate(events.open(), 1):
        out.write(line.replace("{", f'{{"record":{number},', 1))
run(export / "schema.sql")
run(export / "load.sql")

asked = [json.loads(line) for line in questions.read_text().splitlines()]
for start in range(0, len(asked), AT_ONCE):
    for answer in answers(asked[start : start + AT_ONCE]):
        print(json.dumps(answer), flush=True)
