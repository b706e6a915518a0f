from email import message_from_bytes
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import settings as run
from hypothesis import strategies as st

from forebild.shared.outbox.letter import compose, envelope_address, message_id
from forebild.shared.outbox.markup import Paragraph, letter, one_line
from forebild.shared.outbox.models import Attachment, Message

HEADERS = [
    "Subject",
    "From",
    "To",
    "Date",
    "Message-ID",
    "Auto-Submitted",
    "MIME-Version",
    "Content-Type",
    "Content-Language",
]


class Unsaved(Message):
    """A message that needs no database: nothing is attached."""

    class Meta:
        proxy = True
        app_label = "outbox"

    enclosed: tuple[Attachment, ...] = ()

    @property
    def attachments(self):  # type: ignore[override]
        return self

    def all(self):
        return self.enclosed


def _message(subject: str = "Hej", text: str = "Hej", **fields) -> Unsaved:
    words = letter(one_line(subject), [Paragraph(text)], "sv")
    return Unsaved(
        to_email=fields.pop("to_email", "anna@exempel.example"),
        message_id=message_id("a"),
        language="sv",
        subject=words.subject,
        text=words.text,
        html=words.html,
    )


def _parsed(message: Message):
    return message_from_bytes(compose(message), policy=default)


def test_a_letter_has_two_parts_and_says_that_a_machine_sent_it(settings):
    settings.DEFAULT_FROM_EMAIL = "Smart industri <programmet@forebild.example>"
    mail = _parsed(_message("Räksmörgås", "Hej å\n\n.\n.x"))
    assert mail.keys() == HEADERS
    assert mail["From"] == "Smart industri <programmet@forebild.example>"
    assert mail["To"] == "anna@exempel.example"
    assert mail["Subject"] == "Räksmörgås"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Content-Language"] == "sv"
    assert mail.get_body(("plain",)).get_content().replace("\r\n", "\n") == "Hej å\n\n.\n.x\n"
    assert "Hej å" in mail.get_body(("html",)).get_content()


def test_a_letter_is_seven_bit_with_short_lines():
    raw = compose(_message("å" * 180, "ö" * 5000))
    assert raw.isascii()
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    assert b"\n" not in raw.replace(b"\r\n", b"")


def test_attachments_are_enclosed():
    message = _message()
    message.enclosed = (
        Attachment(name="Å ”bidrag”.pdf", content_type="application/pdf", content=b"%PDF\x00"),
    )
    (part,) = _parsed(message).iter_attachments()
    assert part.get_filename() == "Å ”bidrag”.pdf"
    assert part.get_content_type() == "application/pdf"
    assert part.get_content() == b"%PDF\x00"


def test_the_number_comes_from_the_key_and_does_not_tell_it(settings):
    settings.DEFAULT_FROM_EMAIL = "x <y@forebild.example>"
    assert message_id("a") == message_id("a") != message_id("b")
    assert message_id("entry:1").endswith("@forebild.example>")
    before = message_id("a")
    settings.SECRET_KEY = "another"
    assert message_id("a") != before


def test_a_swedish_domain_goes_in_its_ascii_form():
    assert envelope_address("anna@räksmörgås.example") == "anna@xn--rksmrgs-5wao1o.example"
    assert _parsed(_message(to_email="anna@räksmörgås.example"))["To"] == "anna@xn--rksmrgs-5wao1o.example"


@run(deadline=None)
@given(subject=st.text(), text=st.text())
@pytest.mark.parametrize(
    "prefix", ["", "\r\nBcc: ond@exempel.example\r\n", "\n\n<script>", "=?utf-8?q?x=0D=0ABcc:_a?="]
)
def test_nothing_typed_becomes_a_header(prefix, subject, text):
    """Whatever is in a subject or a text: exactly our headers, exactly one recipient, the words unchanged."""
    message = _message(prefix + subject, prefix + text)
    mail = _parsed(message)
    assert mail.keys() == HEADERS
    assert mail["To"] == "anna@exempel.example"
    assert len(mail["Subject"].splitlines()) <= 1
    assert str(mail["Subject"]).split() == message.subject.split()
    assert "Bcc" not in mail
    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]


@pytest.mark.parametrize("tail", ["\r\nBcc: ond@exempel.example", "\nBcc: a", "\rBcc: a"])
def test_an_untidied_subject_is_refused(tail):
    """Should a line end ever come so far, no letter is written."""
    message = _message()
    message.subject += tail
    with pytest.raises(ValueError, match="one line"):
        compose(message)
