"""The editorial pages, Markdown in two languages: about, rules, press, accessibility, privacy."""

from dataclasses import dataclass

from forebild.sample.texts import CONTENT, Text

KEYS = ("about", "rules", "press", "accessibility", "privacy")


@dataclass(frozen=True)
class SamplePage:
    """`title` is the file's first line, `body` the rest as Markdown."""

    key: str
    title: Text
    body: Text


def sample_pages() -> tuple[SamplePage, ...]:
    """All pages, in the order of the menu."""
    return tuple(_page(key) for key in KEYS)


def _page(key: str) -> SamplePage:
    sv, en = (_halves(key, language) for language in ("sv", "en"))
    return SamplePage(key, Text(sv[0], en[0]), Text(sv[1], en[1]))


def _halves(key: str, language: str) -> tuple[str, str]:
    words = (CONTENT / "pages" / f"{key}.{language}.md").read_text(encoding="utf-8")
    title, _newline, body = words.partition("\n")
    return title.removeprefix("# ").strip(), body.strip()
