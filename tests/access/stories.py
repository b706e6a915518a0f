"""What is said about drafts, asked a year later and told afterwards; its links and its secrets."""

from __future__ import annotations

from typing import Any

from forebild.library.models import Afterwards, Recheck, Remark, Withdrawal
from forebild.library.purposes import RECHECK
from forebild.library.services.remarks import say_remark
from forebild.people.models import Person


def add_stories(things: dict[str, Any], lead: Person) -> None:
    """Of the draft and of the public story: a remark, a question, what happened, a time that it was back."""
    for name in ("drafted", "published"):
        example = things[name]
        things[f"{name}_remark"] = say_remark(actor=lead, example=example, text="Se över siffran.")
        things[f"{name}_recheck"] = Recheck.objects.create(example=example, email="vd@bolag.example")
        Afterwards.objects.create(example=example, years=1, text_sv="Halva tiden.", told_by_name="Vera")
        Withdrawal.objects.create(example=example, wish="office", reason="Fel.", name="Lea")


def parts_of_stories(world: Any) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    """By kind of address: of the draft, and of what is public."""
    here = [{"example_id": each.public_id} for each in (world.drafted, world.published)]
    said = [{"remark_id": each.public_id} for each in (world.drafted_remark, world.published_remark)]
    return {
        "remark": (here[0] | said[0], here[1] | said[1]),
        "stray_remark": (here[1] | said[0], here[0] | said[1]),
        "afterwards": (here[0] | {"years": 1}, here[1] | {"years": 1}),
    }


def subjects_of_rechecks(world: Any) -> dict[str, tuple[str, str]]:
    """What the company's link a year later is for."""
    return {"recheck_token": (RECHECK, world.published_recheck.public_id)}


def write_remarks(world: Any, word: str) -> None:
    """What the office says, why something was back, what is told and not yet shown, who is asked."""
    for name in ("drafted", "published"):
        example = getattr(world, name)
        Remark.objects.filter(example=example).update(
            text=f"Vi säger {word}.", said_by_name=f"Kollegan {word}"
        )
        Withdrawal.objects.filter(example=example).update(reason=f"Därför {word}.", name=f"Personen {word}")
        told = {"text_sv": f"Sedan {word}.", "text_en": f"Then {word}.", "told_by_name": f"Vera {word}"}
        Afterwards.objects.filter(example=example).update(**told)
    type(world.published).objects.filter(pk=world.published.pk).update(
        company_wish=f"Önskan {word}.", contact_email=f"{word}@exempel.example"
    )
    Recheck.objects.filter(example=world.drafted).update(email=f"fraga.{word}@exempel.example")
