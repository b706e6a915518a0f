"""Who may not know a secret cannot tell a world with it from a world with another: by no address, no search,
no order, no header, no count of statements, no letter.

Each mutation at the end puts a known leak back; the comparison must find it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from forebild.asking.lists import EnquiryList
from forebild.competition.lists import EntryList
from forebild.competition.models import Entry
from forebild.events.models import Event, Registration
from forebild.events.models.event import EventQuerySet
from forebild.feedback.models import LetterQuerySet
from forebild.jury.models import Release
from forebild.jury.services.release import carry_out_due_releases
from forebild.library.models import GoodExampleQuerySet
from forebild.outcomes.models import Heap
from forebild.outcomes.results import Result
from forebild.shared.lists import Column, Search
from forebild.shared.outbox.services import queue_text
from forebild.shared.permissions import RULES, Permission, yes
from forebild.tables.models import Card
from forebild.tables.models.cards import CardQuerySet
from forebild.tours.models import Stop
from forebild.tours.views import host
from tests.access.addresses import all_addresses
from tests.access.probes import gets, other_verbs, queries
from tests.access.secrets import (
    RELEASE_AT,
    answers,
    closed_entry,
    draft,
    enquiries,
    files_of_drafts,
    guests,
    kept_in_the_room,
    letters,
    old_guests,
    old_wishes,
    own_results,
    parts_of_the_closed,
    parts_of_the_draft_event,
    protocols,
    results,
    said_by_whom,
    scores,
    stories,
    visitors,
    winner,
    wishes,
)
from tests.access.two_worlds import WORDS, Secret, differing, holding, told_apart
from tests.access.world import World
from tests.worlds import client_of

pytestmark = pytest.mark.django_db

ABOVE_EVENTS = (visitors, kept_in_the_room, said_by_whom, wishes, old_wishes, answers)
ABOVE_STORIES = (results, enquiries)
ALL = (
    closed_entry,
    draft,
    scores,
    winner,
    stories,
    protocols,
    guests,
    old_guests,
    *ABOVE_EVENTS,
    *ABOVE_STORIES,
    letters,
)
# Who may not know what. One's own scores, the office's drafts of stories and so on are left out.
MAY_NOT_KNOW: dict[str, tuple[Secret, ...]] = {
    "anonymous": ALL,
    "owner": ALL[:-1],
    # writes the owner's protocol
    "juror": (draft, scores, winner, stories, guests, old_guests, *ABOVE_EVENTS, *ABOVE_STORIES, letters),
    "recused": ALL,
    "deputy": (closed_entry, draft, stories, guests, old_guests, *ABOVE_EVENTS, *ABOVE_STORIES, letters),
    "recused_office": (
        *(closed_entry, draft, kept_in_the_room, said_by_whom, answers),
        *(results, own_results, enquiries, letters),
    ),
    "last_year": (
        *(closed_entry, draft, scores, winner, protocols, guests, visitors),
        *(kept_in_the_room, said_by_whom, wishes, answers, results, own_results),
        enquiries,
    ),
    "lead": (draft, said_by_whom, answers, results, own_results, enquiries),
}


# Where what the lead may not know, a draft's text, who spoke at a table and who answered what, could show.
ROOMS = {
    "lead": (
        *("/kansli/2027/", "/kansli/logg/", "/kansli/utskick/", "/bidrag/", "/start/"),
        *("/kansli/evenemang/{event}/", "/kansli/evenemang/{over}/", "/kansli/evenemang/{old_over}/"),
        *("/kansli/uppfoljning/", "/kansli/utvarderingar/"),
        *("/kansli/sjalvskattningar/", "/sjalvskattning/", "/kansli/fragor/", "/exempel/"),
    )
}


@pytest.fixture(scope="module", autouse=True)
def stopped_clock() -> Iterator[None]:
    """Both worlds are asked in the same minute, an hour before the release."""
    with time_machine.travel(RELEASE_AT - timedelta(hours=1), tick=False):
        yield


@pytest.fixture(scope="module")
def addresses(world: World) -> list[str]:
    """Every address with the ids of both worlds, the English ones of what is public, and some unknown."""
    with holding(world, ALL, WORDS["b"]):
        more = [*parts_of_the_closed(world), *files_of_drafts(world), {"slug": WORDS["b"]}]
        more += parts_of_the_draft_event(world)
    known = all_addresses(world, more)
    english = [
        f"/en{each}"
        for each in known
        if each.startswith(("/omgang", "/exempel/", "/pris/", "/sidor/", "/evenemang/"))
    ]
    return [*known, *english, "/en/", "/finns-inte/", "/favicon.ico", "/media/", "/files/", "/api/"]


@pytest.mark.usefixtures("bare_refusals")
@pytest.mark.parametrize("actor", MAY_NOT_KNOW)
def test_two_worlds_look_the_same(world: World, addresses: list[str], actor: str) -> None:
    secrets, client = MAY_NOT_KNOW[actor], client_of(world.people[actor])
    opened = [page for page in queries() if client.get(page).status_code == 200]
    events = {name: world.things[name].public_id for name in ("event", "over", "old_over")}
    rooms = tuple(room.format(**events) for room in ROOMS.get(actor, "/"))
    found = (address for address in addresses if address.startswith(rooms))
    asked = [*gets(found), *(probe for page in opened for probe in queries()[page])]
    assert told_apart(differing(world, secrets, actor, asked)) == []


OFTEN_ASKED = {
    "/",
    "/sitemap.xml",
    "/robots.txt",
    "/exempel/",
    "/exempel/flode.xml",
    "/omgang/2027/",
    "/evenemang/",
}


@pytest.mark.usefixtures("bare_refusals")
@pytest.mark.parametrize("actor", ["anonymous", "recused_office"])
def test_other_verbs_tell_nothing_either(world: World, addresses: list[str], actor: str) -> None:
    of_secrets = set(addresses) - set(all_addresses(world))
    asked = other_verbs(sorted(of_secrets | OFTEN_ASKED))
    assert told_apart(differing(world, MAY_NOT_KNOW[actor], actor, asked)) == []


class TestTheRelease:
    @pytest.mark.parametrize("late", [timedelta(seconds=-1), timedelta(0)])
    def test_is_known_to_everybody_at_its_instant_and_to_nobody_a_second_before(
        self, world: World, late: timedelta
    ) -> None:
        pages = ["/omgang/2027/", "/en/omgang/2027/"]
        told = []
        for word in WORDS.values():
            with holding(world, [decided], word), time_machine.travel(RELEASE_AT + late, tick=False):
                carry_out_due_releases()
                told.append([word in Client().get(page).text for page in pages])
        assert told == [[late == timedelta(0)] * 2] * 2

    @pytest.mark.usefixtures("without_words")
    def test_a_thousand_guesses_find_nothing(self, world: World) -> None:
        guesses = _guesses()
        assert len(guesses) == 1000
        client = Client()
        with holding(world, [decided, stories], WORDS["b"]):
            found = [each for each in guesses if client.get(each).status_code != 404]
        assert found == []


def decided(world: World, word: str) -> None:
    """`winner`, and a decision about every other entry, so that the release can happen."""
    winner(world, word)
    others = world.edition.entries.filter(state__in=["submitted", "draft"])
    others.update(state="withdrawn")


def _guesses() -> list[str]:
    """Names that one would try, at every address that a result, a story, a page or a file could have."""
    words = (
        "vinnare",
        "winner",
        "finalist",
        "resultat",
        "kanarie-b9",
        "ej-klart",
        "verkstaden-ab",
        "pristagare",
    )
    names = [f"{word}{tail}" for word in words for tail in ("", "-2027", "-2028", "2027", "-1", "-final")]
    places = (
        *("/exempel/{}/", "/exempel/{}/bild/1/", "/en/exempel/{}/", "/pris/{}/", "/pris/{}/diplom.pdf"),
        *("/pris/{}/marke.svg", "/sidor/{}/", "/en/sidor/{}/", "/media/{}.pdf", "/files/{}.pdf", "/{}/"),
        *(
            "/omgang/2027/{}/",
            "/press/{}.pdf",
            "/static/{}.pdf",
            "/bilder/{}.webp",
            "/omgang/{}/",
            "/{}.json",
        ),
        *("/api/{}/", "/export/{}.csv", "/feed/{}.xml", "/nyheter/{}/"),
    )
    return [place.format(name) for name in names for place in places][:1000]


def _no_rules(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("forebild.competition.closures._RULES", [])


def _no_closed_rooms(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("forebild.shared.closures._RULES", {"audit": [], "outbox": []})


def _no_recusals(patch: pytest.MonkeyPatch) -> None:
    for room in ("reviews", "rulings"):
        patch.setattr(
            f"forebild.jury.queries.{room}.recused_entries", lambda _actor: Entry.objects.none().values("pk")
        )


def _drafts_in_the_library(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(GoodExampleQuerySet, "public", lambda self: self.exclude(state="withdrawn"))


def _search_in_drafts(patch: pytest.MonkeyPatch) -> None:
    wide = Search("q", fields=["organisation__name", "document__fields__deed"])
    patch.setattr(EntryList, "filters", [wide, *EntryList.filters[1:]])


def _ranking_for_all(patch: pytest.MonkeyPatch) -> None:
    patch.setitem(RULES, Permission.RANKING_VIEW, lambda _actor, _edition: yes())


def _letters_for_all(patch: pytest.MonkeyPatch) -> None:
    patch.setitem(RULES, Permission.FEEDBACK_HEAR, lambda _actor, _edition: yes())
    patch.setattr(LetterQuerySet, "for_actor", lambda self, _actor: self.all())


def _files_of_the_draft(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        "forebild.competition.views.office.finders.submitted_file",
        lambda submission, file_id: submission.entry.files.filter(public_id=file_id).first(),
    )


def _all_run_all_events(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(EventQuerySet, "run_by", lambda self, _actor: self.all())


def _drafts_in_the_calendar(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(EventQuerySet, "public", lambda self: self.all())
    patch.setattr(EventQuerySet, "for_actor", lambda self, _actor: self.all())


def _questions_in_the_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(EnquiryList, "columns", [*EnquiryList.columns, Column("text", "Text")])


# A leak that once was or might be; who would learn what by it.
LEAKS: list[tuple[Callable[[pytest.MonkeyPatch], None], Secret, str, str]] = [
    (_no_rules, closed_entry, "recused_office", "/kansli/2027/bidrag/"),
    (_no_closed_rooms, closed_entry, "recused_office", "/kansli/logg/"),
    (_no_closed_rooms, closed_entry, "recused_office", "/kansli/utskick/"),
    (_no_rules, closed_entry, "recused_office", "/kansli/2027/besok/"),
    (_no_recusals, closed_entry, "deputy", "/kansli/2027/andrade-poang/"),
    (_no_recusals, closed_entry, "deputy", "/kansli/2027/rangordning/"),
    (_no_rules, letters, "recused_office", "/kansli/2026/aterkoppling/svar/"),
    (_letters_for_all, letters, "juror", "/kansli/2026/aterkoppling/svar/"),
    (_drafts_in_the_library, stories, "anonymous", "/sitemap.xml"),
    (_search_in_drafts, draft, "lead", f"/kansli/2027/bidrag/?q={WORDS['a']}"),
    (_ranking_for_all, scores, "juror", "/kansli/2027/rangordning/?sort=-mean"),
    (_ranking_for_all, winner, "owner", "/kansli/2027/beslut/"),
    (_all_run_all_events, guests, "last_year", "/kansli/evenemang/"),
    (_all_run_all_events, wishes, "last_year", "/kansli/uppfoljning/?columns=wish"),
    (_questions_in_the_list, enquiries, "lead", "/kansli/fragor/?columns=text"),
    (_drafts_in_the_calendar, guests, "anonymous", "/evenemang/"),
]


@pytest.mark.parametrize(
    ("leak", "secret", "actor", "address"), LEAKS, ids=lambda each: getattr(each, "__name__", "")
)
def test_control_a_leak_put_back_is_found(
    world: World, monkeypatch: pytest.MonkeyPatch, leak: Any, secret: Secret, actor: str, address: str
) -> None:
    assert differing(world, [secret], actor, gets([address])) == {}
    leak(monkeypatch)
    assert differing(world, [secret], actor, gets([address])).keys() == {("get", address)}


def test_control_a_file_of_a_draft_is_found(
    world: World, addresses: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = gets(each for each in addresses if world.reworked.public_id in each and "/filer/" in each)
    assert differing(world, [draft], "lead", asked) == {}
    _files_of_the_draft(monkeypatch)
    assert differing(world, [draft], "lead", asked) != {}


@pytest.mark.parametrize("leak", ["the secret ones", "who spoke"])
def test_control_what_stays_at_a_table_is_found(
    world: World, monkeypatch: pytest.MonkeyPatch, leak: str
) -> None:
    secret = kept_in_the_room if leak == "the secret ones" else said_by_whom
    address = reverse("tables:card_wall", kwargs=world.parts["event"].own)
    asked = gets([address, f"{address}?format=csv"])
    assert differing(world, [secret], "recused_office", asked) == {}
    if leak == "the secret ones":
        monkeypatch.setattr(CardQuerySet, "open_to_all", lambda self: self)
    else:
        monkeypatch.setattr(Card, "named", property(lambda card: str(card.said_by)))
    assert differing(world, [secret], "recused_office", asked).keys() == set(asked)


@pytest.mark.parametrize("leak", ["link", "name"])
def test_control_what_a_guests_link_may_not_show_is_found(
    world: World, monkeypatch: pytest.MonkeyPatch, leak: str
) -> None:
    asked = gets([reverse("events:registration", kwargs=world.parts["registration_token"].own)])
    assert differing(world, [guests], "anonymous", asked) == {}
    if leak == "link":
        monkeypatch.setattr(Event, "join_opens_at", property(lambda event: event.announced_at))
    else:
        others = Registration.objects.filter(event=world.event).select_related("event", "quota", "booking")
        monkeypatch.setattr("forebild.events.views.own.of_registration", lambda _id: list(others))
    assert differing(world, [guests], "anonymous", asked) != {}


@pytest.mark.parametrize("leak", ["list", "name", "rule"])
def test_control_what_a_tours_links_may_not_show_is_found(
    world: World, monkeypatch: pytest.MonkeyPatch, leak: str
) -> None:
    kinds = {"list": "host", "name": "host", "rule": "own"}
    token = {"host": "host_token", "own": "visitor_token"}[kinds[leak]]
    asked = gets([reverse(f"tours:{kinds[leak]}", kwargs=world.parts[token].own)])
    assert differing(world, [visitors], "anonymous", asked) == {}
    if leak == "list":
        monkeypatch.setattr("forebild.tours.views.host.is_open_at", lambda _stop, _now: True)
    elif leak == "name":
        told = host._asked
        named = lambda question, forms: told(question, forms) | {"by": question.registration.name}  # noqa: E731
        monkeypatch.setattr(host, "_asked", named)
    else:
        monkeypatch.setattr(
            Stop, "clothes", property(lambda stop: stop.unwelcome, lambda _stop, _value: None)
        )
    assert differing(world, [visitors], "anonymous", asked) != {}


def test_control_what_fewer_than_five_have_answered_is_found(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = gets([reverse("outcomes:evaluation_csv", kwargs=world.parts["over"].own)])
    assert differing(world, [answers], "lead", asked) == {}
    found = Heap.objects.filter(question__kind="text").values_list("fresh", flat=True)
    monkeypatch.setattr(
        "forebild.outcomes.queries.evaluations.result_of",
        lambda question, *_rest: Result(question, 3, texts=tuple(found[0])),
    )
    assert differing(world, [answers], "lead", asked) != {}


def test_control_a_result_written_too_early_is_found(world: World) -> None:
    assert differing(world, [decided, _written_too_early], "anonymous", gets(["/omgang/2027/"])) != {}


def _written_too_early(world: World, _word: str) -> None:
    Release.objects.update(release_at=timezone.now())
    carry_out_due_releases()


def test_control_a_letter_is_found(world: World) -> None:
    assert ("mail", "stranger") in differing(world, [_told], "stranger", [])


def _told(world: World, word: str) -> None:
    stranger = world.people["stranger"]
    queue_text(kind="test", to=stranger, subject=word, text=word, key=f"test:{word}")
