"""Good examples in every state, for tests."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from forebild.competition.models import Award
from forebild.library.models import GoodExample
from forebild.library.services import examples as services
from forebild.shared.links import services as links
from forebild.shared.links.models import Link
from forebild.shared.writing.services import save_fields
from tests.worlds import make_company, make_edition, make_entry, make_office, make_submission

TEXTS = {
    "title_sv": "Ritningarna ut",
    "title_en": "Drawings out",
    "ingress_sv": "Så slutade de leta papper.",
    "challenge_sv": "Papper överallt.",
    "challenge_en": "Paper everywhere.",
    "deed_sv": "Plattor vid varje maskin.",
    "deed_en": "A pad at each machine.",
}


def make_award(company: Any = None, outcome: str = "winner", **content: Any) -> Award:
    """A published award; `content` is the submission's."""
    from forebild.programme.models import Edition

    now = timezone.now()
    edition = Edition.objects.filter(year=2026).first() or make_edition(
        2026, state="released", released_at=now
    )
    entry = make_entry(edition, company or make_company())
    if content:
        make_submission(entry, content.pop("answers", {}), **content)
    return Award.objects.create(
        edition=edition,
        entry=entry,
        organisation=entry.organisation,
        organisation_name=entry.organisation.name,
        outcome=outcome,
        citation_sv="För modet.",
        citation_en="For courage.",
        chair_name="Kim Exempel",
        published_at=now,
    )


def make_example(state: str = "draft", company: Any = None, office: Any = None, **texts: str) -> GoodExample:
    """An example that has gone its way up to `state`."""
    office = office or make_office()
    example = services.draft_example(actor=office, award=make_award(company))
    save_fields(
        actor=office,
        document=example.document,
        changes=TEXTS | texts,
        base_revision=example.document.revision,
        allowed=list(TEXTS | texts),
    )
    example.document.refresh_from_db()
    if state == "draft":
        return example
    services.ask_company_to_approve(actor=office, example=example, email="vd@bolag.example")
    if state == "asked":
        return example
    example = services.approve_example(
        link=fresh_link(example), name="Vera D", revision=example.document.revision
    )
    if state in {"published", "withdrawn"}:
        services.publish_example(actor=office, example=example)
    if state == "withdrawn":
        services.withdraw_example(actor=office, example=example, reason="Bolaget är sålt.")
    return example


def fresh_token(example: GoodExample) -> str:
    """A working link's token."""
    return links.issue(
        purpose=services.APPROVAL,
        subject_id=example.public_id,
        email="vd@bolag.example",
        lifetime=timedelta(days=1),
    )


def fresh_link(example: GoodExample) -> Link:
    """A working link."""
    return links.look_up(fresh_token(example), services.APPROVAL)
