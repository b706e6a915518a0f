"""Whom a story or a company is like: profiles for `engine.likeness`, and the stories most alike."""

from __future__ import annotations

from forebild.engine.likeness.problem import Profile
from forebild.people.models import Organisation
from forebild.people.reference import sni
from forebild.people.reference.counties import BY_CODE


def profile_of(company: Organisation) -> Profile:
    """A company as it is on record: latest head count, main industry, county."""
    figures = company.figures.order_by("-year").first()
    industry = company.industries.order_by("rank").first()
    return Profile(
        head_count=float(figures.head_count) if figures else None,
        sector=sector_path(industry.scheme, industry.code) if industry else (),
        county=company.county,
        region=region_of(company.county),
    )


def profile_of_answers(
    *,
    head_count: float | None = None,
    industry: str = "",
    county: str = "",
    scheme: str = sni.SNI_2007_SCHEME,
) -> Profile:
    """Three answers instead of a company: how many, what trade (a code, however short), where."""
    return Profile(
        head_count=head_count,
        sector=sector_path(scheme, industry),
        county=county if county in BY_CODE else "",
        region=region_of(county),
    )


def sector_path(scheme: str, code: str) -> tuple[str, ...]:
    """The way down the tree: section, division, group, class; as far as the code goes, () for no code."""
    try:
        plain = sni.normalised(scheme, code)
    except sni.CodeError:
        return ()
    levels = [plain[:length] for length in (2, 4, 5) if len(plain) >= length]
    return (f"{scheme}:{sni.section_of(scheme, plain)}", *dict.fromkeys([*levels, plain]))


def region_of(county: str) -> str:
    """The NUTS 2 region of a county; "" where there is none."""
    return BY_CODE[county].nuts2 if county in BY_CODE else ""
