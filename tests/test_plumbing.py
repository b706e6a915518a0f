"""The plumbing of every app: lifecycles, guarded pages, texts in two languages, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.http import Http404, HttpResponse
from django.urls import clear_url_caches
from django.utils.translation import override

from forebild.programme.models import Edition
from forebild.shared.audit.words import action_name
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow, Overtaken, Refusal
from forebild.shared.forms import show_beside_fields
from forebild.shared.lifecycle import Lifecycle
from forebild.shared.models import InLanguage, in_language, language_of, new_public_id, swedish_order, text_in
from forebild.shared.pages import page
from forebild.shared.permissions import Permission
from forebild.shared.urls import site_url
from tests.worlds import make_edition, make_person


@pytest.fixture(autouse=True)
def in_swedish() -> Iterator[None]:
    """The site's own language; addresses that other tests have kept for another one are forgotten."""
    clear_url_caches()
    with override("sv"):
        yield


SOURCE = Path(__file__).parents[1] / "src" / "forebild"
DOOR = Lifecycle(
    "door",
    start="shut",
    moves={("shut", "open"): "open", ("open", "close"): "shut", ("open", "break"): "broken"},
)


def test_a_lifecycle_knows_its_states_in_order() -> None:
    assert DOOR.states == ("shut", "open", "broken")
    assert DOOR.allows("shut", "open")
    assert not DOOR.allows("broken", "close")
    assert DOOR.after("open", "break") == "broken"
    with override("en"), pytest.raises(NotNow, match="can no longer be done"):
        DOOR.after("broken", "open")
    constraint = DOOR.constraint()
    assert (constraint.name, constraint.condition.children) == (
        "door_state_is_known",
        [("state__in", ("shut", "open", "broken"))],
    )


def test_of_two_moves_from_one_state_one_succeeds(db: None) -> None:
    way = Lifecycle("edition", start="planned", moves={("planned", "announce"): "announced"})
    edition = make_edition(2027, state="planned")
    stale = Edition.objects.get(pk=edition.pk)
    way.move(edition, "announce", intro_sv="Nu")
    assert (edition.state, edition.intro_sv) == ("announced", "Nu")
    with pytest.raises(Overtaken):
        way.move(stale, "announce", intro_sv="Försent")
    assert (stale.state, stale.intro_sv) == ("planned", "")
    edition.refresh_from_db()
    assert (edition.state, edition.intro_sv) == ("announced", "Nu")


def ask(rf: Any, view: Any, user: Any, **parts: Any) -> Any:
    request = rf.get("/nagonstans/?sida=2")
    request.user = user
    request.session = SessionStore()
    return view(request, **parts)


def test_a_guarded_page_sends_the_unknown_to_sign_in_and_is_never_cached(rf: Any) -> None:
    view = page(Permission.SIGNED_IN)(lambda request: HttpResponse("inside"))
    answer = ask(rf, view, AnonymousUser())
    assert answer.status_code == 302
    assert answer["Location"].endswith("/logga-in/?next=/nagonstans/%3Fsida%3D2")
    seen = ask(rf, view, SimpleNamespace(is_authenticated=True))
    assert (seen.status_code, seen.content) == (200, b"inside")
    assert "no-store" in seen["Cache-Control"]
    assert view.permission is Permission.SIGNED_IN  # type: ignore[attr-defined]


def test_a_public_page_may_be_cached_and_its_subject_is_found_first(rf: Any) -> None:
    def find(actor: Any, name: str) -> str:
        if name == "none":
            raise Http404
        return name.upper()

    view = page(Permission.PUBLIC, find=find)(lambda request, subject: HttpResponse(subject))
    answer = ask(rf, view, AnonymousUser(), name="om")
    assert (answer.content, "Cache-Control" in answer) == (b"OM", False)
    with pytest.raises(Http404):
        ask(rf, view, AnonymousUser(), name="none")


@pytest.mark.parametrize(
    ("raised", "status"),
    [
        (NotAllowed("Not you."), 403),
        (NotNow("Not now."), 409),
        (Overtaken("Late."), 409),
        (Refusal("No."), 409),
    ],
)
def test_a_refusal_is_a_page_that_says_why(rf: Any, db: None, raised: Refusal, status: int) -> None:
    def view(request: Any) -> HttpResponse:
        raise raised

    answer = ask(rf, page(Permission.SIGNED_IN)(view), make_person())
    assert answer.status_code == status
    assert raised.reason in answer.content.decode()


def test_invalid_input_keeps_its_fields() -> None:
    assert InvalidInput("Wrong.").fields == {}
    assert InvalidInput("Wrong.", {"year": "Taken."}).fields == {"year": "Taken."}


class YearForm(forms.Form):
    year = forms.IntegerField()


@pytest.mark.parametrize(
    ("invalid", "errors"),
    [
        (InvalidInput("Wrong.", {"year": "Taken."}), {"year": ["Taken."]}),
        (InvalidInput("Wrong.", {"colour": "Too red."}), {"__all__": ["Too red."]}),
        (InvalidInput("Wrong."), {"__all__": ["Wrong."]}),
        (
            InvalidInput("Wrong.", {"year": "Taken.", "colour": "Too red."}),
            {"year": ["Taken."], "__all__": ["Too red."]},
        ),
    ],
)
def test_each_text_is_shown_beside_its_field(invalid: InvalidInput, errors: dict[str, list[str]]) -> None:
    form = YearForm({"year": "2027"})
    assert form.is_valid()
    show_beside_fields(form, invalid)
    assert form.errors == errors


def test_an_address_cannot_be_guessed() -> None:
    several = {new_public_id() for _ in range(200)}
    assert len(several) == 200
    assert {len(each) for each in several} == {26}
    assert not set("".join(several)) & set("ilouABCDEFGHIJKLMNOPQRSTUVWXYZ")


class Named:
    name = InLanguage()

    def __init__(self, sv: str, en: str) -> None:
        self.name_sv, self.name_en = sv, en


def test_a_text_is_read_in_the_pages_language_and_else_in_the_other() -> None:
    assert isinstance(Named.name, InLanguage)
    both, swedish, english = Named("Nyhet", "Novelty"), Named("Nyhet", ""), Named("", "Novelty")
    with override("sv"):
        assert [both.name, swedish.name, english.name] == ["Nyhet", "Nyhet", "Novelty"]
    with override("en-gb"):
        assert [both.name, swedish.name, english.name] == ["Novelty", "Nyhet", "Novelty"]
    with override(None):
        assert both.name == "Nyhet"
    assert in_language(Named("", ""), "name", "sv") == ""


def test_a_documents_text_is_found_with_its_language() -> None:
    fields = {"title_sv": "Om", "title_en": "", "body_en": "Text"}
    assert (text_in(fields, "title", "en"), language_of(fields, "title", "en")) == ("Om", "sv")
    assert (text_in(fields, "body", "sv"), language_of(fields, "body", "sv")) == ("Text", "en")
    assert (text_in(fields, "body", "en"), language_of(fields, "body", "en")) == ("Text", "en")
    assert (text_in(fields, "none", "sv"), language_of(fields, "none", "sv")) == ("", "sv")


def test_swedish_is_sorted_as_in_sweden() -> None:
    names = ["Östgöta", "Zäta", "Ångbolaget", "Ärlig", "éclair", "Eka", "Edel", "ZETA"]
    assert sorted(names, key=swedish_order) == [
        "éclair", "Edel", "Eka", "ZETA", "Zäta", "Ångbolaget", "Ärlig", "Östgöta",
    ]  # fmt: skip
    assert len(swedish_order("å" * 300)) == 200


def test_mails_name_the_configured_site_in_the_readers_language(settings: Any) -> None:
    settings.SITE_URL = "https://forebild.example"
    assert site_url("people:profile", "sv") == "https://forebild.example/mina-uppgifter/"
    assert site_url("people:profile", "en") == "https://forebild.example/en/mina-uppgifter/"
    assert site_url("programme:page", "sv", slug="om") == "https://forebild.example/sidor/om/"


def test_every_verb_of_the_log_has_a_name() -> None:
    """The office reads what was done in words, not in code."""
    apps = "competition|jury|library|people|programme|outbox"
    verb = re.compile(rf'"((?:{apps})\.[a-z_]+\.[a-z_]+)"')
    sources = [path for path in SOURCE.rglob("services/*.py") if "tests" not in path.parts]
    verbs = {found for path in sources for found in verb.findall(path.read_text())}
    assert len(verbs) > 70
    assert {one for one in verbs if action_name(one) == one} == set()
