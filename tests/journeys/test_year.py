"""A whole year as one journey in Swedish: from the lead's plan to a good example that anybody can read.

Everything is done in the browser and the mailbox, as those who do it would. The clock alone is moved.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from forebild.shared.outbox import mailbox
from tests.browser import Opener
from tests.journeys import office_steps as office
from tests.journeys.company_steps import (
    SECRET,
    enter_alone,
    nominate,
    start_and_fill,
    write_and_hand_in,
)
from tests.journeys.conftest import Product
from tests.journeys.jury_steps import judge, open_desk, stand_aside, state_expertise, take_seat
from tests.journeys.steps import (
    TEXT,
    assert_shows,
    go,
    hand_in,
    press,
    sign_in,
    to_room,
    turn_the_clock_to,
    window_of,
)

pytestmark = pytest.mark.browser

YEAR = 2028
WINNER, LONER, INELIGIBLE = "Bockhammars Plåt AB", "Bockasjö Gjuteri AB", "Dalsjö Konsult AB"
VERA, BO, DISA = "vera@bockhammar.example", "bo@bockasjo.example", "disa@dalsjo.example"
JURORS = {
    "Jonna Ordning": "jonna@jury.example",
    "Jens Gran": "jens@jury.example",
    "Jill Ek": "jill@jury.example",
}
CITATION = ("Ett lagarbete där felen fick synas.", "Team work where the mistakes were shown.")
MENTION = ("Modigt, billigt och lätt att ta efter.", "Bold, cheap and easy to follow.")

# An hour until the release, ten minutes until letters leave, up to a minute until the worker looks: the
# instants are brought forward past the services, which rightly let nobody move what was promised, and the
# worker is asked for its next round now.
_RELEASE_NOW = """
from django.utils import timezone
from forebild.jury.models import Release
from forebild.jury.tasks import due_releases
assert Release.objects.filter(state="confirmed").update(release_at=timezone.now()) == 1
due_releases.configure(queueing_lock="brought forward").defer(timestamp=0)
"""
_LETTERS_NOW = """
from django.utils import timezone
from forebild.jury.models import LetterBatch
from forebild.jury.tasks import letters_left
from forebild.shared.outbox.models import Message
from forebild.shared.outbox.tasks import sweep
assert LetterBatch.objects.filter(state="held").update(held_until=timezone.now()) == 3
assert Message.objects.filter(state="held", kind__startswith="jury.").update(not_before=timezone.now()) == 3
letters_left.configure(queueing_lock="brought forward").defer(timestamp=0)
sweep.configure(queueing_lock="sweep brought forward").defer(timestamp=0)
"""


@dataclass
class Cast:
    """Who takes part, each in a window of his or her own."""

    product: Product
    visit: Opener
    lead: Any
    coordinator: Any
    public: Any
    returning: Any  # a company that has taken part before
    vera: Any = None
    mentioned: str = ""  # the name of the company that has taken part before
    jurors: dict[str, Any] = field(default_factory=dict)

    def subjects_to(self, email: str) -> list[str]:
        """Of all letters that somebody has got, the newest first."""
        return [letter.subject for letter in mailbox.read(self.product.home / "mailbox", email)]


def test_a_year_from_the_plan_to_the_good_example(product: Product, visit: Opener) -> None:
    links = product.demo_links()
    cast = Cast(
        product,
        visit,
        lead=window_of(visit, links["Programme lead"]),
        coordinator=window_of(visit, links["Coordinator"]),
        public=visit("/"),
        returning=window_of(visit, links["Company, draft"]),
    )
    the_lead_plans_and_announces(cast)
    a_company_is_nominated_twice_and_says_yes(cast)
    three_more_enter(cast)
    the_office_checks_who_may_take_part(cast)
    the_jury_takes_its_seats(cast)
    the_jury_reads_and_one_stands_aside(cast)
    two_persons_decide(cast)
    nothing_is_seen_before_its_instant_and_everything_at_it(cast)
    the_letters_reach_those_whom_they_are_for(cast)
    the_award_can_be_shown_and_proved(cast)
    the_example_is_told_with_the_companys_yes(cast)


def the_lead_plans_and_announces(cast: Cast) -> None:
    office.plan_edition(cast.lead, year=YEAR)
    office.look_over(cast.lead, reviews_per_entry=2, finalists=2)
    go(cast.public, "Tävlingen")
    assert str(YEAR) not in cast.public.inner_text("main")
    office.announce(cast.lead)
    cast.public.reload()
    assert str(YEAR) in cast.public.inner_text("main")


def a_company_is_nominated_twice_and_says_yes(cast: Cast) -> None:
    turn_the_clock_to(cast.product, "application", year=YEAR)  # nominations are open then, too
    for name, number, reason in [
        ("Nils Tipsare", "559999-9066", "De visar sina misstag för alla."),
        ("Nora Granne", "5599999066", "De lärde oss hur man mäter."),
    ]:
        email = f"{name.split()[0].lower()}@exempel.example"
        nominate(cast.visit("/"), company=WINNER, number=number, name=name, email=email, reason=reason)
        assert cast.product.letter_to(email, about=f"Tack för att du nominerade {WINNER}")
    office.ask(cast.lead, WINNER, nominations=2, name="Vera Vinnare", email=VERA)

    asked = cast.product.letter_to(VERA, about=f"{WINNER} är nominerat")
    cast.vera = cast.visit(cast.product.path_in(asked, "/svara/"))
    assert "De lärde oss hur man mäter." in cast.vera.inner_text("main")
    cast.lead.reload()
    assert cast.lead.inner_text("main .lead") == "Frågad, inget svar än"  # a visit alone changes nothing
    press(cast.vera, "Ja, vi vill vara med")
    cast.lead.reload()
    assert cast.lead.inner_text("main .lead") == "Tackade ja"
    for nominator in ("nils@exempel.example", "nora@exempel.example"):
        assert cast.product.letter_to(nominator, about=f"{WINNER} tackade ja")

    go(cast.vera, "Logga in och börja")
    sign_in(cast.vera, cast.product, VERA)
    write_and_hand_in(cast.vera, cast.product, VERA)


def three_more_enter(cast: Cast) -> None:
    for company, number, email in [(LONER, "559999-9074", BO), (INELIGIBLE, "559999-9082", DISA)]:
        enter_alone(cast.visit("/"), cast.product, company=company, number=number, email=email)
    go(cast.returning, "Min sida")
    go(cast.returning, "Påbörja ett bidrag")
    start_and_fill(cast.returning)
    hand_in(cast.returning)
    cast.mentioned = cast.returning.locator("dl.facts dd").first.inner_text()


def the_office_checks_who_may_take_part(cast: Cast) -> None:
    lead = cast.lead
    turn_the_clock_to(cast.product, "eligibility", year=YEAR)
    office.check_all(lead, 4)
    office.open_checklist(lead, INELIGIBLE)
    office.record_finding(
        lead,
        "Det som bidraget beskriver har varit i daglig drift",
        outcome="not_met",
        evidence="Samtal med Disa: driften började i januari.",
        on="2026-11-20",
    )
    office.decide_eligibility(lead, may_compete=False, reason="Ännu inte ett halvår i drift.")
    for company in (WINNER, LONER, cast.mentioned):
        office.open_checklist(lead, company)
        office.decide_eligibility(lead, may_compete=True, reason="Kansliet har granskat resten.")
    go(lead, "Översikt")
    assert "3 behöriga, 1 inte, 0 inte prövade" in lead.inner_text("main")


def the_jury_takes_its_seats(cast: Cast) -> None:
    go(cast.lead, "Jurymedlemmar")
    for number, (name, email) in enumerate(JURORS.items()):
        seat = "jurymedlem" if number else "ordförande"
        office.invite_juror(cast.lead, name=name, email=email, seat=seat)
        cast.jurors[name] = take_seat(
            cast.visit, cast.product, email=email, employer=f"{name.split()[1]}s firma"
        )
        state_expertise(cast.jurors[name], "Metallvaror", "automation")
    cast.lead.reload()
    assert "3 jurymedlemmar deltar." in cast.lead.inner_text("main")


def the_jury_reads_and_one_stands_aside(cast: Cast) -> None:
    readers = office.share_out(cast.lead)
    counts = {company: len(names) for company, names in readers.items()}
    assert counts == {WINNER: 2, LONER: 2, cast.mentioned: 2}
    turn_the_clock_to(cast.product, "review", year=YEAR)
    for name, email in JURORS.items():
        open_desk(cast.jurors[name], cast.product, email=email, entries=2)

    away = readers[LONER][0]
    instead = next(name for name in JURORS if name not in readers[LONER])
    closed = stand_aside(cast.jurors[away], LONER)
    for address in (closed, f"{closed}jav/"):
        answer = cast.jurors[away].request.get(cast.product.address + address, max_redirects=0)
        assert answer.status == 404
    assert LONER in cast.product.letter_to(JURORS["Jonna Ordning"], about="jäv").text
    office.replace_reader(cast.lead, LONER, away=away, instead=instead)
    readers[LONER] = [readers[LONER][1], instead]

    steps = {WINNER: 5, LONER: 1, cast.mentioned: 3}
    pairs = [(name, company) for company, names in readers.items() for name in names]
    for name, company in pairs[:3]:
        judge(cast.jurors[name], company, steps[company])
    behind = {name for name, _company in pairs[3:]}
    office.remind_readers(cast.lead, done="3 av 6", count=len(behind))
    for name in behind:
        assert cast.product.letter_to(JURORS[name], about="väntar på din bedömning")
    for name, company in pairs[3:]:
        cast.jurors[name].reload()
        judge(cast.jurors[name], company, steps[company])

    to_room(cast.lead, "Rangordning")
    cast.lead.check("[name=basis][value=adjusted]")
    press(cast.lead, "Bestäm och öppna poängen")
    ranked = cast.lead.locator("main table:visible").first.locator("tbody tr").all_inner_texts()
    assert [row.split("\t")[1:3] + row.split("\t")[-1:] for row in ranked] == [
        [WINNER, "5,00", "Över"],
        [cast.mentioned, "3,00", "Över"],
        [LONER, "1,00", "Under"],
    ]


def two_persons_decide(cast: Cast) -> None:
    turn_the_clock_to(cast.product, "deliberation", year=YEAR)
    to_room(cast.lead, "Beslut")
    reason = "Högst i rangordningen, och juryn är enig."
    office.propose(cast.lead, WINNER, outcome="winner", reason=reason, citation=CITATION)
    office.propose(cast.lead, cast.mentioned, outcome="mention", reason=reason, citation=MENTION)
    office.propose_for_the_rest(cast.lead, "Juryn har jämfört alla bidrag.")
    assert cast.lead.get_by_role("link", name="Godkänn").count() == 0  # nobody approves his or her own
    office.approve_all(cast.coordinator, 3)
    to_room(cast.lead, "Beslut")
    office.set_release(cast.lead)
    office.confirm_release(cast.coordinator, winner=WINNER, citation=CITATION[0])


def nothing_is_seen_before_its_instant_and_everything_at_it(cast: Cast) -> None:
    public, secret = cast.public, [WINNER, cast.mentioned, *CITATION, *MENTION]
    for path in ["/", "/omgangar/", "/exempel/", "/exempel/flode.xml", "/sitemap.xml", f"/omgang/{YEAR}/"]:
        for prefix in ("", "/en"):
            shown = public.request.get(f"{cast.product.address}{prefix}{path}")
            assert [each for each in secret if each in shown.text()] == [], (prefix, path)
    for page in (cast.vera, cast.returning):
        go(page, "Min sida")
        assert not any(each in page.content() for each in (*CITATION, *MENTION))
        assert "innare" not in page.inner_text("main").replace("Vera Vinnare", "")

    cast.product.shell(_RELEASE_NOW)
    _wait_for_result(public)
    go(public, str(YEAR), within="main")
    assert WINNER in public.inner_text(".winner")
    assert CITATION[0] in public.inner_text(".winner")
    assert cast.mentioned in public.inner_text(".mentions")
    assert MENTION[0] in public.inner_text(".mentions")
    for unnamed in (LONER, INELIGIBLE):
        assert unnamed not in public.content()
    go(public, "In English")
    assert CITATION[1] in public.inner_text(".winner")
    assert MENTION[1] in public.inner_text(".mentions")
    go(public, "På svenska")


def _wait_for_result(public: Any) -> None:
    """On the page of all years, opened again until it is there."""
    for _ in range(120):
        public.reload()
        if WINNER in public.inner_text("main"):
            return
        public.wait_for_timeout(500)
    raise AssertionError("The result is not out after a minute.")


def the_letters_reach_those_whom_they_are_for(cast: Cast) -> None:
    to_room(cast.lead, "Brev om resultatet")
    office.send_letters(cast.lead, "Vinnare", says=CITATION[0])
    office.send_letters(cast.lead, "Hedersomnämnande", says=MENTION[0])
    office.send_letters(cast.lead, "Inte prisad", says=LONER)
    before = {email: cast.subjects_to(email) for email in (VERA, BO, DISA)}
    assert not any("vinner" in subject for subject in before[VERA])  # held: they can still be stopped
    cast.product.shell(_LETTERS_NOW)
    won = cast.product.letter_to(VERA, about=f"{WINNER} vinner Smart industri {YEAR}")
    cast.product.letter_to(BO, about=f"Resultatet av Smart industri {YEAR}")
    told = [letter for letter in _letters(cast) if letter.subject.startswith(cast.mentioned)]
    assert [letter.subject for letter in told] == [
        f"{cast.mentioned} får ett hedersomnämnande i Smart industri {YEAR}"
    ]
    assert [len(cast.subjects_to(email)) - len(before[email]) for email in (VERA, BO, DISA)] == [1, 1, 0]
    cast.vera.goto(cast.product.address + cast.product.path_in(won, "/omgang/"))


def _letters(cast: Cast) -> list[Any]:
    return list(mailbox.read(cast.product.home / "mailbox"))


def the_award_can_be_shown_and_proved(cast: Cast) -> None:
    vera = cast.vera
    go(vera, WINNER, within="main")
    assert "Det här priset är äkta" in vera.inner_text("main")
    assert CITATION[0] in vera.inner_text("main")
    proof = vera.url
    diploma = vera.get_by_role("link", name="Öppna diplomet (PDF)").get_attribute("href")
    answer = vera.request.get(cast.product.address + diploma)
    said = " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(answer.body())).pages).split())
    assert WINNER in said
    assert CITATION[0] in said
    assert proof in said
    badge = vera.locator("main img[src*='marke.svg']").first
    assert_shows(badge)
    assert f"Vinnare {YEAR}" in str(badge.get_attribute("alt"))


def the_example_is_told_with_the_companys_yes(cast: Cast) -> None:
    drafted = office.draft_story(cast.lead, WINNER)
    assert drafted["challenge_sv"] == TEXT
    assert drafted["lessons_sv"] == ""  # the company keeps it to itself
    assert SECRET not in " ".join(drafted.values())
    office.write_and_send_story(cast.lead, email=VERA)
    asked = cast.product.letter_to(VERA, about=f"berättelsen om {WINNER}")
    vera = cast.visit(cast.product.path_in(asked, "/exempel/godkann/"))  # no account is needed
    cast.lead.reload()
    assert "Hos företaget" in cast.lead.inner_text("main")  # a visit alone changes nothing
    vera.fill("#answer [name=name]", "Vera Vinnare")
    press(vera, "Godkänn båda texterna")

    title, english = office.STORY["title"]
    go(cast.public, "Goda exempel")
    assert title not in cast.public.inner_text("main")  # approved is not yet published
    cast.lead.reload()
    press(cast.lead, "Publicera")
    cast.public.reload()
    go(cast.public, str(title), within="main")
    assert TEXT in cast.public.inner_text("main")
    assert SECRET not in cast.public.content()
    go(cast.public, "In English")
    assert english in cast.public.inner_text("main")
