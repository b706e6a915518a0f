import multiprocessing
import smtplib
import socket
import time

import pytest

from forebild.shared.outbox import mailbox
from forebild.shared.outbox.mailbox import Enclosed, addresses, keep, read, read_one, receiving, serve
from forebild.shared.outbox.tests.test_deliver import take


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "mailbox"


@pytest.fixture
def post_office(folder, settings):
    with receiving("127.0.0.1", free_port(), folder) as controller:
        settings.SMTP_HOST, settings.SMTP_PORT = "127.0.0.1", controller.port
        yield folder


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def test_what_is_sent_can_be_read(queued, post_office, settings):
    message = queued(attachments=[("kopia.pdf", "application/pdf", b"%PDF\x00")])
    assert take(message).state == "sent"
    (letter,) = read(post_office)
    assert letter.recipients == ("anna@exempel.example",)
    assert letter.to == "anna@exempel.example"
    assert letter.subject == message.subject
    assert letter.message_id == message.message_id
    assert letter.text == message.text
    assert letter.html == message.html
    assert letter.links == (f"{settings.SITE_URL}/bidrag/1/",)
    assert letter.attachments == (Enclosed("kopia.pdf", "application/pdf", b"%PDF\x00"),)
    assert letter.date is not None
    assert [line for line, is_link in letter.lines if is_link] == [f"{settings.SITE_URL}/bidrag/1/"]


def test_an_address_in_somebodys_text_is_no_link(queued, post_office):
    take(queued(values={"company": "x\nhttps://ond.example/\n", "link": "/"}))
    (letter,) = read(post_office)
    assert "https://ond.example/" in letter.text
    assert not any(is_link for line, is_link in letter.lines if "ond" in line)


def test_only_web_addresses_are_links(folder):
    folder.mkdir()
    html = '<a href="javascript:alert(1)">a</a><a>b</a><a href="http://c.example">c</a><link href="http://d.example">'
    keep(folder, f"Content-Type: text/html\r\n\r\n{html}".encode())
    (letter,) = read(folder)
    assert letter.links == ("http://c.example",)
    assert (letter.text, letter.subject, letter.date, letter.recipients) == ("", "", None, ())


def test_letters_are_listed_by_person_newest_first(folder):
    folder.mkdir()
    for number, to in enumerate(["a@x.example", "B@x.example", "a@x.example"]):
        keep(folder, f"Delivered-To: {to}\r\nSubject: {number}\r\n\r\nx".encode())
    (folder / "half.partial").write_bytes(b"Subject: half\r\n\r\n")
    assert [letter.subject for letter in read(folder)] == ["2", "1", "0"]
    assert [letter.subject for letter in read(folder, "A@X.example")] == ["2", "0"]
    assert read(folder, "nobody@x.example") == []
    assert addresses(folder) == [("a@x.example", 2), ("b@x.example", 1)]


def test_a_folder_that_is_not_there_is_empty(tmp_path):
    assert read(tmp_path / "none") == []


def test_one_letter_by_its_name(folder):
    folder.mkdir()
    place = keep(folder, b"Subject: a\r\n\r\nx")
    assert read_one(folder, place.stem).subject == "a"
    place.rename(folder.parent / place.name)
    for name in (place.stem, f"../{place.stem}", "", "..", "a" * 37):
        assert read_one(folder, name) is None


def test_a_letter_is_kept_wholly_or_not_at_all(folder, monkeypatch):
    """When the disk gives out, the sender hears no yes, and no half letter shows."""
    folder.mkdir()

    def full(_number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(mailbox.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        keep(folder, b"Subject: a\r\n\r\nx")
    assert read(folder) == []


def test_the_envelope_says_who_got_it(post_office, settings):
    with smtplib.SMTP("127.0.0.1", settings.SMTP_PORT, local_hostname="x.example") as server:
        server.sendmail("a@x.example", ["b@x.example", "c@x.example"], b"To: all@x.example\r\n\r\n.\r\nhej")
    (letter,) = read(post_office)
    assert letter.recipients == ("b@x.example", "c@x.example")
    assert letter.text == ".\nhej\n"


def test_it_serves_until_it_is_told_to_stop(folder):
    port = free_port()
    process = multiprocessing.get_context("spawn").Process(target=serve, args=("127.0.0.1", port, folder))
    process.start()
    try:
        _send_when_up(port)
    finally:
        process.terminate()
        process.join(20)
    assert process.exitcode == 0
    assert [letter.subject for letter in read(folder)] == ["a"]


def _send_when_up(port: int) -> None:
    for _attempt in range(200):
        try:
            with smtplib.SMTP("127.0.0.1", port, local_hostname="x.example") as server:
                server.sendmail("a@x.example", ["b@x.example"], b"Subject: a\r\n\r\nhej")
            return
        except ConnectionRefusedError:
            time.sleep(0.05)
    raise AssertionError("the post office did not open")
