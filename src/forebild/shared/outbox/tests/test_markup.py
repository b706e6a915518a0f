import pytest
from hypothesis import given
from hypothesis import settings as run
from hypothesis import strategies as st

from forebild.shared.outbox.markup import (
    Bullets,
    Button,
    Paragraph,
    Text,
    blocks,
    clean,
    fill,
    one_line,
    outside_buttons,
    stray_braces,
)


def test_the_markup_knows_paragraphs_lists_and_buttons():
    body = "Hej,\nvälkommen.\r\n\r\nDetta gäller:\n- ett\n-  två\n[Öppna {x}]({link})\n \n\nHälsningar"
    assert blocks(body) == [
        Paragraph("Hej,\nvälkommen."),
        Paragraph("Detta gäller:"),
        Bullets(("ett", "två")),
        Button("Öppna {x}", "link"),
        Paragraph("Hälsningar"),
    ]


def test_two_lists_with_a_blank_line_between_stay_two():
    assert blocks("- a\n\n- b") == [Bullets(("a",)), Bullets(("b",))]


@pytest.mark.parametrize(
    "line",
    ["[Label](https://exempel.example)", "see [Label]({link})", "[Label]({link}) now", "[a]b]({link})"],
)
def test_what_is_no_button_is_plain_text(line):
    assert blocks(line) == [Paragraph(line)]


def test_the_letter_in_plain_text_and_html():
    text = Text("{company} & ni", "Hej {company}\npå er\n\n- {company}\n- b\n\n[Se {company}]({link})")
    letter = fill(text, {"company": "Å & <Ö>", "link": "https://forebild.example/a?b=1&c=2"}, "sv")
    assert letter.subject == "Å & <Ö> & ni"
    assert letter.text == (
        "Hej Å & <Ö>\npå er\n\n- Å & <Ö>\n- b\n\nSe Å & <Ö>:\nhttps://forebild.example/a?b=1&c=2\n"
    )
    assert '<html lang="sv">' in letter.html
    assert "<title>Å &amp; &lt;Ö&gt; &amp; ni</title>" in letter.html
    assert "<p>Hej Å &amp; &lt;Ö&gt;<br>på er</p>" in letter.html
    assert "<ul>\n<li>Å &amp; &lt;Ö&gt;</li>\n<li>b</li>\n</ul>" in letter.html
    assert (
        '<p><a class="button" href="https://forebild.example/a?b=1&amp;c=2">Se Å &amp; &lt;Ö&gt;</a></p>'
        in letter.html
    )


@pytest.mark.parametrize(
    "payload",
    [
        "{link}",
        "{company}",
        "[Tryck]({link})",
        "x\n\n[Tryck]({link})\n\ny",
        "- punkt",
        "<a href='https://ond.example'>x</a>",
        "https://ond.example/",
        "{{ settings.SECRET_KEY }}{% now 'Y' %}",
        "{0.__class__}%(company)s$company",
    ],
)
def test_what_a_person_typed_stays_text(payload):
    """No placeholder, no button, no list, no link and no tag comes out of a value."""
    letter = fill(Text("{company}", "A {company} b\n\n[Se]({link})"), _values(payload), "sv")
    assert letter.html.count("<a ") == 1
    assert letter.html.count("<li>") == 0
    assert "ond.example'" not in letter.html
    assert letter.text.startswith("A " + payload.split("\n")[0])


@run(deadline=None)
@given(st.text())
def test_no_value_ever_makes_a_tag_or_a_second_line_in_the_subject(value):
    letter = fill(
        Text("S {company}", "{company}\n\n- {company}\n\n[{company}]({link})"), _values(value), "sv"
    )
    without_breaks = letter.html.replace("<br>", "")
    assert without_breaks.count("<") == fill(
        Text("S", "{company}\n\n- x\n\n[y]({link})"), _values(""), "sv"
    ).html.count("<")
    assert "\n" not in letter.subject
    assert "\r" not in letter.subject + letter.text
    assert "\x00" not in letter.subject + letter.text + letter.html


def _values(company: str) -> dict[str, str]:
    return {"company": company, "link": "https://forebild.example/"}


def test_a_name_without_a_value_is_an_error():
    with pytest.raises(KeyError):
        fill(Text("{other}", "x"), {}, "sv")


@pytest.mark.parametrize(
    "source", ["{Company}", "{user.password}", "{", "}", "{ company }", "{0}", "{a!r}", "{a:9}"]
)
def test_braces_that_are_no_placeholder_are_found(source):
    assert stray_braces(f"x {source} y")


def test_placeholders_are_no_stray_braces():
    assert stray_braces("{company} and {a_link}") == []


def test_names_outside_buttons_include_their_labels():
    assert outside_buttons("a {b}\n\n[c {d}]({link})") == {"b", "d"}


def test_clean_takes_away_what_cannot_be_seen():
    assert clean("a\x00b\x1bc\u202ed\ud800e\tf\r\ng\u2028h\x85i") == "abcde f\ng\nh\ni"


def test_one_line_is_short_and_single_spaced():
    assert one_line(" a \r\nBcc: b\n c ") == "a Bcc: b c"
    assert one_line("x" * 200) == "x" * 200
    assert one_line("x" * 201) == "x" * 199 + "…"
