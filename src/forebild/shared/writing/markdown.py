"""Markdown to safe HTML: the only module that may call a text safe.

    render(text, language)   →  HTML for a page
    plain(text, longest)     →  words only, for excerpts and metadata

What a person writes never becomes a tag of their own: HTML is off, what the renderer makes passes an
allow-list, pictures by address are left out, links lead to http(s), mail or the site itself.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import nh3
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from markdown_it import MarkdownIt
from markdown_it.token import Token

LONGEST_TEXT = 50_000
_MOST_MARKS = 3_000  # no text has so many; beyond these the parser's time could be spent on purpose
_MOST_LINES = 3_000
_MARK = re.compile(r"[\[\]*_`~<&|]")
_INWARD = re.compile(r"(?i)#|mailto:|/(?![/\\])")
_TAGS = {
    "h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "strong", "em", "s", "a", "ul", "ol", "li",
    "blockquote", "pre", "code", "table", "thead", "tbody", "tr", "th", "td", "div",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "rel", "title"}, "ol": {"start"}, "div": {"lang"}}
_parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def render(text: str, language: str = "", *, heading_level: int = 2) -> SafeString:
    """The text as HTML, its first heading at `heading_level` and none skipping a level.

    A text in another `language` than the page's is marked so, for those who have it read aloud.
    """
    tokens = _parsed(text)
    _fit_headings(tokens, heading_level)
    for token in _inline(tokens):
        _fit_link(token)
    html = _parser.renderer.render(tokens, _parser.options, {})
    if html and language and language != (get_language() or "")[:2]:
        html = f'<div lang="{language}">{html}</div>'
    safe = nh3.clean(
        html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"http", "https", "mailto"}, link_rel=None
    )
    return mark_safe(safe)  # noqa: S308 it has passed the allow-list a line above


def plain(text: str, longest: int = 0) -> str:
    """The words without marks, on one line; cut after a whole word, with …, when longer than `longest`."""
    words = " ".join(_texts(_parsed(text))).split()
    line = " ".join(words)
    if not longest or len(line) <= longest:
        return line
    cut = line[:longest]
    return (cut.rsplit(" ", 1)[0] if line[longest] != " " else cut).rstrip(" .,;:–-") + "…"


def heading_levels(text: str) -> list[tuple[int, str]]:
    """The headings as written: level 1 to 6 and their words."""
    tokens = _parsed(text)
    return [
        (int(token.tag[1]), " ".join(_texts([inline])))
        for token, inline in pairwise(tokens)
        if token.type == "heading_open"
    ]


def links(text: str) -> list[tuple[str, str]]:
    """The links: the words that are clicked, and the address."""
    return [link for inline in _parsed(text) if inline.type == "inline" for link in _links_in(inline)]


def _links_in(inline: Token) -> Iterator[tuple[str, str]]:
    href, words = None, ""
    for token in inline.children or []:
        if token.type == "link_open":
            href, words = str(token.attrGet("href")), ""
        elif token.type == "link_close" and href is not None:
            yield words.strip(), href
            href = None
        else:
            words += token.content


def _parsed(text: str) -> list[Token]:
    """The text's tokens; one that is all marks, or all lines, is taken as plain words."""
    text = text[:LONGEST_TEXT]
    if len(_MARK.findall(text)) > _MOST_MARKS or text.count("\n") > _MOST_LINES:
        text = " ".join(_MARK.sub(" ", text).split())
    return _parser.parse(text)


def _fit_headings(tokens: Sequence[Token], top: int) -> None:
    """Rename headings so that the first is at `top`, deeper ones follow without a gap, none above `top`."""
    open_levels: list[int] = []
    for token in tokens:
        if token.type == "heading_open":
            written = int(token.tag[1])
            open_levels = [*(level for level in open_levels if level < written), written]
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(top + len(open_levels) - 1, 6)}"


def _inline(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield from token.children or []


def _fit_link(token: Token) -> None:
    """A picture becomes its description; a link out of the site gives it no weight and no window."""
    if token.type == "image":
        token.type, token.tag = "text", ""
    elif token.type == "link_open" and not _INWARD.match(str(token.attrGet("href"))):
        token.attrSet("rel", "nofollow noopener")


def _texts(tokens: Sequence[Token]) -> Iterator[str]:
    """The words of all blocks, one string for each."""
    for token in tokens:
        if token.type == "inline":
            children = token.children or []
            yield "".join(" " if child.type.endswith("break") else child.content for child in children)
        elif token.type in ("fence", "code_block"):
            yield token.content
