"""Where one can meet the company of a good example: beside its story, which knows no events."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, Q, When
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from forebild.events.models import CoHost, Event, Speaker
from forebild.library.beside import Note
from forebild.library.models import GoodExample
from forebild.shared.ui.dates import in_full
from forebild.tours.models import Stop


def meeting_note(example: GoodExample, actor: Any) -> Note | None:
    """The next event that names the company openly; else the next one in its county; else nothing."""
    event, names_them = next_to_meet(example)
    if event is None:
        return None
    return _note(_("Meet them") if names_them else _("Meet others near them"), event)


def next_to_meet(example: GoodExample) -> tuple[Event | None, bool]:
    """The nearest coming event whose page names the company; where none does, the nearest in its county.

    Beside it whether it names the company. One statement.
    """
    listed = Event.objects.listed().filter(programme=example.programme_id, state="announced")
    told = listed.coming().annotate(names_them=Case(When(_named(example), then=True), default=False))
    county = example.organisation.county
    near = Q(county=county) if county else Q(pk=None)
    found = told.filter(near | Q(names_them=True)).order_by("-names_them", "begins_at", "pk").first()
    return (found, found.names_them) if found else (None, False)


def _named(example: GoodExample) -> Q:
    """The company is named: as co-host, as a speaker's, as visited."""
    name = example.organisation.name
    return (
        Q(pk__in=CoHost.objects.filter(name__iexact=name).values("event"))
        | Q(pk__in=Speaker.objects.filter(organisation__iexact=name).values("event"))
        | Q(pk__in=Stop.objects.standing().filter(organisation=example.organisation_id).values("event"))
    )


def _note(title: str, event: Event) -> Note:
    lines = (event.title, in_full(event.begins_at, get_language() or "sv"), event.municipality)
    return Note(
        title,
        tuple(line for line in lines if line),
        href=reverse("events:event", kwargs={"slug": event.slug}),
        label=_("About the event"),
    )
