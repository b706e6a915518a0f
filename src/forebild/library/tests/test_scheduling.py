"""Publication at an instant: by the worker, stoppable, never without the yes to that very text."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from forebild.library.facts import facts_of
from forebild.library.models import ExampleFacts, GoodExample
from forebild.library.search.models import IndexedExample
from forebild.library.services import examples, scheduling
from forebild.library.tests.stories import make_example
from forebild.shared.audit.models import Record
from forebild.shared.errors import NotAllowed, NotNow, Overtaken
from forebild.shared.writing.models import Document
from forebild.shared.writing.services import release_due_documents, save_fields
from tests.races import one_then_other
from tests.worlds import make_office, make_person

pytestmark = pytest.mark.django_db

SOON = timedelta(hours=1)


def planned(**texts: str) -> GoodExample:
    example = make_example("approved", **texts)
    scheduling.schedule_example(actor=make_office(), example=example, at=timezone.now() + SOON)
    return example


def let_time_pass(example: GoodExample) -> int:
    """The instant comes, and the worker looks."""
    Document.objects.filter(pk=example.document_id).update(release_at=timezone.now() - SOON)
    released = release_due_documents()
    example.refresh_from_db()
    example.document.refresh_from_db()
    return released


def test_the_worker_publishes_the_approved_text_with_its_facts() -> None:
    example = planned(cost_band="under_50k")
    assert example.state == "scheduled"
    assert release_due_documents() == 0
    assert not example.document.is_published
    assert let_time_pass(example) == 1
    assert (example.state, example.document.published_value("title_sv")) == ("published", "Ritningarna ut")
    assert example.first_published_at == example.document.published_at
    assert facts_of(example).cost_band == "under_50k"
    assert IndexedExample.objects.filter(example=example).exists()
    assert Record.objects.filter(action="library.example.published").count() == 1


def test_what_is_called_off_is_not_published_and_the_yes_stands() -> None:
    example, office = planned(), make_office()
    scheduling.unschedule_example(actor=office, example=example)
    assert example.state == "approved"
    assert let_time_pass_nothing(example) == 0
    examples.publish_example(actor=office, example=example)
    assert example.state == "published"


def let_time_pass_nothing(example: GoodExample) -> int:
    assert Document.objects.get(pk=example.document_id).release_at is None
    return release_due_documents()


def test_who_cannot_wait_publishes_at_once() -> None:
    example = planned()
    examples.publish_example(actor=make_office(), example=example)
    assert example.state == "published"
    assert let_time_pass_nothing(example) == 0
    assert ExampleFacts.objects.count() == 1


@pytest.mark.parametrize("way", ["edit", "withdraw"])
def test_taking_the_text_up_or_back_calls_the_publication_off(way: str) -> None:
    office = make_office()
    if way == "edit":
        example = planned()
        examples.edit_example(actor=office, example=example)
    else:
        example = make_example("published")
        examples.edit_example(actor=office, example=example)
        GoodExample.objects.filter(pk=example.pk).update(
            state="approved", approved_revision=example.document.revision
        )
        example.refresh_from_db()
        scheduling.schedule_example(actor=office, example=example, at=timezone.now() + SOON)
        examples.withdraw_example(actor=office, example=example, reason="Såld.")
    assert let_time_pass_nothing(example) == 0


def test_another_text_than_the_approved_one_is_neither_planned_nor_released() -> None:
    office, example = make_office(), make_example("approved")
    _sneak(example)
    with pytest.raises(NotNow, match="Ask again"):
        scheduling.schedule_example(actor=office, example=example, at=timezone.now() + SOON)
    waiting = planned()
    GoodExample.objects.filter(pk=waiting.pk).update(approved_revision=1)
    with pytest.raises(NotNow, match="Ask again"):
        let_time_pass(waiting)
    waiting.document.refresh_from_db()
    assert not waiting.document.is_published


def test_a_text_changed_past_the_services_while_it_waits_is_not_what_is_released() -> None:
    example = planned()
    _sneak(example)
    let_time_pass(example)
    assert example.document.published_value("title_sv") == "Ritningarna ut"


def _sneak(example: GoodExample) -> None:
    document = Document.objects.get(pk=example.document_id)
    save_fields(
        actor=None,
        document=document,
        changes={"title_sv": "Smuget"},
        base_revision=document.revision,
        allowed=["title_sv"],
    )


def test_only_the_office_plans_and_only_what_is_approved_and_only_ahead() -> None:
    example, soon = make_example("approved"), timezone.now() + SOON
    with pytest.raises(NotAllowed):
        scheduling.schedule_example(actor=make_person(), example=example, at=soon)
    with pytest.raises(NotNow, match="already passed"):
        scheduling.schedule_example(actor=make_office(), example=example, at=timezone.now() - SOON)
    example.refresh_from_db()
    assert example.state == "approved"
    with pytest.raises(NotNow):
        scheduling.schedule_example(actor=make_office(), example=make_example("asked"), at=soon)
    waiting = planned()
    with pytest.raises(NotAllowed):
        scheduling.unschedule_example(actor=make_person(), example=waiting)
    stale = GoodExample.objects.get(pk=waiting.pk)
    scheduling.unschedule_example(actor=make_office(), example=waiting)
    with pytest.raises(Overtaken):
        scheduling.unschedule_example(actor=make_office(), example=stale)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("first", "results"), [("press", ["", ""]), ("clock", ["", "Overtaken"])])
def test_whoever_presses_when_the_clock_strikes_waits_and_it_is_out_once(
    first: str, results: list[str]
) -> None:
    office, example = make_office(), planned()
    Document.objects.filter(pk=example.document_id).update(release_at=timezone.now() - SOON)
    fresh = GoodExample.objects.select_related("document").get(pk=example.pk)

    def press() -> None:
        examples.publish_example(actor=office, example=fresh)

    ways = (press, release_due_documents) if first == "press" else (release_due_documents, press)
    assert one_then_other(*ways) == results
    example.refresh_from_db()
    assert (example.state, ExampleFacts.objects.count()) == ("published", 1)
    assert Record.objects.filter(action="library.example.published").count() == 1
