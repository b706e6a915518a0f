import pytest

from forebild.shared.outbox.markup import Text
from forebild.shared.outbox.notices import (
    Notice,
    checked_values,
    own_address,
    register,
    shipped_text,
)


def test_a_kind_is_declared_once(received):
    with pytest.raises(RuntimeError, match=r"outbox\.entry_received is declared twice"):
        register(Notice("outbox.entry_received", {}))


@pytest.mark.parametrize("kind", ["entry", "Entry.received", "a.b.c", "a.", "a.b-c", "../x.y"])
def test_a_kind_is_app_and_name(kind):
    with pytest.raises(ValueError, match="<app>"):
        Notice(kind, {})


def test_links_are_known_by_their_names():
    assert Notice("a.b", {"link": "", "entry_link": "", "linked": "", "links": ""}).links == {
        "link",
        "entry_link",
    }


def test_samples_lead_to_our_own_site(settings, received):
    assert received.samples == {"company": "Exempelbolaget AB", "link": f"{settings.SITE_URL}/"}


def test_the_shipped_words_are_read(received):
    assert shipped_text(received, "en") == Text(
        "We have received your entry, {company}",
        "We have received the entry from {company}.\n\n[See the entry]({link})",
    )


def test_words_lie_in_the_app_of_the_kind():
    with pytest.raises(FileNotFoundError, match=r"people/mail/no_such\.sv\.txt"):
        shipped_text(Notice("people.no_such", {}), "sv")


@pytest.mark.parametrize(
    "content", ["Hej\n\nx", "Subject: a\nx", "Subject: a\n\n \n", "Subject: a\nb\n\nx", ""]
)
def test_a_file_without_subject_or_text_is_refused(declared, words, content):
    folder = words(sv=content)
    with pytest.raises(ValueError, match="must begin with"):
        shipped_text(Notice("outbox.entry_received", {}, folder=folder), "sv")


@pytest.mark.parametrize("values", [{}, {"company": "a"}, {"company": "a", "link": "/", "more": "b"}])
def test_values_are_exactly_the_declared_ones(received, values):
    with pytest.raises(ValueError, match="needs exactly"):
        checked_values(received, values)


def test_a_path_becomes_an_address_of_our_own(settings):
    settings.SITE_URL = "https://forebild.example"
    assert own_address("/bidrag/1/?a=b#c") == "https://forebild.example/bidrag/1/?a=b#c"
    assert own_address("https://forebild.example/x") == "https://forebild.example/x"


@pytest.mark.parametrize(
    "address",
    [
        "https://ond.example/",
        "//ond.example/",
        "https://forebild.example.ond.example/",
        "https://forebild.example@ond.example/",
        "https://a@forebild.example/",
        "https://forebild.example:81/",
        "http://forebild.example/",
        "javascript:alert(1)",
        "bidrag/1/",
        "",
        "/a b",
        "/a\r\nBcc: x",
        '/a"><b>',
        "/å",
        "/\\ond.example",
    ],
)
def test_a_button_leads_nowhere_else(settings, address):
    settings.SITE_URL = "https://forebild.example"
    with pytest.raises(ValueError, match="our own pages only"):
        own_address(address)
