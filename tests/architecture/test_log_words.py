"""What the office reads in the log is a sentence: every verb that the product records has its name."""

import ast
import re

import pytest
from django.utils.translation import override

from forebild.shared.audit.words import action_name
from forebild.shared.permissions import Permission
from tools.house.sources import PACKAGE, product_code

_VERB = re.compile(r"[a-z]+\.[a-z_]+\.[a-z_]+")
_ROOMS = {"services", "views", "tasks.py"}  # where things are done


def recorded_verbs() -> set[str]:
    """Every text written as a verb, in the rooms that record: permissions look the same, and are none."""
    return {
        node.value
        for path, tree in product_code(PACKAGE)
        if _ROOMS & set(path.parts)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _VERB.fullmatch(node.value)
    } - {str(permission.value) for permission in Permission}


VERBS = sorted(recorded_verbs())


def test_the_verbs_are_found() -> None:
    assert len(VERBS) > 60
    assert {"jury.ruling.proposed", "competition.entry.submitted", "programme.criterion.added"} <= set(VERBS)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_verb_has_its_name(language: str) -> None:
    with override(language):
        assert [verb for verb in VERBS if action_name(verb) == verb] == []
        assert action_name("jury.nothing.such") == "jury.nothing.such"
