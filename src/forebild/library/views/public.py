"""The library as readers see it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from forebild.library import queries, telling
from forebild.library.beside import STORY, notes_beside
from forebild.library.cards import cards_of
from forebild.library.facts import Facts, facts_of
from forebild.library.forms import LABELS
from forebild.library.likeness import similar_stories, stories_instead_of
from forebild.library.models import ExamplePicture, GoodExample
from forebild.library.queries_facts import in_words
from forebild.library.queries_life import afterwards_shown, gone_since
from forebild.shared.files.responses import file_response
from forebild.shared.pages import page
from forebild.shared.permissions import Actor, Permission
from forebild.shared.sharing.kept import picture_response

_SIMILAR = 3


@page(Permission.PUBLIC)
@require_safe
def example(request: HttpRequest, slug: str) -> HttpResponse:
    """One story; 410 for one that was public and has been withdrawn."""
    found = queries.public_example(slug)
    if found is None and (gone := queries.gone_example(slug)) is not None:
        return _gone(request, gone)
    if found is None:
        raise Http404
    language = (get_language() or "sv")[:2]
    story = queries.story(found.document.published_fields or {}, language, queries.pictures_of(found))
    similar = similar_stories(found, _SIMILAR)
    context = story_context(found, story) | {
        "afterwards": afterwards_shown(found),
        "notes": notes_beside(STORY, found, request.user),
        "similar": cards_of([one.example for one in similar], language, [one.reasons for one in similar]),
        "shared_as": telling.shared_as(found, story, language),
        "schema": telling.schema(found, story, language),
        "is_translated": is_translated(found, language),
        "languages": [code for code in ("sv", "en") if code != language and is_translated(found, code)],
    }
    return render(request, "library/example.html", context)


def _gone(request: HttpRequest, gone: GoodExample) -> HttpResponse:
    """What stands where a story was: since when it is gone, and others like it."""
    language = (get_language() or "sv")[:2]
    similar = stories_instead_of(gone, _SIMILAR)
    others = cards_of([one.example for one in similar], language, [one.reasons for one in similar])
    context = {"since": gone_since(gone), "similar": others}
    return render(request, "library/example_gone.html", context, status=410)


def is_translated(example: GoodExample, language: str) -> bool:
    """Whether what they did is told in this language."""
    return bool(example.document.published_value(f"deed_{language}"))


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
def example_share_picture(request: HttpRequest, slug: str) -> HttpResponse:
    """What the page is shown with where somebody shares it."""
    found = queries.public_example(slug)
    if found is None:
        raise Http404
    language = (get_language() or "sv")[:2]
    story = queries.story(found.document.published_fields or {}, language, queries.pictures_of(found))
    return picture_response(request, telling.share_card(found, story), key=f"{found.public_id}-{language}")
