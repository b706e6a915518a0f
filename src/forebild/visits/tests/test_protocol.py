"""The protocol: written by two, handed in, signed, read by those who may; closed by a conflict."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from forebild.competition.tests.forms import picture
from forebild.jury.models import Declaration, NewEvidence
from forebild.jury.services.conflicts import record_recusal
from forebild.programme.models import Edition
from forebild.shared import invariants
from forebild.shared.audit.models import Record
from forebild.shared.audit.queries import records_shown
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow
from forebild.shared.files.models import StoredFile
from forebild.shared.outbox.models import Message
from forebild.shared.writing.services import save_fields
from forebild.visits.models import Visit, Visitor, VisitPicture
from forebild.visits.services import planning, protocol
from forebild.visits.services.times import book_time
from forebild.visits.services.visitors import choose_visitors
from forebild.visits.tests.worlds import QUOTE, Going, days_ahead, let_it_begin, plan
from tests.access.world import score
from tests.worlds import client_of, make_assignment, make_entry, make_juror, make_office

pytestmark = pytest.mark.django_db

WHOLE = {"met": "Vera.", "impression": "Gott."}


def finding(going: Going) -> str:
    return f"finding_{going.visit.claims.get().public_id}"


def note(going: Going) -> str:
    return f"note_{going.visit.claims.get().public_id}"


def hand_in(going: Going, number: int = 0) -> Visit:
    return protocol.hand_in_protocol(actor=going.person(number), visitor=going.visitor(number))


def told(kind: str) -> list[str]:
    return sorted(Message.objects.filter(kind=f"visits.{kind}").values_list("to_email", flat=True))


def test_two_write_without_overwriting_each_other() -> None:
    going = plan("booked")
    base = going.visit.document.revision
    allowed = [finding(going), note(going), *WHOLE]
    words = {"document": going.visit.document, "base_revision": base, "allowed": allowed}
    protocol.save_protocol(actor=going.person(0), changes={note(going): "Annas."}, **words)
    second = protocol.save_protocol(
        actor=going.person(1), changes={note(going): "Bos.", "met": "Vera."}, **words
    )
    assert (second.conflicts[note(going)].theirs, second.conflicts[note(going)].by) == ("Annas.", "Anna Ek")
    assert going.refresh().document.fields == {note(going): "Annas.", "met": "Vera."}


def test_a_finding_is_one_of_four() -> None:
    going = plan("booked")
    with pytest.raises(InvalidInput) as refusal:
        going.write(0, **{finding(going): "excellent"})
    assert list(refusal.value.fields) == [finding(going)]
    for sound in ("confirmed", "partly", "not", "unseen", ""):
        going.write(0, **{finding(going): sound})


def test_handing_in_says_what_is_missing_and_asks_the_other_to_sign() -> None:
    going = plan("made")
    with pytest.raises(InvalidInput) as refusal:
        hand_in(going)
    assert set(refusal.value.fields) == {finding(going), "met", "impression"}
    going.write(0, **{finding(going): "not", **WHOLE})
    visit = hand_in(going)
    assert (visit.state, visit.handed_in_by) == ("handed_in", going.person(0))
    assert [going.visitor(number).signed_at is not None for number in (0, 1)] == [True, False]
    assert told("protocol_to_sign") == [going.person(1).email]
    assert told("protocol_handed_in") == [going.office.email]
    assert NewEvidence.objects.get().entry == going.entry
    assert list(invariants.problems()) == []


def test_not_before_the_visit_nor_alone() -> None:
    going = plan("booked")
    going.write(0, **{finding(going): "confirmed", **WHOLE})
    with pytest.raises(NotNow, match="inte börjat"):
        hand_in(going)
    alone = plan_alone()
    with pytest.raises(NotNow, match="två"):
        hand_in(alone)


def plan_alone() -> Going:
    """Made, but the second visitor stood aside on the way."""
    Visit.objects.all().update(state="cancelled", cancelled_at="2027-01-01T00:00:00Z")
    edition = Visit.objects.get().entry.edition
    entry, office = make_entry(edition), make_office(name="Ny")
    jurors = [make_juror(edition, name) for name in ("Ett", "Två")]
    for juror in jurors:
        Declaration.objects.create(juror=juror, entry=entry)
    visit = planning.plan_visit(
        actor=office, entry=entry, place="Gatan", contact_name="V", contact_email="v@x.example"
    )
    planning.add_claim(actor=office, visit=visit, question_key="challenge", quote=QUOTE)
    choose_visitors(actor=office, visit=visit, jurors=jurors)
    going = Going(office, entry, visit, jurors, office)
    book_time(actor=office, visit=visit, begins_at=days_ahead(3)[0])
    let_it_begin(visit)
    record_recusal(actor=office, juror=jurors[1], entry=entry, relation="family", reason="Kusin.")
    return going


def test_all_sign_and_the_protocol_is_closed() -> None:
    going = plan("handed_in")
    with pytest.raises(NotNow, match="redan"):
        protocol.sign_protocol(actor=going.person(0), visitor=going.visitor(0))
    visit = protocol.sign_protocol(actor=going.person(1), visitor=going.visitor(1))
    assert visit.state == "signed"
    for act in (protocol.sign_protocol, protocol.reopen_protocol, protocol.hand_in_protocol):
        with pytest.raises(NotNow):
            act(actor=going.person(1), visitor=going.visitor(1))
    with pytest.raises(NotNow):
        going.write(0, met="Någon annan.")
    assert Record.objects.filter(action="visits.protocol.signed").count() == 1
    assert list(invariants.problems()) == []
    Visitor.objects.filter(juror=going.jurors[1]).update(signed_at=None)
    assert "signed" in next(invariants.problems())[0]


def test_taken_up_again_all_sign_anew() -> None:
    going = plan("handed_in")
    with pytest.raises(NotNow):
        going.write(1, met="Två till.")
    protocol.reopen_protocol(actor=going.person(1), visitor=going.visitor(1))
    assert going.visitor(0).signed_at is None
    going.write(1, met="Två till.")
    hand_in(going, 1)
    assert [going.visitor(number).signed_at is not None for number in (0, 1)] == [False, True]
    assert told("protocol_to_sign") == sorted(juror.person.email for juror in going.jurors)


def test_nobody_else_writes_signs_or_hands_in() -> None:
    going = plan("made")
    other = make_juror(going.entry.edition, "Annan")
    for person in (other.person, going.office, going.owner):
        with pytest.raises(NotAllowed):
            protocol.save_protocol(
                actor=person, document=going.visit.document, changes={}, base_revision=1, allowed=[]
            )
        with pytest.raises(NotAllowed):
            protocol.hand_in_protocol(actor=person, visitor=going.visitor(0))


def test_a_visitor_answers_the_conflict_question_first() -> None:
    going = plan("made")
    Declaration.objects.filter(juror=going.jurors[0]).delete()
    with pytest.raises(NotAllowed, match="binder"):
        going.write(0, met="Vera.")


def test_when_the_result_is_out_nobody_writes_any_more() -> None:
    going = plan("made")
    Edition.objects.filter(pk=going.entry.edition.pk).update(state="released", released_at=timezone.now())
    with pytest.raises(NotAllowed):
        going.write(0, met="Vera.")


def test_before_a_time_is_booked_there_is_nothing_to_write() -> None:
    going = plan("offered")
    with pytest.raises(NotNow, match="tid"):
        going.write(0, met="Vera.")


class TestPictures:
    def add(self, going: Going, **changes: Any) -> VisitPicture:
        values = {"upload": picture(), "caption": "En press.", "people": "nobody"} | changes
        return protocol.add_picture(actor=going.person(0), visitor=going.visitor(0), **values)

    def test_a_picture_is_kept_with_what_it_shows(self) -> None:
        going = plan("booked")
        kept = self.add(going, claim=going.visit.claims.get(), people="agreed")
        assert (kept.caption, kept.people, kept.file.is_picture) == ("En press.", "agreed", True)

    @pytest.mark.parametrize("wrong", [{"caption": " "}, {"people": ""}, {"people": "surely"}])
    def test_what_it_shows_and_whether_people_agreed_must_be_said(self, wrong: dict[str, str]) -> None:
        going = plan("booked")
        with pytest.raises(InvalidInput) as refusal:
            self.add(going, **wrong)
        assert list(refusal.value.fields) == list(wrong)
        assert not StoredFile.objects.exists()

    def test_a_claim_of_another_visit_is_refused(self) -> None:
        going = plan("booked")
        other = planning.plan_visit(actor=going.office, entry=make_entry(going.entry.edition))
        claim = planning.add_claim(actor=going.office, visit=other, question_key="challenge", quote=QUOTE)
        with pytest.raises(InvalidInput) as refusal:
            self.add(going, claim=claim)
        assert list(refusal.value.fields) == ["claim"]

    def test_twenty_are_enough(self) -> None:
        going = plan("booked")
        kept = self.add(going)
        for _number in range(19):
            VisitPicture.objects.create(
                visit=going.visit, file=kept.file, caption="Bild", people="nobody", added_by=going.person(0)
            )
        with pytest.raises(NotNow, match="tjugo"):
            self.add(going)

    def test_removed_with_its_file(self) -> None:
        going = plan("booked")
        kept = self.add(going)
        protocol.remove_picture(actor=going.person(1), visitor=going.visitor(1), picture=kept)
        assert not VisitPicture.objects.exists()
        assert not StoredFile.objects.exists()

    def test_not_once_it_is_handed_in(self) -> None:
        going = plan("booked")
        kept = self.add(going)
        Visit.objects.update(
            state="handed_in", handed_in_at="2027-01-01T00:00:00Z", handed_in_by=going.person(0)
        )
        for act in (
            lambda: self.add(going),
            lambda: protocol.remove_picture(actor=going.person(0), visitor=going.visitor(0), picture=kept),
        ):
            with pytest.raises(NotNow):
                act()


class TestConflicts:
    def recuse(self, going: Going, number: int) -> None:
        record_recusal(
            actor=going.office,
            juror=going.jurors[number],
            entry=going.entry,
            relation="family",
            reason="Kusin.",
        )

    def addresses(self, going: Going) -> list[str]:
        visitor, visit = going.visitor(1).public_id, going.visit.public_id
        return [
            reverse("visits:visit", args=[2027, visit]),
            *(
                reverse(f"visits:{name}", args=[2027, visitor])
                for name in ("protocol_edit", "visit_conflict", "protocol_sign", "protocol_autosave")
            ),
        ]

    @pytest.mark.parametrize("state", ["offered", "booked", "handed_in"])
    def test_a_late_recusal_closes_the_visit_and_tells_the_office(self, state: str) -> None:
        going = plan(state)
        person, client = going.person(1), client_of(going.person(1))
        addresses = self.addresses(going)
        assert client.get(addresses[0]).status_code == 200
        self.recuse(going, 1)
        assert [client.get(address).status_code for address in addresses] == [404] * len(addresses)
        assert [client.post(address).status_code for address in addresses] == [404] * len(addresses)
        assert list(Visit.objects.for_actor(person)) == []
        assert told("visitor_missing") == [going.office.email]
        assert told("cancelled_visitor") == ([person.email] if state == "booked" else [])
        assert going.visitor(1).ended_because == "recusal"
        assert list(invariants.problems()) == []

    def test_a_protocol_that_only_the_recused_had_to_sign_is_closed(self) -> None:
        going = plan("handed_in")
        self.recuse(going, 1)
        assert going.refresh().state == "signed"

    def test_one_that_everybody_left_is_not(self) -> None:
        going = plan("handed_in")
        self.recuse(going, 1)
        Visit.objects.update(state="handed_in")
        self.recuse(going, 0)
        assert going.refresh().state == "handed_in"

    def test_somebody_who_never_was_to_go_changes_nothing(self) -> None:
        going = plan("booked")
        other = make_juror(going.entry.edition)
        record_recusal(actor=going.office, juror=other, entry=going.entry, relation="family", reason="Kusin.")
        assert told("visitor_missing") == []
        assert Visitor.objects.current().count() == 2

    def test_log_and_letters_of_the_visit_are_closed_to_an_officer_who_stands_aside(self) -> None:
        going = plan("handed_in")
        officer = make_office(name="Jon Jävig", kind="coordinator")
        seat = make_juror(going.entry.edition, person=officer)
        verbs = {record.action for record in records_shown(officer)}
        assert "visits.protocol.handed_in" in verbs  # the control: before, all of it shows
        assert Message.objects.for_actor(officer).filter(kind__startswith="visits.").exists()
        record_recusal(actor=going.office, juror=seat, entry=going.entry, relation="family", reason="Kusin.")
        assert not [record for record in records_shown(officer) if record.action.startswith("visits.")]
        assert not Message.objects.for_actor(officer).filter(kind__startswith="visits.").exists()
        client = client_of(officer)
        assert (
            client.get(reverse("visits:office_visit", args=[2027, going.visit.public_id])).status_code == 404
        )
        assert "Verket" not in client.get(reverse("visits:visit_list", args=[2027])).text

    def test_a_visitor_who_left_the_jury_is_none(self) -> None:
        going = plan("booked")
        going.jurors[1].state = "left"
        going.jurors[1].save()
        assert list(Visitor.objects.for_actor(going.person(1))) == []
        for rows in (Visitor.objects, Visit.objects):
            assert list(rows.for_actor(AnonymousUser())) == []
        assert list(Visit.objects.of_company(AnonymousUser())) == []
        page = client_of(going.office).get(reverse("visits:office_visit", args=[2027, going.visit.public_id]))
        assert page.context["lacks_visitor"]
        choose_visitors(
            actor=going.office, visit=going.visit, jurors=[going.jurors[0], make_juror(going.entry.edition)]
        )
        assert going.visitor(1).ended_because == "replaced"


class TestReaders:
    def reader(self, going: Going, *, is_in: bool) -> Any:
        juror = make_juror(going.entry.edition, "Rut Läsare")
        assignment = make_assignment(juror, going.entry, is_declared=True)
        score(assignment, 3, hand_in=is_in)
        return juror.person

    def test_only_a_juror_whose_own_review_is_in_reads_the_protocol(self) -> None:
        going = plan("made")
        early, late = self.reader(going, is_in=True), self.reader(going, is_in=False)
        address = reverse("visits:visit", args=[2027, going.visit.public_id])
        assert client_of(early).get(address).status_code == 404  # not handed in yet
        going.write(0, **{finding(going): "not", note(going): "Det stod still.", **WHOLE})
        hand_in(going)
        assert "Det stod still." in client_of(early).get(address).text
        assert client_of(late).get(address).status_code == 404
        assert told("protocol_to_read") == [early.email]
        listed = client_of(early).get(reverse("visits:visits", args=[2027]))
        assert [visit.pk for visit in listed.context["others"]] == [going.visit.pk]

    def test_the_company_sees_its_time_and_nothing_that_is_looked_for(self) -> None:
        going = plan("booked")
        client = client_of(going.owner)
        page = client.get(reverse("competition:entry", args=[going.entry.public_id]))
        assert "Verkgatan 1" in page.text
        assert "Mät en omställning" not in page.text
        for name in ("visits:visit", "visits:office_visit"):
            assert client.get(reverse(name, args=[2027, going.visit.public_id])).status_code == 404

    @pytest.mark.parametrize(
        ("state", "said"),
        [("planned", None), ("offered", "Tider finns i brevet"), ("handed_in", "Tack för att ni tog emot")],
    )
    def test_what_the_companys_page_says(self, state: str, said: str | None) -> None:
        going = plan(state)
        notes = client_of(going.owner).get(reverse("competition:entry", args=[going.entry.public_id])).context
        lines = [line for each in notes["notes"] for line in each.lines]
        assert [said in line for line in lines] == ([True] if said else [])


class TestPages:
    @pytest.fixture
    def going(self) -> Going:
        return plan("made")

    def edit(self, going: Going, number: int = 0) -> str:
        return reverse("visits:protocol_edit", args=[2027, going.visitor(number).public_id])

    def test_the_page_saves_under_an_address_of_visit_and_person(self, going: Going) -> None:
        texts = [client_of(going.person(number)).get(self.edit(going, number)).text for number in (0, 1)]
        for number in (0, 1):
            address = reverse("visits:protocol_autosave", args=[2027, going.visitor(number).public_id])
            assert [f'data-autosave-url="{address}"' in text for text in texts] == [number == 0, number == 1]
        assert all('data-local="yes"' in text for text in texts)

    def test_autosave_speaks_the_protocol(self, going: Going) -> None:
        address = reverse("visits:protocol_autosave", args=[2027, going.visitor(0).public_id])
        body = json.dumps({"revision": 1, "fields": {"met": "Vera."}, "tab": "a"})
        answer = client_of(going.person(0)).post(address, body, content_type="application/json")
        assert (answer.status_code, answer.json()["conflicts"]) == (200, {})
        assert going.refresh().document.fields["met"] == "Vera."

    def test_without_script_it_is_saved_handed_in_and_signed(self, going: Going) -> None:
        client, page = client_of(going.person(0)), self.edit(going)
        assert client.post(page, {"revision": "1", "met": "Vera.", "then": "stay"}).url == page
        missing = client.post(
            page, {"revision": "2", "met": "Vera.", "impression": "Gott.", "then": "hand_in"}
        )
        assert missing.status_code == 422
        assert going.refresh().document.fields["impression"] == "Gott."  # kept, though it was not complete
        whole = {"revision": "3", finding(going): "partly", "met": "Vera.", "impression": "Gott."}
        done = client.post(page, whole | {"then": "hand_in"})
        assert done.url == reverse("visits:visit", args=[2027, going.visit.public_id])
        assert client.get(page).url == done.url
        other = client_of(going.person(1))
        assert "Läs och skriv under" in other.get(done.url).text
        sign = reverse("visits:protocol_sign", args=[2027, going.visitor(1).public_id])
        assert other.post(sign).url == done.url
        assert going.refresh().state == "signed"

    def test_what_the_other_wrote_meanwhile_is_told(self, going: Going) -> None:
        going.write(1, met="Bos möte.")
        answer = client_of(going.person(0)).post(
            self.edit(going), {"revision": "1", "met": "Annas möte.", "then": "hand_in"}
        )
        assert answer.status_code == 422
        assert "Bos möte." in answer.text
        assert "Annas möte." in answer.text
        assert going.refresh().document.fields["met"] == "Bos möte."

    def test_handing_in_too_early_is_refused_on_the_page(self) -> None:
        going = plan("booked")
        fields = {"revision": "1", finding(going): "not", **WHOLE, "then": "hand_in"}
        answer = client_of(going.person(0)).post(self.edit(going), fields)
        assert answer.status_code == 422
        assert "inte börjat" in answer.text

    def test_taken_up_again_from_its_page(self) -> None:
        going = plan("handed_in")
        reopen = reverse("visits:protocol_reopen", args=[2027, going.visitor(1).public_id])
        assert client_of(going.person(1)).post(reopen).url == self.edit(going, 1)
        assert going.refresh().state == "booked"

    def test_a_picture_by_the_form_and_away_again(self, going: Going) -> None:
        client = client_of(going.person(0))
        add = reverse("visits:picture_add", args=[2027, going.visitor(0).public_id])
        wrong = client.post(add, {"caption": "En press."})
        assert wrong.status_code == 422
        assert "En press." in wrong.text
        assert (
            client.post(add, {"upload": picture(), "caption": "En press.", "people": "nobody"}).status_code
            == 302
        )
        sent = {"upload": picture(), "caption": "En bock.", "people": "nobody"}
        assert client.post(add, sent, headers={"Accept": "application/json"}).json() == {"is_kept": True}
        kept, _other = VisitPicture.objects.all()
        shown = reverse("visits:visit_picture", args=[2027, going.visit.public_id, kept.public_id])
        answer = client.get(shown)
        assert (len(b"".join(answer)) > 0, answer["Content-Type"].startswith("image/")) == (True, True)
        away = reverse("visits:picture_remove", args=[2027, going.visitor(0).public_id, kept.public_id])
        assert client.post(away).url == self.edit(going)
        assert client.get(shown).status_code == 404
        Visit.objects.update(state="cancelled", cancelled_at="2027-01-01T00:00:00Z")
        assert client.post(add, {"upload": picture(), "caption": "B", "people": "nobody"}).status_code == 404

    def test_a_refused_picture_stands_beside_its_form(self, going: Going) -> None:
        client = client_of(going.person(0))
        add = reverse("visits:picture_add", args=[2027, going.visitor(0).public_id])
        blank = client.post(add, {"upload": picture(), "caption": "\u00a0 ", "people": "nobody"})
        assert blank.status_code == 422
        Visit.objects.update(
            state="handed_in", handed_in_at="2027-01-01T00:00:00Z", handed_in_by=going.person(0)
        )
        late = client.post(add, {"upload": picture(), "caption": "B", "people": "nobody"})
        assert late.status_code == 422
        assert "inlämnat" in late.text

    def test_the_conflict_question_comes_first_and_a_yes_closes(self, going: Going) -> None:
        Declaration.objects.all().delete()
        client, visit = (
            client_of(going.person(0)),
            reverse("visits:visit", args=[2027, going.visit.public_id]),
        )
        question = reverse("visits:visit_conflict", args=[2027, going.visitor(0).public_id])
        assert client.get(visit).url == question
        assert client.get(self.edit(going)).url == question
        asked = client.get(question)
        assert QUOTE not in asked.text
        assert "Mät en omställning" not in asked.text
        assert client.post(question, {"tied": "yes"}).status_code == 200  # with what?
        assert client.post(question, {"tied": "no"}).url == visit
        assert "Mät en omställning" in client.get(visit).text
        assert client.post(question, {"tied": "yes", "relation": "owner"}).url == reverse(
            "visits:visits", args=[2027]
        )
        assert client.get(visit).status_code == 404


def test_writing_elsewhere_does_not_make_a_version_of_the_protocol() -> None:
    going = plan("handed_in")
    versions = list(going.visit.document.versions.values_list("note", flat=True))
    assert versions[0] == "submitted"
    with pytest.raises(InvalidInput):
        save_fields(
            actor=going.person(0),
            document=going.visit.document,
            changes={"x": "y"},
            base_revision=1,
            allowed=[],
        )
