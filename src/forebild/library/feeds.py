"""Good examples and results as Atom feeds."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from forebild.competition.queries import released_editions
from forebild.library import queries
from forebild.library.models import GoodExample
from forebild.programme.models import Programme
from forebild.shared.urls import site_url


def atom(programme: Programme, language: str) -> str:
    """The whole feed in the active language: what has been published, and the years whose result is out."""
    feed = _feed(
        title=programme.name,
        link=site_url("library:examples", language),
        feed_url=site_url("library:feed", language),
        text=programme.summary,
        language=language,
    )
    _add_stories(feed, queries.feed_examples(programme), language)
    _add_results(feed, programme, language)
    return feed.writeString("utf-8")


def stories_atom(
    *, title: str, link: str, feed_url: str, text: str, examples: Iterable[GoodExample], language: str
) -> str:
    """Some stories alone: a collection's, or those that a filter leaves."""
    feed = _feed(title=title, link=link, feed_url=feed_url, text=text, language=language)
    _add_stories(feed, examples, language)
    return feed.writeString("utf-8")


def _feed(*, title: str, link: str, feed_url: str, text: str, language: str) -> Atom1Feed:
    return Atom1Feed(title=title, link=link, feed_url=feed_url, description=text, language=language)


def _add_stories(feed: Atom1Feed, examples: Iterable[GoodExample], language: str) -> None:
    for example in examples:
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


def _add_results(feed: Atom1Feed, programme: Programme, language: str) -> None:
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
