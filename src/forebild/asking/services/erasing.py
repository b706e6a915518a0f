"""Nothing of what was typed is kept: when it is taken back, never confirmed, or a year old. Counts stay."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from forebild.asking.models import Enquiry, PublicAnswer
from forebild.shared import audit


def erase_words(enquiry: Enquiry) -> dict[str, Any]:
    """The changes that leave nothing of the asker's words; `key` too, which was made of them."""
    empty = dict.fromkeys(("name", "email", "company", "text", "when", "source"), "")
    return empty | {
        "head_count": None,
        "remind_on": None,
        "key": f"erased-{enquiry.public_id}",
        "erased_at": timezone.now(),
    }


def erase(enquiry: Enquiry, *, by: str = "") -> None:
    """The company's words. What is public stays after a year, but not when the asker takes it back."""
    enquiry.replies.update(text="", address="")
    offered = PublicAnswer.objects.filter(enquiry=enquiry, taken_away_at=None)
    if not by:
        offered = offered.filter(asker_yes_at=None)
    for each in offered:
        take_away(each, by=by or PublicAnswer.By.OFFICE)


def take_away(public: PublicAnswer, *, by: str) -> None:
    """No longer on the story's page, and its words are gone."""
    public.taken_away_at, public.taken_away_by = timezone.now(), by
    public.question = public.answer = ""
    public.save(update_fields=["taken_away_at", "taken_away_by", "question", "answer"])
    audit.record(None, "asking.public_answer.removed", public, by=by)
