"""Good examples and results as an Atom feed."""

from __future__ import annotations

from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from forebild.competition.queries import released_editions
from forebild.library import queries
from forebild.programme.models import Programme
from forebild.shared.urls import site_url


def atom(programme: Programme, language: str) -> str:
    """The feed in the active language: what has been published, and the years whose result is out."""
    feed = Atom1Feed(
        title=programme.name,
        link=site_url("library:examples", language),
        feed_url=site_url("library:feed", language),
        description=programme.summary,
        language=language,
    )
    for example in queries.feed_examples(programme):
        story = queries.story(example.document.published_fields or {}, language, {})
        address = site_url("library:example", language, slug=example.slug)
        feed.add_item(
            title=story.title,
            link=address,
            description=story.ingress,
            author_name=example.organisation.name,
            pubdate=example.first_published_at,
            updateddate=example.document.published_at,
            unique_id=address,
        )
    for edition in released_editions(programme):
        address = site_url("competition:edition", language, edition_year=edition.year)
        feed.add_item(
            title=_("The result of %(edition)s") % {"edition": edition.name},
            link=address,
            description=_("Winners, honourable mentions and finalists, with the jury’s citations."),
            pubdate=edition.released_at,
            updateddate=edition.released_at,
            unique_id=address,
        )
    return feed.writeString("utf-8")
