"""The states of a story's life: without an award, planned, remarked on, rechecked, told of, taken back."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from forebild.library.models import Afterwards, GoodExample, Remark
from forebild.library.services import afterwards, examples, rechecks, remarks, scheduling
from tests.sweep.states import ANYBODY, Answers, state
from tests.sweep.world import LEAD, World

_NEW = {"name": "Aldrig Tävlat AB", "country": "SE", "number": "556000-4615", "county": "06"}
_TEXTS = {
    "title_sv": "Ritningarna ut",
    "challenge_sv": "Papper överallt.",
    "deed_sv": "Plattor vid maskinen.",
}


def _approved(world: World) -> GoodExample:
    lead = world.person(LEAD)
    world.post(LEAD, "library:example_new", _NEW | {"contact_email": "vd@bolag.example"})
    example = GoodExample.objects.latest("pk")
    examples.save_example(
        actor=lead, document=example.document, changes=_TEXTS, base_revision=1, allowed=list(_TEXTS)
    )
    examples.ask_company_to_approve(actor=lead, example=example, email="vd@bolag.example")
    token = world.token_in("library.approval_asked")
    answer = {"action": "approve", "revision": example.document.revision, "name": "Vera"}
    world.post(ANYBODY, "library:example_approval", answer, token=token)
    return GoodExample.objects.get(pk=example.pk)


@state("a story without an award, approved, planned and called off")
def _without_award(world: World) -> Answers:
    yield world.get(LEAD, "library:example_new")
    yield world.post(LEAD, "library:example_new", _NEW | {"number": "123"})
    example = _approved(world)
    parts = {"example_id": example.public_id}
    yield world.get(LEAD, "library:example_edit", **parts)
    yield world.get(LEAD, "library:example_schedule", **parts)
    yield world.post(LEAD, "library:example_schedule", {"at_0": "2020-01-01", "at_1": "10:00"}, **parts)
    at = timezone.now() + timedelta(days=1)
    scheduling.schedule_example(actor=world.person(LEAD), example=example, at=at)
    yield world.get(LEAD, "library:example_edit", **parts)


@state("remarks about a draft, and the company's wish")
def _remarks(world: World) -> Answers:
    lead, example = world.person(LEAD), GoodExample.objects.earliest("pk")
    parts = {"example_id": example.public_id}
    yield world.get(LEAD, "library:example_remarks", **parts)
    yield world.post(LEAD, "library:example_remarks", {"text": ""}, **parts)
    examples.edit_example(actor=lead, example=example)
    examples.ask_company_to_approve(actor=lead, example=example, email="vd@bolag.example")
    wish = {"action": "return", "wish": "Byt bilden, den är gammal."}
    token = world.token_in("library.approval_asked")
    world.post(ANYBODY, "library:example_approval", wish, token=token)
    thread = remarks.say_remark(actor=lead, example=example, text="Stämmer siffran?")
    remarks.say_remark(actor=lead, example=example, text="Jag frågar.", answers=thread)
    remarks.settle_remark(actor=lead, remark=thread)
    wished = Remark.objects.get(voice="company")
    yield world.get(LEAD, "library:example_remarks", **parts)
    yield world.get(LEAD, "library:remark_answer", remark_id=wished.public_id, **parts)
    yield world.post(LEAD, "library:remark_answer", {"text": ""}, remark_id=wished.public_id, **parts)
    yield world.get(LEAD, "library:example_list", "?missing=remarks")


@state("a story is asked about a year later")
def _rechecked(world: World) -> Answers:
    lead = world.person(LEAD)
    example = GoodExample.objects.filter(state="published", afterwards=None).earliest("pk")
    parts = {"example_id": example.public_id}
    yield world.get(LEAD, "library:example_afterwards", **parts)
    long_ago = timezone.now() - timedelta(days=740)
    GoodExample.objects.filter(pk=example.pk).update(first_published_at=long_ago)
    rechecks.ask_recheck(actor=lead, example=example)
    token = world.token_in("library.recheck")
    yield world.get(ANYBODY, "library:example_recheck", token=token)
    yield world.post(ANYBODY, "library:example_recheck", {"name": "Vera"}, token=token)
    back = {"answer": "take_back", "name": "Vera", "text": "Vi är sålda."}
    yield world.post(ANYBODY, "library:example_recheck", back, token=token)
    right = {"answer": "right", "name": "Vera", "text_sv": "Halva tiden.", "text_en": "Half the time."}
    yield world.post(ANYBODY, "library:example_recheck", right | {"may_show": "on"}, token=token)
    yield world.get(ANYBODY, "library:example", slug=example.slug)
    yield world.post(LEAD, "library:example_afterwards", {"years": "1"}, **parts)
    told = {"text_sv": "Ett skift till.", "text_en": "", "told_by_name": "Vera"}
    afterwards.save_afterwards(actor=lead, example=example, years=1, **told)
    yield world.get(LEAD, "library:example_afterwards", **parts)
    assert Afterwards.objects.filter(example=example).count() == 2


@state("a story is taken back by the company")
def _taken_back(world: World) -> Answers:
    lead, example = world.person(LEAD), GoodExample.objects.earliest("pk")
    parts = {"example_id": example.public_id}
    yield world.get(LEAD, "library:example_withdraw", **parts)
    yield world.post(LEAD, "library:example_withdraw", {"wish": "company"}, **parts)
    rechecks.ask_recheck(actor=lead, example=example)
    back = {"answer": "take_back", "name": "Vera", "text": "Vi är sålda.", "sure": "1"}
    token = world.token_in("library.recheck")
    yield world.post(ANYBODY, "library:example_recheck", back, token=token)
    yield world.get(ANYBODY, "library:example", slug=example.slug)
    yield world.get(LEAD, "library:example_afterwards", **parts)
