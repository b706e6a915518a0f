import pytest
from django.utils.translation import gettext_lazy, override

from forebild.shared.outbox.markup import Text
from forebild.shared.outbox.models import NoticeText
from forebild.shared.outbox.notices import NOTICES, Notice, register
from forebild.shared.outbox.texts import (
    assert_notice_texts_complete,
    current_text,
    preview,
    problems,
    write,
)

GOOD = Text("Hej {company}", "Till {company}\n\n[Se]({link})")


def test_the_offices_words_go_before_the_shipped_ones(db, received):
    NoticeText.objects.create(kind=received.kind, language="en", subject="Own", body="[A]({link})")
    assert current_text(received, "en") == Text("Own", "[A]({link})")
    assert current_text(received, "sv").subject == "Ert bidrag {company} är mottaget"


def test_a_notice_that_asks_says_so_in_its_subject(db, received):
    asking = Notice("outbox.entry_received", received.placeholders, asks=True, folder=received.folder)
    assert preview(asking, "en").subject == "Action needed: We have received your entry, Exempelbolaget AB"
    assert preview(received, "en").subject == "We have received your entry, Exempelbolaget AB"


def test_lazy_values_speak_the_recipients_language(db, received):
    values = {"company": gettext_lazy("Monday"), "link": "/"}
    with override("en"):
        assert "måndag" in write(received, "sv", values).subject
    with override("sv"):
        assert "Monday" in write(received, "en", values).subject


@pytest.mark.parametrize(
    ("text", "field", "says"),
    [
        (
            Text("Hej {namn}", GOOD.body),
            "subject",
            "{namn} is not known here. You can use: {company}, {link}.",
        ),
        (Text("Hej", "{user.password}\n\n" + GOOD.body), "body", "{user.password} is not known here."),
        (Text("Hej {", GOOD.body), "subject", "{ is not known here."),
        (Text(" ", GOOD.body), "subject", "Write a subject of one line."),
        (Text("a\nb", GOOD.body), "subject", "Write a subject of one line."),
        (Text("Hej", " "), "body", "Write a text."),
        (Text("Hej", "Utan knapp"), "body", "The button with {link} is missing"),
        (Text("Hej", "{link}"), "body", "{link} is an address: it stands in a button"),
        (Text("Hej", "[{link}]({link})"), "body", "{link} is an address"),
        (Text("Hej {link}", GOOD.body), "subject", "{link} is an address"),
        (Text("Hej", "[Se]({company})\n\n[Se]({link})"), "body", "{company} is no address"),
        (Text("Hej", "[Se]({other})\n\n[Se]({link})"), "body", "{other} is not known here."),
    ],
)
def test_what_is_wrong_is_said_by_name(received, text, field, says):
    found = problems(received, text)
    assert list(found) == [field]
    assert says in found[field]


def test_a_notice_without_placeholders_says_that_there_are_none(declared):
    assert problems(Notice("a.b", {}), Text("{x}", "y")) == {
        "subject": "{x} is not known here. You can use: –."
    }


def test_nothing_is_wrong_with_good_words(received):
    assert problems(received, GOOD) == {}
    assert problems(received, Text("Hej", "[Se]({link})")) == {}  # the office may leave a value out


def test_complete_texts_pass(received):
    assert_notice_texts_complete()


@pytest.mark.parametrize(
    ("words_of", "says"),
    [
        ({"sv": "Subject: a {company}\n\n[b]({link})"}, "outbox.entry_received.en: "),
        ({"sv": "Subject: a {company}\n\n[b]({link})", "en": "a"}, "must begin with"),
        (
            {"sv": "Subject: a\n\n[b]({link})", "en": "Subject: {company}\n\n[b]({link})"},
            "sv: {company} is declared",
        ),
        (
            {"sv": "Subject: {x}{company}\n\n[b]({link})", "en": "Subject: {company}\n\n[b]({link})"},
            "sv: subject: {x}",
        ),
    ],
)
def test_incomplete_texts_are_named(declared, words, words_of, says):
    register(Notice("outbox.entry_received", {"company": "A", "link": "/"}, folder=words(**words_of)))
    with pytest.raises(AssertionError) as raised:
        assert_notice_texts_complete()
    assert says in str(raised.value)


def test_apps_notices_are_read_at_the_start():
    """Those that apps declare are there without anybody importing them."""
    assert "people.sign_in_code" in NOTICES
