"""How files are sent, and how they are taken in forms: as downloads, without room for guesses."""

import hashlib
from pathlib import Path

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from forebild.shared.files import handlers
from forebild.shared.files import services as files
from forebild.shared.files.examine import Examined
from forebild.shared.files.forms import UploadField
from forebild.shared.files.kinds import PICTURES, Kind
from forebild.shared.files.models import StoredFile
from forebild.shared.files.tests.samples import GOOD, PDF, PDF_WITH_SCRIPT, picture, upload


@pytest.fixture(autouse=True)
def pages(settings):
    settings.ROOT_URLCONF = "forebild.shared.files.tests.urls"


@pytest.fixture
def send(client, anna):
    def fetch(name, content, query=""):
        stored = files.store(upload(name, content), actor=anna)
        return client.get(f"/{stored.public_id}/{query}")

    return fetch


def body(response):
    return b"".join(response.streaming_content)


@pytest.mark.parametrize("query", ["", "?inline", "?public", "?inline&public"])
@pytest.mark.parametrize(("name", "content"), GOOD.items(), ids=GOOD)
def test_every_file_is_sent_without_room_for_guesses(send, name, content, query):
    response = send(name, content, query)
    assert response.status_code == 200
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Content-Type"] == StoredFile.objects.get().content_type
    is_public = "public" in query
    assert response["Cache-Control"] == (
        "public, max-age=31536000, immutable" if is_public else "private, no-store"
    )
    assert response["Cross-Origin-Resource-Policy"] == ("cross-origin" if is_public else "same-origin")
    shown = "inline" in query and name.startswith("bild")
    assert response["Content-Disposition"] == f'{"inline" if shown else "attachment"}; filename="{name}"'
    assert hashlib.sha256(body(response)).hexdigest() == StoredFile.objects.get().sha256


def test_pdf_with_script_is_never_shown_in_place(send):
    response = send("rapport.pdf", PDF_WITH_SCRIPT, "?inline")
    assert response["Content-Disposition"].startswith("attachment")
    assert body(response) == PDF_WITH_SCRIPT


def test_a_rendition_is_sent_as_what_it_is(send):
    response = send("bild.jpg", picture("JPEG", (1000, 500)), "?inline&rendition=480")
    assert response["Content-Type"] == "image/webp"
    assert response["Content-Disposition"] == 'inline; filename="bild.webp"'
    assert body(response)[8:12] == b"WEBP"


def test_a_name_that_is_not_ascii_goes_by_the_book(send):
    response = send('Å"r\r\nSet-Cookie: x=1.pdf', PDF)
    expected = "attachment; filename*=utf-8''%C3%85_rSet-Cookie_%20x%3D1.pdf"
    assert (response["Content-Disposition"], body(response)) == (expected, PDF)


def test_a_file_that_is_gone_is_not_found_and_noted(client, anna, caplog):
    stored = files.store(upload("rapport.pdf", PDF), actor=anna)
    stored.path().unlink()
    assert client.get(f"/{stored.public_id}/").status_code == 404
    assert f"File {stored.public_id} is not on disk" in caplog.messages


def test_there_is_no_general_address_for_files():
    assert not (Path(files.__file__).parent / "urls.py").exists()


class Form(forms.Form):
    file = UploadField(required=False)
    picture = UploadField(kinds=PICTURES)


def form(**uploads):
    return Form({}, {name: SimpleUploadedFile(*sent) for name, sent in uploads.items()})


def test_a_field_gives_what_can_be_stored(anna):
    sent = form(file=("rapport.pdf", PDF), picture=("bild.png", GOOD["bild.png"]))
    assert sent.is_valid(), sent.errors
    found = sent.cleaned_data["picture"]
    assert isinstance(found, Examined)
    assert files.store(found, actor=anna).kind == "png"
    assert files.store(sent.cleaned_data["file"], actor=anna).kind == Kind.PDF.code


def test_a_field_may_be_left_empty_or_not():
    sent = form()
    assert not sent.is_valid()
    assert (list(sent.errors), sent.cleaned_data) == (["picture"], {"file": None})


def test_a_field_says_what_is_wrong_with_which_file():
    sent = form(picture=("rapport.pdf", PDF))
    assert not sent.is_valid()
    (text,) = sent.errors["picture"]
    assert text == "“rapport.pdf” could not be taken. Choose a file of another kind: PNG, JPEG or WEBP."


def test_an_empty_file_is_refused_by_name():
    sent = form(picture=("bild.png", b""))
    assert not sent.is_valid()
    assert sent.errors["picture"] == ["“bild.png” could not be taken. It is empty."]


def test_a_field_says_beforehand_what_it_takes():
    field = Form().fields["picture"]
    assert field.help_text == "PNG, JPEG or WEBP, at most 20.0\xa0MB"
    assert field.widget.attrs["accept"] == ".png,.jpg,.jpeg,.webp"
    assert UploadField(help_text="Your own").help_text == "Your own"


def test_a_request_larger_than_all_limits_is_refused_unread(client, monkeypatch):
    sent = {"file": SimpleUploadedFile("rapport.pdf", PDF)}
    assert client.post("/", sent).content == b"1"
    monkeypatch.setattr(handlers, "MOST_IN_A_REQUEST", 100)
    sent["file"].seek(0)
    assert client.post("/", sent).status_code in {400, 413}


def test_large_uploads_pass_through_to_disk(client, settings):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10
    assert client.post("/", {"file": SimpleUploadedFile("rapport.pdf", PDF)}).content == b"1"
