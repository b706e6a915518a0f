"""What is half done is found."""

from __future__ import annotations

import pytest

from forebild.feedback.models import Dispatch, LetterDecision
from forebild.feedback.tests.years import Year, breaches
from forebild.shared.outbox.models import Message

pytestmark = pytest.mark.django_db


def test_each_breach_is_named_and_nothing_else() -> None:
    year = Year(4, 3)
    year.sent()
    assert breaches() == {}
    LetterDecision.objects.filter(letter=year.letters()[0]).delete()
    message = Message.objects.filter(kind="feedback.entrant_letter").first()
    assert message
    _kind, letter, _dispatch, person = message.key.split(":")
    message.pk, message.key = None, f"feedback.entrant_letter:{letter}:again:{person}"
    message.public_id, message.message_id = "x" * 26, "<x@exempel.example>"
    message.save()
    found = breaches()
    dispatch = Dispatch.objects.get()
    assert found == {
        "A letter to an entrant leaves as it was approved": (
            f"letter {year.letters()[0].public_id} is sent and not approved"
        ),
        "A company has its letter once": f"letter {letter} went 2 times to person {person}",
        "A dispatch has as many letters as were to be sent": (
            f"dispatch {dispatch.public_id} has 3 letters of 2"
        ),
    }
