"""What a story's page says to those who show a link to it, and to machines."""

from __future__ import annotations

from django.utils.translation import gettext as _

from forebild.library.models import GoodExample
from forebild.library.open_data import LICENCE_URL
from forebild.library.queries import Story
from forebild.shared.sharing.drawing import Card
from forebild.shared.sharing.head import SharedAs
from forebild.shared.sharing.schema import data_block
from forebild.shared.urls import site_url


def share_card(example: GoodExample, story: Story) -> Card:
    """The picture that the page is shown with."""
    place = example.organisation.get_county_display() if example.organisation.county else ""
    return Card(
        title=story.title,
        eyebrow=" · ".join(filter(None, (example.organisation.name, place))),
        foot=f"{example.programme.name} · {_('Good examples')}",
        picture=story.picture.file.path(960) if story.picture else None,
    )


def shared_as(example: GoodExample, story: Story, language: str) -> SharedAs:
    """Title, text and picture of the link."""
    picture_alt = f"{example.organisation.name}: {story.title}"
    if story.picture:
        picture_alt = f"{picture_alt}. {story.picture.alt}"
    return SharedAs(
        title=story.title,
        text=story.ingress,
        picture_url=site_url("library:example_share_picture", language, slug=example.slug),
        picture_alt=picture_alt,
        kind="article",
    )


def schema(example: GoodExample, story: Story, language: str) -> str:
    """The story as an article by the company, in schema.org's words."""
    document, address = example.document, site_url("library:example", language, slug=example.slug)
    first, last = example.first_published_at, document.published_at
    return data_block(
        {
            "@context": "https://schema.org",
            "@type": "Article",
            "headline": story.title,
            "description": story.ingress,
            "inLanguage": language,
            "url": address,
            "mainEntityOfPage": address,
            "image": site_url("library:example_share_picture", language, slug=example.slug),
            "datePublished": first.isoformat() if first else None,
            "dateModified": last.isoformat() if last else None,
            "author": _company(example),
            "about": _company(example),
            "publisher": {"@type": "Organization", "name": example.programme.organiser},
            "license": LICENCE_URL,
            "isAccessibleForFree": True,
        }
    )


def _company(example: GoodExample) -> dict[str, object]:
    company, award = example.organisation, example.award
    return {
        "@type": "Organization",
        "name": company.name,
        "url": company.website,
        "address": {
            "@type": "PostalAddress",
            "addressLocality": company.municipality,
            "addressRegion": company.get_county_display() if company.county else "",
            "addressCountry": "SE",
        },
        "award": f"{str(award.get_outcome_display()).capitalize()} {award.edition}" if award else "",
    }
