from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from forebild.shared.errors import InvalidInput
from forebild.shared.writing.errors import TooLarge
from forebild.shared.writing.models import Document, Version
from forebild.shared.writing.services import Conflict, new_document, restore_version, save_fields

NOON = datetime(2027, 3, 3, 12, 0, tzinfo=UTC)


def stored(document):
    return Document.objects.get(pk=document.pk)


def notes(document):
    return list(document.versions.order_by("pk").values_list("note", flat=True))


def test_a_new_document_has_its_first_version(document):
    (version,) = document.versions.all()
    assert (version.revision, version.note, version.saved_by_name) == (1, "created", "Anna Ek")
    assert version.fields == stored(document).fields == {"title": "Lasersvets", "summary": "Kort."}
    assert str(document) == f"entry {document.public_id}"
    assert str(version) == f"{document.pk} revision 1"


def test_the_system_may_write_too(db):
    document = new_document(kind="page")
    assert (document.fields, document.updated_by, document.updated_by_name) == ({}, "", "")


def test_a_save_is_stored_and_remembered(document, save, anna):
    saved = save(anna, 1, title="Ny", number=3, agreed=True, steps=["a", "b"])
    assert (saved.revision, saved.conflicts, saved.updates) == (2, {}, {})
    fields = {"title": "Ny", "summary": "Kort.", "number": 3, "agreed": True, "steps": ["a", "b"]}
    assert stored(document).fields == document.fields == fields
    assert (stored(document).revision, document.revision, document.updated_by_name) == (2, 2, "Anna Ek")
    latest = document.versions.first()
    assert (latest.fields, latest.changed, latest.note) == (
        fields,
        ["agreed", "number", "steps", "title"],
        "",
    )


def test_a_repeat_changes_nothing(document, save, anna):
    first = save(anna, 1, title="Ny")
    again = save(anna, 1, title="Ny")
    assert (first.revision, again.revision, again.conflicts) == (2, 2, {})
    assert document.versions.count() == 2


def test_true_is_not_one(document, save, anna):
    save(anna, 1, number=1)
    assert save(anna, 2, number=True).revision == 3
    assert stored(document).fields["number"] is True


def test_a_sitting_is_one_version_and_a_long_one_several(document, save, anna):
    with time_machine.travel(NOON, tick=False) as clock:
        save(anna, 1, title="a")
        clock.shift(timedelta(minutes=9, seconds=59))
        save(anna, 2, summary="b")
        assert document.versions.count() == 2
        folded = document.versions.first()
        assert (folded.revision, folded.changed, folded.begun_at) == (3, ["summary", "title"], NOON)
        assert folded.fields == stored(document).fields
        clock.shift(timedelta(seconds=1))
        save(anna, 3, title="c")
        assert document.versions.count() == 3


def test_a_named_save_never_folds_and_is_never_folded_onto(document, save, anna):
    save(anna, 1, title="a")
    save(anna, 2, note="submitted", title="b")
    save(anna, 3, title="c")
    save(anna, 4, note="submitted")
    assert notes(document) == ["created", "", "submitted", "", "submitted"]
    assert [v.fields["title"] for v in document.versions.order_by("pk")] == ["Lasersvets", "a", "b", "c", "c"]


def test_a_repeated_named_save_is_one(document, save, anna):
    first = save(anna, 1, note="submitted")
    assert save(anna, 1, note="submitted").revision == first.revision == 2
    assert notes(document) == ["created", "submitted"]


def test_somebody_elses_save_is_a_version_of_its_own(document, save, anna, bo):
    save(anna, 1, title="a")
    save(bo, 2, title="b")
    save(anna, 3, title="c")
    assert [v.saved_by for v in document.versions.order_by("pk")] == ["anna", "anna", "bo", "anna"]


def test_different_fields_merge_and_each_learns_of_the_other(document, save, anna, bo):
    save(anna, 1, title="Annas")
    saved = save(bo, 1, summary="Bos")
    assert (saved.conflicts, saved.updates) == ({}, {"title": "Annas"})
    assert stored(document).fields == {"title": "Annas", "summary": "Bos"}


def test_the_same_field_is_not_overwritten_and_both_texts_are_kept(document, save, anna, bo):
    save(anna, 1, title="Annas")
    saved = save(bo, 1, title="Bos", summary="Bos")
    assert saved.conflicts == {"title": Conflict(theirs="Annas", mine="Bos", by="Anna Ek")}
    assert (saved.revision, saved.updates) == (3, {})
    assert stored(document).fields == {"title": "Annas", "summary": "Bos"}
    kept = document.versions.get(note="conflict")
    assert (kept.fields, kept.changed, kept.saved_by) == ({"title": "Bos", "summary": "Bos"}, ["title"], "bo")
    assert kept.is_conflict


def test_having_seen_the_other_text_one_may_replace_it(document, save, anna, bo):
    save(anna, 1, title="Annas")
    seen = save(bo, 1, title="Bos").revision
    assert save(bo, seen, title="Bos ändå").conflicts == {}
    assert stored(document).fields["title"] == "Bos ändå"


def test_the_same_text_from_both_is_no_conflict(save, anna, bo):
    save(anna, 1, title="Lika")
    assert save(bo, 1, title="Lika").conflicts == {}


def test_a_field_sent_along_unchanged_gives_way(document, save, anna, bo):
    """A plain form sends every field, also those that its writer never touched."""
    save(anna, 1, title="Annas")
    saved = save(bo, 1, title="Lasersvets", summary="Bos")
    assert (saved.conflicts, saved.updates) == ({}, {"title": "Annas"})
    assert stored(document).fields == {"title": "Annas", "summary": "Bos"}


def test_what_was_sent_is_a_conflict_when_history_has_folded_its_base_away(save, anna, bo):
    save(anna, 1, title="a")  # revision 2
    save(anna, 2, summary="b")  # revision 3, folded onto it
    save(anna, 3, title="c")  # revision 4, folded onto it
    assert save(bo, 2, title="a").conflicts == {"title": Conflict("c", "a", "Anna Ek")}


def test_a_conflict_sent_again_is_kept_once(document, save, anna, bo):
    save(anna, 1, title="Annas")
    for _time in range(3):
        assert save(bo, 1, title="Bos").conflicts
    assert notes(document) == ["created", "", "conflict"]
    save(bo, 1, title="Bos igen")
    assert notes(document) == ["created", "", "conflict", "conflict"]


def test_two_tabs_of_one_person_are_two_hands(document, save, anna):
    save(anna, 1, tab="t1", title="Ett")
    saved = save(anna, 1, tab="t2", title="Två")
    assert saved.conflicts == {"title": Conflict("Ett", "Två", "Anna Ek")}
    assert stored(document).fields["title"] == "Ett"


def test_a_lost_answer_does_not_make_one_a_stranger_to_oneself(document, save, anna):
    save(anna, 1, tab="t1", title="Lase")
    assert save(anna, 1, tab="t1", title="Laser").conflicts == {}
    assert save(anna, 1, title="Lasers").conflicts == {}  # the plain button of the same page
    assert stored(document).fields["title"] == "Lasers"
    assert [v.fields["title"] for v in document.versions.all()] == ["Lasers", "Laser", "Lase", "Lasersvets"]


def test_a_tab_with_an_odd_name_is_none(document, save, anna):
    save(anna, 1, tab="x" * 41, title="a")
    assert document.field_changes["title"]["hand"] == "anna"


def test_a_base_from_the_future_is_from_before_a_restored_backup(document, save, anna, bo):
    assert save(bo, 99, title="Bos").conflicts == {"title": Conflict("Lasersvets", "Bos", "Anna Ek")}
    assert save(bo, 99, steps=["ny"]).conflicts == {}


def test_what_one_may_not_edit_is_not_told_either(document, save, anna, bo):
    save(anna, 1, title="Hemligt", summary="Ny")
    saved = save_fields(
        actor=bo, document=document, changes={"steps": ["a"]}, base_revision=1, allowed=["summary", "steps"]
    )
    assert saved.updates == {"summary": "Ny"}


def test_an_unknown_field_stores_nothing(document, save, anna):
    with pytest.raises(InvalidInput):
        save(anna, 1, title="Ny", secret="x")
    assert stored(document).fields["title"] == "Lasersvets"


def test_a_document_too_large_stores_nothing(document, anna):
    names = [f"f{n}" for n in range(21)]
    with pytest.raises(TooLarge):
        save_fields(
            actor=anna,
            document=document,
            changes=dict.fromkeys(names, "x" * 50_000),
            base_revision=1,
            allowed=names,
        )
    assert stored(document).revision == 1


def test_an_earlier_version_comes_back_as_a_new_one(document, save, anna, bo):
    save(anna, 1, title="Ny", steps=["a"])
    saved = restore_version(actor=bo, document=document, version=document.versions.last())
    assert saved.revision == document.revision == 3
    assert stored(document).fields == {"title": "Lasersvets", "summary": "Kort.", "steps": None}
    assert notes(document) == ["created", "", "restored"]
    assert document.versions.first().saved_by == "bo"


def test_restoring_is_a_change_that_others_collide_with(document, save, anna, bo):
    save(anna, 1, title="Ny")
    restore_version(actor=bo, document=document, version=document.versions.last())
    assert "title" in save(anna, 2, title="Nyare").conflicts


def test_chosen_fields_alone_come_back(document, save, anna):
    save(anna, 1, title="Ny", summary="Ny")
    restore_version(actor=anna, document=document, version=document.versions.last(), only=["summary"])
    assert stored(document).fields == {"title": "Ny", "summary": "Kort."}


def test_restoring_what_already_is_changes_nothing(document, anna):
    saved = restore_version(actor=anna, document=document, version=document.versions.first())
    assert saved.revision == 1
    assert document.versions.count() == 1


def test_of_a_conflict_only_what_was_typed_in_it_comes_back(document, save, anna, bo):
    save(anna, 1, title="Annas")
    save(bo, 1, title="Bos")
    save(anna, 2, summary="Annas senare")
    restore_version(actor=bo, document=document, version=document.versions.get(note="conflict"))
    assert stored(document).fields == {"title": "Bos", "summary": "Annas senare"}


def test_another_documents_version_is_refused(document, anna):
    other = new_document(kind="entry", fields={"title": "Annan"})
    with pytest.raises(ValueError, match="another document"):
        restore_version(actor=anna, document=document, version=other.versions.get())
    assert stored(document).fields["title"] == "Lasersvets"


def test_history_holds_each_revision_once(document):
    from django.db import IntegrityError

    with pytest.raises(IntegrityError):
        Version.objects.create(document=document, revision=1, fields={}, note="")
