"""The minutes' content in a reader's language: what a page and the PDF show."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from forebild.deliberation.minutes_content import Content
from forebild.deliberation.models import Decision, Meeting, Motion, Stay
from forebild.jury.models import Juror
from forebild.shared.ui.dates import clock, in_full


def in_words(content: Content) -> Content:
    """The same in sentences: `facts`, `present`, `absent`, and per item `when`, `aside`, `motions`."""
    meeting = content["meeting"]
    return {
        "because": meeting["because"],
        "facts": _facts(meeting),
        "present": [_present(one) for one in content["jury"] if one["stays"]],
        "absent": [_named(one) for one in content["jury"] if not one["stays"]],
        "opening": content["opening"],
        "closing": content["closing"],
        "items": [_item(item) for item in content["items"]],
    }


def _facts(meeting: Content) -> list[list[str]]:
    facts = [
        [_("Opened"), _full(meeting["opened_at"])],
        [_("Ended"), _full(meeting["closed_at"])],
        [_("Place"), meeting["place"]],
        [_("Quorum"), str(meeting["quorum"])],
        [_("When votes are equal"), str(Meeting.TieRule(meeting["tie_rule"]).label)],
        [_("Version"), str(meeting["version"])],
    ]
    return [fact for fact in facts if fact[1]]


def _named(one: Content) -> str:
    seat = Juror.Seat(one["seat"])
    return one["name"] if seat == Juror.Seat.MEMBER else f"{one['name']} ({seat.label})"


def _present(one: Content) -> str:
    """Name, seat, and from when to when in which way."""
    times = (
        f"{Stay.Way(stay['way']).label} {_clock(stay['arrived_at'])}–{_clock(stay['left_at'])}"
        for stay in one["stays"]
    )
    return f"{_named(one)}: {', '.join(times)}"


def _item(item: Content) -> Content:
    return {
        "id": item["id"],
        "title": item["title"],
        "when": f"{_clock(item['taken_up_at'])}–{_clock(item['settled_at'])}".rstrip("–"),
        "aside": ", ".join(item["aside"]),
        "notes": item["notes"],
        "motions": [_motion(motion) for motion in item["motions"]],
    }


def _motion(motion: Content) -> Content:
    """The motion, its straw votes, and what became of it, a sentence each."""
    is_text = motion["outcome"] == Motion.Outcome.TEXT
    words = motion["text"] if is_text else str(Motion.Outcome(motion["outcome"]).label).capitalize()
    decision = motion["decision"]
    return {
        "title": words,
        "text": "" if is_text else motion["text"],
        "straw": [_("Secret straw vote: %s") % _counts(vote) for vote in motion["straw_votes"]],
        "result": _result(decision) if decision else _("The motion was taken back."),
        "reason": decision["reason"] if decision else "",
        "citation_sv": decision["citation_sv"] if decision else "",
        "citation_en": decision["citation_en"] if decision else "",
        "dissents": [_dissent(one) for one in decision["dissents"]] if decision else [],
    }


def _result(decision: Content) -> str:
    carried = _("The motion was carried") if decision["is_carried"] else _("The motion fell")
    how = str(Decision.Way(decision["way"]).label)
    if decision["way"] != Decision.Way.UNANIMOUS:
        how += f": {_counts(decision)}"
    if decision["by_chair"]:
        how += "; " + _("the chair's vote decided")
    return f"{carried}, {how}."


def _counts(votes: Content) -> str:
    return _("%(favour)d for, %(against)d against, %(abstain)d abstained") % {
        "favour": votes["for"],
        "against": votes["against"],
        "abstain": votes["abstain"],
    }


def _dissent(one: Content) -> str:
    noted = _("%s wants it noted that he or she did not agree.") % one["name"]
    return f"{noted} {one['text']}".strip()


def _full(at: str) -> str:
    return in_full(datetime.fromisoformat(at), _language()) if at else ""


def _clock(at: str) -> str:
    return clock(datetime.fromisoformat(at), _language()) if at else ""


def _language() -> Any:
    return get_language() or "sv"
