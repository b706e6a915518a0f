"""Starting, handing in to the second, receipts, taking back."""

from __future__ import annotations

import threading
from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone
from pypdf import PdfReader

from forebild.competition.models import Case, Entry, Submission
from forebild.competition.queries import application_phase, deadline_of, has_unsubmitted_changes, is_open_for
from forebild.competition.services import drafts, entries
from forebild.competition.tests.forms import fill, make_form, question
from forebild.shared.audit.models import Record
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow, Overtaken
from forebild.shared.outbox.models import Message
from tests.worlds import make_company, make_edition, make_office, make_person


class TestStart:
    def test_a_draft_opens_with_the_forms_own_visibility(self, entry, writer):
        assert (entry.state, entry.language, entry.visibility["saving"]) == ("draft", "sv", "never")
        assert entry.document.fields == {}
        assert Record.objects.filter(action="competition.entry.started", subject_id=entry.public_id).exists()

    def test_begun_again_it_is_the_same(self, entry, writer, company, edition):
        assert entries.start_entry(actor=writer, edition=edition, organisation=company) == entry

    def test_a_later_nomination_is_remembered(self, entry, writer, company, edition):
        case = Case.objects.create(edition=edition, organisation=company)
        entries.start_entry(actor=writer, edition=edition, organisation=company, case=case)
        again = Case.objects.create(edition=make_edition(2028), organisation=company)
        entries.start_entry(actor=writer, edition=edition, organisation=company, case=again)
        entry.refresh_from_db()
        assert entry.case == case

    def test_only_for_ones_own_company(self, edition):
        with pytest.raises(NotAllowed):
            entries.start_entry(actor=make_person(), edition=edition, organisation=make_company())

    @pytest.mark.parametrize(("phase", "state"), [("eligibility", "announced"), ("nomination", "announced")])
    def test_not_outside_the_call(self, writer, company, phase, state):
        edition = make_edition(2029, open_phase=phase, state=state)
        with pytest.raises(NotNow):
            entries.start_entry(actor=writer, edition=edition, organisation=company)

    def test_not_without_a_call(self, writer, company):
        edition = make_edition(2029, open_phase="application")
        edition.phases.all().delete()
        with pytest.raises(NotNow):
            entries.start_entry(actor=writer, edition=edition, organisation=company)
        assert deadline_of(Entry(edition=edition)) is None

    def test_a_nominated_company_may_open_it_before_the_call_but_not_write(self, writer, company):
        edition = make_edition(2029, open_phase="nomination")
        case = Case.objects.create(edition=edition, organisation=company)
        entry = entries.start_entry(actor=writer, edition=edition, organisation=company, case=case)
        with pytest.raises(NotAllowed, match="closed"):
            drafts.save_answers(actor=writer, entry=entry, changes={}, base_revision=1)


class TestDeadline:
    """To the second: closing, grace, extension; decided by when the request began."""

    @pytest.mark.parametrize(
        ("after_close", "is_open"),
        [(-1, True), (0, True), (1, True), (15 * 60 - 1, True), (15 * 60, False), (15 * 60 + 1, False)],
    )
    def test_closing_and_grace(self, entry, after_close, is_open):
        closes = application_phase(entry.edition).closes_at
        assert is_open_for(entry, closes + timedelta(seconds=after_close)) is is_open

    def test_before_it_opens(self, entry):
        opens = application_phase(entry.edition).opens_at
        assert not is_open_for(entry, opens - timedelta(seconds=1))
        assert is_open_for(entry, opens)

    @pytest.mark.parametrize(("seconds", "is_open"), [(-1, True), (0, True), (15 * 60, False)])
    def test_extension_has_the_grace_too(self, entry, seconds, is_open):
        until = application_phase(entry.edition).closes_at + timedelta(days=3)
        entries.grant_extension(actor=make_office(), entry=entry, until=until, reason="Strömavbrott")
        assert is_open_for(entry, until + timedelta(seconds=seconds)) is is_open
        assert deadline_of(entry) == until

    def test_a_request_begun_in_time_is_in_time(self, complete, writer):
        closes = application_phase(complete.edition).closes_at
        with time_machine.travel(closes + timedelta(minutes=16), tick=False):
            began_at = closes + timedelta(minutes=14, seconds=59)
            submission = entries.submit_entry(actor=writer, entry=complete, began_at=began_at)
        assert submission.submitted_at == began_at

    @pytest.mark.parametrize("seconds", [15 * 60, 15 * 60 + 1])
    def test_a_request_begun_too_late_is_too_late(self, complete, writer, seconds):
        late = application_phase(complete.edition).closes_at + timedelta(seconds=seconds)
        with pytest.raises(NotNow, match="draft is kept"):
            entries.submit_entry(actor=writer, entry=complete, began_at=late)
        assert not Submission.objects.exists()

    def test_saving_stops_when_the_grace_ends(self, entry, writer):
        closes = application_phase(entry.edition).closes_at
        with time_machine.travel(closes + timedelta(minutes=15), tick=False), pytest.raises(NotAllowed):
            drafts.save_answers(actor=writer, entry=entry, changes={"deed": "sent"}, base_revision=1)

    def test_after_the_release_nothing_is_open(self, entry):
        entry.edition.state = "released"
        assert not is_open_for(entry, timezone.now())


class TestSubmit:
    def test_what_is_missing_is_told_by_question(self, entry, writer):
        drafts.save_answers(actor=writer, entry=entry, changes={"saving": "many"}, base_revision=1)
        with pytest.raises(InvalidInput) as refusal:
            entries.submit_entry(actor=writer, entry=entry)
        assert set(refusal.value.fields) == {"title", "deed", "saving", "size", "areas", "nerve", "photo"}
        assert "figures" in refusal.value.fields["saving"]
        entry.refresh_from_db()
        assert (entry.state, entry.submitted_at) == ("draft", None)

    def test_a_picture_without_words_is_missing_something(self, complete, writer):
        complete.files.update(alt_sv="", alt_en="In the other language only")
        with pytest.raises(InvalidInput) as refusal:
            entries.submit_entry(actor=writer, entry=complete)
        assert "picture shows" in refusal.value.fields["photo"]

    def test_it_is_frozen_receipted_and_recorded(self, complete, writer):
        colleague = make_person("Kollegan", language="en")
        another = make_person("Tredje")
        for person in (colleague, another):
            complete.organisation.memberships.create(person=person, part="editor")
        submission = entries.submit_entry(actor=writer, entry=complete)
        complete.refresh_from_db()
        assert (complete.state, submission.number) == ("submitted", 1)
        assert submission.content["answers"]["title"] == "Ställtider på fyra minuter"
        assert submission.content["visibility"]["saving"] == "never"
        letters = Message.objects.filter(kind="competition.entry_received")
        assert {letter.to_email for letter in letters} == {writer.email, colleague.email, another.email}
        for letter in letters:
            assert submission.sha256 in letter.text
            (copy,) = letter.attachments.all()
            text = " ".join(PdfReader(BytesIO(bytes(copy.content))).pages[0].extract_text().split())
            assert "Skrivarbolaget AB" in text
        assert {letter.attachments.get().name for letter in letters} == {"bidrag.pdf", "entry.pdf"}
        assert Record.objects.get(action="competition.entry.submitted").details["sha256"] == submission.sha256

    def test_twice_without_a_change_is_once(self, complete, writer):
        first = entries.submit_entry(actor=writer, entry=complete)
        assert entries.submit_entry(actor=writer, entry=complete) == first
        assert Message.objects.filter(kind="competition.entry_received").count() == 1

    def test_changed_and_submitted_again_the_latest_counts(self, complete, writer):
        first = entries.submit_entry(actor=writer, entry=complete)
        assert not has_unsubmitted_changes(complete, first)
        drafts.save_answers(actor=writer, entry=complete, changes={"deed": "Nytt"}, base_revision=99)
        complete = Entry.objects.get(pk=complete.pk)
        assert has_unsubmitted_changes(complete, first)
        second = entries.submit_entry(actor=writer, entry=complete)
        assert (second.number, second.content["answers"]["deed"]) == (2, "Nytt")
        first.refresh_from_db()
        assert first.content["answers"]["deed"] != "Nytt"

    def test_nothing_is_unsubmitted_before_the_first_time(self, complete):
        assert not has_unsubmitted_changes(complete, None)

    def test_the_hash_is_of_the_content_alone(self, complete, writer):
        submission = entries.submit_entry(actor=writer, entry=complete)
        from forebild.competition.content import content_hash

        submission.refresh_from_db()
        assert content_hash(submission.content) == submission.sha256
        assert content_hash({**submission.content, "language": "en"}) != submission.sha256

    @pytest.mark.parametrize("make", [make_person, make_office])
    def test_only_the_companys_own(self, complete, make):
        with pytest.raises(NotAllowed):
            entries.submit_entry(actor=make(), entry=complete)

    def test_not_once_it_is_in_the_competition(self, complete, writer):
        Entry.objects.filter(pk=complete.pk).update(state="eligible")
        with pytest.raises(NotAllowed, match="no longer be changed"):
            entries.submit_entry(actor=writer, entry=complete)

    def test_when_the_letter_fails_nothing_is_submitted(self, complete, writer, monkeypatch):
        def broken(*_args, **_named):
            raise RuntimeError("no paper")

        monkeypatch.setattr(entries, "receipt_pdf", broken)
        with pytest.raises(RuntimeError):
            entries.submit_entry(actor=writer, entry=complete)
        complete.refresh_from_db()
        assert (complete.state, Submission.objects.count(), Message.objects.count()) == ("draft", 0, 0)


@pytest.mark.django_db(transaction=True)
class TestTwoAtOnce:
    def test_two_editors_submit_at_once_and_it_is_one_submission(self, writer):
        entry = self._complete(writer)
        self._both(lambda: entries.submit_entry(actor=writer, entry=entry))
        assert list(entry.submissions.values_list("number", flat=True)) == [1]

    def test_without_holding_the_row_it_would_be_two_or_an_error(self, writer, monkeypatch):
        """The control: the same race with the lock taken out."""
        entry = self._complete(writer)
        monkeypatch.setattr(type(Entry.objects.all()), "select_for_update", lambda self, **_: self.all())
        barrier = threading.Barrier(2)
        content_of = entries.content_of

        def slowly(*args):
            barrier.wait(timeout=10)
            return content_of(*args)

        monkeypatch.setattr(entries, "content_of", slowly)
        failures = self._both(lambda: entries.submit_entry(actor=writer, entry=entry))
        assert failures or entry.submissions.count() == 2

    def _complete(self, writer):
        edition = make_edition(2027, open_phase="application")
        make_form(edition)
        company = make_company(owner=writer)
        entry = entries.start_entry(actor=writer, edition=edition, organisation=company)
        fill(entry, writer)
        return entry

    def _both(self, act):
        failures = []

        def run():
            try:
                act()
            except Exception as failure:
                failures.append(failure)
            finally:
                connection.close()

        threads = [threading.Thread(target=run) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return failures


class TestWithdraw:
    def test_taken_back_and_up_again(self, complete, writer):
        entries.submit_entry(actor=writer, entry=complete)
        complete.refresh_from_db()
        colleague = make_person("Kollegan", language="en")
        complete.organisation.memberships.create(person=colleague, part="editor")
        withdrawal = entries.withdraw_entry(actor=writer, entry=complete, reason="Vi hinner inte")
        letters = Message.objects.filter(kind="competition.entry_withdrawn")
        assert set(letters.values_list("to_email", "language")) == {
            (writer.email, "sv"),
            (colleague.email, "en"),
        }
        assert "Wilma Skrivare has withdrawn the entry" in letters.get(language="en").text
        assert "Vi hinner inte" not in letters.get(language="en").text
        assert (complete.state, withdrawal.reason, withdrawal.withdrawn_by) == (
            "withdrawn",
            "Vi hinner inte",
            writer,
        )
        entries.resume_entry(actor=writer, entry=complete)
        assert (complete.state, complete.submitted_at) == ("draft", None)
        # Submitted again unchanged it is a submission of its own: in between it was taken back.
        assert entries.submit_entry(actor=writer, entry=complete).number == 2

    def test_not_twice(self, entry, writer):
        entries.withdraw_entry(actor=writer, entry=entry)
        with pytest.raises(NotAllowed):
            entries.withdraw_entry(actor=writer, entry=entry)

    def test_two_at_once_one_wins(self, entry, writer):
        other = Entry.objects.get(pk=entry.pk)
        entries.withdraw_entry(actor=writer, entry=entry)
        with pytest.raises(Overtaken), transaction.atomic():
            entries.withdraw_entry(actor=writer, entry=other)
        assert entry.withdrawals.count() == 1

    def test_not_by_a_stranger(self, entry):
        with pytest.raises(NotAllowed, match="own editors"):
            entries.withdraw_entry(actor=make_person(), entry=entry)

    def test_not_taken_up_after_the_call(self, entry, writer):
        entries.withdraw_entry(actor=writer, entry=entry)
        entry.edition.phases.filter(kind="application").update(
            opens_at=timezone.now() - timedelta(days=9), closes_at=timezone.now() - timedelta(days=1)
        )
        with pytest.raises(NotNow):
            entries.resume_entry(actor=writer, entry=entry)


class TestExtension:
    def test_it_must_be_later_than_the_deadline_that_holds(self, entry, writer):
        office, closes = make_office(), deadline_of(entry)
        for until in (closes - timedelta(hours=1), closes):
            with pytest.raises(InvalidInput) as refused:
                entries.grant_extension(actor=office, entry=entry, until=until, reason="Sjukdom")
            assert refused.value.fields == {"until": "Choose a later time than the deadline it has now."}
        assert not entry.extensions.exists()
        entries.grant_extension(actor=office, entry=entry, until=closes + timedelta(days=1), reason="Sjukdom")
        with pytest.raises(InvalidInput):
            entries.grant_extension(
                actor=office, entry=entry, until=closes + timedelta(hours=1), reason="Sjukdom"
            )
        assert deadline_of(entry) == closes + timedelta(days=1)

    def test_it_is_told_and_recorded(self, entry, writer):
        until = timezone.now() + timedelta(days=40)
        entries.grant_extension(actor=make_office(), entry=entry, until=until, reason="Sjukdom")
        assert Message.objects.get(kind="competition.extension_granted").to_email == writer.email
        assert Record.objects.filter(action="competition.extension.granted").exists()

    @pytest.mark.parametrize(("days", "reason", "field"), [(-1, "Sjukdom", "until"), (40, " ", "reason")])
    def test_not_in_the_past_nor_without_a_reason(self, entry, days, reason, field):
        with pytest.raises(InvalidInput) as refusal:
            entries.grant_extension(
                actor=make_office(), entry=entry, until=timezone.now() + timedelta(days=days), reason=reason
            )
        assert list(refusal.value.fields) == [field]

    def test_not_by_the_company_itself(self, entry, writer):
        with pytest.raises(NotAllowed):
            entries.grant_extension(
                actor=writer, entry=entry, until=timezone.now() + timedelta(days=1), reason="Vi vill"
            )


def test_a_question_taken_out_of_the_form_is_not_submitted(complete, writer):
    question(complete, "deed").delete()
    assert "deed" not in entries.submit_entry(actor=writer, entry=complete).content["answers"]
