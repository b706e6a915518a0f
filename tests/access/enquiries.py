"""Questions to the company of the published story, and their secrets."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from forebild.asking.models import Enquiry, Reception, Reply
from forebild.asking.models.enquiry import month_of
from forebild.asking.tests.worlds import ASKER, COMPANY, RECEPTION, answered, open_reception, sent


def add_enquiries(things: dict[str, Any]) -> None:
    """The company takes questions; one is answered, one waits."""
    story = things["published"]
    things["reception"] = open_reception(story)
    things["enquiry"] = answered(story, "Anna")
    things["linked_enquiry"] = sent(story, "Bo")
    company = things["owner_entry"].organisation
    reception = Reception.objects.create(
        programme=story.programme, organisation=company, email="fragor@agaren.example"
    )
    things["own_enquiry"] = Enquiry.objects.create(
        reception=reception, example=story, kind="question", state="sent", text="Hur?", key="own", place=1,
        confirmed_at=timezone.now(), waits_until=timezone.now(), month=month_of(timezone.now()),
    )  # fmt: skip


def parts_of_enquiries(world: Any) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    """By kind of address: what is there, and what is not; a question at a company that it was not put to."""
    asked, owned = ({"enquiry_id": each.public_id} for each in (world.enquiry, world.own_enquiry))
    own, rival = (each.organisation.public_id for each in (world.owner_entry, world.rival_entry))
    return {
        "enquiry": (asked, {"enquiry_id": "okänd"}),
        "own_enquiry": ({"organisation_id": own} | owned, {"organisation_id": rival} | owned),
    }


def tokens_of_enquiries(world: Any) -> dict[str, tuple[str, str]]:
    """What the links are for: the asker's, the company's, and that of what the company takes."""
    return {
        "asker_token": (ASKER, world.linked_enquiry.public_id),
        "company_token": (COMPANY, world.linked_enquiry.public_id),
        "reception_token": (RECEPTION, world.reception.public_id),
    }


def write_enquiry(world: Any, word: str) -> None:
    """Who asks and what, and what the company answers: neither lets anybody else read it."""
    enquiry = Enquiry.objects.filter(pk=world.enquiry.pk)
    enquiry.update(name=f"Frågaren {word}", company=f"Bolaget {word}", text=f"Frågan {word}?")
    enquiry.update(email=f"{word}@prov.example")
    Reply.objects.filter(enquiry=world.enquiry).update(text=f"Svaret {word}.", address=f"{word}@svar.example")
