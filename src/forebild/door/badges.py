"""Name badges as PDF, for sheets that are sold everywhere and for A6 paper that is folded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from forebild.events.models import Event, Registration
from forebild.shared.models import in_language, swedish_order
from forebild.shared.pdf.render import render_pdf

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Layout:
    """A sheet of A4: how many badges across and down, how large each is, in millimetres.

    `is_folded`: the name stands on both halves.
    """

    label: StrOrPromise
    across: int
    down: int
    width: float
    height: float
    is_folded: bool = False


LAYOUTS = {
    "labels": Layout(_("Sheet of 10 badges, 90 × 54 mm"), across=2, down=5, width=90, height=54),
    "large": Layout(_("Sheet of 8 badges, 86 × 64 mm"), across=2, down=4, width=86, height=64),
    "folded": Layout(_("A6, folded to read from both sides"), 2, 2, 105, 148.5, is_folded=True),
}


def badges_pdf(
    event: Event, registrations: Iterable[Registration], *, layout: str, with_title: bool, language: str
) -> bytes:
    """A badge each, in Swedish order. A dot tells photographers who would rather not be in pictures."""
    people = sorted(registrations, key=lambda each: (swedish_order(each.name), each.pk))
    shape = asdict(LAYOUTS[layout])
    del shape["label"]
    data = {
        "event": in_language(event, "title", language),
        "programme": event.programme.name,
        "layout": shape,
        "badges": [_badge(each, with_title=with_title) for each in people],
        "labels": {"nobody": _now("Nobody is registered.")},
    }
    title = _now("Badges: %(event)s") % {"event": data["event"]}
    return render_pdf("door/pdf/badges.typ", data, title=title, language=language, created_at=timezone.now())


def _badge(registration: Registration, *, with_title: bool) -> dict[str, object]:
    return {
        "name": registration.name,
        "organisation": registration.organisation_shown,
        "title": registration.title if with_title else "",
        "no_photo": registration.no_photo,
    }
