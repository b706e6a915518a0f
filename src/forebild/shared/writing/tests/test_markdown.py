import pytest
from django.template import Context, Template
from django.utils import translation

from forebild.shared.writing.markdown import LONGEST_TEXT, heading_levels, links, plain, render
from tests.yardstick import takes_at_most


def full(text):
    return (text * (LONGEST_TEXT // len(text) + 1))[:LONGEST_TEXT]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        ("**fet** och *lutad*", "<p><strong>fet</strong> och <em>lutad</em></p>\n"),
        ("# Ett\n\n## Två\n\n# Tre", "<h2>Ett</h2>\n<h3>Två</h3>\n<h2>Tre</h2>\n"),
        ("### Ett\n\n##### Två", "<h2>Ett</h2>\n<h3>Två</h3>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("3. c", '<ol start="3">\n<li>c</li>\n</ol>\n'),
        ("[oss](/om)", '<p><a href="/om">oss</a></p>\n'),
        ("[del](#del)", '<p><a href="#del">del</a></p>\n'),
        ("[skriv](mailto:a@b.example)", '<p><a href="mailto:a@b.example">skriv</a></p>\n'),
        (
            "[ut](https://x.example)",
            '<p><a href="https://x.example" rel="nofollow noopener">ut</a></p>\n',
        ),
        ("[ut](//x.example)", '<p><a href="//x.example" rel="nofollow noopener">ut</a></p>\n'),
        ("![Robot](https://x.example/p.png)", "<p>Robot</p>\n"),
        ("~~struket~~", "<p><s>struket</s></p>\n"),
        ("|a|b|\n|-|-|\n|1|2|", None),
    ],
)
def test_markdown_becomes_html(text, html):
    made = render(text)
    assert made == html if html is not None else "<td>1</td>" in made


def test_headings_never_go_deeper_than_html_does():
    text = "\n\n".join("#" * level + " x" for level in range(1, 7))
    assert render(text, heading_level=3).count("<h6>") == 3


def test_another_language_than_the_pages_is_marked():
    with translation.override("sv"):
        assert render("Hi", "en") == '<div lang="en"><p>Hi</p>\n</div>'
        assert render("Hej", "sv") == "<p>Hej</p>\n"
        assert render("", "en") == ""


HOSTILE = [
    "<script>window.__pwned=1</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox)",
    "![x](javascript:alert(1))",
    '![x" onerror="alert(1)](https://x.example)',
    '[x](https://x.example "\\" onmouseover=\\"alert(1)")',
    "<javascript:alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "```html\n<script>alert(1)</script>\n```",
    "`<svg onload=alert(1)>`",
    "<style>@import 'http://x.example'</style>",
    "<iframe src=//x.example>",
    "<!--<img src=x onerror=alert(1)>-->",
    "<math><mtext></p><style><img src onerror=alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    "# <form action=//x.example><input>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_a_person_writes_becomes_a_tag_or_an_action(text):
    from html.parser import HTMLParser

    found = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag, attributes):
            found.append((tag, dict(attributes)))

    Reader().feed(render(text, "en") + render(text))
    assert {tag for tag, _ in found} <= {"p", "a", "pre", "code", "div", "h2"}
    for _tag, attributes in found:
        assert set(attributes) <= {"href", "rel", "title", "lang"}
        assert attributes.get("href", "https:").startswith(("https:", "http:", "/"))


SLOW = [
    *(
        full(text)
        for text in (
            "[", "]", "![[", "*a_ ", "*", "_a", "[a](", "[a](b", ">", "- ", "`", "<", "<a ", "&", "&#", "](",
            "!", "[a]: b\n", "[\\", "* ", "> a\n>> b\n", "\t", "|a|b|\n", "a**b", "~~a", "<http://a", "\n",
            "a\n\n", "- a\n", "- a\n\n", "# a\n", "a\n=\n", "\\", "*a **a ", "1. ", "1) a\n", "&amp;",
            "![a](b)", "[a][b]", "å", "# a   \n" + " " * 12, "[a](b) " + "c " * 20, "*a* " + "c " * 15,
        )
    ),
    full("".join("`" * n + "a" for n in range(1, 320))),
    full("".join("  " * n + "- a\n" for n in range(220))),
    "[" * 25_000 + "]" * 25_000,
    "> " * 25_000,
    full("|" + "a|" * 300 + "\n|" + "-|" * 300 + "\n" + ("|" + "b|" * 300 + "\n") * 80),
    full("Vi mäter energin per tillverkad detalj, varje vecka. "),
    full("Vi *mäter* energin per [detalj](https://x.example/a).\n\n"),
]  # fmt: skip


@pytest.mark.parametrize("text", SLOW, ids=range(len(SLOW)))
def test_texts_made_to_be_slow_are_rendered_quickly(text):
    assert takes_at_most(0.5, lambda: render(text))


def test_a_text_that_is_all_marks_is_shown_as_words():
    assert render("*a* " * 3_001) == f"<p>{'a ' * 3_000}a</p>\n"
    assert render("a\n\n" * 1_501) == f"<p>{'a ' * 1_500}a</p>\n"


def test_plain_keeps_the_words_alone():
    text = "# Rubrik\n\nEn **fet**\nrad med [länk](/x) och ![bild](y).\n\n```\nkod\n```\n\n- punkt"
    assert plain(text) == "Rubrik En fet rad med länk och bild. kod punkt"


@pytest.mark.parametrize(
    ("longest", "cut"),
    [(0, "ett två, tre"), (12, "ett två, tre"), (11, "ett två…"), (8, "ett två…"), (3, "ett…"), (5, "ett…")],
)
def test_an_excerpt_ends_after_a_whole_word(longest, cut):
    assert plain("ett två, tre", longest) == cut


def test_headings_and_links_can_be_asked_for():
    text = "# Ett\n\n### *Tre* här\n\n[läs **mer**](/a) och [](/b) ![i](j)"
    assert heading_levels(text) == [(1, "Ett"), (3, "Tre här")]
    assert links(text) == [("läs mer", "/a"), ("", "/b")]


def test_templates_use_the_same_function():
    template = Template(
        '{% load writing %}{{ t|markdown }}|{{ t|markdown:"en" }}|{{ t|excerpt:8 }}|{{ n|markdown }}'
    )
    with translation.override("sv"):
        made = template.render(Context({"t": "**Hej** du där", "n": None}))
    assert made == (
        "<p><strong>Hej</strong> du där</p>\n|"
        '<div lang="en"><p><strong>Hej</strong> du där</p>\n</div>|Hej du…|'
    )
