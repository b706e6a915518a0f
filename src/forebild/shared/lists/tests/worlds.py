"""A list of organisations, pages that show it, and people who may see some of them."""

from datetime import UTC, datetime
from itertools import count
from typing import Any

from django.apps import apps
from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.urls import reverse

from forebild.shared.lists import (
    BulkAction,
    Choice,
    Column,
    DateColumn,
    DateRange,
    List,
    NumberColumn,
    Search,
    TagColumn,
    TimeColumn,
    YesNo,
)
from forebild.shared.lists.pages import chosen_rows, confirm_chosen, show_list
from forebild.shared.pages import page
from forebild.shared.permissions import Permission

KINDS = [("legal", "Legal person"), ("foreign", "Foreign organisation")]


class OrganisationList(List):
    key = "organisations"
    caption = "Organisations"
    empty = "No organisations yet. Invite the first."
    columns = [
        Column("name", "Name", sort="name_order", link=lambda row: f"/organisations/{row.public_id}"),
        TagColumn("kind", "Kind", sort="kind", labels=dict(KINDS), tones={"legal": "success"}),
        Column("county", "County", value=lambda row: row.get_county_display(), sort=("county", "name_order")),
        Column("members", "Members", value=lambda row: ", ".join(m.part for m in row.memberships.all())),
        NumberColumn("head_count", "Head count", value=lambda row: row.staff, sort="staff", decimals=1),
        DateColumn("since_on", "Since", value=lambda row: row.created_at, sort="created_at"),
        TimeColumn("created_at", "Made", hidden=True),
        Column("is_sample", "Sample", hidden=True),
    ]
    filters = [
        Search("q", fields=["name", "municipality", "memberships__person__email"]),
        Choice("kind", "Kind", choices=KINDS),
        Choice(
            "county",
            "County",
            choices=lambda: [("01", "Stockholms län"), ("25", "Norrbottens län")],
            several=True,
        ),
        YesNo("sample", "Sample", where=Q(is_sample=True)),
        DateRange("made", "Made", field="created_at"),
    ]
    actions = [BulkAction("greet", "Greet", Permission.SIGNED_IN, "organisation_greet")]
    default_sort = "name"
    keeps = ["tab"]


def organisations() -> Any:
    """The table, with each row's head count beside it."""
    model = apps.get_model("people", "Organisation")
    return model.objects.annotate(staff=F("figures__head_count")).prefetch_related("memberships")


def listing_of(query: str = "", queryset: Any = None) -> OrganisationList:
    return OrganisationList(QueryDict(query), organisations() if queryset is None else queryset)


def shown_names(listing: List) -> list[str]:
    return [row.name for row in listing.page]


_numbers = count(5560000000)


def make_organisation(name: str, *, members: Any = (), head_count: Any = None, **values: Any) -> Any:
    model = apps.get_model("people", "Organisation")
    values.setdefault("created_at", datetime(2027, 3, 3, 12, tzinfo=UTC))
    if values.setdefault("kind", "legal") == "legal":
        values["org_number"] = str(next(_numbers))
    made = model.objects.create(name=name, **values)
    for part, person in zip(["owner", *["editor"] * 9], members, strict=False):
        made.memberships.create(person=person, part=part)
    if head_count is not None:
        made.figures.create(year=2026, head_count=head_count)
    return made


def make_person(email: str) -> Any:
    return apps.get_model("people", "Person").objects.known_as(email)


# Pages, as an app would have them

greeted: list[tuple[str, ...]] = []


def _listing(request: HttpRequest) -> OrganisationList:
    return OrganisationList(request.GET, organisations().for_actor(request.user))


@page(Permission.SIGNED_IN)
def organisation_list(request: HttpRequest) -> HttpResponseBase:
    return show_list(request, _listing(request), "listtests/organisations.html", {"extra": "kept"})


@page(Permission.PUBLIC)
def public_list(request: HttpRequest) -> HttpResponseBase:
    return show_list(request, OrganisationList(request.GET, organisations()), "listtests/organisations.html")


@page(Permission.SIGNED_IN)
def organisation_greet(request: HttpRequest) -> HttpResponse:
    listing = _listing(request)
    chosen = chosen_rows(request, listing)
    if not chosen.is_confirmed:
        return confirm_chosen(request, listing, chosen, action="greet", back=reverse("organisation_list"))
    greeted.append(tuple(row.name for row in chosen.rows))
    return HttpResponse("done")
