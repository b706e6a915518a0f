"""What an awarded company gets to show: the diploma, and a badge for its own site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from forebild.competition.models import Award
from forebild.shared.pdf.diplomas import Diploma, diploma_pdf
from forebild.shared.urls import site_url

WIDTH, HEIGHT = 320, 104
_ROOM = 208  # for text, right of the mark
_ADVANCE = 0.56  # mean width of a letter in a sans serif, as a share of its size

LIGHT = {"ground": "#fbf8f2", "ink": "#16241f", "brand": "#1d5b45", "mark": "#f2c230", "line": "#cfc8b8"}
DARK = {"ground": "#12201b", "ink": "#f4f1ea", "brand": "#a9d8c2", "mark": "#f2c230", "line": "#34483f"}


@dataclass(frozen=True)
class Badge:
    """One variant of the badge with what a company pastes into its own page."""

    label: str
    is_dark: bool
    address: str
    alt: str
    snippet: str  # plain HTML: a link around a picture, no script


def title_of(award: Award) -> str:
    """ "Winner 2027", in the language that is active."""
    outcome = str(award.get_outcome_display())
    return f"{outcome[:1].upper()}{outcome[1:]} {award.edition.year}"


def alt_of(award: Award) -> str:
    """The badge in words."""
    return f"{title_of(award)}, {award.edition.programme.name}"


def drawing(award: Award, language: str, *, dark: bool) -> dict[str, Any]:
    """What the badge's template needs."""
    with translation.override(language):
        title, programme, alt = title_of(award), award.edition.programme.name, alt_of(award)
    return {
        **(DARK if dark else LIGHT),
        "width": WIDTH,
        "height": HEIGHT,
        "alt": alt,
        "title": title,
        "title_size": _size(title, most=24),
        "programme": programme,
        "programme_size": _size(programme, most=16),
    }


def _size(text: str, *, most: int) -> str:
    """The largest type in which the text has room, as SVG writes it."""
    return f"{min(most, _ROOM / (_ADVANCE * max(len(text), 1))):.1f}"


def offered(award: Award, language: str) -> list[Badge]:
    """The variants, in `language`, with their snippets."""
    alt = alt_of(award)
    proof = site_url("competition:award", language, award_id=award.public_id)
    picture = site_url("competition:award_badge", language, award_id=award.public_id)
    variants = [(_("For light pages"), False, picture), (_("For dark pages"), True, f"{picture}?tema=mork")]
    return [
        Badge(label, is_dark, address, alt, str(_snippet(proof, address, alt)))
        for label, is_dark, address in variants
    ]


def _snippet(proof: str, address: str, alt: str) -> SafeString:
    return format_html(
        '<a href="{}"><img src="{}" alt="{}" width="{}" height="{}"></a>', proof, address, alt, WIDTH, HEIGHT
    )


def award_diploma(award: Award, language: str) -> bytes:
    """The diploma in `language`, signed by the jury's chair, or by the organiser where no chair is known."""
    with translation.override(language):
        programme = award.edition.programme
        outcome = str(award.get_outcome_display())
        diploma = Diploma(
            programme=programme.name,
            edition=str(award.edition.year),
            award=f"{outcome[:1].upper()}{outcome[1:]}",
            company=award.organisation_name,
            citation=award.citation,
            chair=award.chair_name or programme.organiser,
            chair_title=_("Chair of the jury") if award.chair_name else _("Organiser"),
            verify_address=site_url("competition:award", language, award_id=award.public_id),
            decided_at=award.published_at,
        )
    return diploma_pdf(diploma, language=language)
