"""What a story lacks, and what an editor should look at before the company does. Advice, no hindrance.

advice_on   every piece of advice on a draft, each with where it is
lix_of      how heavy each language is to read
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from forebild.library.facts import FACT_LABELS
from forebild.library.forms import FIELD_LABELS, LABELS
from forebild.library.models import ExamplePicture, GoodExample
from forebild.library.story import PARTS, TEXTS
from forebild.shared.writing.checks import check_text, plain_lines
from forebild.shared.writing.queries import untranslated
from forebild.shared.writing.readability import lix

NEEDED = ("title_sv", "challenge_sv", "deed_sv")  # without them it cannot be sent to the company
LOOKED_FOR = ("technologies", "cost_band", "time_band", "maturity_step")  # facts that readers filter by


@dataclass(frozen=True)
class Advice:
    """One thing to look at: a code for tests and lists, where it is, the sentence, the words it is about."""

    code: str
    where: str
    text: str
    about: str = ""


def advice_on(example: GoodExample, picture: ExamplePicture | None) -> list[Advice]:
    """All advice, the most needed first."""
    return [*_needed(example), *_languages(example), *_picture(picture), *_facts(example), *_texts(example)]


def lix_of(example: GoodExample) -> list[tuple[str, int]]:
    """How heavy the whole story is to read, per language that has any text: ("sv", 38)."""
    fields = example.document.fields
    told = {
        language: "\n\n".join(str(fields.get(f"{part}_{language}") or "") for part in PARTS)
        for language in ("sv", "en")
    }
    return [(language, lix(plain_lines(text))) for language, text in told.items() if text.strip()]


def _needed(example: GoodExample) -> Iterator[Advice]:
    for name in NEEDED:
        if not example.document.fields.get(name):
            yield Advice("needed", _where(name), _("Needed before the text can be sent to the company."))


def _languages(example: GoodExample) -> Iterator[Advice]:
    for debt in untranslated(example.document, TEXTS):
        if debt.is_outdated:
            yield Advice("outdated", _where(debt.field), _("Older than the Swedish text: read it through."))
        else:
            yield Advice(
                "untranslated", _where(debt.field), _("Missing, though the other language is there.")
            )


def _picture(picture: ExamplePicture | None) -> Iterator[Advice]:
    where = _("Picture")
    if picture is None:
        yield Advice("no_picture", where, _("The story has no picture."))
        return
    if not picture.alt_sv:
        yield Advice("no_alt", where, _("What the picture shows is not told in Swedish."))
    if not picture.alt_en:
        yield Advice("no_alt", where, _("What the picture shows is not told in English."))
    if not picture.permitted_by:
        yield Advice("no_permission", where, _("Nobody is named who has said that it may be shown."))


def _facts(example: GoodExample) -> Iterator[Advice]:
    for fact in LOOKED_FOR:
        if not example.document.fields.get(fact):
            text = _("Not said: readers who filter by it do not find the story.")
            yield Advice("no_fact", str(FACT_LABELS[fact]), text)


def _texts(example: GoodExample) -> Iterator[Advice]:
    for name in FIELD_LABELS:
        for finding in check_text(str(example.document.fields.get(name) or "")):
            yield Advice(finding.code, _where(name), finding.advice, finding.about)


def _where(name: str) -> str:
    """The field's name with its language: "The challenge, in English"."""
    text, _underscore, language = name.rpartition("_")
    return _("%(text)s, %(language)s") % {"text": LABELS[text], "language": _language(language)}


def _language(language: str) -> str:
    return _("in Swedish") if language == "sv" else _("in English")
