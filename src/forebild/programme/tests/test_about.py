"""What the programme and its editions say of themselves is kept by those who may, and on record."""

import pytest

from forebild.people.models import Person
from forebild.programme.models import Edition
from forebild.programme.services.about import save_edition, save_programme
from forebild.shared.audit.models import Record
from forebild.shared.errors import NotAllowed
from tests.worlds import make_edition, make_office


def test_an_editions_words(lead: Person, stranger: Person) -> None:
    edition = make_edition(2027)
    edition.intro_sv, edition.year = "Välkommen", 1999
    with pytest.raises(NotAllowed):
        save_edition(actor=stranger, edition=edition)
    assert Edition.objects.get().intro_sv == ""
    save_edition(actor=lead, edition=edition)
    stored = Edition.objects.get()
    assert (stored.intro_sv, stored.year) == ("Välkommen", 2027)  # the rest is not this action's to change
    recorded = Record.objects.get()
    assert (recorded.action, recorded.edition) == ("programme.edition.changed", edition.public_id)
    assert recorded.details == {"changed": ["intro_sv"]}


def test_an_archived_edition_is_history(lead: Person) -> None:
    edition = make_edition(2027)
    Edition.objects.update(state="archived", released_at=edition.phases.first().opens_at)
    edition.refresh_from_db()
    with pytest.raises(NotAllowed, match="archived"):
        save_edition(actor=lead, edition=edition)


def test_the_programmes_words_are_the_leads(lead: Person) -> None:
    programme = make_edition(2027).programme
    programme.organiser = "Nya stiftelsen"
    with pytest.raises(NotAllowed):
        save_programme(actor=make_office(kind="coordinator"), programme=programme)
    save_programme(actor=lead, programme=programme)
    programme.refresh_from_db()
    assert programme.organiser == "Nya stiftelsen"
    recorded = Record.objects.get()
    assert (recorded.action, recorded.details) == ("programme.programme.changed", {"changed": ["organiser"]})
