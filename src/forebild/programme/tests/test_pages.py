"""Editorial pages: written by the office, seen by readers when published, merged between two writers."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from forebild.programme.models import EditorialPage
from forebild.programme.services.pages import FIELDS, add_page, hide_page, publish_page, save_page
from forebild.shared.audit.models import Record
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow
from forebild.shared.writing.services import release_due_documents
from tests.worlds import make_office, make_programme


def actions() -> list[str]:
    return list(Record.objects.order_by("pk").values_list("action", flat=True))


@pytest.fixture
def editorial(lead):
    return add_page(actor=lead, programme=make_programme(), slug="om", title="Om programmet")


def save(editorial, actor, base: int, **changes):
    return save_page(
        actor=actor,
        document=editorial.document,
        changes=changes,
        base_revision=base,
        allowed=FIELDS,
    )


def readers_see(editorial) -> dict | None:
    editorial.document.refresh_from_db()
    return editorial.document.published_fields


def test_a_page_begins_unseen_with_its_title(editorial, stranger, lead):
    assert editorial.document.fields == {
        "title_sv": "Om programmet",
        "title_en": "",
        "body_sv": "",
        "body_en": "",
    }
    assert str(editorial) == "Om programmet"
    for reader in (stranger, AnonymousUser()):
        assert list(EditorialPage.objects.for_actor(reader)) == []
    assert list(EditorialPage.objects.for_actor(lead)) == [editorial]
    assert actions() == ["programme.page.added"]


def test_pages_come_in_the_order_they_were_begun(editorial, lead):
    second = add_page(actor=lead, programme=make_programme(), slug="regler", title="Regler")
    assert (editorial.position, second.position) == (1, 2)


def test_an_address_is_taken_once(editorial, lead):
    with pytest.raises(InvalidInput) as refused:
        add_page(actor=lead, programme=make_programme(), slug="om", title="En gång till")
    assert refused.value.fields == {"slug": "There is a page at this address already."}


def test_two_writers_of_a_page_merge(editorial, lead):
    colleague = make_office(kind="communications")
    base = editorial.document.revision
    theirs = EditorialPage.objects.get(pk=editorial.pk)
    save(editorial, lead, base, body_sv="Svensk text")
    saved = save(theirs, colleague, base, body_en="English text")
    assert not saved.conflicts
    editorial.document.refresh_from_db()
    assert editorial.document.fields["body_sv"] == "Svensk text"
    assert editorial.document.fields["body_en"] == "English text"


def test_two_writers_of_one_text_lose_nothing(editorial, lead):
    colleague = make_office(kind="communications")
    base = editorial.document.revision
    theirs = EditorialPage.objects.get(pk=editorial.pk)
    save(editorial, lead, base, body_sv="Min text")
    saved = save(theirs, colleague, base, body_sv="Deras text")
    assert (saved.conflicts["body_sv"].theirs, saved.conflicts["body_sv"].mine) == ("Min text", "Deras text")
    editorial.document.refresh_from_db()
    assert editorial.document.fields["body_sv"] == "Min text"
    kept = editorial.document.versions.get(note="conflict")
    assert kept.fields["body_sv"] == "Deras text"


def test_readers_see_what_is_published_and_not_the_draft(editorial, lead, stranger):
    publish_page(actor=lead, editorial=editorial)
    save(editorial, lead, editorial.document.revision, title_sv="Utkast")
    assert readers_see(editorial)["title_sv"] == "Om programmet"
    assert list(EditorialPage.objects.for_actor(stranger)) == [editorial]
    assert actions() == ["programme.page.added", "programme.page.published"]


def test_a_page_is_published_at_its_instant(editorial, lead):
    at = timezone.now() + timedelta(hours=2)
    publish_page(actor=lead, editorial=editorial, at=at)
    assert (release_due_documents(), readers_see(editorial)) == (0, None)
    with time_machine.travel(at):
        assert release_due_documents() == 1
    assert readers_see(editorial)["title_sv"] == "Om programmet"
    assert Record.objects.get(action="programme.page.scheduled").details["at"] == at.isoformat()


def test_an_instant_that_has_passed_is_refused(editorial, lead):
    with pytest.raises(NotNow):
        publish_page(actor=lead, editorial=editorial, at=timezone.now() - timedelta(minutes=1))
    assert actions() == ["programme.page.added"]


def test_a_hidden_page_keeps_its_text(editorial, lead, stranger):
    publish_page(actor=lead, editorial=editorial)
    hide_page(actor=lead, editorial=editorial)
    assert readers_see(editorial) is None
    assert list(EditorialPage.objects.for_actor(stranger)) == []
    assert editorial.document.fields["title_sv"] == "Om programmet"
    assert actions()[-1] == "programme.page.hidden"


def test_strangers_write_nothing(editorial, stranger):
    with pytest.raises(NotAllowed):
        add_page(actor=stranger, programme=make_programme(), slug="ny", title="Ny")
    with pytest.raises(NotAllowed):
        save(editorial, stranger, 1, body_sv="Klotter")
    with pytest.raises(NotAllowed):
        publish_page(actor=stranger, editorial=editorial)
    with pytest.raises(NotAllowed):
        hide_page(actor=stranger, editorial=editorial)
    assert editorial.document.fields["body_sv"] == ""
    assert actions() == ["programme.page.added"]
