import re

import pytest

from forebild.shared.lists.tests.worlds import greeted, make_organisation

GREET = "/organisations/greet"


@pytest.fixture
def hers(anna):
    return [make_organisation(f"Bolag {number:02}", members=[anna]) for number in range(3)]


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", response.content.decode()))


def posted_back(page):
    """What the confirm page's own form would send."""
    pairs = re.findall(
        r'<input type="hidden" name="(confirmed|all|chosen)" value="([^"]*)">', page.content.decode()
    )
    names = {name for name, _value in pairs}
    return {name: [value for other, value in pairs if other == name] for name in names}


def test_nothing_is_done_before_the_count_has_been_seen(annas, hers):
    page = annas.post(GREET, {"chosen": [hers[0].public_id, hers[2].public_id]})
    assert "This is about 2 rows. Nothing has been done yet. Bolag 00 Bolag 02" in text_of(page)
    assert greeted == []
    annas.post(GREET, posted_back(page))
    assert greeted == [("Bolag 00", "Bolag 02")]


def test_everything_is_all_that_the_filter_finds_on_every_page(annas, anna, hers):
    for number in range(60):
        make_organisation(f"Verk {number:02}", members=[anna])
    page = annas.post(f"{GREET}?q=verk", {"all": "1", "chosen": [hers[0].public_id]})
    assert "This is about 60 rows." in text_of(page)
    assert "and 50 more" in text_of(page)
    assert 'name="chosen"' not in page.content.decode()
    assert 'href="/organisations?q=verk"' in page.content.decode()
    annas.post(f"{GREET}?q=verk", posted_back(page))
    assert greeted == [tuple(f"Verk {number:02}" for number in range(60))]


def test_a_row_that_the_person_may_not_know_of_is_left_out(annas, hers, bo):
    secret = make_organisation("Hemligt AB", members=[bo])
    page = annas.post(GREET, {"chosen": [secret.public_id, hers[1].public_id]})
    assert "1 row that you chose is no longer in the list and is left out." in text_of(page)
    assert "Hemligt" not in text_of(page)
    annas.post(GREET, posted_back(page))
    assert greeted == [("Bolag 01",)]


def test_a_row_that_the_filter_no_longer_finds_is_left_out(annas, hers):
    page = annas.post(f"{GREET}?q=02", {"chosen": [row.public_id for row in hers]})
    assert "2 rows that you chose are no longer in the list" in text_of(page)
    assert page.context["chosen"].count == 1


def test_a_set_that_changed_since_it_was_counted_is_asked_for_anew(annas, anna, hers):
    seen = posted_back(annas.post(GREET, {"all": "1"}))
    hers[0].delete()
    make_organisation("Bolag 99", members=[anna])  # as many as before, but not the same
    page = annas.post(GREET, seen)
    assert "The list changed while you were looking." in text_of(page)
    assert greeted == []
    annas.post(GREET, posted_back(page))
    assert greeted == [("Bolag 01", "Bolag 02", "Bolag 99")]


def test_a_guess_at_the_confirmation_does_nothing(annas, hers):
    annas.post(GREET, {"all": "1", "confirmed": "1"})
    annas.get(f"{GREET}?all=1&confirmed=1")
    assert greeted == []


@pytest.mark.parametrize("posted", [{}, {"chosen": ["nosuch"]}, {"chosen": ["\0"]}, {"all": "yes"}])
def test_nothing_chosen_says_what_to_do(annas, hers, posted):
    page = annas.post(GREET, posted)
    assert "No row is chosen. Go back and tick the rows that this is about." in text_of(page)
    assert 'name="confirmed"' not in page.content.decode()
    annas.post(GREET, {**posted, "confirmed": page.context["chosen"].mark})
    assert greeted == []
