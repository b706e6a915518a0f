"""Collections and counties as readers see them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from forebild.library import feeds
from forebild.library.cards import cards_of
from forebild.library.collections import queries
from forebild.library.collections.models import Collection
from forebild.library.collections.rule import rule_of
from forebild.library.queries import MOST_IN_FEED
from forebild.people.reference.counties import COUNTIES, County
from forebild.programme.queries import current_programme
from forebild.shared.models import language_of, text_in
from forebild.shared.pages import page
from forebild.shared.permissions import Actor, Permission
from forebild.shared.sharing.drawing import Card
from forebild.shared.sharing.head import SharedAs
from forebild.shared.sharing.kept import picture_response
from forebild.shared.ui.county_map import county_map
from forebild.shared.urls import site_url

_A_PAGE = 24
_ATOM = "application/atom+xml; charset=utf-8"


def public_collection(actor: Actor, slug: str) -> Collection:
    """One that readers may see, whoever asks."""
    found = Collection.objects.for_actor(None).filter(programme=current_programme())
    return get_object_or_404(found.select_related("document", "programme"), slug=slug)


def known_county(actor: Actor, county: str) -> County:
    """One of the 21."""
    found = queries.COUNTY_BY_SLUG.get(county)
    if found is None:
        raise Http404
    return found


@page(Permission.PUBLIC)
@require_safe
def collections(request: HttpRequest) -> HttpResponse:
    """All collections that are public."""
    programme, language = current_programme(), get_language() or "sv"
    found = queries.public_collections(programme, language) if programme else []
    shown = [
        {
            "title": text_in(each.document.published_fields or {}, "title", language),
            "ingress": text_in(each.document.published_fields or {}, "ingress", language),
            "href": reverse("library:collection", kwargs={"slug": each.slug}),
            "count": count,
        }
        for each, count in found
    ]
    return render(request, "library/collections.html", {"collections": shown})


@page(Permission.PUBLIC, find=public_collection)
@require_safe
def collection(request: HttpRequest, collection: Collection) -> HttpResponse:
    """A theme and its stories."""
    fields = collection.document.published_fields or {}
    context = collection_context(request, collection, fields)
    language = (get_language() or "sv")[:2]
    context["shared_as"] = SharedAs(
        title=context["title"],
        text=context["ingress"],
        picture_url=site_url("library:collection_share_picture", language, slug=collection.slug),
        picture_alt=context["title"],
    )
    return render(request, "library/collection.html", context)


def collection_context(
    request: HttpRequest, collection: Collection, fields: Mapping[str, Any]
) -> dict[str, Any]:
    """What the page shows: of what is published, or (for a preview) of the draft."""
    language = get_language() or "sv"
    found = queries.stories_of(collection.programme, rule_of(fields))
    shown = Paginator(found, _A_PAGE).get_page(request.GET.get("page"))
    return {
        "collection": collection,
        "title": text_in(fields, "title", language),
        "ingress": text_in(fields, "ingress", language),
        "body": text_in(fields, "body", language),
        "text_language": language_of(fields, "title", language),
        "page": shown,
        "cards": cards_of(shown, language),
    }


@page(Permission.PUBLIC, find=public_collection)
@require_safe
def collection_feed(request: HttpRequest, collection: Collection) -> HttpResponse:
    """The collection's stories, the latest published first, for readers of feeds."""
    language = get_language() or "sv"
    stories = queries.stories_of(collection.programme, queries.public_rule(collection))
    content = feeds.stories_atom(
        title=f"{collection.programme.name}: {queries.title_of(collection, language)}",
        link=site_url("library:collection", language, slug=collection.slug),
        feed_url=site_url("library:collection_feed", language, slug=collection.slug),
        text=text_in(collection.document.published_fields or {}, "ingress", language),
        examples=stories.order_by("-first_published_at", "-pk")[:MOST_IN_FEED],
        language=language,
    )
    return HttpResponse(content, content_type=_ATOM)


@page(Permission.PUBLIC, find=public_collection)
@require_safe
def collection_share_picture(request: HttpRequest, collection: Collection) -> HttpResponse:
    """What the page is shown with where somebody shares it."""
    language = (get_language() or "sv")[:2]
    count = queries.stories_of(collection.programme, queries.public_rule(collection)).count()
    card = Card(
        title=queries.title_of(collection, language),
        eyebrow=ngettext("%(count)d good example", "%(count)d good examples", count) % {"count": count},
        foot=collection.programme.name,
    )
    return picture_response(request, card, key=f"{collection.public_id}-{language}")


@page(Permission.PUBLIC)
@require_safe
def counties(request: HttpRequest) -> HttpResponse:
    """The map of the 21 counties, and the list that says the same."""
    counts = queries.county_counts(current_programme())
    shown = county_map(counts, {county.code: county.name for county in COUNTIES}, _page_of)
    context = {"map": shown, "count": sum(counts.values()), "nowhere": counts.get("", 0)}
    return render(request, "library/counties.html", context)


def _page_of(code: str) -> str:
    return reverse("library:county", kwargs={"county": queries.SLUG_BY_COUNTY[code]})


@page(Permission.PUBLIC, find=known_county)
@require_safe
def county(request: HttpRequest, county: County) -> HttpResponse:
    """The stories of one county."""
    language = get_language() or "sv"
    found = queries.stories_in(current_programme(), county.code)
    shown = Paginator(found, _A_PAGE).get_page(request.GET.get("page"))
    title = _("Good examples in %(county)s") % {"county": county.name}
    context = {
        "county": county,
        "title": title,
        "page": shown,
        "cards": cards_of(shown, language),
        "feed": f"{reverse('library:feed')}?county={county.code}",
        "shared_as": SharedAs(title=title, text=""),
    }
    return render(request, "library/county.html", context)
