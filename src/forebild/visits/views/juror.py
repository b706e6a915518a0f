"""What jurors see of visits: those that they make, and the protocols that they may read."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.jury.conflict_form import ConflictForm
from forebild.jury.models import Juror
from forebild.jury.queries import answered_conflict
from forebild.jury.services.conflicts import answer_for_entry
from forebild.people.requests import PersonRequest
from forebild.shared import audit
from forebild.shared.files.responses import file_response
from forebild.shared.pages import page
from forebild.shared.permissions import Permission
from forebild.visits.lists import STATES, TONES
from forebild.visits.models import Visit, Visitor, VisitPicture
from forebild.visits.protocol import found_claims
from forebild.visits.queries import visitor_of, visits_of_juror
from forebild.visits.states import READABLE
from forebild.visits.views.finders import known_picture, known_visit, own_seat, own_visitor


@page(Permission.JURY_SERVE, find=own_seat)
def visits(request: PersonRequest, juror: Juror) -> HttpResponse:
    """My visits, and the protocols of entries that I have reviewed."""
    found: QuerySet[Any] = visits_of_juror(juror)
    own = [(each, STATES[each.state], TONES.get(each.state, "neutral")) for each in found.filter(is_own=True)]
    context = {"edition": juror.edition, "own": own, "others": found.filter(is_own=False)}
    return render(request, "visits/visits.html", context)


@page(Permission.VISIT_READ, find=known_visit)
def visit(request: PersonRequest, visit: Visit) -> HttpResponse:
    """One visit: when and where, what to verify, and the protocol once it is handed in.

    A visitor who has not answered the conflict question is asked it first.
    """
    visitor = visitor_of(visit, request.user)
    if visitor is not None and not answered_conflict(visitor.juror, visit.entry):
        return redirect(
            "visits:visit_conflict", edition_year=visit.entry.edition.year, visitor_id=visitor.public_id
        )
    claims = list(visit.claims.all())
    is_readable = visit.state in READABLE
    if is_readable:
        audit.record_read(request.user, visit, "visit protocol")
    context = {
        "visit": visit,
        "edition": visit.entry.edition,
        "organisation": visit.entry.organisation,
        "visitor": visitor,
        "state": STATES[visit.state],
        "tone": TONES.get(visit.state, "neutral"),
        "claims": claims,
        "is_readable": is_readable,
        "found": found_claims(claims, visit.document.fields) if is_readable else [],
        "pictures": visit.pictures.select_related("file", "claim") if is_readable else [],
        "visitors": visit.visitors.select_related("juror__person"),
        "has_begun": visit.begins_at is not None and visit.begins_at <= timezone.now(),
    }
    return render(request, "visits/visit.html", context)


@page(Permission.VISIT_READ, find=known_picture)
def visit_picture(request: PersonRequest, picture: VisitPicture) -> HttpResponseBase:
    """A picture of the visit: for its visitors while they write, for readers once it is handed in."""
    return file_response(picture.file, inline=True, rendition=960)


@page(Permission.SIGNED_IN, find=own_visitor)
def visit_conflict(request: PersonRequest, visitor: Visitor) -> HttpResponse:
    """The question before anything but name, time and place is shown. A yes can be said later, too."""
    entry, year = visitor.visit.entry, visitor.visit.entry.edition.year
    form = ConflictForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        recusal = answer_for_entry(actor=request.user, juror=visitor.juror, entry=entry, **form.stated)
        if recusal is None:
            return redirect("visits:visit", edition_year=year, visit_id=visitor.visit.public_id)
        messages.success(request, _("Thank you. You stand aside, and the entry is closed to you."))
        return redirect("visits:visits", edition_year=year)
    context = {
        "form": form,
        "visitor": visitor,
        "visit": visitor.visit,
        "edition": entry.edition,
        "organisation": entry.organisation,
    }
    return render(request, "visits/visit_conflict.html", context)
