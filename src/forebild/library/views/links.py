"""What the company opens from its mail: the story, exactly as it would be public, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from forebild.library import queries
from forebild.library.forms import ApproveForm, StoryForm, WishForm
from forebild.library.models import ExamplePicture, GoodExample
from forebild.library.purposes import APPROVAL
from forebild.library.queries_facts import drafted_facts
from forebild.library.queries_life import wishes_of
from forebild.library.services import examples as services
from forebild.library.story import TEXTS
from forebild.library.views.public import story_context
from forebild.shared.errors import InvalidInput, Overtaken
from forebild.shared.forms import show_refusal
from forebild.shared.links.models import Link
from forebild.shared.links.pages import safe_link
from forebild.shared.writing.views import side_by_side


@safe_link(APPROVAL)
def example_approval(request: HttpRequest, link: Link) -> HttpResponse:
    """Approve, change the text oneself, or say what should be different."""
    example = services.example_of(link)
    answers = {"approve": _approve, "revise": _revise, "return": _return}
    action = answers.get(request.POST.get("action", ""))
    if action:
        return action(request, link, example)
    return _page(request, example)


def _approve(request: HttpRequest, link: Link, example: GoodExample) -> HttpResponse:
    form = ApproveForm(request.POST)
    if form.is_valid():
        try:
            approved = services.approve_example(link=link, **form.cleaned_data)
        except (InvalidInput, Overtaken) as refusal:
            show_refusal(form, refusal)
        else:
            return render(request, "library/approval_done.html", {"example": approved, "is_yes": True})
    return _page(request, services.example_of(link), approve=form)


def _return(request: HttpRequest, link: Link, example: GoodExample) -> HttpResponse:
    form = WishForm(request.POST)
    if form.is_valid():
        returned = services.return_example(link=link, **form.cleaned_data)
        return render(request, "library/approval_done.html", {"example": returned, "is_yes": False})
    return _page(request, example, wish=form)


def _revise(request: HttpRequest, link: Link, example: GoodExample) -> HttpResponse:
    form = StoryForm(request.POST)
    if form.is_valid():
        try:
            services.revise_example(link=link, changes=form.changes(), revision=form.cleaned_data["revision"])
        except (InvalidInput, Overtaken) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Your text is saved. Read it through and approve it below."))
            return redirect(request.path)
    return _page(request, example, revise=form)


def _page(request: HttpRequest, example: GoodExample, **bound: Any) -> HttpResponse:
    """Both languages as they would be public, and the three ways to answer."""
    document, pictures = example.document, queries.pictures_of(example)
    revise = bound.get("revise")
    wants_to_write = revise is not None or "andra" in request.GET
    revise = revise or StoryForm(initial={**document.fields, "revision": document.revision})
    context = {
        "example": example,
        "versions": [(language, _as_public(example, language, pictures)) for language in ("sv", "en")],
        "approve_form": bound.get("approve") or _fresh_approval(document.revision),
        "wish_form": bound.get("wish") or WishForm(),
        "is_asked": example.state == "asked",
        "wishes": wishes_of(example),
        "revise_form": revise if wants_to_write else None,
        "pairs": side_by_side(revise, TEXTS, document) if wants_to_write else [],
    }
    return render(request, "library/example_approval.html", context)


def _fresh_approval(revision: int) -> ApproveForm:
    return ApproveForm(initial={"revision": revision})


def _as_public(
    example: GoodExample, language: str, pictures: Mapping[str, ExamplePicture]
) -> dict[str, object]:
    """The draft as its page would show it in `language`, headings and all."""
    with translation.override(language):
        story = queries.story(example.document.fields, language, pictures)
        citation = example.award.citation if example.award else ""
        return story_context(example, story, drafted_facts(example)) | {"citation": citation}
