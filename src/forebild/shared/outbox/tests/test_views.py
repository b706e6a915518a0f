import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from forebild.shared.outbox.mailbox import keep
from forebild.shared.outbox.models import Message, NoticeText
from forebild.shared.outbox.notices import Notice, register
from forebild.shared.outbox.services import Recipient, edit_notice_text, queue_text
from forebild.shared.outbox.tests.test_deliver import take
from forebild.shared.outbox.tests.test_handle import put_into
from forebild.shared.outbox.urls import urlpatterns

pytestmark = pytest.mark.usefixtures("pages")
TEXT = {"kind": "outbox.entry_received", "language": "sv"}


@pytest.fixture
def desk(client, office):
    """A browser signed in as the office."""
    client.force_login(office)
    return client


def at(name: str, **parts) -> str:
    return reverse(f"outbox:{name}", kwargs=parts)


def one(name: str, message: Message) -> str:
    return at(name, message_id=message.public_id)


def page(client, address: str, status: int = 200, **data) -> str:
    response = client.post(address, data, follow=True) if data else client.get(address)
    assert response.status_code == status, response
    return response.content.decode()


def test_the_list_shows_all_with_counts(desk, queued):
    put_into(queued(), "sent")
    put_into(queued(to=Recipient("bo@exempel.example")), "failed")
    html = page(desk, at("message_list"))
    assert "anna@exempel.example" in html
    assert "bo@exempel.example" in html
    assert "2 messages" in html
    counts = dict(re.findall(r'state=(\w+)">\D+(\d)</span>', html))
    assert counts == dict.fromkeys(Message.State.values, "0") | {"sent": "1", "failed": "1"}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"anna", "bo", "cia"}),
        ("?state=failed", {"bo"}),
        ("?words=CIA@", {"cia"}),
        ("?words=mottaget", {"anna", "bo"}),
        ("?words=hemlig", set()),
        ("?words=people.", {"cia"}),
        ("?batch=b1", {"anna"}),
        ("?state=failed&words=anna", set()),
        ("?state=nonsense", {"anna", "bo", "cia"}),
    ],
)
def test_the_list_is_filtered_by_its_address(desk, queued, query, found):
    queued(batch="b1")
    put_into(queued(to=Recipient("bo@exempel.example")), "failed")
    cia = Recipient("cia@exempel.example")
    queue_text(kind="people.code", to=cia, subject="hemlig", text="123", key="c", private=True)
    html = page(desk, at("message_list") + query)
    assert {name for name in ("anna", "bo", "cia") if f">{name}@" in html} == found


def test_an_empty_list_says_so(desk):
    assert "Nothing has been sent yet" in page(desk, at("message_list"))
    assert "No message matches" in page(desk, at("message_list") + "?words=x")


def test_the_list_has_pages_and_keeps_the_filter(desk, queued, monkeypatch):
    monkeypatch.setattr("forebild.shared.outbox.views.office.PAGE_LENGTH", 2)
    for _ in range(5):
        queued()
    html = page(desk, at("message_list") + "?state=new&page=2")
    assert "3–4 of 5" in html
    assert 'href="?state=new&amp;page=1"' in html
    assert 'href="?state=new&amp;page=3"' in html


@pytest.mark.parametrize("name", ["message_list", "batch"])
def test_a_list_asks_the_database_no_more_for_more_rows(desk, queued, name):
    address = at(name, **({"batch": "b"} if name == "batch" else {}))
    counts = []
    for more in (1, 2):
        for _ in range(more):
            queued(batch="b")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page(desk, address)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_message_is_shown_without_its_personal_address(desk, queued):
    message = queued(batch="b1", attachments=[("kopia.pdf", "application/pdf", b"x")])
    html = page(desk, one("message", message))
    assert "vi har tagit emot bidraget" in html
    assert "kopia.pdf" in html
    assert "(the recipient’s own address)" in html
    assert "/bidrag/1/" not in html
    assert at("batch", batch="b1") in html


def test_a_private_message_keeps_its_secret(desk, db):
    to = Recipient("anna@exempel.example")
    message = queue_text(
        kind="people.code", to=to, subject="Kod 314159", text="314159", key="c", private=True
    )
    for address in (one("message", message), at("message_list")):
        html = page(desk, address)
        assert "314159" not in html
        assert "rivate" in html


@pytest.mark.parametrize(
    ("state", "buttons"),
    [
        ("new", {"stoppa"}),
        ("held", {"stoppa"}),
        ("sending", set()),
        ("sent", set()),
        ("unknown", {"skicka-igen", "avsta"}),
        ("failed", {"skicka-igen", "avsta"}),
        ("stopped", set()),
    ],
)
def test_a_message_offers_what_can_be_done(desk, queued, state, buttons):
    html = page(desk, one("message", put_into(queued(), state)))
    assert set(re.findall(r'action="[^"]*/([a-z-]+)/"', html)) == buttons
    assert ("It is uncertain whether" in html) == (state == "unknown")


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("message_resend", "unknown", "new"),
        ("message_resend", "failed", "new"),
        ("message_give_up", "unknown", "stopped"),
        ("message_stop", "held", "stopped"),
    ],
)
def test_a_button_does_what_it_says(desk, queued, name, before, after):
    message = put_into(queued(), before)
    html = page(desk, one(name, message), go="1")
    assert Message.objects.get().state == after
    assert 'class="notice tone-success"' in html


@pytest.mark.parametrize("name", ["message_resend", "message_give_up", "message_stop"])
def test_a_button_pressed_too_late_says_so(desk, queued, name):
    html = page(desk, one(name, put_into(queued(), "sent")), 409, go="1")
    assert "it has already moved on" in html


def test_a_batch_is_stopped(desk, queued, relay):
    leaves_at = timezone.now() + timedelta(minutes=10)
    for _ in range(2):
        queued(batch="b", hold=True, not_before=leaves_at)
    html = page(desk, at("batch", batch="b"))
    assert "Leaves by itself" in html
    assert "2 letters are stopped." in page(desk, at("batch_stop", batch="b"), go="1")
    html = page(desk, at("batch", batch="b"))
    assert "Leaves by itself" not in html
    assert "<form" not in html


def test_a_batch_of_which_some_has_left(desk, queued, relay):
    take(queued(batch="b"))
    queued(batch="b", hold=True)
    assert "1 letter is stopped. 1 had already left." in page(desk, at("batch_stop", batch="b"), go="1")


def test_a_batch_is_released(desk, queued):
    queued(batch="b", hold=True)
    assert "1 letter is on its way." in page(desk, at("batch_release", batch="b"), go="1")
    assert Message.objects.get().state == "new"


def test_a_batch_that_does_not_exist_is_not_found(desk):
    page(desk, at("batch", batch="b"), 404)


def test_the_texts_are_listed(desk, received, office):
    edit_notice_text(actor=office, notice=received, language="en", subject="a", body="[b]({link})")
    rows = re.findall(
        r"entry_received/(sv|en)/.*?<td>.*?</td>\s*<td>(\w+)", page(desk, at("text_list")), re.DOTALL
    )
    assert rows == [("sv", "Original"), ("en", "Your")]


def test_a_declared_notice_is_needed_for_the_list(desk, declared):
    assert "No letters are declared." in page(desk, at("text_list"))


def test_a_text_is_shown_as_it_will_arrive(desk, received):
    html = page(desk, at("text_edit", **TEXT))
    assert "Subject: " not in html
    assert "Ert bidrag {company} är mottaget" in html
    assert "<h3>Ert bidrag Exempelbolaget AB är mottaget</h3>" in html
    assert "Go back to the original" not in html


def test_a_preview_saves_nothing(desk, received):
    html = page(desk, at("text_edit", **TEXT), preview="1", subject="Nytt {company}", body="[Se]({link})")
    assert "<h3>Nytt Exempelbolaget AB</h3>" in html
    assert not NoticeText.objects.exists()


@pytest.mark.parametrize("button", ["save", "preview"])
def test_a_wrong_text_is_refused_beside_its_field(desk, received, button):
    html = page(desk, at("text_edit", **TEXT), subject="{namn}", body="x", **{button: "1"})
    assert "{namn} is not known here" in html
    assert "The button with {link} is missing" in html
    assert "As it will arrive" not in html
    assert not NoticeText.objects.exists()


def test_an_empty_text_is_refused(desk, received):
    page(desk, at("text_edit", **TEXT), subject="", body="", save="1")
    assert not NoticeText.objects.exists()


def test_a_text_is_saved_and_restored(desk, received):
    html = page(desk, at("text_edit", **TEXT), subject="Nytt", body="[Se]({link})", save="1")
    assert "The text is saved." in html
    assert "Go back to the original text" in html
    assert NoticeText.objects.get().subject == "Nytt"
    html = page(desk, at("text_restore", **TEXT), go="1")
    assert "The original text is back." in html
    assert not NoticeText.objects.exists()


def test_a_test_is_sent_to_oneself(desk, received, office):
    assert f"A test is on its way to {office.email}." in page(desk, at("text_test", **TEXT), go="1")
    assert Message.objects.get().to_email == office.email


@pytest.mark.parametrize("parts", [{"kind": "no.such", "language": "sv"}, {**TEXT, "language": "fi"}])
@pytest.mark.parametrize("name", ["text_edit", "text_restore", "text_test"])
def test_an_unknown_text_is_not_found(desk, received, name, parts):
    page(desk, at(name, **parts), 404)


def all_addresses(message: Message) -> list[str]:
    """Every page of this app, for one message in a batch."""
    parts = {
        "message_id": message.public_id,
        "batch": "b",
        "letter_id": "0" * 20 + "-" + "a" * 16,
        "number": 1,
    }
    parts |= TEXT
    addresses = []
    for pattern in urlpatterns:
        names = pattern.pattern.converters
        addresses.append(at(pattern.name, **{name: parts[name] for name in names}))
    return addresses


def test_others_get_nothing(client, queued, outsider):
    message = queued(batch="b", hold=True)
    addresses = [address for address in all_addresses(message) if "/brevlada/" not in address]
    assert len(addresses) == 12
    for address in addresses:
        assert client.get(address).status_code == 302
        assert client.post(address).status_code == 302
    client.force_login(outsider)
    for address in addresses:
        for response in (client.get(address), client.post(address)):
            assert response.status_code in (403, 404)
            assert "anna@" not in response.content.decode()
    assert Message.objects.get().state == "held"


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_a_scanner_changes_nothing(desk, queued, received, office, settings, tmp_path, method):
    """Whoever follows every link, even signed in, changes no row."""
    settings.DEMO, settings.MAILBOX_DIR = True, tmp_path
    rows = [put_into(queued(batch="b"), state) for state in ("unknown", "failed", "held", "new")]
    edit_notice_text(actor=office, notice=received, language="sv", subject="a", body="[b]({link})")
    before = list(Message.objects.order_by("pk").values()), list(NoticeText.objects.values())
    for message in rows:
        for address in all_addresses(message):
            assert getattr(desk, method)(address).status_code in (200, 404, 405)
    assert (list(Message.objects.order_by("pk").values()), list(NoticeText.objects.values())) == before


@pytest.fixture
def demo(settings, tmp_path):
    """The demo, with two letters in its mailbox."""
    settings.DEMO, settings.MAILBOX_DIR = True, tmp_path
    for name in ("anna", "bo"):
        keep(tmp_path, MAIL.replace("NAME", name).encode())
    return sorted(place.stem for place in tmp_path.glob("*.eml"))


MAIL = """Delivered-To: NAME@exempel.example\r
From: Programmet <p@exempel.example>\r
Subject: Till NAME <b>\r
Date: Tue, 03 Mar 2027 10:00:00 +0100\r
Content-Type: multipart/mixed; boundary=a\r
\r
--a\r
Content-Type: multipart/alternative; boundary=b\r
\r
--b\r
Content-Type: text/plain\r
\r
<script>x</script>\r
https://forebild.example/own\r
https://ond.example/\r
--b\r
Content-Type: text/html\r
\r
<a href="https://forebild.example/own">x</a>\r
--b--\r
--a\r
Content-Type: text/html\r
Content-Disposition: attachment; filename="kopia.html"\r
\r
<script>\r
--a--\r
"""


def test_the_demos_mailbox_shows_what_each_person_got(client, demo):
    html = page(client, at("mailbox"))  # not signed in: the sign-in code is found here
    assert "Till anna &lt;b&gt;" in html
    assert "Till bo &lt;b&gt;" in html
    html = page(client, at("mailbox") + "?address=bo@exempel.example")
    assert "Till anna" not in html
    assert "Till bo" in html
    assert "Till anna" in page(client, at("mailbox") + "?address=nobody@exempel.example")


def test_an_empty_mailbox_says_so(client, settings, tmp_path):
    settings.DEMO, settings.MAILBOX_DIR = True, tmp_path / "none"
    assert "No letters yet" in page(client, at("mailbox"))


def test_a_letter_is_shown_as_text_with_its_own_link(client, demo):
    html = page(client, at("mailbox_letter", letter_id=demo[0]))
    assert re.findall(r'<a href="(http[^"]*)">', html) == ["https://forebild.example/own"]
    assert "&lt;script&gt;x&lt;/script&gt;" in html
    assert "https://ond.example/" in html
    assert "kopia.html" in html


def test_an_attachment_is_a_download_whatever_it_is(client, demo):
    response = client.get(at("mailbox_attachment", letter_id=demo[0], number=1))
    assert b"".join(response.streaming_content).strip() == b"<script>"
    assert response["Content-Disposition"] == 'attachment; filename="kopia.html"'
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("number", [0, 2])
def test_an_attachment_that_is_not_there(client, demo, number):
    page(client, at("mailbox_attachment", letter_id=demo[0], number=number), 404)


def test_outside_the_demo_there_is_no_mailbox(client, demo, settings, office):
    settings.DEMO = False
    client.force_login(office)
    for address in (
        at("mailbox"),
        at("mailbox_letter", letter_id=demo[0]),
        at("mailbox_attachment", letter_id=demo[0], number=1),
    ):
        page(client, address, 404)


def test_a_notice_that_asks_is_previewed_as_such(desk, received):
    register(Notice("outbox.asked", received.placeholders, asks=True, folder=received.folder))
    (received.folder / "asked.en.txt").write_text("Subject: Answer\n\n[A]({link})", encoding="utf-8")
    html = page(desk, at("text_edit", kind="outbox.asked", language="en"))
    assert "<h3>Action needed: Answer</h3>" in html
