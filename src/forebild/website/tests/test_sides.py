"""The side navigation: everybody's own rooms and no others', with counts that leak nothing."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from forebild.competition.models import Case
from forebild.deliberation.models import Meeting
from forebild.jury.models import Recusal
from forebild.website import sides
from tests.access.addresses import patterns
from tests.access.table import TABLE
from tests.worlds import (
    make_assignment,
    make_company,
    make_edition,
    make_entry,
    make_juror,
    make_office,
    make_person,
)

pytestmark = pytest.mark.django_db


def side(client: Client, person: Any, address: str) -> dict[str, dict[str, int]]:
    """Labels and counts by heading."""
    client.force_login(person)
    response = client.get(address)
    assert response.status_code == 200
    return {
        str(group["heading"]): {item["label"]: item["count"] for item in group["items"]}
        for group in response.context["side_navigation"]
    }


def test_the_office_sees_its_rooms_and_the_years(client: Client) -> None:
    edition = make_edition(2027)
    groups = side(client, make_office(), reverse("website:dashboard"))
    assert list(groups) == ["", edition.name, "The jury's work"]
    assert {"Overview", "Years and dates", "Letters sent", "Log"} <= groups[""].keys()
    assert {"Release", "Letters about the result"} <= groups["The jury's work"].keys()


def test_the_people_and_the_programme_are_offered_to_the_lead_alone(client: Client) -> None:
    make_edition(2027)
    overview = reverse("website:dashboard")
    for room in ("Who works here", "The programme"):
        assert room in side(client, make_office(), overview)[""]
        assert room not in side(client, make_office(kind="coordinator"), overview)[""]


def test_the_year_is_the_one_in_the_address(client: Client) -> None:
    make_edition(2027)
    earlier = make_edition(2026)
    client.force_login(make_office())
    response = client.get(reverse("jury:seats", args=[2026]))
    headings = [group["heading"] for group in response.context["side_navigation"]]
    assert earlier.name in headings
    links = [item["href"] for item in response.context["side_navigation"][-1]["items"]]
    assert all("/2026/" in link for link in links)


@pytest.mark.parametrize(
    ("page", "marked"),
    [
        ("website:dashboard", "website:dashboard"),
        ("programme:edition_list", "programme:edition_list"),
        ("programme:edition_plan", "programme:edition_plan"),
        ("jury:register", "jury:register"),
        ("jury:seat_invite", "jury:seats"),
        ("jury:score_changes", "jury:ranking"),
    ],
)
def test_one_room_alone_is_marked_as_where_one_is(client: Client, page: str, marked: str) -> None:
    make_edition(2027)
    client.force_login(make_office())
    of_year = {"website:dashboard": [], "programme:edition_list": []}
    html = client.get(reverse(page, args=of_year.get(page, [2027]))).content.decode()
    assert marks(html) == [reverse(marked, args=of_year.get(marked, [2027]))]


def marks(html: str) -> list[str]:
    """The addresses of the rooms marked as where one is."""
    side = html.partition('<nav class="side-nav"')[2].partition("</nav>")[0]
    return re.findall(r'<a href="([^"]+)" aria-current="(?:page|true)"', side)


def test_a_companys_page_belongs_to_the_entries(client: Client) -> None:
    entry = make_entry(make_edition(2027))
    client.force_login(make_office())
    page = reverse("competition:organisation_correct", args=[2027, entry.organisation.public_id])
    assert marks(client.get(page).text) == [reverse("competition:office_entries", args=[2027])]


def test_a_meeting_belongs_to_the_own_meetings_and_to_the_offices_for_who_has_none(client: Client) -> None:
    edition = make_edition(2027)
    chair, office = make_juror(edition, seat="chair").person, make_office()
    meeting = Meeting.objects.create(edition=edition, planned_by=office, starts_at=timezone.now(), quorum=1)
    page = reverse("deliberation:room", args=[2027, meeting.public_id])
    for person, room in ((chair, "my_meetings"), (office, "meetings")):
        client.force_login(person)
        assert marks(client.get(page).text) == [reverse(f"deliberation:{room}", args=[2027])]


@pytest.mark.parametrize("actor", ["lead", "chair"])
def test_every_page_shown_to_who_runs_or_leads_belongs_to_a_room(client: Client, actor: str) -> None:
    """Told by the addresses of all pages that the table of who gets what shows this actor."""
    edition = make_edition(2027, state="released", released_at=timezone.now())
    person = make_office() if actor == "lead" else make_juror(edition, seat="chair").person
    rooms = rooms_of(client, person)
    shown = {row.name for row in TABLE if "." in row.letters("own")[actor]}
    lost = [
        name
        for name, parts in patterns().items()
        if name in shown and name not in ("website:dashboard", "jury:process")
        for address in [reverse(name, kwargs={part: 2027 if part == "edition_year" else 1 for part in parts})]
        if address.startswith(("/kansli/", "/jury/2027/"))
        and not any(address.startswith(room) for room in rooms if room != "/kansli/")
        and not {reverse(room, args=[2027]) for room in sides._BELONG.get(name, ())} & set(rooms)
    ]
    assert lost == []
    assert len(shown) > 60


def rooms_of(client: Client, person: Any) -> dict[str, str]:
    """The icon by the address of every room that the person has."""
    client.force_login(person)
    groups = client.get(reverse("jury:seats", args=[2027])).context["side_navigation"]
    return {item["href"]: item["icon"] for group in groups for item in group["items"]}


def test_no_two_rooms_have_the_same_icon(client: Client) -> None:
    edition = make_edition(2027, state="released", released_at=timezone.now())
    both = make_office()
    make_juror(edition, person=both, seat="chair")
    icons = list(rooms_of(client, both).values())
    assert len(icons) > 25
    assert sorted(icons) == sorted(set(icons))
    sprite = Path(str(finders.find("ui/icons/icons.svg"))).read_text(encoding="utf-8")
    assert [icon for icon in icons if f'id="{icon}"' not in sprite] == []


def test_the_jurys_work_stands_in_the_order_of_the_year(client: Client) -> None:
    make_edition(2027, state="released", released_at=timezone.now())
    groups = side(client, make_office(), reverse("website:dashboard"))
    assert list(groups["The jury's work"]) == [
        *("Jurors", "Conflicts", "Calibration", "Who reads what", "Progress", "Statements", "Ranking"),
        *("Near the line", "Site visits", "Meetings", "Decisions", "Release", "Letters about the result"),
        "Letters to entrants",
    ]


def test_what_the_side_names_is_not_named_again_above_the_page(client: Client) -> None:
    make_edition(2027, state="released", released_at=timezone.now())
    client.force_login(make_office())
    for room in ("seats", "calibration_round", "assignment", "ranking", "rulings", "release", "letters"):
        assert 'class="tabs"' not in client.get(reverse(f"jury:{room}", args=[2027])).text
    letters = client.get(reverse("feedback:letters", args=[2027])).text
    assert 'class="tabs"' in letters  # answers and thanks have no room of their own


def test_a_juror_sees_the_desk_alone_and_a_leader_the_jurys_work_without_the_release(client: Client) -> None:
    edition = make_edition(2027)
    member, chair = make_juror(edition), make_juror(edition, "Ordföranden", seat="chair")
    desk = reverse("jury:desk", args=[2027])
    assert list(side(client, member.person, desk)) == ["My jury work"]
    groups = side(client, chair.person, desk)
    assert list(groups) == ["The jury's work", "My jury work"]
    assert "Release" not in groups["The jury's work"]


def test_public_pages_ask_nothing_for_it(client: Client) -> None:
    make_edition(2027)
    client.force_login(make_office())
    assert client.get(reverse("website:home")).context["side_navigation"] == []


def test_somebody_with_no_role_has_none_even_on_a_refused_page(client: Client) -> None:
    make_edition(2027)
    client.force_login(make_person())
    response = client.get(reverse("website:dashboard"))
    assert response.status_code == 403
    assert response.context["side_navigation"] == []


def test_the_counts_are_what_waits(client: Client) -> None:
    edition = make_edition(2027)
    Case.objects.create(edition=edition, organisation=make_company())
    make_entry(edition, state="submitted")
    make_assignment(make_juror(edition), make_entry(edition))
    groups = side(client, make_office(), reverse("website:dashboard"))
    assert groups["The jury's work"]["Progress"] == 1
    assert groups["The jury's work"]["Who reads what"] == 1


def test_what_a_recusal_has_closed_is_in_no_count(client: Client) -> None:
    edition = make_edition(2027)
    chair = make_juror(edition, seat="chair")
    entry = make_entry(edition)
    make_assignment(make_juror(edition), entry)
    desk = reverse("jury:desk", args=[2027])
    assert side(client, chair.person, desk)["The jury's work"]["Progress"] == 1
    Recusal.objects.create(
        juror=chair, entry=entry, relation="family", source="declared", recorded_by=chair.person
    )
    counts = side(client, chair.person, desk)["The jury's work"]
    assert (counts["Progress"], counts["Who reads what"]) == (0, 0)
