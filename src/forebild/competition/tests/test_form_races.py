"""The office removes a question in the moment in which a company answers it: nothing is lost in silence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from forebild.competition.models import Entry, Question
from forebild.competition.services import drafts, form_questions, forms
from forebild.competition.tests.forms import question
from tests.races import one_then_other
from tests.worlds import make_office

pytestmark = pytest.mark.django_db(transaction=True)


def answer(entry: Entry, writer: Any) -> Callable[[], Any]:
    return lambda: drafts.save_answers(
        actor=writer, entry=entry, changes={"link": "https://svar.example/"}, base_revision=0
    )


def test_the_answer_comes_first_and_the_question_stays(entry: Entry, writer: Any) -> None:
    office, asked = make_office(), question(entry, "link")
    found = one_then_other(
        answer(entry, writer), lambda: form_questions.remove_question(actor=office, question=asked)
    )
    assert found == ["", "NotNow"]
    assert Question.objects.filter(pk=asked.pk).exists()


def test_the_question_goes_first_and_the_company_is_told(entry: Entry, writer: Any) -> None:
    office, asked = make_office(), question(entry, "link")
    found = one_then_other(
        lambda: form_questions.remove_question(actor=office, question=asked), answer(entry, writer)
    )
    assert found == ["", "InvalidInput"]
    entry.document.refresh_from_db()
    assert "link" not in entry.document.fields


def test_without_holding_the_entries_the_answer_would_be_lost(entry: Entry, writer: Any) -> None:
    """The control: the same, but counting and removing without `hold_form`."""
    asked = question(entry, "link")

    def remove_unheld() -> None:
        forms.demand_removable(entry.edition, [asked])
        asked.delete()

    assert one_then_other(answer(entry, writer), remove_unheld) == ["", ""]
    entry.document.refresh_from_db()
    assert entry.document.fields["link"] == "https://svar.example/"  # and no question asks for it any more
    assert not Question.objects.filter(key="link").exists()
