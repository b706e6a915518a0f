"""What stories lack, as conditions of the database: for the office's list over all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce
from operator import or_

from django.db.models import Count, DateTimeField, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast, Coalesce
from django.db.models.lookups import LessThan
from django.utils.translation import gettext_lazy as _

from forebild.library.facts import Names
from forebild.library.models import ExamplePicture, GoodExample, Recheck, Remark
from forebild.library.story import TEXTS

MISSING: Names = {
    "english": _("English is missing"),
    "swedish": _("Swedish is missing"),
    "older": _("English is older than Swedish"),
    "picture": _("No picture"),
    "alt": _("The picture is not described in English"),
    "facts": _("Facts are not said"),
    "remarks": _("Open remarks"),
    "answer": _("The company did not answer the last question"),
}


def with_what_is_missing(examples: QuerySet[GoodExample]) -> QuerySet[GoodExample]:
    """Each with `lacks_<kind>` for every kind of MISSING, and `open_count` of its remarks; one statement."""
    chosen = examples.annotate(
        chosen_picture=KeyTextTransform("picture", "document__fields"),
        open_count=Coalesce(Subquery(_open_counted()), 0),
    )
    return chosen.annotate(**{f"lacks_{kind}": condition() for kind, condition in _CONDITIONS.items()})


def _open_counted() -> QuerySet[Remark, int]:
    open_here = Remark.objects.filter(example=OuterRef("pk"), answers=None, settled_at=None).order_by()
    return open_here.values("example").annotate(count=Count("pk")).values_list("count", flat=True)


def lacks(kind: str) -> Q:
    """The filter's condition for one kind."""
    return Q(**{f"lacks_{kind}": True})


def _is_empty(name: str) -> Q:
    return Q(**{f"document__fields__{name}": ""}) | Q(**{f"document__fields__{name}__isnull": True})


def _lacks_language(missing: str, there: str) -> Q:
    return reduce(or_, (_is_empty(f"{text}_{missing}") & ~_is_empty(f"{text}_{there}") for text in TEXTS))


def _older() -> Q:
    """Both languages are there, and the Swedish has been changed since."""
    return reduce(or_, (_is_older(text) for text in TEXTS))


def _is_older(text: str) -> Q:
    english, swedish = (
        Cast(KeyTextTransform("at", KeyTransform(name, "document__field_changes")), DateTimeField())
        for name in (f"{text}_en", f"{text}_sv")
    )
    return ~_is_empty(f"{text}_sv") & ~_is_empty(f"{text}_en") & Q(LessThan(english, swedish))


def _undescribed() -> Exists:
    shown = ExamplePicture.objects.filter(example=OuterRef("pk"), public_id=OuterRef("chosen_picture"))
    return Exists(shown.filter(alt_en=""))


def _unsaid() -> Q:
    listed = Q(document__fields__technologies=[]) | Q(document__fields__technologies__isnull=True)
    return reduce(or_, (_is_empty(fact) for fact in ("cost_band", "time_band", "maturity_step")), listed)


def _open_remarks() -> Exists:
    return Exists(Remark.objects.filter(example=OuterRef("pk"), answers=None, settled_at=None))


def _unanswered() -> Exists:
    """Nobody answered, and nothing has been answered since."""
    later = Recheck.objects.filter(
        example=OuterRef("example"), asked_at__gt=OuterRef("asked_at"), answered_at__isnull=False
    )
    ended = Recheck.objects.filter(example=OuterRef("pk"), answered_at=None, ended_at__isnull=False)
    return Exists(ended.filter(~Exists(later)))


_CONDITIONS: Mapping[str, Callable[[], Q | Exists]] = {
    "english": lambda: _lacks_language("en", "sv"),
    "swedish": lambda: _lacks_language("sv", "en"),
    "older": _older,
    "picture": lambda: Q(chosen_picture="") | Q(chosen_picture__isnull=True),
    "alt": _undescribed,
    "facts": _unsaid,
    "remarks": _open_remarks,
    "answer": _unanswered,
}
