"""The library as readers see it."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from forebild.library import feeds, queries
from forebild.library.beside import STORY, notes_beside
from forebild.library.facts import Facts, facts_of
from forebild.library.forms import LABELS, SearchForm
from forebild.library.models import ExamplePicture, GoodExample
from forebild.library.queries_facts import in_words
from forebild.programme.queries import current_programme
from forebild.shared.files.responses import file_response
from forebild.shared.pages import page
from forebild.shared.permissions import Actor, Permission

PAGE_LENGTH = 24


@page(Permission.PUBLIC)
@require_safe
def examples(request: HttpRequest) -> HttpResponse:
    """All good examples, narrowed by what the address says."""
    programme, form = current_programme(), SearchForm(request.GET or {})
    nothing = GoodExample.objects.for_actor(None).none()
    found = queries.published_examples(programme, **form.wanted()) if programme else nothing
    shown = Paginator(found, PAGE_LENGTH).get_page(request.GET.get("page"))
    language, pictures = get_language() or "sv", queries.pictures_shown(list(shown))
    cards = [
        (example, queries.story(example.document.published_fields or {}, language, pictures))
        for example in shown
    ]
    context = {"form": form, "page": shown, "cards": cards, "is_narrowed": any(form.wanted().values())}
    return render(request, "library/examples.html", context)


@page(Permission.PUBLIC)
@require_safe
def example(request: HttpRequest, slug: str) -> HttpResponse:
    """One story; 410 for one that was public and has been withdrawn."""
    found = queries.public_example(slug)
    if found is None and queries.is_withdrawn(slug):
        return render(request, "library/example_gone.html", status=410)
    if found is None:
        raise Http404
    story = queries.story(
        found.document.published_fields or {}, get_language() or "sv", queries.pictures_of(found)
    )
    notes = notes_beside(STORY, found, request.user)
    return render(request, "library/example.html", story_context(found, story) | {"notes": notes})


def story_context(
    example: GoodExample, story: queries.Story, facts: Facts | None = None
) -> dict[str, object]:
    """What the story's template needs, wherever it is shown; `facts` where they are not the public ones."""
    return {
        "example": example,
        "story": story,
        "parts": [(str(LABELS[part]), text) for part, text in story.parts],
        "award": example.award,
        "facts": in_words(facts or facts_of(example)),
    }


def public_picture(actor: Actor, slug: str, picture_id: str) -> ExamplePicture:
    """The picture that is published with an example, and no other."""
    example = get_object_or_404(GoodExample.objects.for_actor(None).select_related("document"), slug=slug)
    if example.document.published_value("picture") != picture_id:
        raise Http404
    return get_object_or_404(example.pictures.select_related("file"), public_id=picture_id)


@page(Permission.PUBLIC, find=public_picture)
@require_safe
def example_picture(request: HttpRequest, picture: ExamplePicture) -> HttpResponseBase:
    """The picture, 960 or 1600 pixels wide; not kept for good by caches, for it may be withdrawn."""
    wide = 1600 if request.GET.get("bredd") == "1600" else 960
    return file_response(picture.file, inline=True, rendition=wide)


@page(Permission.PUBLIC)
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Good examples and results as Atom."""
    programme = current_programme()
    if programme is None:
        raise Http404
    content = feeds.atom(programme, get_language() or "sv")
    return HttpResponse(content, content_type="application/atom+xml; charset=utf-8")
