"""Who reaches the office's planning, with which answer; what the forms do; how many queries lists cost."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from forebild.programme.models import Criterion, Edition, EditorialPage, Programme, Role
from forebild.programme.services.pages import add_page, publish_page
from forebild.shared.audit.models import Record
from tests.worlds import make_criterion, make_edition, make_office, make_person, make_programme


@pytest.fixture
def edition(lead):
    return make_edition(2027, open_phase="application")


@pytest.fixture
def editorial(lead):
    return add_page(actor=lead, programme=make_programme(), slug="om", title="Om programmet")


@pytest.fixture
def office(client, lead):
    client.force_login(lead)
    return client


def address(name: str, edition: Edition) -> str:
    """The page's address in this test's world."""
    role = Role.objects.get(kind="lead")
    criterion = {"edition_year": edition.year, "criterion_id": edition.criteria.first().public_id}
    parts: dict[str, dict[str, Any]] = {
        "page_list": {},
        "edition_list": {},
        "edition_new": {},
        "role_list": {},
        "programme_edit": {},
        "phase_edit": {"edition_year": edition.year, "kind": "review"},
        "criterion_edit": criterion,
        "criterion_remove": criterion,
        "role_end": {"role_id": role.pk},
    }
    if name.startswith("page_") and name != "page_list":
        return reverse(f"programme:{name}", kwargs={"slug": "om"})
    return reverse(f"programme:{name}", kwargs=parts.get(name, {"edition_year": edition.year}))


# Each row: the page, and what a stranger, a coordinator and the lead get. Nobody signed in: to sign in.
REACH = [
    ("edition_list", 403, 200, 200),
    ("edition_new", 403, 200, 200),
    ("edition_plan", 403, 200, 200),
    ("phase_edit", 403, 200, 200),
    ("criterion_new", 403, 200, 200),
    ("criterion_edit", 403, 200, 200),
    ("criterion_remove", 403, 200, 200),
    ("edition_announce", 403, 200, 200),
    ("edition_archive", 403, 200, 200),
    ("edition_reopen", 403, 403, 200),
    ("page_list", 403, 200, 200),
    ("page_edit", 404, 200, 200),
    ("page_hide", 404, 200, 200),
    ("page_history", 404, 200, 200),
    ("role_list", 403, 403, 200),
    ("role_end", 404, 403, 200),
    ("programme_edit", 403, 403, 200),
]


@pytest.mark.parametrize(("name", "to_stranger", "to_coordinator", "to_lead"), REACH)
def test_who_reaches_a_page(
    client, edition, editorial, stranger, lead, name, to_stranger, to_coordinator, to_lead
):
    url = address(name, edition)
    answer = client.get(url)
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("people:sign_in"))
    reached = []
    for actor in (stranger, make_office(kind="coordinator"), lead):
        client.force_login(actor)
        reached.append(client.get(url).status_code)
    assert reached == [to_stranger, to_coordinator, to_lead]


def test_a_planned_edition_is_not_there_for_others(client, lead, stranger):
    planned = make_edition(2028, state="planned")
    url = reverse("programme:edition_plan", args=[planned.year])
    client.force_login(stranger)
    assert client.get(url).status_code == 404
    client.force_login(lead)
    assert client.get(url).status_code == 200


def queries(client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


def test_lists_cost_the_same_with_one_row_and_with_three(office, lead):
    make_edition(2025)
    add_page(actor=lead, programme=make_programme(), slug="om", title="Om")
    urls = [reverse(f"programme:{name}") for name in ("edition_list", "page_list", "role_list")]
    urls.append(reverse("programme:edition_plan", args=[2025]))
    with_one = [queries(office, url) for url in urls]
    for year, slug in ((2026, "regler"), (2027, "press")):
        make_edition(year)
        add_page(actor=lead, programme=make_programme(), slug=slug, title=slug)
        make_office(kind="coordinator")
        make_criterion(Edition.objects.get(year=2025), position=year)
    assert [queries(office, url) for url in urls] == with_one


def test_a_new_year_is_shown_before_it_is_made(office, edition):
    url = reverse("programme:edition_new")
    shown = office.post(url, {"year": 2028})
    assert (shown.status_code, len(shown.context["moves"]), Edition.objects.count()) == (200, 6, 1)
    made = office.post(url, {"year": 2028, "make": "1"})
    assert made["Location"] == reverse("programme:edition_plan", args=[2028])
    taken = office.post(url, {"year": 2028, "make": "1"})
    assert taken.context["form"].errors == {"year": ["Choose another year."]}


def test_the_first_year_is_made_at_once(office):
    assert office.post(reverse("programme:edition_new"), {"year": 2027}).status_code == 302
    assert Edition.objects.get().year == 2027


def test_without_a_programme_there_is_nothing_to_plan(client, lead, monkeypatch):
    client.force_login(lead)
    monkeypatch.setattr("forebild.programme.views.editions.current_programme", lambda: None)
    monkeypatch.setattr("forebild.programme.views.roles.current_programme", lambda: None)
    assert client.get(reverse("programme:edition_new")).status_code == 404
    assert client.get(reverse("programme:programme_edit")).status_code == 404


def test_the_editions_words_are_saved(office, edition):
    url = address("edition_plan", edition)
    sent = {"intro_sv": "Välkommen", "intro_en": "", "reviews_per_entry": 4, "finalist_count": 6}
    assert office.post(url, sent)["Location"] == url
    edition.refresh_from_db()
    assert (edition.intro_sv, edition.reviews_per_entry, edition.finalist_count) == ("Välkommen", 4, 6)
    recorded = Record.objects.get(action="programme.edition.changed")
    assert recorded.details == {"changed": ["intro_sv", "reviews_per_entry", "finalist_count"]}


def phase(opens: str = "2027-03-01 08:00", closes: str = "2027-04-01 23:59") -> dict[str, Any]:
    (opens_on, opens_at), (closes_on, closes_at) = opens.split(), closes.split()
    return {
        "opens_at_0": opens_on,
        "opens_at_1": opens_at,
        "closes_at_0": closes_on,
        "closes_at_1": closes_at,
        "grace_minutes": "15",
    }


def test_dates_are_given_in_swedish_time(office, edition):
    url = address("phase_edit", edition)
    assert office.post(url, phase()).status_code == 302
    review = edition.phases.get(kind="review")
    assert review.opens_at.isoformat() == "2027-03-01T07:00:00+00:00"
    assert review.closes_at.isoformat() == "2027-04-01T21:59:00+00:00"
    assert 'value="23:59"' in office.get(url).content.decode()


@pytest.mark.parametrize(
    ("sent", "field", "text"),
    [
        (phase(closes="2027-02-01 08:00"), "closes_at", "The end must come after the beginning."),
        (phase(opens="2027-03-28 02:30"), "opens_at", "The clocks change then"),
        (phase() | {"opens_at_0": "", "opens_at_1": ""}, "opens_at", "This field is required."),
    ],
)
def test_dates_that_cannot_be_are_refused_beside_the_field(office, edition, sent, field, text):
    answer = office.post(address("phase_edit", edition), sent)
    assert answer.status_code == 200
    assert text in str(answer.context["form"].errors[field])


def test_a_kind_of_phase_that_is_not_there(office, edition):
    assert office.get(reverse("programme:phase_edit", args=[2027, "fest"])).status_code == 404
    edition.phases.filter(kind="review").delete()
    assert office.get(address("phase_edit", edition)).status_code == 200


CRITERION = {
    "name_sv": "Hållbarhet",
    "weight": "2",
    "scale_min": "1",
    "scale_max": "5",
    "counted": "on",
    "anchor_1_sv": "Inget",
    "anchor_5_sv": "Allt",
    "anchor_5_en": "All",
    "anchor_3_en": "Without Swedish words",
}


def test_a_criterion_is_added_changed_moved_and_removed(office, edition):
    office.post(reverse("programme:criterion_new", args=[2027]), CRITERION)
    added = edition.criteria.get(name_sv="Hållbarhet")
    assert list(added.anchors.values_list("value", "text_sv", "text_en")) == [
        (1, "Inget", ""),
        (5, "Allt", "All"),
    ]
    parts = [2027, added.public_id]
    office.post(reverse("programme:criterion_edit", args=parts), CRITERION | {"name_sv": "Ansvar"})
    assert list(edition.criteria.values_list("name_sv", flat=True))[-1] == "Ansvar"
    office.post(reverse("programme:criterion_move", args=parts), {"direction": "up"})
    assert list(edition.criteria.values_list("name_sv", flat=True))[-2] == "Ansvar"
    office.post(reverse("programme:criterion_move", args=parts), {"direction": "down"})
    assert list(edition.criteria.values_list("name_sv", flat=True))[-1] == "Ansvar"
    assert office.get(reverse("programme:criterion_move", args=parts)).status_code == 302
    office.post(reverse("programme:criterion_remove", args=parts))
    assert not Criterion.objects.filter(pk=added.pk).exists()


def test_a_scale_that_falls_is_refused(office, edition):
    sent = CRITERION | {"scale_min": "5", "scale_max": "1"}
    assert office.post(reverse("programme:criterion_new", args=[2027]), sent).status_code == 200
    assert edition.criteria.count() == 3


def test_a_criterion_stands_once_the_jury_scores(client, lead):
    edition = make_edition(2027, open_phase="review")
    client.force_login(lead)
    assert client.post(address("criterion_remove", edition)).status_code == 409
    assert edition.criteria.count() == 3


def test_an_edition_is_announced_archived_and_reopened_by_a_press(office, lead):
    edition = make_edition(2027, state="planned")
    for name in ("edition_announce", "edition_archive"):
        if name == "edition_archive":
            now = edition.phases.first().opens_at
            Edition.objects.update(state="released", released_at=now)
        assert office.post(address(name, edition)).status_code == 302
    assert office.get(reverse("programme:edition_list")).status_code == 200
    assert office.get(address("edition_plan", edition)).status_code == 403
    assert office.post(address("edition_reopen", edition)).status_code == 302
    edition.refresh_from_db()
    assert edition.state == "released"


def test_a_role_is_given_and_ended(office, lead):
    url = reverse("programme:role_list")
    sent = {"name": "Ny Person", "email": "ny@exempel.example", "kind": "coordinator"}
    assert office.post(url, sent)["Location"] == url
    again = office.post(url, sent)
    assert again.context["form"].errors == {"email": ["This person has that role already."]}
    role = Role.objects.get(kind="coordinator")
    assert office.post(reverse("programme:role_end", args=[role.pk]))["Location"] == url
    assert office.get(reverse("programme:role_end", args=[role.pk])).status_code == 404
    assert office.post(reverse("programme:role_end", args=[lead.roles.get().pk])).status_code == 409


def test_the_programmes_own_words_are_saved(office):
    sent = {
        "name_sv": "Nytt namn",
        "summary_sv": "Kort.",
        "organiser": "Vi",
        "contact_email": "a@exempel.example",
    }
    assert office.post(reverse("programme:programme_edit"), sent).status_code == 302
    assert Programme.objects.get().name_sv == "Nytt namn"


def test_a_page_is_begun_at_a_free_address(office, lead):
    url = reverse("programme:page_list")
    sent = {"title": "Regler", "slug": "regler"}
    assert office.post(url, sent)["Location"] == reverse("programme:page_edit", args=["regler"])
    taken = office.post(url, sent)
    assert taken.context["form"].errors == {"slug": ["There is a page at this address already."]}
    assert EditorialPage.objects.count() == 1


def test_readers_see_a_page_once_it_is_published(client, office, editorial, lead):
    url, publish = reverse("programme:page", args=["om"]), reverse("programme:page_publish", args=["om"])
    assert client.get(url).status_code == 404
    assert office.get(publish).status_code == 302
    assert client.get(url).status_code == 404  # a GET publishes nothing
    assert office.post(publish).status_code == 302
    client.logout()
    assert "Om programmet" in client.get(url).content.decode()
    client.force_login(lead)
    office.post(reverse("programme:page_hide", args=["om"]))
    assert client.get(url).status_code == 404


def test_a_page_is_published_later_and_not_in_the_past(office, editorial):
    url = reverse("programme:page_publish", args=["om"])
    assert office.post(url, {"at_0": "2020-01-01", "at_1": "08:00"}).status_code == 302
    assert office.post(url, {"at_0": "", "at_1": ""}).status_code == 200
    editorial.document.refresh_from_db()
    assert (editorial.document.published_at, editorial.document.release_at) == (None, None)
    assert office.post(url, {"at_0": "2099-01-01", "at_1": "08:00"}).status_code == 302
    editorial.document.refresh_from_db()
    assert editorial.document.release_at.isoformat() == "2099-01-01T07:00:00+00:00"


def texts(**changes: str) -> dict[str, str]:
    return {"title_sv": "Om programmet", "title_en": "", "body_sv": "", "body_en": ""} | changes


def test_a_draft_is_saved_by_the_button_and_a_conflict_is_told(office, editorial):
    url, base = reverse("programme:page_edit", args=["om"]), editorial.document.revision
    assert office.post(url, texts(body_sv="Min", revision=str(base)))["Location"] == url
    office.force_login(make_office(kind="communications"))
    answer = office.post(url, texts(body_sv="Deras", revision=str(base)))
    assert "Somebody else has changed this text" in str(answer.context["form"].errors["body_sv"])
    editorial.document.refresh_from_db()
    assert editorial.document.fields["body_sv"] == "Min"


@pytest.mark.parametrize("revision", ["", "skräp"])
def test_a_revision_that_is_no_number_is_read_as_the_latest(office, editorial, revision):
    url = reverse("programme:page_edit", args=["om"])
    assert office.post(url, texts(body_sv="Ny", revision=revision)).status_code == 302


def test_the_browser_saves_by_itself(office, editorial):
    url = reverse("programme:page_autosave", args=["om"])
    sent = {"revision": editorial.document.revision, "fields": {"body_sv": "Själv"}}
    assert office.post(url, sent, content_type="application/json").status_code == 200
    editorial.document.refresh_from_db()
    assert editorial.document.fields["body_sv"] == "Själv"
    assert office.post(reverse("programme:page_preview"), {"text": "Hej"}).status_code == 200


def test_an_earlier_version_is_compared_and_taken_back(office, lead, editorial):
    publish_page(actor=lead, editorial=editorial)
    version = editorial.document.versions.first()
    compared = office.get(reverse("programme:page_compare", args=["om"]), {"from": version.public_id})
    assert compared.status_code == 200
    restored = office.post(reverse("programme:page_restore", args=["om"]), {"version": version.public_id})
    assert restored["Location"] == reverse("programme:page_edit", args=["om"])


def test_whoever_has_no_role_left_is_out_at_once(client, lead):
    colleague = make_office(kind="coordinator")
    client.force_login(colleague)
    url = reverse("programme:edition_list")
    assert client.get(url).status_code == 200
    colleague.roles.get().delete()
    assert client.get(url).status_code == 403
    client.force_login(make_person())
    assert client.get(url).status_code == 403


def test_a_role_may_be_for_one_year_and_end_with_a_swedish_day(office, edition):
    url = reverse("programme:role_list")
    values = {"name": "Vikarien", "email": "vikarie@exempel.example", "kind": "coordinator"}
    past = office.post(url, values | {"last_day": "2020-01-01"})
    assert past.context["form"].errors == {"last_day": ["Choose a day that is still to come."]}
    office.post(url, values | {"edition": edition.public_id, "last_day": "2099-03-28"})
    role = Role.objects.get(kind="coordinator")
    assert (role.edition, role.until) == (edition, datetime(2099, 3, 28, 22, 59, tzinfo=UTC))
    shown = office.get(url).content.decode()
    assert "only" in shown
    assert "23:59" in shown
