"""A letter as somebody reads it on a page, in its own language."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import translation

from forebild.feedback.content import ExampleRow, compared_by, content_of, named_bands, no_bands_because
from forebild.feedback.models import Letter


@dataclass(frozen=True)
class Reading:
    """`bands`: (criterion, band), by what `compared_by` says; `no_bands`: why there are none; `hides_bands`:
    from this reader."""

    language: str
    opening: str
    strengths: str
    opportunities: str
    bands: list[tuple[str, str]]
    compared_by: str
    no_bands: str
    hides_bands: bool
    examples: list[ExampleRow]


def reading_of(letter: Letter, *, shows_bands: bool = True) -> Reading:
    """The letter as approved, or as it would leave now."""
    content = content_of(letter)
    with translation.override(letter.language):
        bands = named_bands(content) if shows_bands else []
        return Reading(
            language=letter.language,
            opening=content["opening"],
            strengths=content["strengths"],
            opportunities=content["opportunities"],
            bands=bands,
            compared_by=compared_by(content) if bands else "",
            no_bands="" if bands or not shows_bands else no_bands_because(),
            hides_bands=not shows_bands,
            examples=content["examples"],
        )
