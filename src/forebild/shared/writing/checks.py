"""What an editor should look at before readers do. Advice, never a hindrance."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forebild.shared.writing.counting import count_words
from forebild.shared.writing.markdown import heading_levels, links, plain
from forebild.shared.writing.models import Document
from forebild.shared.writing.queries import untranslated
from forebild.shared.writing.readability import lix, sentences

HEAVIEST_LIX = 45
LONGEST_SENTENCE = 30  # words
_FEWEST_WORDS = 50  # LIX says nothing about less
_SAYS_NOTHING = {
    "",
    "här", "klicka här", "läs mer", "läs mer här", "mer", "länk", "tryck här", "mer information",
    "here", "click here", "read more", "more", "link", "this link", "more information",
}  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """One piece of advice: a code for tests and styles, the sentence, and the words it is about."""

    code: str
    advice: str
    about: str = ""


def check_text(text: str) -> list[Finding]:
    """Everything worth a second look in one Markdown text."""
    return [*_heading_jumps(text), *_bad_links(text), *_heaviness(text)]


def check_languages(document: Document, names: Iterable[str]) -> list[Finding]:
    """What lacks its other language, or has an older one."""
    return [
        Finding("outdated", _("The English text is older than the Swedish one."), debt.field)
        if debt.is_outdated
        else Finding("untranslated", _("The text is missing in the other language."), debt.field)
        for debt in untranslated(document, names)
    ]


def _heading_jumps(text: str) -> list[Finding]:
    levels = heading_levels(text)
    return [
        Finding("heading_jump", _("The heading skips a level; use one # less."), words)
        for (before, _words), (level, words) in pairwise(levels)
        if level > before + 1
    ]


def _bad_links(text: str) -> list[Finding]:
    return [
        Finding(
            "link_text",
            _("The link does not say where it leads. Use the name of the page."),
            said or address,
        )
        for said, address in links(text)
        if said.strip(" .:!»›>").lower() in _SAYS_NOTHING or said.startswith(("http:", "https:", "www."))
    ]


def _heaviness(text: str) -> list[Finding]:
    prose = plain_lines(text)
    found = [
        Finding(
            "long_sentence",
            ngettext(
                "A sentence of %(count)d word. Divide it.", "A sentence of %(count)d words. Divide it.", count
            )
            % {"count": count},
            sentence[:80],
        )
        for sentence in sentences(prose)
        if (count := count_words(sentence)) > LONGEST_SENTENCE
    ]
    if count_words(prose) >= _FEWEST_WORDS and (heavy := lix(prose)) > HEAVIEST_LIX:
        advice = _("The text is heavy to read (LIX %(lix)d). Use shorter sentences and more common words.")
        found.append(Finding("heavy", advice % {"lix": heavy}))
    return found


def plain_lines(text: str) -> str:
    """The text without marks, its blocks kept apart: what sentences are counted in."""
    return "\n".join(filter(None, (plain(block) for block in text.split("\n\n"))))
