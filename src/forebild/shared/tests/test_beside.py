"""What rooms above say beside a thing."""

import pytest

from forebild.shared.beside import Beside, Note

WHO = "somebody"


def says(thing, actor):
    return Note(f"About {thing}", (f"for {actor}",))


def test_each_place_shows_what_its_sources_have_to_say_once():
    beside = Beside("company", "office")
    beside.show("company", says)
    beside.show("company", says)
    assert beside.notes("company", "the entry", WHO) == [Note("About the entry", ("for somebody",))]
    assert beside.notes("office", "the entry", WHO) == []


def test_a_source_with_nothing_to_say_leaves_no_note():
    beside = Beside("company")
    beside.show("company", lambda thing, actor: None)
    assert beside.notes("company", "the entry", WHO) == []


def test_a_place_that_does_not_exist_is_an_error():
    with pytest.raises(KeyError):
        Beside("company").show("juror", says)
