"""The small markup that notices are written in, and how it becomes a letter.

    Blank lines part paragraphs.
    - A line like this is an item of a list.
    [See your entry]({link})        alone on its line: a button; in plain text the address

`{company}` stands for a declared value. The markup is read before the values are put in, once, so nothing
that a person typed can become a button, a list, a header or another placeholder.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string

_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_BUTTON = re.compile(r"\[([^\[\]\n]+)\]\(\{([a-z][a-z0-9_]*)\}\)")
_LINE_ENDS = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_TURNS_DIRECTION = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
SUBJECT_LIMIT = 200


@dataclass(frozen=True)
class Paragraph:
    """Lines that belong together."""

    text: str


@dataclass(frozen=True)
class Bullets:
    """A list, an item a line."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Button:
    """A label and where it leads: a placeholder's name before filling, an address after."""

    label: str
    link: str


Block = Paragraph | Bullets | Button


@dataclass(frozen=True)
class Text:
    """A notice's words in one language, placeholders and all."""

    subject: str
    body: str


@dataclass(frozen=True)
class Letter:
    """What one person gets."""

    subject: str
    text: str
    html: str


def blocks(body: str) -> list[Block]:
    """Read the markup; anything that is neither item nor button is a paragraph."""
    found: list[Block] = []
    for piece in re.split(r"\n\s*\n", _LINE_ENDS.sub("\n", body).strip()):
        lines = [_block(line.strip()) for line in piece.split("\n")]
        joined = lines[:1]
        for block in lines[1:]:
            joined[-1:] = _join(joined[-1], block)
        found += joined
    return found


def placeholders(source: str) -> set[str]:
    """The names that a text uses."""
    return set(_PLACEHOLDER.findall(source))


def stray_braces(source: str) -> list[str]:
    """Braces that are not a placeholder: `{Company}`, `{user.password}`, `{`; each as written."""
    return re.findall(r"\{[^{}\s]*\}?|\}", _PLACEHOLDER.sub("", source))


def button_links(body: str) -> set[str]:
    """The names that buttons lead to."""
    return {block.link for block in blocks(body) if isinstance(block, Button)}


def outside_buttons(body: str) -> set[str]:
    """The names used in running text, lists and labels."""
    return placeholders(_BUTTON.sub(r"\1", body))


def fill(text: Text, values: Mapping[str, str], language: str) -> Letter:
    """Put the values in and write both parts of the letter. KeyError for a name without a value."""
    tidy = {name: clean(value) for name, value in values.items()}
    filled = [_filled(block, tidy) for block in blocks(text.body)]
    return letter(one_line(_put_in(text.subject, tidy)), filled, language)


def letter(subject: str, content: Sequence[Block], language: str) -> Letter:
    """A letter of finished blocks."""
    html = render_to_string(
        "outbox/mail/frame.html",
        {"subject": subject, "blocks": [_for_template(b) for b in content], "language": language},
    )
    return Letter(subject, "\n\n".join(_as_text(block) for block in content) + "\n", html)


def clean(value: str) -> str:
    """The value without control characters, direction marks and half characters; line ends become \\n."""
    lines = _LINE_ENDS.sub("\n", value).replace("\t", " ")
    return "".join(c for c in lines if c == "\n" or _is_fit(c))


def one_line(value: str) -> str:
    """The value as a header holds it: one line, single spaces, at most 200 characters."""
    line = " ".join(clean(value).split())
    return line if len(line) <= SUBJECT_LIMIT else line[: SUBJECT_LIMIT - 1] + "…"


def _is_fit(character: str) -> bool:
    return unicodedata.category(character) not in ("Cc", "Cs") and character not in _TURNS_DIRECTION


def _block(line: str) -> Block:
    if button := _BUTTON.fullmatch(line):
        return Button(button[1], button[2])
    return Bullets((line[2:].strip(),)) if line.startswith("- ") else Paragraph(line)


def _join(before: Block, after: Block) -> list[Block]:
    """Two lines of one paragraph, or two items of one list, become one block; others stay two."""
    if isinstance(before, Paragraph) and isinstance(after, Paragraph):
        return [Paragraph(f"{before.text}\n{after.text}")]
    if isinstance(before, Bullets) and isinstance(after, Bullets):
        return [Bullets(before.items + after.items)]
    return [before, after]


def _put_in(source: str, values: Mapping[str, str]) -> str:
    return _PLACEHOLDER.sub(lambda found: values[found[1]], source)


def _filled(block: Block, values: Mapping[str, str]) -> Block:
    if isinstance(block, Button):
        return Button(one_line(_put_in(block.label, values)), values[block.link])
    if isinstance(block, Bullets):
        return Bullets(tuple(_put_in(item, values) for item in block.items))
    return Paragraph(_put_in(block.text, values))


def _as_text(block: Block) -> str:
    if isinstance(block, Button):
        return f"{block.label}:\n{block.link}"
    if isinstance(block, Bullets):
        return "\n".join(f"- {item}" for item in block.items)
    return block.text


def _for_template(block: Block) -> tuple[str, Block]:
    return type(block).__name__.lower(), block
