"""The meeting's pages: led by the secretary, followed by the jury, closed to whoever stands aside."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from forebild.competition.models import Entry
from forebild.deliberation.models import Ballot, Decision, Meeting, Minutes, Motion, StrawVote
from forebild.deliberation.services import items, meetings, straw
from forebild.deliberation.tests.sitting import Sitting, gather, make_sitting, recuse
from forebild.deliberation.tests.test_minutes import approve, circulate, hold, sealed
from forebild.jury.models import Recusal
from forebild.jury.tests.scored import hand_in, open_the_scores
from forebild.shared.known import Fact, known_of, tell_by
from forebild.shared.writing.models import Document
from forebild.visits.models import Claim, Visit, Visitor
from forebild.visits.protocol import finding_of, note_of
from forebild.visits.services.planning import plan_visit
from tests.worlds import client_of, make_person

pytestmark = pytest.mark.django_db
YEAR = {"edition_year": 2027}


def address(sitting: Sitting, name: str, **more: Any) -> str:
    return reverse(f"deliberation:{name}", kwargs=YEAR | {"meeting_id": sitting.meeting.public_id} | more)


def browser(sitting: Sitting, name: str) -> Client:
    return client_of(sitting.people[name])


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_whole_meeting_by_its_pages() -> None:
    """Planned, on the agenda, opened, attended, decided, closed, approved, sealed: by pressing buttons."""
    sitting = make_sitting(is_open=False)
    secretary, meeting = browser(sitting, "secretary"), sitting.meeting
    made = secretary.post(
        reverse("deliberation:meeting_new", kwargs=YEAR),
        {"starts_at": "2027-03-02T09:00", "quorum": "3", "tie_rule": "chair", "place": ""},
    )
    assert made.url == reverse(
        "deliberation:agenda", kwargs=YEAR | {"meeting_id": Meeting.objects.latest("pk").public_id}
    )
    assert secretary.get(made.url).status_code == 200
    assert "Bolaget first AB" in text(secretary.get(address(sitting, "agenda")))
    for action in ("call", "open"):
        secretary.post(address(sitting, "meeting_do"), {"action": action})
    assert secretary.post(address(sitting, "meeting_do"), {"action": "party"}).status_code == 404
    ways = {seat.public_id: "room" for seat in sitting.seats.values()}
    secretary.post(address(sitting, "attendance"), ways)
    item = {"item_id": sitting.items["second"].public_id}
    secretary.post(address(sitting, "item_do", **item), {"action": "take_up"})
    secretary.post(address(sitting, "item_do", **item), {"action": "more_time"})
    secretary.post(address(sitting, "motion_put", **item), {"outcome": "winner"})
    motion = {"motion_id": Motion.objects.get().public_id}
    secretary.post(address(sitting, "motion_do", **motion), {"action": "open_vote"})
    vote = StrawVote.objects.get()
    for name in ("anna", "bo", "cia"):
        answer = browser(sitting, name).post(
            address(sitting, "vote", vote_id=vote.public_id), {"choice": "for"}
        )
        assert answer.url == address(sitting, "room")
    secretary.post(address(sitting, "motion_do", **motion), {"action": "close_vote"})
    assert "3 för" in text(browser(sitting, "bo").get(address(sitting, "room")))
    votes = {"way": "count", "favour": "3", "against": "1", "abstain": "", "chair": "", "reason": "Bäst."}
    short = secretary.post(address(sitting, "decide", **motion), votes)
    assert (short.status_code, "citation_sv" in short.context["form"].errors) == (200, True)
    secretary.post(address(sitting, "decide", **motion), votes | {"citation_sv": "För modet."})
    decision = {"decision_id": Decision.objects.get().public_id}
    browser(sitting, "bo").post(address(sitting, "dissent", **decision), {"text": "För tidigt."})
    secretary.post(
        address(sitting, "dissent_of", **decision), {"juror": sitting.seats["cia"].public_id, "text": ""}
    )
    secretary.post(address(sitting, "item_do", **item), {"action": "settle"})
    secretary.post(address(sitting, "meeting_do"), {"action": "close"})
    revision = str(Minutes.objects.get().document.revision)
    secretary.post(address(sitting, "minutes_autosave"), {"revision": revision, "opening": "Välkomna."})
    secretary.post(address(sitting, "minutes_do"), {"action": "circulate"})
    for name in sitting.seats:
        client = browser(sitting, name)
        assert "Välkomna." in text(client.get(address(sitting, "minutes")))
        client.post(address(sitting, "minutes_approve"), {"action": "approve", "round": "1"})
    secretary.post(address(sitting, "minutes_do"), {"action": "seal"})
    stored = Minutes.objects.get()
    assert (stored.state, stored.content["items"][0]["motions"][0]["decision"]["for"]) == ("sealed", 3)
    file = browser(sitting, "bo").get(address(sitting, "minutes_file"))
    assert (file.content, file["Content-Type"]) == (bytes(stored.pdf or b""), "application/pdf")
    assert meeting.minutes.count() == 1


def test_forms_keep_what_was_typed_and_say_what_is_wrong() -> None:
    sitting = make_sitting()
    secretary = browser(sitting, "secretary")
    answer = secretary.post(address(sitting, "agenda"), {"title": "", "pin": "free", "minutes_planned": "10"})
    assert "title" in answer.context["item_form"].errors
    answer = secretary.post(address(sitting, "agenda_entries"), {"entries": ["okänt"]})
    assert "entries" in answer.context["entries_form"].errors
    answer = secretary.post(
        address(sitting, "meeting_edit"),
        {"starts_at": "2027-03-28T02:30", "quorum": "99", "tie_rule": "chair"},
    )
    assert "starts_at" in answer.context["form"].errors
    answer = secretary.post(
        address(sitting, "meeting_edit"),
        {"starts_at": "2027-03-29T02:30", "quorum": "3", "tie_rule": "chair"},
    )
    assert "innan det öppnas" in text(answer)
    item = sitting.items["second"].public_id
    assert secretary.post(address(sitting, "item_do", item_id=item), {"action": "eat"}).status_code == 404
    assert (
        secretary.post(address(sitting, "agenda_item", item_id=item), {"action": "place"}).status_code == 404
    )
    for action in ("up", "down"):
        assert (
            secretary.post(address(sitting, "agenda_item", item_id=item), {"action": action}).status_code
            == 302
        )
    placed = {"action": "place", "pin": "first", "minutes_planned": "20"}
    secretary.post(address(sitting, "agenda_item", item_id=item), placed)
    assert sitting.item("second").minutes_planned == 20
    secretary.post(address(sitting, "agenda_arrange"))
    secretary.post(address(sitting, "agenda_item", item_id=item), {"action": "remove"})
    assert not type(sitting.items["second"]).objects.filter(public_id=item).exists()
    secretary.post(address(sitting, "agenda_entries"), {"entries": [sitting.entries["second"].public_id]})
    assert sitting.meeting.items.filter(entry=sitting.entries["second"]).exists()
    other = sitting.items["other"].public_id
    assert secretary.get(address(sitting, "recusal", item_id=other)).status_code == 404
    motion = {"motion_id": sitting.move("first").public_id}
    assert (
        secretary.post(address(sitting, "motion_do", **motion), {"action": "close_vote"}).status_code == 404
    )
    assert secretary.post(address(sitting, "motion_do", **motion), {"action": "sing"}).status_code == 404
    secretary.post(address(sitting, "motion_do", **motion), {"action": "open_vote"})
    secretary.post(address(sitting, "motion_do", **motion), {"action": "close_vote"})
    assert StrawVote.objects.get().state == "void"
    secretary.post(address(sitting, "motion_do", **motion), {"action": "withdraw"})
    assert Motion.objects.get().state == "withdrawn"


def test_every_form_is_shown_and_an_item_is_added() -> None:
    sitting = make_sitting()
    secretary, bo = browser(sitting, "secretary"), browser(sitting, "bo")
    secretary.post(address(sitting, "agenda"), {"title": "Kaffe", "pin": "free", "minutes_planned": "15"})
    assert sitting.meeting.items.filter(title="Kaffe", minutes_planned=15).exists()
    short = secretary.post(
        reverse("deliberation:meeting_new", kwargs=YEAR),
        {"starts_at": "2027-03-02T09:00", "quorum": "99", "tie_rule": "falls"},
    )
    assert "quorum" in short.context["form"].errors
    assert 'value="3"' in text(secretary.get(address(sitting, "meeting_edit")))
    words = {"outcome": "text", "text": "Vila."}
    items.take_up(actor=sitting.people["secretary"], item=sitting.item("second"))
    item = {"item_id": sitting.items["second"].public_id}
    secretary.post(address(sitting, "motion_put", **item), words)
    motion = {"motion_id": Motion.objects.get().public_id}
    assert "4 jurymedlemmar får rösta" in text(secretary.get(address(sitting, "decide", **motion)))
    secretary.post(address(sitting, "decide", **motion), {"way": "unanimous", "reason": "Ja."})
    decision = {"decision_id": Decision.objects.get().public_id}
    assert Decision.objects.get().ruling is None
    for client, page in ((secretary, "dissent_of"), (bo, "dissent")):
        assert "Vila." in text(client.get(address(sitting, page, **decision)))
    for page in ("minutes_edit", "minutes_file", "minutes"):
        assert secretary.get(address(sitting, page)).status_code == 404


def routes(sitting: Sitting) -> list[str]:
    """Every address that names the first item, or anything that hangs on it."""
    item = {"item_id": sitting.items["first"].public_id}
    motion = {"motion_id": Motion.objects.filter(item=sitting.items["first"]).latest("pk").public_id}
    decision = {"decision_id": Decision.objects.latest("pk").public_id}
    vote = {"vote_id": StrawVote.objects.latest("pk").public_id}
    return [
        address(sitting, name, **parts)
        for name, parts in (
            ("item_do", item),
            ("agenda_item", item),
            ("motion_put", item),
            ("recusal", item),
            ("motion_do", motion),
            ("decide", motion),
            ("dissent_of", decision),
            ("dissent", decision),
            ("vote", vote),
        )
    ]


def in_the_middle() -> Sitting:
    """The first item is discussed: it has been decided once, and there is a new motion with a straw vote."""
    sitting = make_sitting()
    motion = sitting.move("first", "text", text="Kanariefågeln.")
    sitting.decide(motion, reason="Skälet kanarie.")
    straw.open_straw_vote(actor=sitting.people["secretary"], motion=sitting.move("first", "mention"))
    return sitting


@pytest.mark.parametrize("name", ["anna", "chair", "office"])
def test_whoever_stands_aside_gets_nothing_of_the_item_on_any_route(name: str) -> None:
    """A juror, the chair, and the office: what is told names neither entry nor motion nor count."""
    sitting = in_the_middle()
    if name == "chair":
        recuse(sitting.seats["chair"], sitting.entries["first"])
    if name == "office":  # works here and sits in the jury
        type(sitting.seats["anna"]).objects.filter(pk=sitting.seats["anna"].pk).update(person=sitting.office)
    client = browser(sitting, name)
    for route in routes(sitting):
        assert client.post(route, {"choice": "for", "action": "settle"}).status_code == 404, route
        assert client.get(route).status_code in (404, 405), route
    pages = [
        "room",
        "room_now",
        *(["lead", "lead_now", "agenda", "agenda_entries"] if name != "anna" else []),
    ]
    for page in pages:
        shown = text(client.get(address(sitting, page)))
        for word in ("Bolaget first", "anarie", sitting.items["first"].public_id, "data-ends"):
            assert word not in shown, (page, word)
    assert "Du är jävig i punkten som behandlas nu" in text(client.get(address(sitting, "room")))


def test_control_whoever_does_not_stand_aside_sees_it() -> None:
    sitting = in_the_middle()
    for page in ("room", "room_now"):
        shown = text(browser(sitting, "bo").get(address(sitting, page)))
        for word in ("Bolaget first", "anarie", "data-ends"):
            assert word in shown, (page, word)
    chair = browser(sitting, "chair")
    assert [chair.get(route).status_code for route in routes(sitting)[2:4]] == [200, 200]


def mark(answer: Any) -> str:
    return text(answer).split('data-mark="')[1].split('"')[0]


def test_a_page_that_waits_is_told_only_of_what_it_may_know() -> None:
    """What happens with the closed item does not even make the page of the one who is out flicker."""
    sitting = make_sitting()
    items.take_up(actor=sitting.people["secretary"], item=sitting.item("first"))
    anna, bo = browser(sitting, "anna"), browser(sitting, "bo")
    now = address(sitting, "room_now")
    marks = {client: mark(client.get(now)) for client in (anna, bo)}
    assert [client.get(f"{now}?mark={marks[client]}").status_code for client in (anna, bo)] == [204, 204]
    sitting.decide(sitting.move("first", "text", text="Ja."))
    assert [client.get(f"{now}?mark={marks[client]}").status_code for client in (anna, bo)] == [204, 200]
    items.settle(actor=sitting.people["secretary"], item=sitting.item("first"))
    assert "Du är jävig" not in text(anna.get(f"{now}?mark={marks[anna]}"))


def test_a_late_recusal_closes_the_page_from_the_next_request() -> None:
    sitting = in_the_middle()
    bo, secretary = browser(sitting, "bo"), browser(sitting, "secretary")
    assert "Bolaget first" in text(bo.get(address(sitting, "room")))
    item = {"item_id": sitting.items["first"].public_id}
    values = {"juror": sitting.seats["bo"].public_id, "relation": "family", "reason": "Bror."}
    assert secretary.post(address(sitting, "recusal", **item), values).status_code == 302
    assert "Bolaget first" not in text(bo.get(address(sitting, "room")))
    vote = StrawVote.objects.get()
    cast = bo.post(address(sitting, "vote", vote_id=vote.public_id), {"choice": "for"})
    assert (cast.status_code, Ballot.objects.count()) == (404, 0)
    shown = text(secretary.get(address(sitting, "lead")))
    assert "lämnar nu" in shown
    assert "2 får rösta" in shown


def test_the_leaders_see_who_must_leave_and_members_do_not() -> None:
    sitting = in_the_middle()
    for name, page in (("secretary", "lead"), ("chair", "room")):
        assert "Ska vara utanför rummet" in text(browser(sitting, name).get(address(sitting, page)))
    assert "Ska vara utanför rummet" not in text(browser(sitting, "bo").get(address(sitting, "room")))
    gather(sitting, anna="")
    assert "inte på mötet" in text(browser(sitting, "chair").get(address(sitting, "room")))


def test_nobody_reads_the_sums_before_the_vote_is_closed() -> None:
    sitting = in_the_middle()
    vote = StrawVote.objects.get()
    for name in ("bo", "cia", "chair"):
        browser(sitting, name).post(address(sitting, "vote", vote_id=vote.public_id), {"choice": "against"})
    for name, page in (("secretary", "lead"), ("office", "lead"), ("bo", "room")):
        shown = text(browser(sitting, name).get(address(sitting, page)))
        assert "3 av 3 har röstat" in shown
        assert "3 mot" not in shown
    assert "Du har röstat" in text(browser(sitting, "bo").get(address(sitting, "room")))
    again = browser(sitting, "bo").post(address(sitting, "vote", vote_id=vote.public_id), {"choice": "for"})
    assert again.status_code == 409


def test_the_minutes_and_their_file_leave_out_what_one_was_out_for() -> None:
    sitting = hold()
    sealed(sitting)
    anna = browser(sitting, "anna")
    page, file = anna.get(address(sitting, "minutes")), anna.get(address(sitting, "minutes_file"))
    said = "".join(one.extract_text() for one in PdfReader(io.BytesIO(file.content)).pages)
    for shown in (text(page), said.replace("\n", " ")):
        assert "Bolaget second" in shown
        for word in ("Bolaget first", "För tidigt", "Vinnare"):
            assert word not in shown
    assert "Utdrag" in said
    assert "utdrag" in file["Content-Disposition"]
    whole = browser(sitting, "bo").get(address(sitting, "minutes_file"))
    assert "Bolaget first" in "".join(
        one.extract_text() for one in PdfReader(io.BytesIO(whole.content)).pages
    ).replace("\n", " ")


def test_the_secretary_who_stands_aside_writes_minutes_without_the_item() -> None:
    sitting = hold()
    recuse(sitting.seats["secretary"], sitting.entries["first"])
    secretary = browser(sitting, "secretary")
    shown = text(secretary.get(address(sitting, "minutes_edit")))
    assert "Bolaget second" in shown
    assert "Bolaget first" not in shown
    assert sitting.items["first"].public_id not in shown
    note = f"item_{sitting.items['first'].public_id}"
    revision = Minutes.objects.get().document.revision
    asked = {"revision": revision, "fields": {note: "Hej.", "opening": "Hej."}}
    answer = secretary.post(address(sitting, "minutes_autosave"), asked, content_type="application/json")
    assert answer.status_code == 400 or note not in Minutes.objects.get().document.fields


def test_minutes_are_read_once_they_are_sent_round() -> None:
    sitting = hold()
    bo = browser(sitting, "bo")
    assert bo.get(address(sitting, "minutes")).status_code == 404
    assert bo.get(address(sitting, "minutes_file")).status_code == 404
    assert bo.get(address(sitting, "minutes_edit")).status_code == 404
    minutes = circulate(sitting)
    secretary = browser(sitting, "secretary")
    late = secretary.post(
        address(sitting, "minutes_autosave"), {"revision": "1", "opening": "Ett långt tal."}
    )
    assert (late.status_code, "Ett långt tal." in text(late)) == (409, True)
    assert bo.get(address(sitting, "minutes")).status_code == 200
    empty = bo.post(address(sitting, "minutes_approve"), {"action": "remark", "item": "", "text": ""})
    assert "text" in empty.context["form"].errors
    item = sitting.items["second"].public_id
    bo.post(address(sitting, "minutes_approve"), {"action": "remark", "item": item, "text": "Fel siffra."})
    assert "Fel siffra." in text(secretary.get(address(sitting, "minutes_edit")))
    approve(sitting, minutes, "bo")
    assert "Du har godkänt" in text(bo.get(address(sitting, "minutes")))
    secretary.post(address(sitting, "minutes_do"), {"action": "take_back"})
    assert Minutes.objects.get().state == "draft"
    assert secretary.post(address(sitting, "minutes_do"), {"action": "burn"}).status_code == 404


def test_a_file_is_verified_by_its_hash_and_by_nothing_of_its_content() -> None:
    sitting = hold()
    minutes = sealed(sitting)
    verify, anybody = reverse("deliberation:verify", args=[minutes.public_id]), Client()
    shown = text(anybody.get(verify))
    assert minutes.sha256 in shown
    assert "Bolaget" not in shown
    assert "Ja, det här" in text(anybody.get(verify, {"sha256": minutes.sha256.upper()}))
    assert "Nej, det här" in text(anybody.get(verify, {"sha256": "0" * 64}))
    assert "64 tecken" in text(anybody.get(verify, {"sha256": "abc"}))
    secretary = browser(sitting, "secretary")
    assert secretary.post(address(sitting, "minutes_reopen"), {"reason": ""}).status_code == 200
    secretary.post(address(sitting, "minutes_reopen"), {"reason": "Fel tid."})
    assert text(browser(sitting, "bo").get(address(sitting, "minutes"))).count("Bolaget second")
    newest = sealed(sitting)
    assert "nyare version" in text(anybody.get(verify))
    assert anybody.get(reverse("deliberation:verify", args=["okänt"])).status_code == 404
    assert newest.number == 2


def test_lists_of_meetings_and_who_finds_them() -> None:
    sitting = make_sitting(is_open=False)
    meetings.call_jury(actor=sitting.people["chair"], meeting=sitting.meeting)
    own, led = reverse("deliberation:my_meetings", kwargs=YEAR), reverse("deliberation:meetings", kwargs=YEAR)
    assert "2 punkter" in text(browser(sitting, "anna").get(own))
    assert "3 punkter" in text(browser(sitting, "secretary").get(led))
    assert browser(sitting, "anna").get(led).status_code == 403
    stranger = client_of(make_person())
    assert [stranger.get(page).status_code for page in (own, address(sitting, "room"))] == [404, 404]
    assert browser(sitting, "bo").get(address(sitting, "lead")).status_code == 404


@pytest.mark.parametrize(("state", "words"), [("planned", "har inte börjat"), ("called_off", "är inställt")])
def test_the_room_before_and_instead_of_the_meeting(state: str, words: str) -> None:
    sitting = make_sitting(is_open=False)
    meetings.call_jury(actor=sitting.people["chair"], meeting=sitting.meeting)
    if state == "called_off":
        meetings.call_off_meeting(actor=sitting.people["chair"], meeting=sitting.meeting)
    assert words in text(browser(sitting, "bo").get(address(sitting, "room")))


def test_who_is_not_noted_as_there_is_told_so() -> None:
    sitting = make_sitting(is_present=False)
    assert "Säg till sekreteraren" in text(browser(sitting, "bo").get(address(sitting, "room")))


def test_what_is_known_stands_on_the_page_of_who_may_know_it() -> None:
    """The jury's figures and the visit's findings; nothing of either for whoever stands aside."""
    sitting = make_sitting()
    entry = sitting.entries["second"]
    for name in ("bo", "cia"):
        hand_in(sitting.seats[name], entry, [4] * sitting.edition.criteria.count())
    open_the_scores(sitting.edition, sitting.office)
    quote = visited(sitting, entry)
    items.take_up(actor=sitting.people["secretary"], item=sitting.item("second"))
    seen = ("4,00 från 2 bedömningar", quote, "Delvis bekräftat", "Det stämde nästan.")
    for name in ("bo", "cia", "chair"):
        page = text(browser(sitting, name).get(address(sitting, "room")))
        assert [part for part in seen if part not in page] == []
    recuse(sitting.seats["bo"], entry)
    recuse(sitting.seats["chair"], entry)
    for name, pages in (("bo", ("room", "room_now")), ("chair", ("room", "room_now", "lead", "lead_now"))):
        for page in pages:
            closed = text(browser(sitting, name).get(address(sitting, page)))
            assert [part for part in (*seen, entry.organisation.name) if part in closed] == []
        assert known_of([entry], sitting.people[name]) == {}
    assert known_of([entry, "something else"], sitting.people["cia"]).keys() == {entry.pk}
    assert known_of(["something else"], sitting.people["cia"]) == {}


def visited(sitting: Sitting, entry: Entry) -> str:
    """A visit by bo and cia whose protocol is handed in; what it quotes."""
    visit = plan_visit(actor=sitting.office, entry=entry, place="Verkgatan 1")
    claim = Claim.objects.create(visit=visit, question_key="challenge", quote="Vi halverade ställtiden.")
    fields = {finding_of(claim): "partly", note_of(claim): "Det stämde nästan.", "met": "Vera."}
    Document.objects.filter(pk=visit.document_id).update(fields=fields)
    Visitor.objects.bulk_create(Visitor(visit=visit, juror=sitting.seats[name]) for name in ("bo", "cia"))
    now = timezone.now()
    Visit.objects.filter(pk=visit.pk).update(
        state="handed_in", begins_at=now, handed_in_at=now, handed_in_by=sitting.people["bo"]
    )
    return claim.quote


def test_another_room_adds_to_what_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("forebild.shared.known._SOURCES", [])

    def visits(things: Any, actor: Any) -> dict[int, list[Fact]]:
        return {1: [Fact("Besök", "Maskinerna var uppkopplade.")]}

    def lower(things: Any, actor: Any) -> dict[int, list[Fact]]:
        return {1: [Fact("Plats", "2")]}

    tell_by(visits)
    tell_by(visits)
    tell_by(lower)
    facts = [Fact("Plats", "2"), Fact("Besök", "Maskinerna var uppkopplade.")]
    assert known_of([], None) == {1: facts}


@pytest.mark.parametrize("page", ["room", "room_now", "lead", "lead_now", "agenda", "attendance"])
def test_as_many_statements_for_many_items_as_for_few(page: str) -> None:
    sitting = in_the_middle()
    client = browser(sitting, "secretary")
    client.get(address(sitting, page))
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address(sitting, page)).status_code == 200
        counts.append(len(captured))
        _more(sitting)
    assert counts[0] == counts[1], counts


def _more(sitting: Sitting) -> None:
    """Three more entries, jurors, decisions about what is discussed."""
    from forebild.deliberation.services import agenda
    from tests.worlds import make_company, make_entry, make_juror

    entries = [make_entry(sitting.edition, make_company()) for _number in range(3)]
    agenda.add_entries(actor=sitting.people["secretary"], meeting=sitting.meeting, entries=entries)
    for number, entry in enumerate(entries):
        juror = make_juror(sitting.edition, f"Ny {number}")
        sitting.seats[f"ny{number}"] = juror
        recuse(juror, entry)
    gather(sitting)


def test_a_page_that_waits_costs_little() -> None:
    sitting = in_the_middle()
    client = browser(sitting, "bo")
    now = address(sitting, "room_now")
    held = mark(client.get(now))
    with CaptureQueriesContext(connection) as captured:
        assert client.get(f"{now}?mark={held}").status_code == 204
    assert len(captured) <= 30


def test_a_lifted_recusal_opens_the_page_again() -> None:
    sitting = in_the_middle()
    Recusal.objects.all().delete()
    assert "Bolaget first" in text(browser(sitting, "anna").get(address(sitting, "room")))
