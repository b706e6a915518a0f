"""The office's pages of visits: all of them, and one with what comes next."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from forebild.jury.queries import score_changes
from forebild.people.requests import PersonRequest
from forebild.programme.models import Edition
from forebild.shared.audit.queries import history_of
from forebild.shared.lists.pages import show_list
from forebild.shared.pages import page
from forebild.shared.permissions import Permission
from forebild.visits.lists import STATES, TONES, VisitList
from forebild.visits.models import Visit
from forebild.visits.protocol import found_claims
from forebild.visits.queries import FEWEST_VISITORS, offered_times, shortcomings, visits_in
from forebild.visits.states import OPEN, READABLE, VISIT
from forebild.visits.views.finders import edition_of, planned_visit


@page(Permission.VISIT_PLAN, find=edition_of)
def visit_list(request: PersonRequest, edition: Edition) -> HttpResponseBase:
    """Every visit of the edition."""
    listing = VisitList(request.GET, visits_in(edition, request.user))
    return show_list(request, listing, "visits/visit_list.html", {"edition": edition})


@page(Permission.VISIT_PLAN, find=planned_visit)
def office_visit(request: PersonRequest, visit: Visit) -> HttpResponse:
    """One visit: where it stands, what is left to do, what was found."""
    edition = visit.entry.edition
    claims = list(visit.claims.all())
    missing = shortcomings(visit)
    context = {
        "visit": visit,
        "edition": edition,
        "state": STATES[visit.state],
        "tone": TONES.get(visit.state, "neutral"),
        "is_open": visit.state in OPEN,
        "steps": _steps(visit, missing),
        "missing": missing,
        "lacks_visitor": visit.state in OPEN[1:] and visit.visitors.current().count() < FEWEST_VISITORS,
        "visitors": visit.visitors.select_related("juror__person"),
        "times": offered_times(visit) if visit.state in ("offered", "wished") else [],
        "answers": visit.answers.all(),
        "claims": claims,
        "found": found_claims(claims, visit.document.fields) if visit.state in READABLE else [],
        "pictures": visit.pictures.select_related("file") if visit.state in READABLE else [],
        "changes": score_changes(edition, request.user).filter(review__assignment__entry=visit.entry),
        "may_cancel": VISIT.allows(visit.state, "cancel"),
        "history": history_of(visit),
    }
    return render(request, "visits/office_visit.html", context)


def _steps(visit: Visit, missing: list[Any]) -> list[dict[str, Any]]:
    """What the office does, in order, as the look's `steps` takes them."""
    at = [visit.entry.edition.year, visit.public_id]
    has_claims, has_pair = visit.claims.exists(), visit.visitors.current().count() >= FEWEST_VISITORS
    has_place = bool(visit.where and visit.contact_email and visit.contact_name)
    times_note = " ".join(str(text) for text in missing)
    return [
        _step(_("Where, how and whom to ask"), reverse("visits:visit_edit", args=at), has_place),
        _step(_("Claims to verify"), reverse("visits:claims", args=at), has_claims),
        _step(_("Visitors"), reverse("visits:visitors", args=at), has_pair),
        _step(
            _("Offer times"),
            "" if missing else reverse("visits:times", args=at),
            visit.state in ("offered", "booked"),
            note=times_note,
        ),
        _step(_("The company's answer"), "", visit.state == "booked"),
    ]


def _step(title: str, href: str, is_done: bool, note: str = "") -> dict[str, Any]:
    return {
        "title": title,
        "href": href,
        "state": "done" if is_done else "blocked" if note else "todo",
        "note": note,
    }
