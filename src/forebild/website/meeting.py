"""Where one can meet the company of a good example: beside its story, which knows no events."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
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
    event = next_with(example)
    if event:
        return _note(_("Meet them"), event)
    event = next_near(example)
    return _note(_("Meet others near them"), event) if event else None


def next_with(example: GoodExample) -> Event | None:
    """The nearest coming event whose page names the company: as co-host, as speaker's, as visited."""
    name = example.organisation.name
    named = (
        Q(pk__in=CoHost.objects.filter(name__iexact=name).values("event"))
        | Q(pk__in=Speaker.objects.filter(organisation__iexact=name).values("event"))
        | Q(pk__in=Stop.objects.standing().filter(organisation=example.organisation_id).values("event"))
    )
    return _coming(example).filter(named).first()


def next_near(example: GoodExample) -> Event | None:
    """The nearest coming event in the company's county."""
    county = example.organisation.county
    return _coming(example).filter(county=county).first() if county else None


def _coming(example: GoodExample) -> QuerySet[Event]:
    listed = Event.objects.listed().filter(programme=example.programme_id, state="announced")
    return listed.coming()


def _note(title: str, event: Event) -> Note:
    lines = (event.title, in_full(event.begins_at, get_language() or "sv"), event.municipality)
    return Note(
        title,
        tuple(line for line in lines if line),
        href=reverse("events:event", kwargs={"slug": event.slug}),
        label=_("About the event"),
    )
