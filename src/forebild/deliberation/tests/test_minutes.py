"""Minutes: what they say to whom, approval, the seal, a new version."""

from __future__ import annotations

import hashlib
import io
from typing import Any

import pytest
from pypdf import PdfReader

from forebild.deliberation.invariants import minutes_apart_from_their_hash
from forebild.deliberation.minutes_content import content_of, note_of, visible
from forebild.deliberation.minutes_words import in_words
from forebild.deliberation.models import Minutes
from forebild.deliberation.queries import closed_items, missing_approvals, remarks_on, sealing_of
from forebild.deliberation.services import items, meetings, motions, straw
from forebild.deliberation.services import minutes as services
from forebild.deliberation.services.motions import Count
from forebild.deliberation.tests.sitting import Sitting, make_sitting, recuse
from forebild.jury.models import Recusal
from forebild.shared.audit.models import Record
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow
from forebild.shared.outbox.models import Message

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def hold(*, settle: bool = True) -> Sitting:
    """A meeting from beginning to end: the first entry wins with a dissent, the second falls."""
    sitting = make_sitting()
    secretary = sitting.people["secretary"]
    motion = sitting.move("first")
    vote = straw.open_straw_vote(actor=secretary, motion=motion)
    for name in ("bo", "cia", "chair"):
        seat = sitting.seats[name]
        straw.cast_straw_vote(actor=seat.person, straw_vote=vote, juror=seat, choice="for")
    straw.close_straw_vote(actor=secretary, straw_vote=vote)
    decision = sitting.decide(motion, way="count", count=Count(2, 1, 0))
    bo = sitting.seats["bo"]
    motions.note_own_dissent(actor=bo.person, decision=decision, juror=bo, text="För tidigt.")
    items.settle(actor=secretary, item=sitting.item("first"))
    sitting.decide(sitting.move("second", "mention"), way="count", count=Count(2, 2, 0, "against"))
    motions.withdraw_motion(actor=secretary, motion=sitting.move("second", "text", text="Vila."))
    items.settle(actor=secretary, item=sitting.item("second"))
    meetings.close_meeting(actor=secretary, meeting=sitting.meeting)
    return sitting


def minutes_of(sitting: Sitting) -> Minutes:
    return Minutes.objects.order_by("number").last() or pytest.fail("no minutes")


def circulate(sitting: Sitting) -> Minutes:
    services.circulate(actor=sitting.people["secretary"], minutes=minutes_of(sitting))
    return minutes_of(sitting)


def approve(sitting: Sitting, minutes: Minutes, *names: str) -> None:
    for name in names or sitting.seats:
        seat = sitting.seats[name]
        services.approve_minutes(actor=seat.person, minutes=minutes, juror=seat, round_=minutes.round)


def write(sitting: Sitting, actor: str, **texts: str) -> None:
    document = minutes_of(sitting).document
    services.save_notes(
        actor=sitting.people[actor],
        document=document,
        changes=texts,
        base_revision=document.revision,
        allowed=list(texts),
    )


def sealed(sitting: Sitting) -> Minutes:
    minutes = circulate(sitting)
    approve(sitting, minutes)
    services.seal(actor=sitting.people["secretary"], minutes=minutes)
    return minutes_of(sitting)


def test_the_minutes_write_themselves_from_the_records() -> None:
    sitting = hold()
    said = in_words(content_of(minutes_of(sitting)))
    first, second = said["items"]
    assert (first["title"], first["aside"]) == ("Bolaget first AB", "Anna")
    [motion] = first["motions"]
    assert motion["title"] == "Winner"
    assert motion["straw"] == ["Secret straw vote: 3 for, 0 against, 0 abstained"]
    assert motion["result"] == "The motion was carried, by a count of votes: 2 for, 1 against, 0 abstained."
    assert motion["dissents"] == ["Bo wants it noted that he or she did not agree. För tidigt."]
    assert (motion["citation_sv"], motion["citation_en"]) == ("För modet.", "For it.")
    fallen, withdrawn = second["motions"]
    assert fallen["result"].endswith("2 for, 2 against, 0 abstained; the chair's vote decided.")
    assert (withdrawn["title"], withdrawn["result"]) == ("Vila.", "The motion was taken back.")
    assert [one.split(":")[0] for one in said["present"]][:2] == ["Anna", "Bo"]
    assert "Olle Ordförande (chair)" in [one.split(":")[0] for one in said["present"]]
    assert said["absent"] == []
    assert dict(said["facts"])["Quorum"] == "3"


def test_who_was_out_is_not_shown_the_item_nor_may_write_about_it() -> None:
    sitting = hold()
    content = content_of(minutes_of(sitting))
    anna = sitting.people["anna"]
    assert [item["title"] for item in visible(content, closed_items(sitting.meeting, anna))["items"]] == [
        "Bolaget second AB"
    ]
    Recusal.objects.all().delete()  # lifted since: she was out all the same
    assert closed_items(sitting.meeting, anna) == {sitting.items["first"].public_id}
    recuse(sitting.seats["secretary"], sitting.entries["second"])
    note = note_of(sitting.items["second"])
    assert note not in services.note_names(sitting.meeting, sitting.people["secretary"])
    write(sitting, "secretary", **{note: "Hemligt.", "opening": "Välkomna."})
    assert minutes_of(sitting).document.fields == {"opening": "Välkomna.", "closing": ""}
    write(sitting, "chair", **{note: "Bra samtal."})
    assert minutes_of(sitting).document.fields[note] == "Bra samtal."
    with pytest.raises(NotAllowed):
        write(sitting, "bo", opening="Nej.")


def test_they_are_sent_round_to_all_who_were_there_and_frozen() -> None:
    sitting = hold()
    write(sitting, "secretary", opening="Välkomna.")
    minutes = circulate(sitting)
    assert minutes.content["opening"] == "Välkomna."
    letters = Message.objects.filter(kind="deliberation.minutes_circulated")
    assert letters.count() == 5
    assert not any("Bolaget" in letter.text for letter in letters)
    with pytest.raises(NotNow, match="sent round"):
        write(sitting, "secretary", opening="Ändrat.")
    with pytest.raises(NotNow):
        circulate(sitting)


def test_nobody_there_nobody_to_approve() -> None:
    sitting = make_sitting(is_present=False)
    meetings.close_meeting(actor=sitting.office, meeting=sitting.meeting)
    with pytest.raises(NotNow, match="nobody to approve"):
        circulate(sitting)


def test_everybody_who_was_there_approves_before_the_seal() -> None:
    sitting = hold()
    with pytest.raises(NotNow):
        services.seal(actor=sitting.office, minutes=minutes_of(sitting))
    minutes = circulate(sitting)
    approve(sitting, minutes, "anna", "bo", "bo", "cia", "chair")
    assert [str(juror.person) for juror in missing_approvals(minutes)] == ["Siv Sekreterare"]
    with pytest.raises(NotNow, match="Not yet approved by: Siv Sekreterare"):
        services.seal(actor=sitting.office, minutes=minutes)
    approve(sitting, minutes, "secretary")
    services.seal(actor=sitting.office, minutes=minutes)
    with pytest.raises(NotNow, match="not out to be approved"):
        approve(sitting, minutes, "bo")
    with pytest.raises(NotAllowed, match="who were at the meeting"):
        services.approve_minutes(
            actor=sitting.office, minutes=minutes, juror=sitting.seats["bo"], round_=minutes.round
        )


def test_another_text_is_approved_anew() -> None:
    sitting = hold()
    minutes = circulate(sitting)
    approve(sitting, minutes)
    services.take_back(actor=sitting.people["secretary"], minutes=minutes)
    write(sitting, "secretary", closing="Slut.")
    again = circulate(sitting)
    assert (again.round, again.content["closing"]) == (2, "Slut.")
    assert missing_approvals(again).count() == 5
    bo = sitting.seats["bo"]
    with pytest.raises(NotNow, match="changed since you read"):
        services.approve_minutes(actor=bo.person, minutes=again, juror=bo, round_=1)


def remark(sitting: Sitting, minutes: Minutes, name: str, item: Any, text: str = "Fel namn.") -> None:
    seat = sitting.seats[name]
    services.remark_on_minutes(actor=seat.person, minutes=minutes, juror=seat, item=item, text=text)


def test_a_remark_about_an_item_is_closed_with_it() -> None:
    sitting = hold()
    minutes = circulate(sitting)
    remark(sitting, minutes, "bo", sitting.items["first"])
    remark(sitting, minutes, "bo", None, "Fel tid.")
    recuse(sitting.seats["secretary"], sitting.entries["first"])
    assert [one.text for one in remarks_on(minutes, sitting.people["secretary"])] == ["Fel tid."]
    assert [one.text for one in remarks_on(minutes, sitting.people["chair"])] == ["Fel namn.", "Fel tid."]
    for values, field in (({"item": sitting.items["first"]}, "item"), ({"item": None, "text": " "}, "text")):
        with pytest.raises(InvalidInput) as refusal:
            remark(sitting, minutes, "anna", **values)
        assert set(refusal.value.fields) == {field}


def test_the_seal_is_an_archive_file_whose_hash_the_log_keeps() -> None:
    sitting = hold()
    minutes = sealed(sitting)
    pdf = bytes(minutes.pdf or b"")
    assert hashlib.sha256(pdf).hexdigest() == minutes.sha256
    record = Record.objects.get(action="deliberation.minutes.sealed")
    assert record.details["sha256"] == minutes.sha256
    assert list(minutes_apart_from_their_hash()) == []
    reader = PdfReader(io.BytesIO(pdf))
    metadata = reader.xmp_metadata
    assert metadata is not None
    assert (metadata.pdfaid_part, metadata.pdfaid_conformance) == ("2", "A")
    assert reader.trailer["/Root"]["/OutputIntents"][0]["/S"] == "/GTS_PDFA1"
    assert reader.trailer["/Root"]["/Lang"] == "sv"
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    embedded = [font["/DescendantFonts"][0].get_object()["/FontDescriptor"] for font in fonts]
    assert embedded
    assert all({"/FontFile2", "/FontFile3"} & set(one.get_object()) for one in embedded)
    text = "\n".join(page.extract_text() for page in reader.pages)
    for words in ("Bolaget first AB", "Bolaget second AB", "För modet.", "Anna", "Bo", minutes.public_id):
        assert words in text.replace("\n", " ") or words in text.replace("\n", "")


def test_control_a_changed_file_and_a_hash_that_nobody_recorded_are_found() -> None:
    minutes = sealed(hold())
    Minutes.objects.update(pdf=b"another")
    assert len(list(minutes_apart_from_their_hash())) == 1
    Minutes.objects.update(sha256="0" * 64)
    assert len(list(minutes_apart_from_their_hash())) == 2
    assert sealing_of(minutes_of_number(minutes.number)) is None


def minutes_of_number(number: int) -> Minutes:
    return Minutes.objects.get(number=number)


def test_sealed_minutes_are_reopened_as_a_new_version_with_a_reason() -> None:
    sitting = hold()
    write(sitting, "secretary", opening="Välkomna.")
    first = sealed(sitting)
    secretary = sitting.people["secretary"]
    with pytest.raises(InvalidInput):
        services.reopen_minutes(actor=secretary, minutes=first, reason=" ")
    second = services.reopen_minutes(actor=secretary, minutes=first, reason="Fel klockslag.")
    assert (second.number, second.state, second.document.fields["opening"]) == (2, "draft", "Välkomna.")
    with pytest.raises(NotNow, match="not sealed yet"):
        services.reopen_minutes(actor=secretary, minutes=first, reason="Igen.")
    assert minutes_of_number(1).state == "sealed"
    newest = sealed(sitting)
    assert (minutes_of_number(1).state, newest.state) == ("replaced", "sealed")
    assert newest.content["meeting"]["because"] == "Fel klockslag."
    assert minutes_of_number(1).sha256 == first.sha256 != newest.sha256
    assert list(minutes_apart_from_their_hash()) == []
