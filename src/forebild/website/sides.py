"""The side navigation of office and jury pages: the rooms that this person has, in the year that is shown.

`side_navigation(request)` gives the groups of links, `room_shown` which of them the page belongs to; below
them what each group holds.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from forebild.jury.models import LEADING, Juror
from forebild.programme.models import Edition
from forebild.shared.permissions import Permission, may
from forebild.website.addresses import url_or_nothing
from forebild.website.queries import edition_shown, waiting_counts

Groups = list[dict[str, Any]]
_APPS = {
    "feedback",
    "jury",
    "deliberation",
    "visits",
    "outbox",
    "audit",
    "lists",
}  # whose pages stand beside it, wherever their address begins

# Pages that belong to another room than the one that their address lies beneath, and that room; where jurors
# and leaders have one each, the first that this person has.
_BELONG = {
    "competition:organisation_correct": ("competition:office_entries",),
    "jury:score_changes": ("jury:ranking",),
    "jury:tie_break_new": ("jury:near_line",),
    "jury:tie_break": ("jury:near_line",),
    "jury:tie_break_close": ("jury:near_line",),
    "jury:statement_edit": ("jury:desk", "jury:statements"),
    "jury:statement_open": ("jury:desk", "jury:statements"),
    "jury:statement_stand": ("jury:desk", "jury:statements"),
    "jury:statement_reopen": ("jury:statements",),
    "jury:statement_history": ("jury:desk", "jury:statements"),
    "jury:statement_compare": ("jury:desk", "jury:statements"),
    "deliberation:room": ("deliberation:my_meetings", "deliberation:meetings"),
    "deliberation:vote": ("deliberation:my_meetings",),
    "deliberation:dissent": ("deliberation:my_meetings",),
    "deliberation:minutes": ("deliberation:my_meetings", "deliberation:meetings"),
    "visits:visit": ("visits:visits", "visits:visit_list"),
    "outcomes:evaluation_list": ("outcomes:follow_up_list",),
    "asking:figures": ("asking:enquiry_list",),
    "asking:reception_list": ("asking:enquiry_list",),
    "library:collection_list": ("library:example_list",),
    "library:collection_edit": ("library:example_list",),
    "library:collection_choose": ("library:example_list",),
}

# what it is called, the page, its icon (no other room's), the count beside it
_Item = tuple[str, str, str, str]


def side_navigation(request: HttpRequest) -> Groups:
    """The groups of links; none on pages that have no side, so that the public site asks nothing for it."""
    if not _has_side(request):
        return []
    match = request.resolver_match
    edition = edition_shown(request.user, match.kwargs.get("edition_year") if match else None)
    runs = Edition.objects.run_by(request.user)
    is_run = edition is not None and runs.filter(pk=edition.pk).exists()
    seat = _seat(request, edition)
    leads = seat is not None and seat.seat in LEADING
    groups = [_group("", _office_items(request.user))] if is_run or runs.exists() else []
    if edition and (is_run or leads):
        counts = waiting_counts(edition, request.user)
        if is_run:
            groups.append(_group(edition.name, _competition_items(), edition, counts))
        groups.append(_group(_("The jury's work"), _jury_items(edition, is_run), edition, counts))
    if edition and seat:
        groups.append(_group(_("My jury work"), _own_jury_items(), edition))
    return [group for group in groups if group["items"]]


def room_shown(request: HttpRequest, groups: Groups) -> str:
    """The address of the room that the page belongs to, where its own address does not say so."""
    match = request.resolver_match
    rooms = _BELONG.get(match.view_name, ()) if match else ()
    year = match.kwargs.get("edition_year") if match else None
    found = {item["href"] for group in groups for item in group["items"]}
    return next((href for room in rooms if (href := url_or_nothing(room, edition_year=year)) in found), "")


def _has_side(request: HttpRequest) -> bool:
    if not (hasattr(request, "user") and request.user.is_authenticated):
        return False
    match = request.resolver_match
    in_app = match is not None and match.app_name in _APPS
    return in_app or request.path.startswith(reverse("website:dashboard"))


def _seat(request: HttpRequest, edition: Edition | None) -> Juror | None:
    return Juror.objects.serving().filter(person=request.user.pk, edition=edition).first()


def _group(
    heading: str, items: list[_Item], edition: Edition | None = None, counts: dict[str, int] | None = None
) -> dict[str, Any]:
    parts = {"edition_year": edition.year} if edition else {}
    return {
        "heading": heading,
        "items": [
            {"label": label, "href": href, "icon": icon, "count": (counts or {}).get(count, 0)}
            for label, name, icon, count in items
            if (href := url_or_nothing(name, **parts))
        ],
    }


def _office_items(actor: Any) -> list[_Item]:
    for_lead = [
        (Permission.ROLE_GRANT, (_("Who works here"), "programme:role_list", "user-cog", "")),
        (Permission.PROGRAMME_EDIT, (_("The programme"), "programme:programme_edit", "building-2", "")),
    ]
    return [
        (_("Overview"), "website:dashboard", "layout-dashboard", ""),
        (_("Years and dates"), "programme:edition_list", "calendar", ""),
        (_("Events"), "events:event_list", "calendar-days", ""),
        (_("After the events"), "outcomes:follow_up_list", "flag", ""),
        (_("Good examples"), "library:example_list", "lightbulb", ""),
        (_("Questions to companies"), "asking:enquiry_list", "message-square", ""),
        (_("Self-assessments"), "assessment:figures", "arrow-up-down", ""),
        (_("Pages"), "programme:page_list", "globe", ""),
        (_("Letters sent"), "outbox:message_list", "mail", ""),
        *(item for permission, item in for_lead if may(actor, permission).allowed),
        (_("Log"), "audit:record_list", "history", ""),
    ]


def _competition_items() -> list[_Item]:
    return [
        (_("Dates and criteria"), "programme:edition_plan", "settings", ""),
        (_("Entry form"), "competition:form", "list-checks", ""),
        (_("Nominations"), "competition:cases", "star", "cases"),
        (_("Entries"), "competition:office_entries", "file-text", "entries"),
        (_("Who may take part"), "competition:eligibility_rules", "shield-check", ""),
        (_("Reports to entrants"), "assessment:report_list", "monitor", ""),
    ]


def _jury_items(edition: Edition, is_run: bool) -> list[_Item]:
    """In the order in which the work goes through the year."""
    for_leaders = [
        (_("Jurors"), "jury:seats", "users", ""),
        (_("Conflicts"), "jury:register", "handshake", ""),
        (_("Calibration"), "jury:calibration_round", "scale", ""),
        (_("Who reads what"), "jury:assignment", "columns-3", "unread"),
        (_("Progress"), "jury:progress", "hourglass", "reviews"),
        (_("Statements"), "jury:statements", "quote", ""),
        (_("Ranking"), "jury:ranking", "list-ordered", ""),
        (_("Near the line"), "jury:near_line", "separator-horizontal", ""),
        (_("Site visits"), "visits:visit_list", "map-pin", "visits"),
        (_("Meetings"), "deliberation:meetings", "messages-square", ""),
        (_("Decisions"), "jury:rulings", "gavel", "rulings"),
    ]
    for_office = [
        (_("Release"), "jury:release", "megaphone", ""),
        (_("Letters about the result"), "jury:letters", "send", ""),
    ]
    when_out = [(_("Letters to entrants"), "feedback:letters", "reply", "")]
    return [
        *for_leaders,
        *(for_office if is_run else []),
        *(when_out if edition.released_at else []),
    ]


def _own_jury_items() -> list[_Item]:
    return [
        (_("My entries"), "jury:desk", "book-open", ""),
        (_("My visits"), "visits:visits", "footprints", ""),
        (_("The jury's meetings"), "deliberation:my_meetings", "calendar-clock", ""),
        (_("What I know, and my ties"), "jury:profile", "user", ""),
    ]
