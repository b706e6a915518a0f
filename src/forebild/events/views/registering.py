"""Registering, open to all or by an invitation: one page, no account; then how it went for each."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.core import signing
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language

from forebild.events.forms.register import RegisterForm
from forebild.events.models import Event, Invitation
from forebild.events.opening import IS_OPEN, opening_of
from forebild.events.organisations import asked_about
from forebild.events.queries import Places, booking_by_key, places_of, questions_of
from forebild.events.services.registering import booking_key
from forebild.events.services.registering import register as register_people
from forebild.events.services.typed import From
from forebild.events.views.finders import public_event
from forebild.people.models import Organisation
from forebild.programme.queries import current_programme
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.forms import show_refusal
from forebild.shared.pages import page
from forebild.shared.permissions import Permission
from forebild.shared.ui.guarded import opened_now

THANKS = "events.thanks"


@page(Permission.PUBLIC, find=public_event)
def register(request: HttpRequest, event: Event) -> HttpResponse:
    """Register oneself and colleagues: one page, no account."""
    places, now = places_of(event), timezone.now()
    opening = opening_of(event, places, now)
    if opening not in IS_OPEN:
        return render(request, "events/register_closed.html", {"event": event, "opening": opening})
    return Registering(request, event, [each for each in places if each.quota.is_open_at(now)]).answer()


@dataclass
class Registering:
    """The form at one address: shown, judged, sent.

    `places`: those that one may choose among; `invitation`: where one comes by a letter.
    """

    request: HttpRequest
    event: Event
    places: list[Places]
    invitation: Invitation | None = None

    def answer(self) -> HttpResponse:
        """The page, or on to how it went."""
        form = self._form()
        if "more" in self.request.POST:
            return self._page(form.with_more_rows())
        if self.request.method == "POST" and form.is_valid():
            if form.is_from_robot:
                return redirect("events:event", slug=self.event.slug)
            try:
                self._register(form)
            except (InvalidInput, NotNow) as refusal:
                show_refusal(form, refusal)
            else:
                return redirect("events:thanks", slug=self.event.slug, token=_thanks_token(self.event, form))
        if form.is_bound:
            form.opened_anew()
        return self._page(form)

    def _form(self) -> RegisterForm:
        typed = self.request.POST
        prefetch_related_objects([self.event], "questions")  # for the form, and for registering
        return RegisterForm(
            typed or None,
            event=self.event,
            quotas=[each.quota for each in self.places],
            questions=questions_of(self.event),
            alike=asked_about(From(typed.get("organisation", ""), typed.get("number", ""))) if typed else (),
            colleagues=self.invitation.colleagues if self.invitation else None,
            initial=_first(self.request, self.invitation),
        )

    def _page(self, form: RegisterForm) -> HttpResponse:
        context = {"event": self.event, "form": form, "places": self.places, "invitation": self.invitation}
        return render(self.request, "events/register.html", context)

    def _register(self, form: RegisterForm) -> None:
        clean = form.cleaned_data
        register_people(
            actor=self.request.user,
            event=self.event,
            quota=form.chosen_quota(),
            contact=form.contact((get_language() or "sv")[:2]),
            participants=form.participants(),
            organisation=form.organisation_facts(),
            key=clean["key"],
            code=clean.get("code", ""),
            address=self.request.META.get("REMOTE_ADDR", ""),
            invitation=self.invitation,
        )


def _first(request: HttpRequest, invitation: Invitation | None) -> dict[str, Any]:
    """A fresh form; what somebody signed in, or invited, need not type."""
    person = request.user
    known: dict[str, Any] = {}
    if invitation is not None:
        known = {"name": invitation.name, "email": invitation.email}
    elif person.is_authenticated:
        own = Organisation.objects.for_actor(person).order_by("name_order", "pk").first()
        known = {"name": person.name, "email": person.email, "title": person.title}
        known["organisation"] = own.name if own else ""
    rows = 3 if invitation is None else min(3, invitation.colleagues)
    code = request.GET.get("kod", "")
    return {**known, "key": RegisterForm.new_key(), "opened": opened_now(), "rows": rows, "code": code}


def _thanks_token(event: Event, form: RegisterForm) -> str:
    """Names the booking that the form has led to; and how many were typed."""
    emails = [each.email for each in form.participants()]
    return signing.dumps([booking_key(event, form.cleaned_data["key"], emails), len(emails)], salt=THANKS)


@page(Permission.PUBLIC)
def thanks(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """How it went for each. Of those who were registered before, only that there were some."""
    try:
        key, typed_count = signing.loads(token, salt=THANKS, max_age=24 * 3600)
    except signing.BadSignature as error:
        raise Http404 from error
    booking = booking_by_key(current_programme(), slug, key)
    if booking is None:
        raise Http404
    found = sorted(booking.registrations.order_by(), key=attrgetter("number"))
    context = {"event": booking.event, "registrations": found, "known_before": len(found) < typed_count}
    return render(request, "events/thanks.html", context)
