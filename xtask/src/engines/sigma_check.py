"""Checks Sigma rules as `sigma check` does: driver.py EXPORT

Validators that download MITRE's data are left out, and those that ask whether something is meant which always is: a
text of digits in a field of texts, a `*` that is a character, a rule id that is no UUID and so cannot be Sigma's. Prints a line for each thing that is wrong:
{"file": "rules/x.yml", "message": "..."}.
"""

import json
import pathlib
import sys

from sigma.collection import SigmaCollection
from sigma.exceptions import SigmaError
from sigma.plugins import InstalledSigmaPlugins
from sigma.rule import SigmaRule
from sigma.validation import SigmaValidator

LEFT_OUT = {"attacktag", "d3_fendtag", "number_as_string", "escaped_wildcard", "identifier_existence"}

export = pathlib.Path(sys.argv[1])


def complain(rule, message):
    path = rule.source.path if rule.source else export
    print(json.dumps({"file": pathlib.Path(path).relative_to(export).as_posix(), "message": str(message)}))


rules = SigmaCollection.load_ruleset(sorted(export.rglob("*.yml")), collect_errors=True)
rules.resolve_rule_references()
sound = []
for rule in rules.rules:
    for error in rule.errors:
        complain(rule, error)
    if not rule.errors:
        sound.append(rule)
    if not rule.errors and isinstance(rule, SigmaRule):
        try:
            for condition in rule.detection.parsed_condition:
                condition.parse()
        except SigmaError as error:
            complain(rule, error)

known = InstalledSigmaPlugins.autodiscover().validators
for issue in SigmaValidator([known[name] for name in sorted(known) if name not in LEFT_OUT]).validate_rules(iter(sound)):
    for rule in issue.rules:
        complain(rule, f"{type(issue).__name__}: {issue.description}")
