"""Good examples in the office: begun from an award, written, sent, published, withdrawn."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from forebild.library import queries
from forebild.library.beside import OFFICE, notes_beside
from forebild.library.checks import advice_on, lix_of
from forebild.library.forms import COMPARED, AskForm, PictureForm, StoryForm
from forebild.library.forms_life import WithdrawForm
from forebild.library.lists import ExampleList
from forebild.library.models import ExamplePicture, GoodExample, Withdrawal
from forebild.library.queries_facts import drafted_facts, value_in_words
from forebild.library.queries_missing import with_what_is_missing
from forebild.library.services import examples as services
from forebild.library.services import pictures
from forebild.library.story import EDITABLE, TEXTS
from forebild.library.views.public import story_context
from forebild.people.requests import PersonRequest
from forebild.programme.queries import current_programme
from forebild.shared.errors import InvalidInput, Refusal
from forebild.shared.files.responses import file_response
from forebild.shared.forms import show_beside_fields
from forebild.shared.lists.pages import show_list
from forebild.shared.pages import page
from forebild.shared.permissions import Actor, Permission
from forebild.shared.writing import views as writing

form_page = require_http_methods(["GET", "HEAD", "POST"])


def office_example(actor: Actor, example_id: str) -> GoodExample:
    """One that the office works with; others do not know of it."""
    related = ("document", "organisation", "programme", "award__edition__programme")
    found = GoodExample.objects.for_actor(actor).select_related(*related)
    return get_object_or_404(found, public_id=example_id)


def to_example(example: GoodExample) -> HttpResponse:
    """Back to the example's page."""
    return redirect("library:example_edit", example_id=example.public_id)


@page(Permission.EXAMPLE_EDIT)
@require_safe
def example_list(request: PersonRequest) -> HttpResponseBase:
    """All examples with how far they have come and what they lack, and the awards that could become one."""
    programme = current_programme()
    related = ("document", "organisation", "award__edition")
    examples = with_what_is_missing(GoodExample.objects.for_actor(request.user).select_related(*related))
    context = {"awards": queries.awards_without_example(programme) if programme else []}
    return show_list(request, ExampleList(request.GET, examples), "library/example_list.html", context)


@page(Permission.EXAMPLE_EDIT)
@require_POST
def example_draft(request: PersonRequest, award_id: str) -> HttpResponse:
    """Begin one from an award, in one press."""
    programme = current_programme()
    award = get_object_or_404(queries.published_awards(programme), public_id=award_id)
    example = services.draft_example(actor=request.user, award=award)
    messages.success(request, _("A draft is made from the answers that the company lets be public."))
    return to_example(example)


@page(Permission.EXAMPLE_EDIT, find=office_example)
@form_page
def example_edit(request: PersonRequest, example: GoodExample) -> HttpResponse:
    """Write the story, in both languages side by side; see how far it has come."""
    document = example.document
    form = StoryForm(request.POST or None, initial={**document.fields, "revision": document.revision})
    if request.method == "POST" and form.is_valid() and _saved(request, example, form):
        return to_example(example)
    picture = _picture_of(example)
    context = {
        "example": example,
        "form": form,
        "pairs": writing.side_by_side(form, TEXTS, document),
        "advice": advice_on(example, picture),
        "lix": lix_of(example),
        "open_count": example.remarks.filter(answers=None, settled_at=None).count(),
        "citation": example.award.citation if example.award else "",
        "preview_url": reverse("library:markdown_preview"),
        "autosave_url": reverse("library:example_autosave", kwargs={"example_id": example.public_id}),
        "picture": picture,
        "is_draft": example.state == "draft",
        "notes": notes_beside(OFFICE, example, request.user),
    }
    return render(request, "library/example_edit.html", context)


def _picture_of(example: GoodExample) -> ExamplePicture | None:
    """The draft's picture."""
    return queries.pictures_of(example).get(str(example.document.fields.get("picture") or ""))


def _saved(request: PersonRequest, example: GoodExample, form: StoryForm) -> bool:
    """Save what was typed without a script; a conflict is told, and nothing typed is lost."""
    saved = services.save_example(
        actor=request.user,
        document=example.document,
        changes=form.changes(),
        base_revision=form.cleaned_data["revision"],
        allowed=EDITABLE,
    )
    for name, conflict in saved.conflicts.items():
        form.add_error(
            name,
            _("Somebody else has changed this meanwhile: %(theirs)s")
            % {"theirs": value_in_words(name, conflict.theirs)},
        )
    if not saved.conflicts:
        messages.success(request, _("The text is saved."))
    return not saved.conflicts


@page(Permission.EXAMPLE_EDIT, find=office_example)
def example_autosave(request: PersonRequest, example: GoodExample) -> HttpResponse:
    """Save while one writes."""
    return writing.autosave(request, example.document, EDITABLE, save=services.save_example)


@page(Permission.EXAMPLE_EDIT)
def markdown_preview(request: PersonRequest) -> HttpResponse:
    """A text as it will look."""
    return writing.preview(request)


def _addresses(example: GoodExample) -> dict[str, str]:
    names = ("example_edit", "example_history", "example_compare", "example_restore")
    parts = {"example_id": example.public_id}
    return {name: reverse(f"library:{name}", kwargs=parts) for name in names}


@page(Permission.EXAMPLE_EDIT, find=office_example)
def example_history(request: PersonRequest, example: GoodExample) -> HttpResponse:
    """Every version."""
    addresses = _addresses(example)
    return writing.history_page(
        request,
        example.document,
        title=example.organisation.name,
        compare_url=addresses["example_compare"],
        back_url=addresses["example_edit"],
    )


@page(Permission.EXAMPLE_EDIT, find=office_example)
def example_compare(request: PersonRequest, example: GoodExample) -> HttpResponse:
    """Two versions, word by word."""
    addresses = _addresses(example)
    labels = {name: str(label) for name, label in COMPARED.items()}
    return writing.compare_page(
        request,
        example.document,
        labels,
        title=example.organisation.name,
        history_url=addresses["example_history"],
        in_words=value_in_words,
        restore_url=addresses["example_restore"] if example.state == "draft" else "",
    )


@page(Permission.EXAMPLE_EDIT, find=office_example)
def example_restore(request: PersonRequest, example: GoodExample) -> HttpResponseBase:
    """An earlier version comes back."""
    return writing.restore(
        request,
        example.document,
        back_url=_addresses(example)["example_edit"],
        restore=services.restore_example,
    )


@page(Permission.EXAMPLE_EDIT, find=office_example)
@require_safe
def example_preview(request: PersonRequest, example: GoodExample) -> HttpResponse:
    """The draft as readers would see it, in `?sprak=sv` or `en`."""
    language = "en" if request.GET.get("sprak") == "en" else "sv"
    story = queries.story(example.document.fields, language, queries.pictures_of(example))
    with translation.override(language):
        context = story_context(example, story, drafted_facts(example)) | {"is_preview": True}
        return render(request, "library/example_preview.html", context)


@page(Permission.EXAMPLE_EDIT, find=office_example)
@require_safe
def example_draft_picture(request: PersonRequest, example: GoodExample) -> HttpResponseBase:
    """The draft's picture, for the office."""
    chosen = str(example.document.fields.get("picture") or "")
    picture = get_object_or_404(example.pictures.select_related("file"), public_id=chosen)
    return file_response(picture.file, inline=True, rendition=960)


@page(Permission.EXAMPLE_EDIT, find=office_example)
@form_page
def example_picture_edit(request: PersonRequest, example: GoodExample) -> HttpResponse:
    """Choose a picture, describe the one that is there, or take it away."""
    if "remove" in request.POST:
        pictures.remove_picture(actor=request.user, example=example)
        return to_example(example)
    form = PictureForm(request.POST or None, request.FILES or None, picture=_picture_of(example))
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data.pop("upload")
        given = {"upload": upload} if upload else {}
        save = pictures.add_picture if upload else pictures.describe_picture
        try:
            save(actor=request.user, example=example, **given, **form.cleaned_data)
        except InvalidInput as invalid:
            show_beside_fields(form, invalid)
        else:
            messages.success(request, _("The picture is in place."))
            return to_example(example)
    return render(request, "library/example_picture_edit.html", {"example": example, "form": form})


@page(Permission.EXAMPLE_EDIT, find=office_example)
@form_page
def example_ask(request: PersonRequest, example: GoodExample) -> HttpResponse:
    """Send the company its link."""
    form = AskForm(request.POST or None, initial={"email": example.contact_email})
    picture = _picture_of(example)
    if request.method == "POST" and form.is_valid():
        try:
            services.ask_company_to_approve(actor=request.user, example=example, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("The company has a link to read, change and approve the text."))
            return to_example(example)
    context = {
        "example": example,
        "form": form,
        "advice": advice_on(example, picture),
        "lix": lix_of(example),
    }
    return render(request, "library/example_ask.html", context)


@page(Permission.EXAMPLE_PUBLISH, find=office_example)
@require_POST
def example_publish(request: PersonRequest, example: GoodExample) -> HttpResponse:
    """Show it to everybody."""
    services.publish_example(actor=request.user, example=example)
    messages.success(request, _("The good example is public."))
    return to_example(example)


@page(Permission.EXAMPLE_EDIT, find=office_example)
@require_POST
def example_reopen(request: PersonRequest, example: GoodExample) -> HttpResponse:
    """Take the text up again."""
    services.edit_example(actor=request.user, example=example)
    messages.success(
        request, _("You can write again. The company approves the new text before readers see it.")
    )
    return to_example(example)


@page(Permission.EXAMPLE_PUBLISH, find=office_example)
@form_page
def example_withdraw(request: PersonRequest, example: GoodExample) -> HttpResponse:
    """Take it away from the public: by whose wish, and why."""
    form = WithdrawForm(request.POST or None, initial={"wish": Withdrawal.Wish.OFFICE})
    if request.method == "POST" and form.is_valid():
        services.withdraw_example(actor=request.user, example=example, **form.cleaned_data)
        messages.success(request, _("The good example is no longer public."))
        return to_example(example)
    return render(request, "library/example_withdraw.html", {"example": example, "form": form})
