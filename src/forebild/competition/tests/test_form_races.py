"""The office removes a question in the very moment in which a company answers it: nothing is lost in silence.

Each order is made certain: the second one starts when the first has done its work and not yet committed, and
the first commits when the database says that the second waits for it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from forebild.competition.models import Entry, Question
from forebild.competition.services import drafts, form_questions, forms
from forebild.competition.tests.forms import question
from forebild.shared.errors import Refusal
from tests.worlds import make_office

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 2000  # looks at the database, some milliseconds each


def one_then_other(first: Callable[[], Any], second: Callable[[], Any]) -> list[str]:
    """Run `first` to its end, begin `second`, then commit `first`; what each came to, by its error's name."""
    done, results = threading.Event(), ["", ""]

    def run(place: int, work: Callable[[], Any]) -> None:
        try:
            with transaction.atomic():
                work()
                if place == 0:
                    done.set()
                    _until_somebody_waits(other)
        except Refusal as refusal:
            results[place] = type(refusal).__name__
        finally:
            done.set()
            connection.close()

    def begin_second() -> None:
        assert done.wait(30)
        run(1, second)

    other = threading.Thread(target=begin_second)
    one = threading.Thread(target=run, args=(0, first))
    one.start()
    other.start()
    one.join(60)
    other.join(60)
    return results


def _until_somebody_waits(other: threading.Thread) -> None:
    """Until the other one waits for a lock, or has ended without waiting."""
    for _look in range(PATIENCE):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0] or not other.is_alive():
                return
        other.join(0.005)
    raise AssertionError("nobody waited, and nobody ended")


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
