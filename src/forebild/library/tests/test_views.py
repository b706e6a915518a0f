"""The library's pages: readers', the office's, the company's link."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse

from forebild.competition.services.corrections import approve_correction, propose_correction
from forebild.library.models import GoodExample
from forebild.library.tests.stories import fresh_token, make_award, make_example
from forebild.library.tests.test_examples import picture
from forebild.people.models import Membership
from tests.worlds import client_of, make_company, make_edition, make_juror, make_office, make_person

pytestmark = pytest.mark.django_db

EVERYBODY = dict.fromkeys(["anonymous", "stranger", "entrant", "juror", "office"], 200)
OFFICE = {"anonymous": 302, "stranger": 403, "entrant": 403, "juror": 403, "office": 200}
HIDDEN = {"anonymous": 302, "stranger": 404, "entrant": 404, "juror": 404, "office": 200}
DRAFT = lambda world: {"example_id": world["draft"].public_id}  # noqa: E731
ACCESS: list[tuple[str, Callable[[Any], dict[str, Any]], dict[str, int]]] = [
    ("library:examples", lambda world: {}, EVERYBODY),
    ("library:feed", lambda world: {}, EVERYBODY),
    ("library:example", lambda world: {"slug": world["public"].slug}, EVERYBODY),
    ("library:example", lambda world: {"slug": world["draft"].slug}, dict.fromkeys(EVERYBODY, 404)),
    ("library:example", lambda world: {"slug": world["gone"].slug}, dict.fromkeys(EVERYBODY, 410)),
    ("library:example_list", lambda world: {}, OFFICE),
    ("library:example_draft", lambda world: {"award_id": "x"}, OFFICE | {"office": 405}),
    ("library:markdown_preview", lambda world: {}, OFFICE | {"office": 405}),
    ("library:example_autosave", DRAFT, HIDDEN | {"office": 405}),
    ("library:example_restore", DRAFT, HIDDEN | {"office": 405}),
    ("library:example_publish", DRAFT, HIDDEN | {"office": 405}),
    ("library:example_reopen", DRAFT, HIDDEN | {"office": 405}),
    ("library:example_draft_picture", DRAFT, HIDDEN | {"office": 404}),
    *(
        (f"library:{name}", DRAFT, HIDDEN)
        for name in ("example_edit", "example_history", "example_preview", "example_picture_edit")
    ),
    ("library:example_ask", DRAFT, HIDDEN),
    ("library:example_withdraw", DRAFT, HIDDEN),
]


@pytest.fixture
def world() -> dict[str, Any]:
    entrant = make_person()
    draft = make_example(company=make_company(owner=entrant))
    return {
        "draft": draft,
        "public": make_example("published"),
        "gone": make_example("withdrawn"),
        "anonymous": None,
        "stranger": make_person(),
        "entrant": entrant,
        "juror": make_juror(make_edition(2027)).person,
        "office": make_office(),
    }


@pytest.mark.parametrize(("name", "parts", "statuses"), ACCESS)
def test_who_gets_in(world: Any, name: str, parts: Any, statuses: dict[str, int]) -> None:
    address = reverse(name, kwargs=parts(world))
    assert {actor: client_of(world[actor]).get(address).status_code for actor in statuses} == statuses


def test_a_story_is_shown_with_citation_facts_and_date() -> None:
    example = make_example("published", make_company("Verken AB", county="05", municipality="Motala"))
    page = Client().get(f"/en/exempel/{example.slug}/").content.decode()
    for said in ("Drawings out", "A pad at each machine.", "For courage.", "Motala", "Verken AB"):
        assert said in page
    assert "Plattor" not in page


def test_a_story_quotes_the_citation_as_it_has_been_corrected() -> None:
    example = make_example("published")
    correction = propose_correction(
        actor=make_office(),
        award=example.award,
        citation_sv="För modet att visa.",
        citation_en="For the courage to show.",
        reason="Halva satsen saknades.",
    )
    address = f"/en/exempel/{example.slug}/"
    assert "For courage." in Client().get(address).content.decode()
    approve_correction(actor=make_office(), correction=correction)
    page = Client().get(address).content.decode()
    assert "For the courage to show." in page
    assert "For courage." not in page


def test_without_a_programme_the_library_is_empty() -> None:
    assert Client().get("/exempel/").status_code == 200
    assert Client().get("/exempel/flode.xml").status_code == 404


def test_the_feed_tells_of_what_is_public_alone(world: Any) -> None:
    feed = Client().get("/en/exempel/flode.xml")
    tree = ElementTree.fromstring(feed.content)  # noqa: S314 our own answer
    ids = [entry.text for entry in tree.findall("{*}entry/{*}id")]
    assert len(ids) == 2
    assert ids[0].endswith(f"/en/exempel/{world['public'].slug}/")
    assert ids[1].endswith("/en/omgang/2026/")
    assert feed["Content-Type"].startswith("application/atom+xml")


def test_the_office_takes_an_award_to_a_public_story() -> None:
    award, office = make_award(), client_of(make_office())
    assert award.organisation_name in office.get(reverse("library:example_list")).content.decode()
    office.post(reverse("library:example_draft", kwargs={"award_id": award.public_id}))
    example = GoodExample.objects.get()
    here = {"example_id": example.public_id}
    edit = reverse("library:example_edit", kwargs=here)
    texts = {"title_sv": "Rubrik", "challenge_sv": "Utmaning", "deed_sv": "Gjort"}
    assert office.post(edit, texts | {"revision": example.document.revision}).status_code == 302
    late = office.post(edit, texts | {"revision": example.document.revision, "title_sv": "Annan"})
    assert late.status_code in {200, 302}
    example.refresh_from_db()
    assert example.document.fields["deed_sv"] == "Gjort"
    added = office.post(
        reverse("library:example_picture_edit", kwargs=here),
        {"upload": picture(), "alt_sv": "En svarv.", "permitted_by": "Vera"},
    )
    assert added.status_code == 302
    assert _picture_status(office, reverse("library:example_draft_picture", kwargs=here)) == 200
    assert office.get(reverse("library:example_preview", kwargs=here) + "?sprak=en").status_code == 200
    ask = reverse("library:example_ask", kwargs=here)
    assert office.post(ask, {"email": "fel"}).status_code == 200
    assert office.post(ask, {"email": "vd@bolag.example"}).status_code == 302
    assert office.get(edit).status_code == 200

    token = fresh_token(example)
    approval = reverse("library:example_approval", kwargs={"token": token})
    company = Client()
    page = company.get(approval)
    revision = page.context["approve_form"].initial["revision"]
    assert "Utmaning" in page.content.decode()
    assert company.get(approval + "?andra").context["revise_form"] is not None
    changed = {"action": "revise", "revision": revision, "title_sv": "Vår rubrik"} | {
        "challenge_sv": "Utmaning",
        "deed_sv": "Gjort",
    }
    assert company.post(approval, changed).status_code == 302
    assert company.post(approval, changed).context["revise_form"].errors
    stale = company.post(approval, {"action": "approve", "revision": revision, "name": "Vera D"})
    assert stale.context["approve_form"].non_field_errors()
    nameless = company.post(approval, {"action": "approve", "revision": revision + 1, "name": ""})
    assert "name" in nameless.context["approve_form"].errors
    done = company.post(approval, {"action": "approve", "revision": revision + 1, "name": "Vera D"})
    assert done.status_code == 200
    assert company.get(approval).status_code == 410

    assert office.post(reverse("library:example_publish", kwargs=here)).status_code == 302
    public = Client().get(reverse("library:example", kwargs={"slug": example.slug}))
    assert "Vår rubrik" in public.content.decode()
    example.refresh_from_db()
    chosen = example.document.published_value("picture")
    shown = {"slug": example.slug, "picture_id": chosen}
    assert _picture_status(Client(), reverse("library:example_picture", kwargs=shown)) == 200
    other = {"slug": example.slug, "picture_id": "annan"}
    assert Client().get(reverse("library:example_picture", kwargs=other)).status_code == 404
    assert "Vår rubrik" in Client().get("/exempel/").content.decode()

    assert office.post(reverse("library:example_reopen", kwargs=here)).status_code == 302
    assert (
        office.post(reverse("library:example_picture_edit", kwargs=here), {"remove": "1"}).status_code == 302
    )
    withdraw = reverse("library:example_withdraw", kwargs=here)
    assert "reason" in office.post(withdraw, {"wish": "office"}).context["form"].errors
    assert office.post(withdraw, {"wish": "office", "reason": "Såld."}).status_code == 302
    assert Client().get(reverse("library:example", kwargs={"slug": example.slug})).status_code == 410
    assert Client().get(reverse("library:example_picture", kwargs=shown)).status_code == 404


def test_the_company_asks_for_changes_and_the_office_reads_what() -> None:
    example = make_example("asked")
    approval = reverse("library:example_approval", kwargs={"token": fresh_token(example)})
    assert "wish" in Client().post(approval, {"action": "return", "wish": ""}).context["wish_form"].errors
    assert Client().post(approval, {"action": "return", "wish": "Byt bild."}).status_code == 200
    page = client_of(make_office()).get(
        reverse("library:example_edit", kwargs={"example_id": example.public_id})
    )
    assert "Byt bild." in page.content.decode()


def test_two_at_once_without_script_lose_nothing() -> None:
    example = make_example()
    edit = reverse("library:example_edit", kwargs={"example_id": example.public_id})
    one, other = client_of(make_office()), client_of(make_office())
    base = {key: value for key, value in example.document.fields.items() if isinstance(value, str)}
    seen = example.document.revision
    one.post(edit, base | {"revision": seen, "title_sv": "Ena handen"})
    late = other.post(edit, base | {"revision": seen, "title_sv": "Andra handen"})
    page = late.content.decode()
    assert late.status_code == 200
    assert "Ena handen" in page
    assert "Andra handen" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_as_many_statements_for_few_as_for_many(
    count: int, django_assert_max_num_queries: Any
) -> None:
    for _ in range(count):
        make_example("published")
    assert Membership.objects.count() == 0
    client = Client()
    client.get("/exempel/")
    with django_assert_max_num_queries(12):
        client.get("/exempel/")


def _picture_status(client: Client, address: str) -> int:
    """The status; the picture is read to its end, which closes its file."""
    answer = client.get(address)
    assert b"".join(answer)
    return answer.status_code
