"""The side navigation: everybody's own rooms and no others', with counts that leak nothing."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from forebild.competition.models import Case
from forebild.jury.models import Recusal
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


def test_who_works_here_is_offered_to_the_lead_alone(client: Client) -> None:
    make_edition(2027)
    overview = reverse("website:dashboard")
    assert "Who works here" in side(client, make_office(), overview)[""]
    assert "Who works here" not in side(client, make_office(kind="coordinator"), overview)[""]


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
    ],
)
def test_one_room_alone_is_marked_as_where_one_is(client: Client, page: str, marked: str) -> None:
    make_edition(2027)
    client.force_login(make_office())
    of_year = {"website:dashboard": [], "programme:edition_list": []}
    html = client.get(reverse(page, args=of_year.get(page, [2027]))).content.decode()
    side = html.partition('<nav class="side-nav"')[2].partition("</nav>")[0]
    here = reverse(marked, args=of_year.get(marked, [2027]))
    assert re.findall(r'<a href="([^"]+)" aria-current="(?:page|true)"', side) == [here]


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
