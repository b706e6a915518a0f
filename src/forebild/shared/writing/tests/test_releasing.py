from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from forebild.shared.errors import NotNow, Overtaken
from forebild.shared.writing.models import Document
from forebild.shared.writing.services import (
    cancel_release,
    publish,
    release_due_documents,
    schedule_release,
    unpublish,
)
from forebild.shared.writing.services.releasing import _release
from forebild.shared.writing.signals import document_published
from forebild.shared.writing.tasks import release

SOON = timedelta(hours=1)


@pytest.fixture
def heard():
    told = []

    def hear(sender, document, **_more):
        told.append(document.pk)

    document_published.connect(hear)
    yield told
    document_published.disconnect(hear)


def come(document):
    """Let the instant of release be past."""
    Document.objects.filter(pk=document.pk).update(release_at=timezone.now() - timedelta(seconds=1))


def fresh(document):
    return Document.objects.get(pk=document.pk)


def test_readers_see_nothing_until_it_is_published(document, save, anna, heard):
    assert not document.is_published
    assert document.published_value("title") is None
    assert not document.has_unpublished_changes
    publish(actor=anna, document=document, expected_revision=1)
    assert fresh(document).published_value("title") == "Lasersvets"
    assert list(Document.objects.published()) == [document]
    assert heard == [document.pk]

    save(anna, document.revision, title="Utkast")
    assert fresh(document).published_value("title") == "Lasersvets"
    assert document.has_unpublished_changes
    first = document.published_at
    publish(actor=anna, document=document)
    assert (fresh(document).published_value("title"), document.published_at) == ("Utkast", first)
    assert fresh(document).published_revision == document.versions.filter(note="published").first().revision


def test_what_changed_since_it_was_approved_is_not_published(document, save, anna):
    save(anna, 1, title="Ny")
    with pytest.raises(Overtaken):
        publish(actor=anna, document=document, expected_revision=1)
    with pytest.raises(Overtaken):
        schedule_release(actor=anna, document=document, at=timezone.now() + SOON, expected_revision=1)
    assert not fresh(document).is_published
    assert fresh(document).release_at is None


def test_at_its_instant_the_text_that_was_planned_is_released(document, save, anna, heard):
    at = timezone.now() + SOON
    schedule_release(actor=anna, document=document, at=at, expected_revision=1)
    save(anna, document.revision, title="Halvskriv")
    assert release_due_documents() == 0
    assert not fresh(document).is_published

    come(document)
    assert release_due_documents() == 1
    now = fresh(document)
    assert (now.published_value("title"), now.release_at, now.release_revision) == ("Lasersvets", None, None)
    assert now.fields["title"] == "Halvskriv"
    assert heard == [document.pk]
    assert release_due_documents() == 0
    assert heard == [document.pk]


def test_the_task_releases_what_is_due(document, anna):
    schedule_release(actor=anna, document=document, at=timezone.now() + SOON)
    come(document)
    assert release(timestamp=0) == 1
    assert fresh(document).is_published


def test_a_release_called_off_between_finding_and_holding_does_not_happen(document, anna):
    schedule_release(actor=anna, document=document, at=timezone.now() + SOON)
    cancel_release(document=document)
    assert _release(document.pk) is False
    assert not fresh(document).is_published


def test_an_instant_that_has_passed_is_refused(document, anna):
    with pytest.raises(NotNow):
        schedule_release(actor=anna, document=document, at=timezone.now())


def test_calling_off_a_release_keeps_what_is_published(document, save, anna):
    publish(actor=anna, document=document)
    save(anna, document.revision, title="Ny")
    schedule_release(actor=anna, document=document, at=timezone.now() + SOON)
    cancel_release(document=document)
    assert (fresh(document).release_at, fresh(document).published_value("title")) == (None, "Lasersvets")


def test_publishing_at_once_calls_the_planned_release_off(document, anna):
    schedule_release(actor=anna, document=document, at=timezone.now() + SOON)
    publish(actor=anna, document=document)
    assert (fresh(document).release_at, fresh(document).release_revision) == (None, None)


def test_unpublishing_hides_everything(document, anna):
    publish(actor=anna, document=document)
    schedule_release(actor=anna, document=document, at=timezone.now() + SOON)
    unpublish(document=document)
    now = fresh(document)
    assert (now.published_fields, now.published_at, now.release_at) == (None, None, None)
    assert not Document.objects.published().exists()


@pytest.mark.parametrize(
    "half", [{"published_revision": 1}, {"published_at": timezone.now()}, {"release_revision": 1}]
)
def test_the_database_refuses_half_a_release(document, half):
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(**half)
