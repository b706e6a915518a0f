"""The jury's year as one journey in Swedish: from trying the scale to the company's answer.

What the year's journey (`test_year.py`) shows already is made by services: edition, entries, seats. So is
what many do alike: most of the scoring, most of the approving. The clock alone is moved.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser import Opener
from tests.journeys import judging_steps as judging
from tests.journeys import letter_steps as letters
from tests.journeys import meeting_steps as meeting
from tests.journeys import visit_steps as visits
from tests.journeys.beside import Beside
from tests.journeys.conftest import Product
from tests.journeys.jury_cast import JURY, OFFICE, Cast, email_of, judge, row_of
from tests.journeys.jury_world import (
    ANSWER,
    BEST,
    CHAIR,
    CLOSE,
    EXPERTS,
    GIVEN_BY_JONAS,
    JONAS,
    KIM,
    NILS,
    READERS,
    RIVAL,
    SECRETARY,
    STEPS,
    THIRD,
    VERA,
    YEAR,
)
from tests.journeys.steps import go, press, to_room, turn_the_clock_to

pytestmark = pytest.mark.browser

ALL = (*READERS, SECRETARY)
REASON = "Vid besöket tog omställningen dubbelt så lång tid som det står."
CITATION = ("För formen som alla kan bygga.", "For the mould that anybody can build.")
DISSENT = "Det är för tidigt, de har mätt i tre veckor."


@pytest.fixture
def cast(product: Product, visit: Opener) -> Iterator[Cast]:
    with Beside(product, "tests.journeys.jury_world") as beside:
        yield Cast(product, visit, beside, beside("build"))


def test_the_jurys_year_from_the_first_trial_to_the_companys_answer(cast: Cast) -> None:
    the_scale_is_tried_and_sharpened(cast)
    readers = who_reads_what_is_proposed_settled_and_published(cast)
    everybody_scores(cast, readers)
    one_stands_aside_late(cast)
    an_extra_review_settles_what_was_near_the_line(cast, readers)
    two_visit_the_company_and_one_changes_a_score(cast, readers[BEST][:2])
    address = the_jury_meets_and_two_go_out_for_one_item(cast)
    the_minutes_are_approved_and_sealed(cast, address)
    the_letters_are_approved_and_answered(cast)


def the_scale_is_tried_and_sharpened(cast: Cast) -> None:
    companies = judging.open_calibration(cast)
    for name in READERS:
        assert "Lämna in senast" in cast.letter(name, about="Juryn provar skalan").text
    assert cast.subjects_to(email_of(SECRETARY)) == []  # the secretary does not score
    jonas = cast.from_letter(JONAS, about="Juryn provar skalan", part="/samstamning/")
    judging.score_trials(jonas, companies, (5, 5, 5))
    assert "Du ser det här när minst två andra har lämnat in." in jonas.inner_text("main")
    assert cast.beside("score_trials", but=JONAS) == 10
    jonas.reload()
    assert "Bara du ser det här." in jonas.inner_text("main")
    assert "Du är snällare än de andra, med ungefär" in jonas.inner_text("main")

    chair = cast.at(CHAIR, f"{OFFICE}samstamning/")
    assert row_of(chair, "Nytta")[2:] == ["4–5 (6)", "4–5 (6)"]
    assert "snällare" not in chair.inner_text("main")  # how strict a juror is, only that juror sees
    judging.sharpen(chair, "Nytta", 5, "Nyttan är mätt av någon annan.")
    judging.close_calibration(chair)


def who_reads_what_is_proposed_settled_and_published(cast: Cast) -> dict[str, list[str]]:
    office = cast.window("lead")
    to_room(office, "Fördelning")
    first = judging.propose(office)
    assert first[CLOSE] == list(EXPERTS)  # the only ones who know its industry
    assert JONAS not in first[THIRD]
    judging.settle(office, JONAS, CLOSE)
    settled = first[BEST][0]
    judging.pin_from_why(office, settled, BEST)

    second = judging.propose(office, variant=1)
    assert JONAS in second[CLOSE]
    assert KIM not in second[CLOSE]
    assert settled in second[BEST]
    go(office, "Jämför det med det förra, sida vid sida")
    kept = [name for name in EXPERTS if name in second[CLOSE]]
    gone = [name for name in EXPERTS if name not in second[CLOSE]]
    assert row_of(office, CLOSE) == [CLOSE, ", ".join(kept), ", ".join(gone), JONAS]
    go(office, "Tillbaka till fördelningen")

    company = "Ivarsbo Svets AB"
    gives = next(name for name in READERS if name not in second[company])
    judging.change_by_hand(cast, company, gives=gives, takes=second[company][0])
    readers = judging.readers_shown(office)
    assert readers == second | {company: sorted([gives, *second[company][1:]])}
    press(office, "Publicera och meddela juryn")
    assert "Publicerat: 24 nya läsningar." in office.inner_text("main")
    for name in READERS:
        load = sum(name in names for names in readers.values())
        assert f"Du har nu {load} bidrag att läsa" in cast.letter(name, about="Du har bidrag att läsa").text
    assert cast.beside("count", "jury.Assignment", state="open", entry__edition__year=YEAR) == 24
    return readers


def everybody_scores(cast: Cast, readers: dict[str, list[str]]) -> None:
    turn_the_clock_to(cast.beside, "review", year=YEAR)
    jonas = cast.from_letter(JONAS, about="Du har bidrag att läsa", part=JURY)
    judge(jonas, CLOSE, GIVEN_BY_JONAS)
    other = next(company for company in STEPS if company != CLOSE and JONAS in readers[company])
    judge(jonas, other, tuple(cast.beside("steps_of", JONAS, other)))
    assert cast.beside("judge_the_rest") == 22

    chair = cast.at(CHAIR, f"{OFFICE}rangordning/")
    assert "Kansliet bestämmer" in chair.inner_text("main")
    assert BEST not in chair.inner_text("main")  # nobody sees a score before it is decided what ranks
    office = cast.window("lead")
    judging.open_scores(office)
    assert judging.ranked(office)[:4] == [
        (BEST, "Över"),
        ("Fagersjö Mekaniska AB", "Över"),
        (CLOSE, "Över"),
        (RIVAL, "Under"),
    ]


def one_stands_aside_late(cast: Cast) -> None:
    jonas = cast.at(JONAS, JURY)
    address = judging.stand_aside(jonas, CLOSE).removeprefix(cast.product.address)
    assert cast.answer_of(JONAS, address).status == 404
    for name in (CHAIR, SECRETARY):
        assert f"{JONAS} avstår från att bedöma bidraget från {CLOSE}." in cast.letter(name, about="jäv").text
    assert cast.beside("count", "jury.Review", state="void", assignment__entry__edition__year=YEAR) == 1

    office = cast.window("lead")
    to_room(office, "Rangordning")
    assert judging.ranked(office)[2:4] == [(RIVAL, "Över"), (CLOSE, "Under")]
    changed = office.locator("main section", has=office.get_by_role("heading", name="Vad jäven ändrade"))
    for said in (
        f"{JONAS}, {CLOSE}.",
        f"{CLOSE}: plats 3, nu 4.",
        f"{RIVAL}: plats 4, nu 3.",
        f"{RIVAL} är nu över linjen.",
        f"{CLOSE} är nu under linjen.",
    ):
        assert said in changed.inner_text()

    to_room(office, "Fördelning")
    office.check("[name=moves][value=yes]")
    press(office, "Föreslå")
    facts = office.locator("main section", has=office.get_by_role("heading", name="Förslaget", exact=True))
    assert "24 (nya: 1, som nu: 23)" in facts.inner_text()  # nothing else moves for it
    press(office, "Lägg undan förslaget")


def an_extra_review_settles_what_was_near_the_line(cast: Cast, readers: dict[str, list[str]]) -> None:
    office = cast.window("lead")
    near = judging.near_the_line(office)
    assert set(near) == {CLOSE, RIVAL}
    assert "2 bedömningar." in near[CLOSE]
    asked = judging.ask_one_more(office, CLOSE)
    assert asked in {*EXPERTS, NILS} - set(readers[CLOSE])  # not Jonas, not Kim
    assert f"Inte inlämnat ännu: {asked}" in judging.near_the_line(office)[CLOSE]
    judging.give_the_extra_review(cast, asked, CLOSE, ANSWER, (2, 3, 2))
    assert judging.near_the_line(office) == {}
    assert "Inget ligger nära linjen" in office.inner_text("main")
    assert cast.beside("count", "jury.ExtraReview", assignment__state="done") == 1


def two_visit_the_company_and_one_changes_a_score(cast: Cast, visitors: list[str]) -> None:
    turn_the_clock_to(
        cast.product, "deliberation", year=YEAR
    )  # the review is over, but for what a visit tells
    office, (first, second) = cast.window("lead"), visitors
    visits.plan(office, company=BEST, quote=ANSWER)
    visits.choose_visitors(office, visitors)
    for name in visitors:
        assert cast.letter(name, about=f"besök {BEST} för juryn")
    visits.offer_times(office)
    visits.answer_from_the_mail(cast, VERA, company=BEST, visitors=visitors)
    cast.beside("let_the_visit_begin")
    visits.write_protocol(cast, first, BEST)
    visits.sign_protocol(cast, second, BEST)
    assert cast.beside("count", "visits.Visit", entry__edition__year=YEAR, state="signed") == 1

    assert STEPS[BEST][0][1] == 5
    visits.change_a_score(cast, first, BEST, place=1, step=4, reason=REASON)
    assert visits.changed_scores(cast) == [[BEST, first, "Nytta", "5", "4", REASON]]


def the_jury_meets_and_two_go_out_for_one_item(cast: Cast) -> str:
    """The meeting's address among the jury's pages."""
    secretary = cast.at(SECRETARY, f"{OFFICE}jury/")
    meeting.plan(secretary, [CLOSE, BEST, THIRD])
    assert meeting.agenda_of(secretary) == [CLOSE, BEST, THIRD]
    assert "I den här ordningen måste någon gå ut 3 gånger." in secretary.inner_text("main .lead")
    press(secretary, "Ordna dagordningen")
    assert "gå ut 2 gånger. Ingen ordning klarar sig med färre." in secretary.inner_text("main .lead")
    order = meeting.agenda_of(secretary)
    assert abs(order.index(CLOSE) - order.index(THIRD)) == 1  # Jonas goes out once for both
    address = meeting.call(secretary)
    for name in ALL:
        assert "Lilla salen" in cast.letter(name, about="Kallelse till juryns möte").text
    jonas = cast.from_letter(JONAS, about="Kallelse till juryns möte", part="/mote/")
    assert "Mötet har inte börjat" in jonas.inner_text("main")
    kim, chair = cast.at(KIM, address), cast.at(CHAIR, address)
    meeting.open_with(secretary, ALL)

    said = meeting.take_up(secretary, CLOSE)
    assert said.count("lämnar nu") == 2
    assert f"{JONAS} lämnar nu" in said
    assert f"{KIM} lämnar nu" in said
    assert "4 får rösta. För beslut krävs 4." in said
    for name in (JONAS, KIM):
        meeting.assert_out(cast, name, address, CLOSE)
    chair.goto(cast.product.address + address)
    assert CLOSE in chair.inner_text("main .discussed h2")
    meeting.put_motion(secretary, "mention")
    press(secretary, "Öppna en hemlig provröstning")
    chair.reload()
    press(chair, "För")
    cast.beside("vote", {"Lena Rask": "for", "Maja Sand": "for", NILS: "against"})
    press(secretary, "Avsluta och räkna provröstningen")
    assert "3 för, 1 mot, 0 avstod." in secretary.inner_text("main .discussed")
    meeting.decide(secretary, votes=(3, 1, 0), citation=CITATION)
    meeting.dissent(cast.at(NILS, address), DISSENT)
    meeting.assert_out(cast, JONAS, address, CLOSE)
    press(secretary, "Avsluta punkten")
    for page in (jonas, kim):
        meeting.wait_until_in_again(page)
    assert meeting.agenda_of(jonas) == [BEST]  # he stands aside from both the others
    assert set(meeting.agenda_of(kim)) == {BEST, THIRD}

    meeting.take_up(secretary, THIRD)
    meeting.settle(secretary, "not_awarded")
    assert "Ingen behöver lämna rummet." in meeting.take_up(secretary, BEST)
    meeting.settle(secretary, "winner", citation=("För måttbandet.", "For the measuring tape."))
    press(secretary, "Avsluta mötet")
    assert "Mötet är avslutat. Protokollet är påbörjat." in secretary.inner_text("main")

    office = cast.window("lead")
    to_room(office, "Beslut")
    assert office.locator("main .decision", has_text="Väntar på en andra person").count() == 3
    go(office, "Godkänn 3 förslag")
    press(office, "Godkänn")
    assert cast.beside("count", "jury.Ruling", edition__year=YEAR, state="approved") == 3
    return address


def the_minutes_are_approved_and_sealed(cast: Cast, address: str) -> None:
    secretary = cast.window(SECRETARY)
    meeting.send_minutes_round(secretary, "Ordföranden hälsade välkommen.")
    said = meeting.approve_minutes(cast, CHAIR)
    for words in (
        "Ordföranden hälsade välkommen.",
        CLOSE,
        CITATION[1],
        DISSENT,
        f"{JONAS}, {KIM}",
        BEST,
        THIRD,
    ):
        assert words in said
    said = meeting.approve_minutes(cast, JONAS)
    assert BEST in said
    for words in (CLOSE, THIRD, CITATION[0], DISSENT):
        assert words not in said
    secretary.reload()
    assert secretary.get_by_role("button", name="Försegla protokollet").count() == 0
    assert set(cast.beside("approve_the_minutes")) == set(ALL) - {CHAIR, JONAS}
    assert cast.beside("approvals") == len(ALL)
    meeting.seal(secretary)

    digest, whole = meeting.download(cast, CHAIR, address)
    assert CLOSE in whole
    assert CITATION[0] in whole
    extract_digest, extract = meeting.download(cast, JONAS, address)
    assert BEST in extract
    assert CLOSE not in extract
    page = cast.at(CHAIR, f"{address}protokoll/")
    proof = page.get_by_role("link", name="Kontrollera att protokollet är äkta").get_attribute("href")
    anybody = cast.visit(proof)
    assert anybody.inner_text("main .hash") == digest
    assert meeting.is_genuine(anybody, digest)
    assert not meeting.is_genuine(anybody, extract_digest)
    assert BEST not in anybody.content()


def the_letters_are_approved_and_answered(cast: Cast) -> None:
    assert cast.beside("release_the_result") is True
    office = cast.at("lead", f"{OFFICE}jury/")
    letters.begin(office, len(STEPS))
    opening = "Tack för att ni släppte in oss."
    letters.hand_over(office, BEST, opening=opening)
    assert cast.beside("hand_over_the_rest") == len(STEPS) - 1
    chair = cast.at(CHAIR, f"{OFFICE}aterkoppling/")
    letters.approve_in_queue(chair, [CLOSE, BEST], len(STEPS))
    assert cast.beside("approve_the_rest") == len(STEPS) - 2

    letters.send(cast, len(STEPS))
    about = f"Juryns ord till {BEST} om bidraget"
    assert not any(about in subject for subject in cast.subjects_to(VERA))  # held: it can still be stopped
    assert cast.beside("let_the_letters_leave") == len(STEPS)
    letter = cast.product.letter_to(VERA, about=about)
    for words in (opening, f"Hos {BEST} mäter alla.", "Nyhet: klart över mitten av fältet"):
        assert words in letter.text
    company = cast.visit(cast.product.path_in(letter, "/aterkoppling/"))
    assert opening in company.inner_text("main")
    letters.answer(company, usefulness=4, words="Vi börjar med kostnaden.")
    letters.read_the_answer(cast, BEST, "Vi börjar med kostnaden.")
    answered = {"letter__entry__edition__year": YEAR, "usefulness": 4, "read_at__isnull": False}
    assert cast.beside("count", "feedback.Answer", **answered) == 1
