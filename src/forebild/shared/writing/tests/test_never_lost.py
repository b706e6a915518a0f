"""Whatever two people do to one text, nothing that either typed is lost; and many at once, in a rush."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from types import SimpleNamespace

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forebild.shared.writing.models import Document
from forebild.shared.writing.services import new_document, restore_version, save_fields

FIELDS = ("title", "summary")


def person(name):
    return SimpleNamespace(public_id=name, name=name, is_authenticated=True)


def texts_of(document):
    """Every text that can still be found: in the document or in its history."""
    rows = [Document.objects.get(pk=document.pk).fields, *document.versions.values_list("fields", flat=True)]
    return {text for fields in rows for text in fields.values()}


step = st.tuples(
    st.sampled_from([("anna", ""), ("anna", "t1"), ("anna", "t2"), ("bo", ""), ("bo", "t3")]),
    st.sets(st.sampled_from(FIELDS), min_size=1),
    st.sampled_from(["answered", "answer lost", "reloaded", "restores", "submitted"]),
)


@pytest.mark.django_db
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(step, min_size=2, max_size=12))
def test_no_interleaving_of_two_editors_loses_a_text(steps):
    """A text may be gone only when its own writer, having had its save answered, typed over it."""
    document = new_document(kind="entry", fields=dict.fromkeys(FIELDS, "början"))
    base = dict.fromkeys({hand for hand, _fields, _what in steps}, 1)
    typed: dict[str, tuple] = {}
    answered: set[str] = set()
    for number, (hand, fields, what) in enumerate(steps):
        if what == "reloaded":
            base[hand] = document.revision
        if what == "restores":
            restore_version(actor=person(hand[0]), document=document, version=document.versions.last())
            continue
        changes = {name: f"{number} {name}" for name in sorted(fields)}
        for text, (by, name, revision) in list(typed.items()):
            if by == hand and name in changes and base[hand] >= revision:
                del typed[text]
        saved = save_fields(
            actor=person(hand[0]),
            document=document,
            changes=changes,
            base_revision=base[hand],
            allowed=FIELDS,
            tab=hand[1],
            note="submitted" if what == "submitted" else "",
        )
        typed |= {text: (hand, name, saved.revision) for name, text in changes.items()}
        if what != "answer lost":
            base[hand] = saved.revision
            answered |= {both.mine for both in saved.conflicts.values()}
    lost = typed.keys() - texts_of(document) - answered
    assert not lost


def careless_save(document, changes):
    """How one would write it without a lock and without revisions."""
    fields = Document.objects.get(pk=document.pk).fields
    Document.objects.filter(pk=document.pk).update(fields={**fields, **changes})


@pytest.mark.django_db
def test_control_without_history_a_text_is_lost():
    document = new_document(kind="entry", fields={})
    careless_save(document, {"title": "Annas"})
    careless_save(document, {"title": "Bos"})
    assert "Annas" not in texts_of(document)


DOCUMENTS, WRITERS, ROUNDS = 100, 8, 3


def in_threads(work, count):
    def closing(number):
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(closing, range(count)))


@pytest.mark.django_db(transaction=True)
def test_in_a_rush_what_was_acknowledged_last_is_what_is_stored():
    """Eight writers, each with a field of its own, in all of a hundred documents at once."""
    names = [f"answer_{number}" for number in range(WRITERS)]
    documents = [new_document(kind="entry", fields={}) for _number in range(DOCUMENTS)]

    def write(number):
        acknowledged = {}
        base = dict.fromkeys((document.pk for document in documents), 1)
        for turn in range(ROUNDS):
            for place in range(DOCUMENTS):
                document = documents[(place + number * 3) % DOCUMENTS]
                value = f"{number} {turn} {place}"
                saved = save_fields(
                    actor=person(f"p{number}"),
                    document=Document(pk=document.pk),
                    changes={names[number]: value},
                    base_revision=base[document.pk],
                    allowed=[names[number]],
                )
                assert not saved.conflicts
                base[document.pk] = saved.revision
                acknowledged[document.pk] = value
        return acknowledged

    for name, acknowledged in zip(names, in_threads(write, WRITERS), strict=True):
        stored = {document.pk: document.fields[name] for document in Document.objects.all()}
        assert stored == acknowledged
    assert set(Document.objects.values_list("revision", flat=True)) == {1 + WRITERS * ROUNDS}


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_instant_in_one_field_both_survive():
    document = new_document(kind="entry", fields={"title": ""})
    start = Barrier(2)

    def write(number):
        start.wait()
        return save_fields(
            actor=person(f"p{number}"),
            document=Document(pk=document.pk),
            changes={"title": f"text {number}"},
            base_revision=1,
            allowed=["title"],
        )

    first, second = in_threads(write, 2)
    assert len(first.conflicts) + len(second.conflicts) == 1
    assert {"text 0", "text 1"} <= texts_of(document)


@pytest.mark.django_db(transaction=True)
def test_control_without_the_lock_an_acknowledged_text_is_lost():
    document = new_document(kind="entry", fields={})
    have_read = Barrier(2)

    def write(number):
        fields = Document.objects.get(pk=document.pk).fields
        have_read.wait()
        Document.objects.filter(pk=document.pk).update(fields={**fields, f"answer_{number}": "text"})

    in_threads(write, 2)
    assert len(Document.objects.get(pk=document.pk).fields) == 1
