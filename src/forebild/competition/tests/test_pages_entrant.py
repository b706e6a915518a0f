"""The entrant's pages: what they show, what a press of a button does, with and without JavaScript."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from forebild.competition.models import Entry
from forebild.competition.queries import application_phase
from forebild.competition.services import drafts, entries
from forebild.competition.tests.forms import fill, paper, picture, question
from tests.worlds import make_company, make_edition, make_person


@pytest.fixture
def page(client, writer):
    """Ask for a page as the writer: page("entry", entry) → its text."""
    client.force_login(writer)

    def get(name, entry=None, status=200, **parts):
        response = client.get(address(name, entry, **parts))
        assert response.status_code == status, response.content.decode()[:2000]
        return response.content.decode()

    return get


def address(name, entry=None, **parts):
    if entry is not None:
        parts["entry_id"] = entry.public_id
    return reverse(f"competition:{name}", kwargs=parts)


def section_of(entry, key):
    return question(entry, key).section


def section_address(entry, key="deed"):
    return address("entry_section", entry, section_id=section_of(entry, key).public_id)


class TestList:
    def test_empty_and_open(self, page, edition):
        assert "Start an entry" in page("entries")

    def test_empty_and_closed(self, page):
        assert "No call is open just now" in page("entries")

    def test_ones_own_only(self, page, entry, edition):
        rival = make_person()
        entries.start_entry(
            actor=rival, edition=edition, organisation=make_company("Rivalen AB", owner=rival)
        )
        shown = page("entries")
        assert "Skrivarbolaget AB" in shown
        assert "Rivalen AB" not in shown


class TestStart:
    def test_one_company_is_chosen_already(self, page, edition, company):
        assert "checked" in page("entry_start")

    def test_without_a_company_one_registers_it_first(self, client, edition):
        client.force_login(make_person())
        shown = client.get(address("entry_start")).content.decode()
        assert "Register your company first" in shown
        assert f"?next={address('entry_start')}" in shown

    def test_it_begins(self, client, writer, edition, company):
        client.force_login(writer)
        response = client.post(address("entry_start"), {"company": company.public_id, "language": "en"})
        entry = Entry.objects.get()
        assert (response.url, entry.language) == (address("entry", entry), "en")

    def test_whoever_has_no_name_is_asked_for_it_once(self, client, writer, edition, company):
        writer.name = ""
        writer.save()
        client.force_login(writer)
        choice = {"company": company.public_id, "language": "sv"}
        for nothing in ({}, {"your_name": "  "}):
            refused = client.post(address("entry_start"), choice | nothing)
            assert refused.context["form"].errors.keys() == {"your_name"}
            assert not Entry.objects.exists()
        client.post(address("entry_start"), choice | {"your_name": " Wilma Skrivare "})
        writer.refresh_from_db()
        assert (writer.name, Entry.objects.count()) == ("Wilma Skrivare", 1)
        assert "your_name" not in client.get(address("entry_start")).content.decode()
        client.post(address("entry_start"), choice | {"your_name": "Någon Annan"})
        writer.refresh_from_db()
        assert writer.name == "Wilma Skrivare"  # known already: what is sent all the same is not heard

    def test_another_company_is_no_choice(self, client, writer, edition, company):
        client.force_login(writer)
        rival = make_company(owner=make_person())
        response = client.post(address("entry_start"), {"company": rival.public_id, "language": "sv"})
        assert response.status_code == 200
        assert not Entry.objects.exists()

    @pytest.mark.parametrize(
        ("phase", "text"),
        [("nomination", "has not opened yet"), ("review", "The call has closed"), (None, "No call is open")],
    )
    def test_closed_says_why(self, page, phase, text):
        if phase:
            make_edition(2027, open_phase=phase)
        assert text in page("entry_start")


class TestStatus:
    def test_a_draft_shows_the_next_step(self, page, entry):
        shown = page("entry", entry)
        assert "7 answers are left" in shown
        assert section_address(entry, "title") in shown

    def test_a_complete_draft_leads_to_submit(self, page, complete):
        assert "Everything is there" in page("entry", complete)

    def test_submitted_then_changed(self, page, complete, writer):
        entries.submit_entry(actor=writer, entry=complete)
        assert "You can change it and submit again" in page("entry", complete)
        drafts.save_answers(actor=writer, entry=complete, changes={"deed": "Nytt"}, base_revision=99)
        assert "You have changes that are not submitted" in page("entry", complete)

    @pytest.mark.parametrize(
        ("state", "text"),
        [
            ("eligible", "in the competition"),
            ("ineligible", "does not meet the rules"),
            ("withdrawn", "Take it up again"),
        ],
    )
    def test_each_state_in_words(self, page, entry, state, text):
        Entry.objects.filter(pk=entry.pk).update(state=state)
        assert text in page("entry", entry)

    @pytest.mark.parametrize(
        ("state", "text"),
        [
            ("draft", "was not submitted"),
            ("submitted", "then the jury reads"),
            ("withdrawn", "The call has closed"),
        ],
    )
    def test_after_the_call(self, page, entry, state, text):
        Entry.objects.filter(pk=entry.pk).update(state=state)
        close(entry)
        assert text in page("entry", entry)

    def test_before_the_call(self, page, entry):
        application_phase(entry.edition)
        entry.edition.phases.filter(kind="application").update(opens_at=timezone.now() + timedelta(days=1))
        assert "The form opens soon" in page("entry", entry)

    def test_a_form_without_questions_stands(self, page, entry):
        entry.edition.sections.all().delete()
        assert "Everything is there" in page("entry", entry)


def close(entry):
    past = timezone.now() - timedelta(days=1)
    entry.edition.phases.filter(kind="application").update(opens_at=past - timedelta(days=9), closes_at=past)


class TestSection:
    def test_every_kind_of_question_is_drawn(self, page, entry):
        shown = page("entry_section", entry, section_id=section_of(entry, "saving").public_id)
        assert 'name="saving"' in shown
        assert "kkr" in shown
        assert 'type="file"' in shown
        assert shown.count('type="radio"') == 2 + 5
        assert shown.count('type="checkbox"') == 2

    def test_what_may_never_be_public_is_not_left_in_the_browser(self, page, entry):
        first = page("entry_section", entry, section_id=section_of(entry, "deed").public_id)
        second = page("entry_section", entry, section_id=section_of(entry, "saving").public_id)
        assert 'data-local="yes"' in first
        assert "data-local" not in second

    def test_saving_goes_on_to_the_next_and_never_judges(self, client, writer, entry):
        client.force_login(writer)
        response = client.post(section_address(entry), {"revision": "1", "title": "x" * 99, "deed": "A\r\nB"})
        assert response.url == section_address(entry, "saving")
        entry.document.refresh_from_db()
        assert entry.document.fields == {"title": "x" * 99, "deed": "A\nB"}

    def test_after_the_last_one_looks_it_through(self, client, writer, entry):
        client.force_login(writer)
        response = client.post(
            section_address(entry, "saving"), {"revision": "1", "areas": ["small", "large"]}
        )
        assert response.url == address("entry_preview", entry)
        entry.document.refresh_from_db()
        assert entry.document.fields == {"areas": ["small", "large"]}

    def test_boxes_all_unticked_are_an_answer_taken_back(self, client, writer, complete):
        client.force_login(writer)
        client.post(section_address(complete, "saving"), {"revision": "99"})
        complete.document.refresh_from_db()
        assert complete.document.fields["areas"] == []
        assert complete.document.fields["size"] == "small"  # a radio that was not sent says nothing

    def test_staying(self, client, writer, entry):
        client.force_login(writer)
        response = client.post(section_address(entry), {"revision": "x", "deed": "A", "stay": "yes"})
        assert response.url == section_address(entry)

    def test_an_upload_keeps_what_was_typed_and_comes_back_to_its_place(self, client, writer, entry):
        client.force_login(writer)
        response = client.post(
            section_address(entry, "photo"),
            {"revision": "1", "saving": "12", "upload-photo": picture(), "upload": "photo"},
        )
        assert response.url == f"{section_address(entry, 'photo')}#upload-photo"
        entry.document.refresh_from_db()
        assert (entry.document.fields["saving"], entry.files.count()) == ("12", 1)

    def test_a_wrong_file_is_told_beside_its_field_and_the_text_is_kept(self, client, writer, entry):
        client.force_login(writer)
        response = client.post(
            section_address(entry, "photo"),
            {"revision": "1", "saving": "12", "upload-photo": paper(), "upload": "photo"},
        )
        assert response.status_code == 400
        assert b"upload-photo_error" in response.content
        entry.document.refresh_from_db()
        assert entry.document.fields["saving"] == "12"

    def test_an_upload_button_without_its_question_stays(self, client, writer, entry):
        client.force_login(writer)
        response = client.post(section_address(entry), {"revision": "1", "upload": "//evil.example"})
        assert response.url == section_address(entry)

    def test_a_files_button_saves_first(self, client, writer, complete):
        client.force_login(writer)
        use = complete.files.get()
        asked = {"revision": "99", "saving": "7", "file": use.public_id}
        response = client.post(section_address(complete, "photo"), asked)
        assert response.url == address("entry_file_edit", complete, file_id=use.public_id)
        complete.document.refresh_from_db()
        assert complete.document.fields["saving"] == "7"
        gone = client.post(section_address(complete, "photo"), {"revision": "99", "file": "nothing"})
        assert gone.url == section_address(complete, "photo")

    def test_too_long_to_store_is_told_and_kept_on_the_page(self, client, writer, entry):
        client.force_login(writer)
        response = client.post(section_address(entry), {"revision": "1", "deed": "långt " * 10_000})
        assert response.status_code == 400
        assert "långt långt" in response.content.decode()

    def test_shortcomings_stand_beside_their_fields(self, client, writer, complete):
        client.force_login(writer)
        complete.files.update(alt_sv="")
        drafts.save_answers(actor=writer, entry=complete, changes={"saving": "many"}, base_revision=99)
        shown = client.get(section_address(complete, "photo") + "?visa=brister").content.decode()
        assert "Write a number in figures" in shown
        assert "Say what the picture shows" in shown

    def test_a_missing_picture_is_told_at_its_place(self, client, writer, entry):
        client.force_login(writer)
        shown = client.get(section_address(entry, "photo") + "?visa=brister").content.decode()
        assert 'id="upload-photo_error"' in shown

    def test_a_conflict_shows_both_and_lets_one_choose(self, client, writer, entry):
        colleague = make_person("Kollegan")
        entry.organisation.memberships.create(person=colleague, part="editor")
        drafts.save_answers(actor=colleague, entry=entry, changes={"deed": "Deras"}, base_revision=1)
        client.force_login(writer)
        response = client.post(section_address(entry), {"revision": "1", "deed": "Mitt"})
        shown = response.content.decode()
        assert response.status_code == 409
        assert "Kollegan wrote this meanwhile" in shown
        assert "Deras" in shown
        assert "Mitt" in shown
        newest = response.context["revision"]
        mine = client.post(section_address(entry), {"revision": newest, "deed": "Mitt"})
        assert mine.status_code == 302
        entry.document.refresh_from_db()
        assert entry.document.fields["deed"] == "Mitt"

    def test_choosing_the_other_text(self, client, writer, entry):
        drafts.save_answers(actor=writer, entry=entry, changes={"deed": "Deras"}, base_revision=1)
        client.force_login(writer)
        client.post(section_address(entry), {"revision": "9", "deed": "Mitt", "theirs-deed": "yes"})
        entry.document.refresh_from_db()
        assert entry.document.fields["deed"] == "Deras"

    def test_an_unknown_section_is_not_found(self, page, entry):
        page("entry_section", entry, 404, section_id="nowhere")

    def test_closed_it_says_why(self, page, entry):
        close(entry)
        assert "The call is closed" in page(
            "entry_section", entry, 403, section_id=section_of(entry, "deed").public_id
        )


class TestSessionEnded:
    def test_what_was_typed_comes_back_after_signing_in(self, client, writer, entry):
        typed = {"revision": "1", "deed": "Lång berättelse", "areas": ["small", "large"], "stay": "yes"}
        response = client.post(section_address(entry), typed)
        assert "logga-in" in response.url
        client.force_login(writer)
        shown = client.get(section_address(entry)).content.decode()
        assert "Lång berättelse" in shown
        entry.document.refresh_from_db()
        assert entry.document.fields == {}  # a GET stores nothing
        assert "Lång berättelse" not in client.get(section_address(entry)).content.decode()

    def test_it_is_shown_in_its_own_entry_only(self, client, writer, entry, edition):
        company = make_company(owner=writer)
        other = entries.start_entry(actor=writer, edition=edition, organisation=company)
        client.post(section_address(entry), {"revision": "1", "deed": "Canary"})
        client.force_login(writer)
        assert "Canary" not in client.get(section_address(other)).content.decode()

    def test_a_flood_is_not_kept(self, client, entry):
        client.post(section_address(entry), {"revision": "", "deed": "x" * 300_001})
        assert "entry_typed" not in client.session


class TestAutosave:
    def test_it_speaks_the_protocol(self, client, writer, entry):
        client.force_login(writer)
        answer = self._send(client, entry, {"deed": "A", "visibility-deed": "never"})
        assert answer.status_code == 200
        assert (answer.json()["revision"], answer.json()["conflicts"]) == (2, {})
        entry.refresh_from_db()
        assert entry.visibility["deed"] == "never"

    def test_after_the_deadline_it_answers_why(self, client, writer, entry):
        client.force_login(writer)
        close(entry)
        answer = self._send(client, entry, {"deed": "A"})
        assert answer.status_code == 403
        assert "closed" in answer.json()["error"]

    def test_as_a_plain_form(self, client, writer, entry):
        client.force_login(writer)
        answer = client.post(address("entry_autosave", entry), {"revision": "1", "deed": "A"})
        assert answer.json()["revision"] == 2

    def _send(self, client, entry, fields):
        body = json.dumps({"revision": 1, "fields": fields, "tab": "t1"})
        return client.post(address("entry_autosave", entry), body, content_type="application/json")


class TestFiles:
    def test_downloaded_whole_and_small(self, client, writer, complete):
        client.force_login(writer)
        place = address("entry_file", complete, file_id=complete.files.get().public_id)
        whole, small = client.get(place), client.get(f"{place}?liten")
        assert "attachment" in whole["Content-Disposition"]
        assert "inline" in small["Content-Disposition"]
        assert b"".join(whole.streaming_content)[:4] == b"\x89PNG"
        b"".join(small.streaming_content)

    def test_replaced_and_removed(self, client, writer, complete):
        client.force_login(writer)
        place = address("entry_file_edit", complete, file_id=complete.files.get().public_id)
        assert client.get(place).status_code == 200
        assert client.post(place, {"file": paper()}).status_code == 200
        assert client.post(place, {"file": picture("ny.png")}).url.endswith("#upload-photo")
        use = complete.files.get()
        assert use.file.name == "ny.png"
        client.post(address("entry_file_edit", complete, file_id=use.public_id), {"remove": "yes"})
        assert not complete.files.exists()

    def test_unknown(self, page, complete):
        page("entry_file", complete, 404, file_id="nothing")


class TestPreviewAndSubmit:
    def test_the_whole_with_its_marks(self, page, complete):
        shown = page("entry_preview", complete)
        assert "Ställtider på fyra minuter" in shown
        assert "Never public" in shown
        assert 'alt="En bock."' in shown
        assert "Go on to submit" in shown

    def test_what_is_missing_leads_to_the_very_field(self, page, entry):
        shown = page("entry_submit", entry)
        assert f"{section_address(entry, 'size')}?visa=brister#id_size_0" in shown
        assert f"{section_address(entry, 'photo')}?visa=brister#upload-photo" in shown

    def test_pressed_too_early(self, client, writer, entry):
        client.force_login(writer)
        response = client.post(address("entry_submit", entry))
        assert response.status_code == 400
        assert b"Not everything is there yet" in response.content

    def test_pressed_too_late(self, client, writer, complete):
        client.force_login(writer)
        close(complete)
        assert b"The call has closed" in client.get(address("entry_submit", complete)).content
        assert client.post(address("entry_submit", complete)).status_code == 409

    def test_handed_in_the_receipt_shows_number_time_and_hash(self, client, writer, complete):
        client.force_login(writer)
        assert b"Everything is there" in client.get(address("entry_submit", complete)).content
        response = client.post(address("entry_submit", complete))
        assert response.url == address("entry_receipt", complete, number=1)
        shown = client.get(response.url).content.decode()
        assert complete.submissions.get().sha256 in shown
        pdf = client.get(address("entry_receipt_pdf", complete, number=1))
        assert pdf.content[:5] == b"%PDF-"
        assert b"It is submitted already" in client.get(address("entry_submit", complete)).content

    def test_an_unknown_receipt(self, page, complete):
        page("entry_receipt", complete, 404, number=1)

    def test_the_last_second_counts_from_the_requests_beginning(self, client, writer, complete):
        client.force_login(writer)
        last = application_phase(complete.edition).closes_at + timedelta(minutes=15)
        with time_machine.travel(last - timedelta(seconds=1), tick=False):
            client.force_login(writer)
            assert client.post(address("entry_submit", complete)).status_code == 302
        with time_machine.travel(last, tick=False):
            client.force_login(writer)
            assert client.post(address("entry_submit", complete)).status_code == 409


class TestWithdraw:
    def test_after_one_question(self, client, writer, entry):
        client.force_login(writer)
        assert b"Withdraw the entry?" in client.get(address("entry_withdraw", entry)).content
        client.post(address("entry_withdraw", entry), {"reason": "Tid"})
        entry.refresh_from_db()
        assert entry.state == "withdrawn"
        client.get(address("entry_resume", entry))
        entry.refresh_from_db()
        assert entry.state == "withdrawn"
        client.post(address("entry_resume", entry))
        entry.refresh_from_db()
        assert entry.state == "draft"

    def test_too_long_a_reason_is_told(self, client, writer, entry):
        client.force_login(writer)
        response = client.post(address("entry_withdraw", entry), {"reason": "x" * 501})
        assert response.status_code == 200
        entry.refresh_from_db()
        assert entry.state == "draft"


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</textarea><svg onload=alert(1)>",
    "javascript:alert(1)",
    "{{ 7|add:7 }}{% csrf_token %}",
    "&lt;b&gt;",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_inert_everywhere(client, writer, complete, text):
    client.force_login(writer)
    complete.organisation.name = text[:100]
    complete.organisation.save()
    changes = dict.fromkeys(("title", "deed", "saving", "size", "nerve", "link"), text) | {"areas": [text]}
    drafts.save_answers(actor=writer, entry=complete, changes=changes, base_revision=99)
    complete.files.update(alt_sv=text)
    from forebild.competition.models import Question

    Question.objects.filter(section__edition=complete.edition).update(
        hint_sv=text, hint_en=text, label_en=text[:90]
    )
    for name, parts in [
        ("entry", {}),
        ("entry_preview", {}),
        ("entry_submit", {}),
        ("entry_section", {"section_id": section_of(complete, "deed").public_id}),
        ("entry_section", {"section_id": section_of(complete, "photo").public_id}),
    ]:
        shown = client.get(address(name, complete, **parts)).content.decode()
        for live in ("<script>alert", "<img src=x", "<svg onload", 'href="javascript:'):
            assert live not in shown


def test_queries_do_not_grow_with_the_rows(client, writer, edition, django_assert_max_num_queries):
    """The list and the status page, with one and three of everything."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(writer)
    counts = []
    for _ in range(3):
        company = make_company(owner=writer)
        entry = entries.start_entry(actor=writer, edition=edition, organisation=company)
        with CaptureQueriesContext(
            connection,
        ) as listed:
            client.get(address("entries"))
        counts.append(len(listed))
    assert counts[0] == counts[2]
    asked = []
    fill(entry, writer)
    for round_ in range(3):
        drafts.save_answers(actor=writer, entry=entry, changes={"deed": f"{round_}"}, base_revision=99)
        entries.submit_entry(actor=writer, entry=Entry.objects.get(pk=entry.pk))
        with CaptureQueriesContext(connection) as shown:
            client.get(address("entry", entry))
        asked.append(len(shown))
    assert asked[0] == asked[2]
    assert asked[0] <= 35
