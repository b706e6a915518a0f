"""What an event helps with, sets that come along, what must always hold."""

from __future__ import annotations

import pytest
from django.urls import reverse

from forebild.assessment.asked import read_set
from forebild.assessment.models import Assessment, EventTheme, QuestionSet
from forebild.assessment.queries.sittings import first_answering
from forebild.assessment.services.beginning import begin_assessment
from forebild.assessment.services.shipped import lay_in_shipped_sets
from forebild.assessment.services.themes import set_event_themes
from forebild.assessment.services.withdrawing import withdraw_assessment
from forebild.assessment.sets import shipped
from forebild.assessment.tests.worlds import answered, handed_in, the_set, token
from forebild.events.tests.worlds import make_event
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow
from forebild.shared.invariants import problems
from tests.worlds import client_of, make_office, make_person, make_programme

pytestmark = pytest.mark.django_db


def test_whoever_runs_an_event_says_what_it_helps_with_and_its_page_tells() -> None:
    office = make_office()
    event = make_event(office=office)
    client = client_of(office)
    beside = reverse("events:office_event", args=[event.public_id])
    assert "Inget är sagt än" in client.get(beside).content.decode()
    at = reverse("assessment:event_themes", args=[event.public_id])
    assert client.get(at).status_code == 200
    assert client.post(at, {"dimensions": ["data", "green"]}).status_code == 302
    assert "Data och kopplingar, Grön omställning" in client.get(beside).content.decode()
    assert client.post(at, {}).status_code == 302
    assert not EventTheme.objects.exists()
    with pytest.raises(NotAllowed):
        set_event_themes(actor=make_person(), event=event, dimensions=["data"])
    with pytest.raises(InvalidInput):
        set_event_themes(actor=office, event=event, dimensions=["lunch"])


def test_sets_that_come_along_are_laid_in_once_and_what_is_there_is_left() -> None:
    assert {each.key for each in QuestionSet.objects.open()} == {each["key"] for each in shipped()}
    changed = the_set()
    QuestionSet.objects.filter(pk=changed.pk).update(name_sv="Vårt namn")
    assert lay_in_shipped_sets() == []
    assert the_set().name_sv == "Vårt namn"


def test_a_newer_version_takes_the_place_of_the_one_that_was_open() -> None:
    old = the_set()
    QuestionSet.objects.filter(pk=old.pk).update(version=1)
    [made] = lay_in_shipped_sets()
    old.refresh_from_db()
    assert (old.state, made.state, made.version) == ("closed", "open", made.data["version"])
    with pytest.raises(NotNow):
        begin_assessment(programme=make_programme(), question_set=old, language="sv")


@pytest.mark.parametrize("data", shipped(), ids=lambda each: each["key"])
def test_every_question_stands_on_one_page_and_no_page_is_long(data: dict[str, object]) -> None:
    asked = read_set(data)
    assert [each.key for page in asked.groups for each in page] == [
        each.key
        for dimension in asked.dimensions
        for each in asked.questions
        if each.reckoned.dimension == dimension.key
    ]
    assert max(len(page) for page in asked.groups) <= 6


def test_what_must_hold_holds_and_a_half_done_deletion_is_found() -> None:
    assessment = handed_in()
    answered()
    way_in = token(assessment)
    withdraw_assessment(assessment=assessment)
    assert way_in
    assert list(problems()) == []
    kept = answered()
    document = first_answering(kept).document
    Assessment.objects.filter(pk=kept.pk).update(state="withdrawn", withdrawn_at=kept.begun_at)
    first_answering(kept).delete()
    found = {text for _sentence, text in problems()}
    left_open = f"a link opens the deleted assessment {kept.public_id}"
    assert found == {f"document {document.public_id}", left_open}
