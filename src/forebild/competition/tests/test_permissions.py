"""Who may do what with an entry: each predicate's answer, and the reason of each no."""

from __future__ import annotations

import pytest

from forebild.competition.models import Entry
from forebild.people.models import Person
from forebild.shared.permissions import Permission, may
from tests.worlds import make_office, make_person


@pytest.mark.parametrize(
    ("permission", "actor", "allowed"),
    [
        (Permission.ENTRY_EDIT, "writer", True),
        (Permission.ENTRY_EDIT, "stranger", False),
        (Permission.ENTRY_EDIT, "office", False),
        (Permission.ENTRY_SUBMIT, "writer", True),
        (Permission.ENTRY_SUBMIT, "stranger", False),
        (Permission.ENTRY_WITHDRAW, "writer", True),
        (Permission.ENTRY_WITHDRAW, "stranger", False),
        (Permission.ENTRY_READ, "writer", True),
        (Permission.ENTRY_READ, "stranger", False),
        (Permission.ENTRY_READ, "office", False),  # a draft is the company's alone
        (Permission.EXTENSION_GRANT, "office", True),
        (Permission.EXTENSION_GRANT, "writer", False),
        (Permission.ELIGIBILITY_DECIDE, "office", False),  # not before it is submitted
        (Permission.ELIGIBILITY_DECIDE, "writer", False),
    ],
)
def test_of_a_draft(entry: Entry, writer: Person, permission: Permission, actor: str, allowed: bool) -> None:
    people = {"writer": writer, "stranger": make_person(), "office": make_office()}
    answer = may(people[actor], permission, entry)
    assert answer.allowed is allowed
    assert bool(answer.reason) is not allowed


@pytest.mark.parametrize(
    ("permission", "actor", "allowed"),
    [
        (Permission.ENTRY_READ, "office", True),
        (Permission.ENTRY_READ, "stranger", False),
        (Permission.ENTRY_EDIT, "writer", False),
        (Permission.ENTRY_SUBMIT, "writer", False),
        (Permission.ELIGIBILITY_DECIDE, "office", True),
    ],
)
def test_of_an_eligible_entry(
    entry: Entry, writer: Person, permission: Permission, actor: str, allowed: bool
) -> None:
    Entry.objects.filter(pk=entry.pk).update(state="eligible", submitted_at="2027-01-02T03:04Z")
    entry.refresh_from_db()
    people = {"writer": writer, "stranger": make_person(), "office": make_office()}
    assert may(people[actor], permission, entry).allowed is allowed
