"""Writing the draft: answers, visibility, files, and what each refusal says."""

from __future__ import annotations

from pathlib import Path

import pytest

from forebild.competition.models import EntryFile
from forebild.competition.queries import file_counts, has_unsubmitted_changes, submitted_file
from forebild.competition.services import drafts
from forebild.competition.services.entries import submit_entry
from forebild.competition.tests.forms import ANSWERS, paper, picture, question
from forebild.shared.errors import InvalidInput, NotAllowed
from tests.worlds import make_office, make_person


def save(entry, actor, **changes):
    revision = entry.document.revision
    saved = drafts.save_answers(actor=actor, entry=entry, changes=changes, base_revision=revision)
    entry.refresh_from_db()
    entry.document.refresh_from_db()
    return saved


def test_answers_are_kept_however_unfinished(entry, writer):
    save(entry, writer, title="x" * 500, saving="many", link="nonsense")
    assert entry.document.fields == {"title": "x" * 500, "saving": "many", "link": "nonsense"}
    assert entry.percent_complete == 0


def test_progress_counts_the_required_answers_that_are_right(entry, writer):
    save(entry, writer, title="Kort", deed="Vi gjorde det.", saving="many")
    assert entry.percent_complete == 100 * 2 // 7  # seven are required; the number is none


def test_a_complete_draft_is_a_hundred_per_cent(complete):
    assert complete.percent_complete == 100


def test_visibility_and_alt_are_saved_beside_the_answers(entry, writer):
    use = drafts.add_file(actor=writer, entry=entry, question=question(entry, "photo"), upload=picture())
    save(entry, writer, **{"deed": "A", "visibility-deed": "never", f"alt-{use.public_id}": "  En   bock "})
    use.refresh_from_db()
    assert (entry.visibility["deed"], use.alt_sv, use.alt_en) == ("never", "En bock", "")


def test_alt_is_kept_in_the_language_that_the_entry_is_written_in(entry, writer):
    entry.language = "en"
    entry.save()
    use = drafts.add_file(actor=writer, entry=entry, question=question(entry, "photo"), upload=picture())
    save(entry, writer, **{f"alt-{use.public_id}": "A trestle"})
    use.refresh_from_db()
    assert (use.alt("en"), use.alt("sv")) == ("A trestle", "")


def test_alt_too_long_is_refused_by_its_field_and_nothing_is_half_saved(entry, writer):
    use = drafts.add_file(actor=writer, entry=entry, question=question(entry, "photo"), upload=picture())
    with pytest.raises(InvalidInput) as refusal:
        save(entry, writer, **{"deed": "B", f"alt-{use.public_id}": "x" * 201})
    assert list(refusal.value.fields) == [f"alt-{use.public_id}"]
    entry.document.refresh_from_db()
    assert "deed" not in entry.document.fields


def test_alt_of_another_companys_picture_is_not_touched(entry, writer, edition):
    from forebild.competition.services.entries import start_entry
    from tests.worlds import make_company

    rival = make_person()
    other = start_entry(actor=rival, edition=edition, organisation=make_company(owner=rival))
    use = drafts.add_file(actor=rival, entry=other, question=question(other, "photo"), upload=picture())
    save(entry, writer, **{f"alt-{use.public_id}": "stolen"})
    use.refresh_from_db()
    assert use.alt_sv == ""


@pytest.mark.parametrize(
    "changes",
    [{"visibility-title": "never"}, {"visibility-deed": "everybody"}, {"visibility-nothing": "never"}],
)
def test_visibility_that_is_fixed_or_unknown_is_refused(entry, writer, changes):
    with pytest.raises(InvalidInput):
        save(entry, writer, **changes)


def test_choose_visibility(entry, writer):
    drafts.choose_visibility(actor=writer, entry=entry, choices={"deed": "public"})
    entry.refresh_from_db()
    assert entry.visibility["deed"] == "public"


def test_a_question_outside_the_form_is_refused(entry, writer):
    with pytest.raises(InvalidInput):
        save(entry, writer, photo="a file is no text")


@pytest.mark.parametrize("make", [make_person, make_office])
def test_only_the_companys_editors_write(entry, make):
    with pytest.raises(NotAllowed, match="own editors"):
        save(entry, make(), title="Canary")
    entry.document.refresh_from_db()
    assert entry.document.fields == {}


def test_two_editors_in_the_same_answer_are_a_conflict(entry, writer):
    colleague = make_person("Kollegan")
    entry.organisation.memberships.create(person=colleague, part="editor")
    first = entry.document.revision
    drafts.save_answers(actor=writer, entry=entry, changes={"deed": "Wilma"}, base_revision=first)
    saved = drafts.save_answers(
        actor=colleague, entry=entry, changes={"deed": "Kollega"}, base_revision=first
    )
    assert (saved.conflicts["deed"].theirs, saved.conflicts["deed"].mine) == ("Wilma", "Kollega")


class TestFiles:
    def test_a_file_answers_its_question(self, entry, writer):
        use = drafts.add_file(actor=writer, entry=entry, question=question(entry, "paper"), upload=paper())
        assert (use.file.name, file_counts(entry)) == ("rapport.pdf", {"paper": 1})

    def test_a_picture_question_takes_pictures_only(self, entry, writer):
        with pytest.raises(InvalidInput, match=r"rapport\.pdf"):
            drafts.add_file(actor=writer, entry=entry, question=question(entry, "photo"), upload=paper())
        assert not entry.files.exists()

    def test_a_text_question_takes_none(self, entry, writer):
        with pytest.raises(InvalidInput, match="not answered with a file"):
            drafts.add_file(actor=writer, entry=entry, question=question(entry, "deed"), upload=paper())

    def test_five_are_enough(self, entry, writer):
        asked = question(entry, "paper")
        for _ in range(drafts.MOST_FILES):
            drafts.add_file(actor=writer, entry=entry, question=asked, upload=paper())
        with pytest.raises(InvalidInput, match="five"):
            drafts.add_file(actor=writer, entry=entry, question=asked, upload=paper())

    @pytest.mark.django_db(transaction=True)
    def test_removed_from_a_draft_it_is_gone_from_the_disk(self, entry, writer):
        use = drafts.add_file(actor=writer, entry=entry, question=question(entry, "paper"), upload=paper())
        path: Path = use.file.path()
        assert path.exists()
        drafts.remove_file(actor=writer, use=use)
        assert not path.exists()
        assert not EntryFile.objects.exists()

    def test_removed_after_submission_it_stays_with_what_was_handed_in(self, complete, writer):
        submission = submit_entry(actor=writer, entry=complete)
        use = complete.files.get()
        drafts.remove_file(actor=writer, use=use)
        assert file_counts(complete) == {}
        assert submitted_file(submission, use.public_id) == use
        assert use.file.path().exists()

    def test_a_file_of_the_draft_alone_is_not_the_submissions(self, complete, writer):
        submission = submit_entry(actor=writer, entry=complete)
        use = drafts.add_file(
            actor=writer, entry=complete, question=question(complete, "paper"), upload=paper()
        )
        assert submitted_file(submission, use.public_id) is None
        assert has_unsubmitted_changes(complete, submission)

    def test_replaced_it_keeps_its_place_and_wants_new_words(self, complete, writer):
        use = complete.files.get()
        new = drafts.replace_file(
            actor=writer, use=use, question=question(complete, "photo"), upload=picture("ny.png")
        )
        assert (new.position, new.file.name, new.alt_sv) == (use.position, "ny.png", "")
        assert list(complete.files.all()) == [new]

    def test_a_stranger_removes_nothing(self, complete):
        with pytest.raises(NotAllowed):
            drafts.remove_file(actor=make_person(), use=complete.files.get())


def test_the_sample_answers_are_what_the_form_asks(complete):
    assert complete.document.fields == ANSWERS
