from types import SimpleNamespace

import pytest

from forebild.shared.writing.services import new_document, save_fields


@pytest.fixture
def anna():
    return SimpleNamespace(public_id="anna", name="Anna Ek", is_authenticated=True)


@pytest.fixture
def bo():
    return SimpleNamespace(public_id="bo", name="Bo Lind", is_authenticated=True)


@pytest.fixture
def document(db, anna):
    return new_document(kind="entry", fields={"title": "Lasersvets", "summary": "Kort."}, actor=anna)


@pytest.fixture
def save(document):
    """save(anna, 1, title="…") → Saved."""

    def call(actor, base_revision, *, note="", tab="", **changes):
        return save_fields(
            actor=actor,
            document=document,
            changes=changes,
            base_revision=base_revision,
            allowed={"title", "summary", "steps", "number", "agreed"},
            note=note,
            tab=tab,
        )

    return call


@pytest.fixture(autouse=True)
def _in_a_plain_frame(plain_frame):
    """What apps put into the frame has links to pages, and questions to the database, of its own."""
