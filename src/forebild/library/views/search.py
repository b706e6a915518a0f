"""Finding a good example by need: the page, what it suggests while one types, its feed and its frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from csp.decorators import csp_replace
from django.core.paginator import Page, Paginator
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from forebild.library import address, feeds
from forebild.library.alike import LikeForm, like_in
from forebild.library.cards import Card, cards_of
from forebild.library.facets import FACETS
from forebild.library.search.need import FACETS as KEYS
from forebild.library.search.need import PAGE_LENGTH, Found, Need
from forebild.library.search.queries import find, suggestions
from forebild.people.models import Organisation
from forebild.people.requests import PersonRequest
from forebild.programme.models import Programme
from forebild.programme.queries import current_programme
from forebild.shared.pages import page
from forebild.shared.permissions import Permission
from forebild.shared.urls import site_url

_ATOM = "application/atom+xml; charset=utf-8"
_FEW = 6  # ways out of a search that finds nothing
_IN_FRAME = 12  # stories on somebody else's page


@dataclass(frozen=True)
class Looser:
    """A way out: the search without one of its filters, and how many it would find."""

    label: str
    query: str
    count: int


@page(Permission.PUBLIC)
@require_safe
def examples(request: PersonRequest) -> HttpResponse:
    """The search by need; without a question, everything, the latest first."""
    programme, query, language = current_programme(), request.GET, get_language() or "sv"
    companies = list(Organisation.objects.for_actor(request.user)) if request.user.is_authenticated else []
    like = like_in(query, companies)
    need = address.need_in(query, language, like.profile if like else None)
    found = find(programme, need, page=address.page_in(query)) if programme else Found()
    context = {
        "need": need,
        "found": found,
        "cards": cards(found, language),
        "page": pages_of(found),
        "facets": _facets(found, query),
        "chips": list(address.chips(query)),
        "orders": _orders(query, need.order),
        "like": like,
        "companies": [
            (each.name, address.changed(query, like=each.public_id, order="alike")) for each in companies
        ],
        "like_form": LikeForm(query if like else None),
        "kept_by_search": address.kept(query, address.WORDS, *(facet.param for facet in FACETS.values())),
        "kept_by_like": address.kept(query, *address.LIKE, "order", "dimension"),
        "unlike": address.changed(query, order=None, **dict.fromkeys(address.LIKE)),
        "looser": _looser(programme, need, query) if programme and not found.total else [],
        "frame_query": address.changed(query, order=None, **dict.fromkeys(address.LIKE)),
        "feed": reverse("library:feed") + (address.changed(query, order=None) if need.is_narrowed else ""),
    }
    return render(request, "library/examples.html", context)


def cards(found: Found, language: str) -> list[Card]:
    """The hits as cards, each with why it was found."""
    examples = [hit.example for hit in found.hits]
    prefetch_related_objects(examples, "document", "organisation", "facts")
    return cards_of(examples, language, [hit.reasons for hit in found.hits])


def pages_of(found: Found) -> Page[int]:
    """The pages, as the component that leads through them wants it."""
    return Paginator(range(found.total), PAGE_LENGTH).get_page(found.page)


def _facets(found: Found, query: QueryDict) -> list[dict[str, Any]]:
    """Each facet with the values that would find something, or that are chosen."""
    chosen = address.chosen(query)
    counted = {facet.key: facet for facet in found.facets}
    shown = []
    for key, facet in FACETS.items():
        values = [
            {"value": each.value, "name": each.name, "count": each.count, "chosen": each.value in chosen[key]}
            for each in (counted[key].values if key in counted else ())
            if each.count or each.value in chosen[key]
        ]
        if values:
            shown.append(
                {
                    "param": facet.param,
                    "label": facet.label,
                    "values": values,
                    "chosen_count": len(chosen[key]),
                }
            )
    return shown


def _orders(query: QueryDict, current: str) -> list[dict[str, Any]]:
    names = {"best": _("Best match"), "alike": _("Most like us"), "latest": _("Latest")}
    return [
        {
            "label": names[order],
            "href": address.changed(query, order=None if order == "best" else order),
            "current": order == current,
        }
        for order in address.ORDERS
    ]


def _looser(programme: Programme, need: Need, query: QueryDict) -> list[Looser]:
    """What would be found without the words, or without one facet; those that find most first."""
    ways: list[tuple[str, Need, str]] = []
    if need.words:
        ways.append((_("Without the words"), replace(need, words=""), address.changed(query, q=None)))
    for key in KEYS:
        if values := need.chosen(key):
            facet = FACETS[key]
            label = _("Without %(filter)s") % {"filter": ", ".join(str(facet.names[each]) for each in values)}
            without = address.changed(query, **{facet.param: None})
            ways.append((label, replace(need, **{key: ()}), without))  # type: ignore[arg-type]
    counted = [Looser(label, way, find(programme, other).total) for label, other, way in ways[:_FEW]]
    return sorted((each for each in counted if each.count), key=lambda each: -each.count)


@page(Permission.PUBLIC)
@require_safe
def example_suggestions(request: HttpRequest) -> HttpResponse:
    """What to look for while somebody types: words to search with, and stories to go to."""
    programme, typed = current_programme(), address.words_in(request.GET)
    found = suggestions(programme, typed, (get_language() or "sv")[:2]) if programme and typed else []
    here = reverse("library:examples")
    told = [
        {
            "text": each.text,
            "href": reverse("library:example", kwargs={"slug": each.slug}) if each.slug else "",
        }
        for each in found
    ]
    response = JsonResponse({"suggestions": told, "search": here})
    response.headers["Cache-Control"] = "public, max-age=60"
    return response


@page(Permission.PUBLIC)
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Good examples and results as Atom; narrowed as the page is, the stories alone."""
    programme, language = current_programme(), get_language() or "sv"
    if programme is None:
        raise Http404
    need = replace(address.need_in(request.GET, language), order="latest")
    if not need.is_narrowed:
        return HttpResponse(feeds.atom(programme, language), content_type=_ATOM)
    query = address.changed(request.GET, order=None, **dict.fromkeys(address.LIKE))
    filters = ", ".join(chip.label for chip in address.chips(request.GET))
    examples = [hit.example for hit in find(programme, need).hits]
    prefetch_related_objects(examples, "document", "organisation")
    content = feeds.stories_atom(
        title=f"{programme.name}: {filters}",
        link=site_url("library:examples", language) + query,
        feed_url=site_url("library:feed", language) + query,
        text=programme.summary,
        examples=examples,
        language=language,
    )
    return HttpResponse(content, content_type=_ATOM)


@page(Permission.PUBLIC)
@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
def embedded(request: HttpRequest) -> HttpResponse:
    """The stories in a frame on anybody's page, narrowed by the address: nothing is stored, nothing runs.

    The same for everybody, whoever is signed in: the page outside must not learn that from it.
    """
    programme, language = current_programme(), get_language() or "sv"
    need = replace(address.need_in(request.GET, language), order="latest")
    found = find(programme, need) if programme else Found()
    shown: Sequence[Card] = cards(found, language)[:_IN_FRAME]
    context = {"cards": shown, "query": address.changed(request.GET) if need.is_narrowed else ""}
    return render(request, "library/embedded.html", context)
