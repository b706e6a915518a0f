"""What a letter says, put together: the words, the bands, the examples. And how a mail writes that.

content = {"opening": …, "strengths": …, "opportunities": …,
           "bands": [{"criterion": "Nyhet", "band": "above"}],      band "": too few were scored
           "basis": "adjusted",                                     what the bands compare: raw or adjusted
           "examples": [{"slug": …, "title": …, "why": …}]}

All in the letter's own language.
"""

from __future__ import annotations

from typing import TypedDict

from django.utils import translation
from django.utils.translation import gettext as _

from forebild.feedback import bands, queries
from forebild.feedback.models import Letter
from forebild.jury.models import Basis
from forebild.jury.queries import ranking_state

TEXTS = ("opening", "strengths", "opportunities")


class BandRow(TypedDict):
    """A criterion's name and the entry's band in it."""

    criterion: str
    band: str


class ExampleRow(TypedDict):
    """A published example, and in one line why it is named."""

    slug: str
    title: str
    why: str


class Content(TypedDict):
    """The whole letter."""

    opening: str
    strengths: str
    opportunities: str
    bands: list[BandRow]
    basis: str
    examples: list[ExampleRow]


def compose(letter: Letter) -> Content:
    """The letter as it would leave now."""
    with translation.override(letter.language):
        texts = {name: str(letter.document.fields.get(name) or "").strip() for name in TEXTS}
        return Content(
            opening=texts["opening"],
            strengths=texts["strengths"],
            opportunities=texts["opportunities"],
            bands=[
                BandRow(criterion=criterion.name, band=band or "")
                for criterion, band in queries.bands_of(letter.entry)
            ],
            basis=ranking_state(letter.entry.edition).basis,
            examples=[
                ExampleRow(slug=match.story.slug, title=match.story.title, why=queries.why(match))
                for match in queries.examples_for(letter.entry, letter.language)
            ],
        )


def content_of(letter: Letter) -> Content:
    """As approved; of one that is still being written, as it would leave now."""
    kept: Content | None = letter.content
    return compose(letter) if kept is None else kept


def band_name(band: str) -> str:
    """The band in words."""
    return {
        bands.WELL_ABOVE: _("well above the middle of the field"),
        bands.ABOVE: _("above the middle"),
        bands.MIDDLE: _("in the middle"),
        bands.BELOW: _("below the middle"),
        bands.WELL_BELOW: _("well below the middle of the field"),
    }[band]


def named_bands(content: Content) -> list[tuple[str, str]]:
    """(criterion, band in words), of those criteria that have one."""
    return [(row["criterion"], band_name(row["band"])) for row in content["bands"] if row["band"]]


def compared_by(content: Content) -> str:
    """What the bands compare, in a few words."""
    if content.get("basis") == Basis.ADJUSTED:
        return _("Compared are scores adjusted for how strict each juror is.")
    return _("Compared are the means of the scores as the jurors gave them.")


def no_bands_because() -> str:
    """Why the letter tells no bands."""
    return _(
        "Fewer than five entries were scored, so a comparison would tell of single companies. "
        "That is why there is none."
    )


def mail_values(letter: Letter, link: str) -> dict[str, str]:
    """What the notice's text asks for; in the letter's language."""
    content, edition = content_of(letter), letter.entry.edition
    with translation.override(letter.language):
        compared = [f"{criterion}: {band}" for criterion, band in named_bands(content)]
        examples = [f"{row['title']}: {row['why']}" for row in content["examples"]]
        return {
            "company": letter.entry.organisation.name,
            "edition": edition.name,
            "opening": content["opening"],
            "strengths": content["strengths"],
            "opportunities": content["opportunities"],
            "bands": "\n".join([*compared, "", compared_by(content)]) if compared else no_bands_because(),
            "examples": "\n".join(examples) or _("None fits yours closely yet."),
            "link": link,
        }
