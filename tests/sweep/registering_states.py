"""The states of what is asked of those who register, who is invited, and what they need."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from forebild.events.addresses import Guest
from forebild.events.models import Event, Invitation, Needs
from forebild.events.services import questions
from forebild.events.services.inviting import invite
from forebild.events.services.needs import Typed
from forebild.events.tests.worlds import (
    ask_all,
    come,
    invitation_token,
    invite_all,
    make_event,
    token_for,
    typed,
)
from forebild.people.models import Organisation
from tests.sweep.states import ANYBODY, Answers, state
from tests.sweep.world import LEAD, World

_NEEDS = Typed(
    diet=["no_nuts", "vegan"], diet_other="Inte svamp", access=["hearing"], access_other="Plats nära dörren",
    is_agreed=True,
)  # fmt: skip


def _made(world: World, **changes: Any) -> Event:
    return make_event(office=world.person(LEAD), places=5, title_sv="Forum för underleverantörer", **changes)


@state("the office's questions: none, the usual ones, each kind, wrong, one that is answered")
def _asked(world: World) -> Answers:
    event = _made(world)
    parts = {"event_id": event.public_id}
    yield world.get(LEAD, "events:question_list", **parts)
    found = ask_all(event)
    for kind in ("choice", "number", "long", "yes_no"):
        yield world.get(LEAD, "events:question_new", f"?slag={kind}", **parts)
    come(event, "Anna", answers={"hur_reser_du": "bil", "lediga_platser_i_bilen": "3"})
    yield world.get(LEAD, "events:question_list", **parts)
    one = parts | {"question_id": found["by"].public_id}
    yield world.get(LEAD, "events:question_edit", **one)
    yield world.post(LEAD, "events:question_edit", {"label_sv": "", "choices": "Tåg"}, **one)
    yield world.get(LEAD, "events:question_remove", **parts, question_id=found["words"].public_id)
    yield world.get(LEAD, "events:question_remove", **one)
    yield world.post(LEAD, "events:question_remove", **one)  # another depends on it
    yield world.get(LEAD, "events:registration_list", **parts)
    anna = event.registrations.get(name="Anna").public_id
    yield world.get(LEAD, "events:office_registration", registration_id=anna, **parts)
    questions.make_usual(actor=world.person(LEAD), event=event)
    other = _made(world)
    other.questions.all().delete()
    yield world.get(LEAD, "events:question_list", event_id=other.public_id)


@state(
    "registering with questions, food and access: empty, wrong, an organisation asked about, one's own page"
)
def _registering(world: World) -> Answers:
    event = _made(world)
    ask_all(event)
    address = {"slug": event.slug}
    yield world.get(ANYBODY, "events:register", **address)
    wrong = typed(answer_hur_reser_du="bil", answer_nagot_mer="x" * 30, diet_other="Inte svamp")
    yield world.post(ANYBODY, "events:register", wrong | {"diet": ["vegan"]}, **address)
    anna, bo = come(
        event, "Anna", "Bo", company="Bergs Mekaniska AB", answers={"hur_reser_du": "tag"}, needs=_NEEDS
    )
    yield world.get(ANYBODY, "events:registration", token=token_for(bo))  # has questions to answer
    token = token_for(anna)
    yield world.get(ANYBODY, "events:registration", token=token)
    yield world.post(ANYBODY, "events:registration", {"act": "needs", "needs-diet": ["vegan"]}, token=token)
    yield world.get(ANYBODY, "events:booking", token=token_for(anna.booking))
    parts = {"event_id": event.public_id}
    one = parts | {"registration_id": bo.public_id}
    yield world.get(LEAD, "events:registration_organisation", **one)
    company = Organisation.objects.filter(name__endswith=" AB").order_by("pk")[0]
    event.registrations.filter(pk=bo.pk).update(organisation=company)
    yield world.get(LEAD, "events:registration_organisation", **one)
    event.registrations.filter(pk=bo.pk).update(organisation=None, organisation_name=company.name)
    event.registrations.filter(pk=anna.pk).update(organisation=company)
    yield world.get(LEAD, "events:registration_organisation", **one)
    yield world.post(LEAD, "events:registration_organisation", {"number": "123"}, **one)
    near = company.name.removesuffix(" AB")
    yield world.post(
        ANYBODY, "events:register", typed(organisation=near, answer_hur_reser_du="tag"), **address
    )
    for name in ("events:catering", "events:catering_names"):
        yield world.get(LEAD, name, **parts)
    yield world.get(LEAD, "events:office_registration", registration_id=anna.public_id, **parts)
    Event.objects.filter(pk=event.pk).update(changes_until=timezone.now())
    yield world.get(ANYBODY, "events:registration", token=token)
    Needs.objects.all().delete()
    for name in ("events:catering", "events:catering_names"):
        yield world.get(LEAD, name, **parts)
    Event.objects.filter(pk=event.pk).update(asks_needs=False)
    yield world.get(LEAD, "events:catering", **parts)


@state("invitations: none, looked over, held, answered or not, reminded; by the link in every state")
def _invited(world: World) -> Answers:
    lead, event = world.person(LEAD), _made(world, admission="invited")
    parts = {"event_id": event.public_id}
    yield world.get(LEAD, "events:invitation_list", **parts)
    yield world.get(LEAD, "events:invite", **parts)
    yield world.post(LEAD, "events:invite", {"colleagues": "", "language": "sv"}, **parts)
    anna, bo = invite_all(event, "anna@exempel.example", "bo@exempel.example", colleagues=2)
    come(event, "Dan", actor=lead)
    pasted = "anna@exempel.example\nCia Lind <cia@exempel.example>\ndan@exempel.example\neva@"
    plain = {"colleagues": "1", "language": "sv"}
    yield world.post(LEAD, "events:invite", plain | {"addresses": pasted}, **parts)
    yield world.post(LEAD, "events:invite", plain | {"addresses": "anna@exempel.example"}, **parts)
    invite(actor=lead, event=event, guests=[Guest("cia@exempel.example", "Cia Lind")])
    yield world.get(LEAD, "events:invitation_list", **parts)
    yield world.get(LEAD, "events:invitations_remind", **parts)
    alone = Invitation.objects.get(email="cia@exempel.example")
    yield world.get(ANYBODY, "events:invitation", token=invitation_token(alone))
    token = invitation_token(bo)
    yield world.get(ANYBODY, "events:invitation", token=token)
    yield world.post(ANYBODY, "events:invitation", typed(name=""), token=token)
    Client().post(f"/evenemang/inbjudan/{token}/", {"act": "decline"})
    yield world.get(ANYBODY, "events:invitation", token=token)
    come(event, "Anna", invitation=anna)
    yield world.get(ANYBODY, "events:invitation", token=invitation_token(anna))
    yield world.get(LEAD, "events:invitation_list", **parts)
    Event.objects.filter(pk=event.pk).update(closes_at=timezone.now() - timedelta(days=1))
    yield world.get(ANYBODY, "events:invitation", token=token)
    Event.objects.filter(pk=event.pk).update(state="cancelled", cancelled_at=timezone.now())
    yield world.get(ANYBODY, "events:invitation", token=token)
    Event.objects.filter(pk=event.pk).update(state="draft", cancelled_at=None)
    yield world.get(LEAD, "events:invitation_list", **parts)


@state("a calendar of one's own: none, shown once, there")
def _own_calendar(world: World) -> Answers:
    yield world.get(LEAD, "events:own_feed")
    yield world.post(LEAD, "events:own_feed")
    yield world.get(LEAD, "events:own_feed")
