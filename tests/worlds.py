"""Small worlds for tests: plain functions that make one thing each, with as little around it as it needs.

edition = make_edition(2027)
entry = make_entry(edition, answers={"challenge": "…"})
juror = make_juror(edition)
declare_free(juror, entry)
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from forebild.competition.content import content_hash
from forebild.competition.models import Entry, Submission
from forebild.jury.models import Assignment, Declaration, Juror
from forebild.people.models import Membership, Organisation, Person
from forebild.programme.models import Anchor, Criterion, Edition, Phase, Programme, Role
from forebild.shared.writing.services import new_document

_numbers = count(1)


def make_programme(**changes: Any) -> Programme:
    """The programme; the same one when asked for again without changes."""
    existing = Programme.objects.first()
    if existing and not changes:
        return existing
    values = {
        "name_sv": "Smart industri",
        "name_en": "Smart Industry",
        "summary_sv": "Företag som visar vägen.",
        "organiser": "Exempelstiftelsen",
        "contact_email": "kansli@exempel.example",
        "started_on": datetime(2016, 1, 1, tzinfo=UTC).date(),
    }
    return Programme.objects.create(**values | changes)


def make_edition(
    year: int = 2027, *, open_phase: str = "review", criteria: int = 3, **changes: Any
) -> Edition:
    """An announced edition of which `open_phase` is open now and the other phases lie around it."""
    edition = Edition.objects.create(
        programme=make_programme(), year=year, **{"state": "announced", **changes}
    )
    kinds = Phase.Kind.values
    now, length = timezone.now(), timedelta(days=20)
    for place, kind in enumerate(kinds):
        opens = now + (place - kinds.index(open_phase)) * length - timedelta(days=10)
        Phase.objects.create(edition=edition, kind=kind, opens_at=opens, closes_at=opens + length)
    for place in range(1, criteria + 1):
        make_criterion(edition, position=place)
    return edition


def make_criterion(edition: Edition, **changes: Any) -> Criterion:
    """A criterion, 1 to 5, with anchors at the ends."""
    names = {1: ("Nyhet", "Novelty"), 2: ("Nytta", "Benefit"), 3: ("Spridning", "Transfer")}
    name_sv, name_en = names.get(changes.get("position", 1), ("Genomförande", "Execution"))
    criterion = Criterion.objects.create(
        edition=edition, **{"name_sv": name_sv, "name_en": name_en, "position": 1, **changes}
    )
    Anchor.objects.create(criterion=criterion, value=1, text_sv="Inget nytt.", text_en="Nothing new.")
    Anchor.objects.create(criterion=criterion, value=5, text_sv="Helt nytt.", text_en="All new.")
    return criterion


def make_person(name: str = "", **changes: Any) -> Person:
    """Somebody with an address and no right."""
    number = next(_numbers)
    name = name or f"Person {number}"
    email = f"{name.lower().replace(' ', '.').encode('ascii', 'ignore').decode()}.{number}@exempel.example"
    return Person.objects.create(**{"name": name, "email": email, **changes})


def make_office(programme: Programme | None = None, *, kind: str = "lead", **changes: Any) -> Person:
    """Somebody who works in the office."""
    person = make_person(changes.pop("name", "Kansliet"), **changes)
    Role.objects.create(person=person, programme=programme or make_programme(), kind=kind)
    give_second_factor(person)
    return person


def give_second_factor(person: Person) -> None:
    """What office and jury must have before any of their pages opens."""
    Authenticator.objects.get_or_create(user=person, type=Authenticator.Type.TOTP, defaults={"data": {}})


def make_company(
    name: str = "", *, owner: Person | None = None, sector: str = "", **changes: Any
) -> Organisation:
    """A company, perhaps with somebody who acts for it and an SNI code."""
    number = next(_numbers)
    values = {"name": name or f"Bolaget {number} AB", "org_number": f"{5560000000 + number}"}
    company = Organisation.objects.create(**values | changes)
    if owner:
        Membership.objects.create(person=owner, organisation=company, part="owner")
    if sector:
        company.industries.create(scheme="sni2007", code=sector)
    return company


ANSWERS = {"challenge": "Ställtiderna var långa.", "deed": "Vi kopplade upp maskinerna."}
LABELS = {
    "challenge": ("Vad var utmaningen?", "What was the challenge?"),
    "deed": ("Vad gjorde ni?", "What did you do?"),
}


def make_entry(
    edition: Edition,
    organisation: Organisation | None = None,
    *,
    state: str = "eligible",
    answers: dict[str, Any] | None = None,
    **changes: Any,
) -> Entry:
    """An entry, submitted unless it is a draft."""
    answers = ANSWERS if answers is None else answers
    organisation = organisation or make_company()
    entry = Entry.objects.create(
        edition=edition,
        organisation=organisation,
        state=state,
        document=new_document(kind="entry", fields=answers),
        submitted_at=None if state == "draft" else timezone.now(),
        **changes,
    )
    if state != "draft":
        make_submission(entry, answers)
    return entry


def make_submission(entry: Entry, answers: dict[str, Any], **changes: Any) -> Submission:
    """What was handed in, frozen as the product freezes it."""
    questions = [
        {
            "key": key,
            "kind": "long",
            "section_sv": "Berättelsen",
            "section_en": "The story",
            "label_sv": LABELS.get(key, (key, key))[0],
            "label_en": LABELS.get(key, (key, key))[1],
            "unit": "",
            "choices": [],
            "story_part": "",
        }
        for key in answers
    ]
    content: dict[str, Any] = {"questions": questions, "answers": answers, "visibility": {}, "files": []}
    content |= {"language": "sv", **changes}
    number = entry.submissions.count() + 1
    return Submission.objects.create(
        entry=entry,
        number=number,
        content=content,
        sha256=content_hash(content),
        submitted_by=make_person("Inlämnare"),
    )


def make_juror(edition: Edition, name: str = "", *, state: str = "serving", **changes: Any) -> Juror:
    """Somebody with a seat in the edition's jury."""
    person = changes.pop("person", None) or make_person(name or "Juror")
    give_second_factor(person)
    return Juror.objects.create(edition=edition, person=person, state=state, **changes)


def make_assignment(juror: Juror, entry: Entry, *, is_declared: bool = False, **changes: Any) -> Assignment:
    """The juror reads the entry; `is_declared`: and has answered the conflict question with no."""
    if is_declared:
        declare_free(juror, entry)
    return Assignment.objects.create(juror=juror, entry=entry, **changes)


def declare_free(juror: Juror, entry: Entry) -> Declaration:
    """The juror's word that nothing ties him or her to the company."""
    return Declaration.objects.create(juror=juror, entry=entry)


def client_of(person: Any) -> Client:
    """A browser signed in as `person` (None: nobody), with the second factor that is asked for."""
    client = Client()
    if person is not None:
        give_second_factor(person)
        client.force_login(person)
    return client
