"""Editorial pages: what readers see, and where the office writes them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from forebild.people.requests import PersonRequest
from forebild.programme.forms import NewPageForm, PageForm, ReleaseForm
from forebild.programme.models import EditorialPage
from forebild.programme.queries import current_programme
from forebild.programme.services.pages import FIELDS, TEXTS, add_page, hide_page, publish_page, save_page
from forebild.shared import pages
from forebild.shared.errors import InvalidInput, Refusal
from forebild.shared.forms import show_beside_fields
from forebild.shared.models import language_of, text_in
from forebild.shared.permissions import Actor, Permission
from forebild.shared.writing.checks import check_text
from forebild.shared.writing.models import Document
from forebild.shared.writing.views import (
    autosave,
    compare_page,
    history_page,
    preview,
    restore,
    side_by_side,
)


def published_page(actor: Actor, slug: str) -> EditorialPage:
    """A page that readers may see."""
    shown = EditorialPage.objects.for_actor(actor).filter(document__published_at__isnull=False)
    return get_object_or_404(shown.select_related("document"), slug=slug)


def office_page(actor: Actor, slug: str) -> EditorialPage:
    """Any page, for those who write them."""
    return get_object_or_404(EditorialPage.objects.for_actor(actor).select_related("document"), slug=slug)


@pages.page(Permission.PUBLIC, find=published_page)
def page(request: PersonRequest, editorial: EditorialPage) -> HttpResponse:
    """What is published of a page, in the reader's language where there is one."""
    fields = editorial.document.published_fields or {}
    language = get_language() or "sv"
    context = {
        "editorial": editorial,
        "title": text_in(fields, "title", language),
        "body": text_in(fields, "body", language),
        "body_language": language_of(fields, "body", language),
    }
    return render(request, "programme/page.html", context)


@pages.page(Permission.PAGE_EDIT)
def page_list(request: PersonRequest) -> HttpResponse:
    """All pages, with what each lacks; and a form for one more."""
    form = NewPageForm(request.POST or None)
    programme = current_programme()
    if request.method == "POST" and programme and form.is_valid():
        try:
            editorial = add_page(actor=request.user, programme=programme, **form.cleaned_data)
        except InvalidInput as invalid:
            show_beside_fields(form, invalid)
        else:
            return redirect("programme:page_edit", slug=editorial.slug)
    editorials = EditorialPage.objects.for_actor(request.user).select_related("document")
    return render(request, "programme/page_list.html", {"editorials": editorials, "form": form})


@pages.page(Permission.PAGE_EDIT, find=office_page)
def page_edit(request: PersonRequest, editorial: EditorialPage) -> HttpResponse:
    """Both languages side by side, saved while one writes; without script the button saves."""
    document = editorial.document
    form = PageForm(request.POST or None, document=document)
    if request.method == "POST" and form.is_valid():
        saved = save_page(
            actor=request.user,
            document=document,
            changes=form.cleaned_data,
            base_revision=_revision(request, document),
            allowed=FIELDS,
        )
        if not saved.conflicts:
            messages.success(request, _("The draft is saved."))
            return redirect("programme:page_edit", slug=editorial.slug)
        for name in saved.conflicts:
            form.add_error(name, _("Somebody else has changed this text meanwhile. Yours is in the history."))
    return render(request, "programme/page_edit.html", _edit_context(editorial, form))


def _revision(request: PersonRequest, document: Document) -> int:
    """The revision that the form was filled in from; the latest, where the form does not say."""
    sent = request.POST.get("revision", "")
    return int(sent) if sent.isascii() and sent.isdigit() else document.revision


def _edit_context(editorial: EditorialPage, form: PageForm) -> dict[str, object]:
    document = editorial.document
    return {
        "editorial": editorial,
        "document": document,
        "form": form,
        "pairs": side_by_side(form, TEXTS, document),
        "checks": [
            (language, check_text(str(document.fields.get(f"body_{language}") or "")))
            for language in ("sv", "en")
        ],
        "release_form": ReleaseForm(),
    }


@pages.page(Permission.PAGE_EDIT, find=office_page)
def page_autosave(request: PersonRequest, editorial: EditorialPage) -> HttpResponseBase:
    """What the browser saves by itself."""
    return autosave(request, editorial.document, FIELDS, save=save_page)


@pages.page(Permission.PAGE_EDIT)
def page_preview(request: PersonRequest) -> HttpResponseBase:
    """How the text will look."""
    return preview(request)


@pages.page(Permission.PAGE_EDIT, find=office_page)
def page_publish(request: PersonRequest, editorial: EditorialPage) -> HttpResponse:
    """Publish now, or at an instant."""
    later = "at_0" in request.POST
    form = ReleaseForm(request.POST if later else None)
    if request.method != "POST":
        return redirect("programme:page_edit", slug=editorial.slug)
    if later and not form.is_valid():
        context = _edit_context(editorial, PageForm(document=editorial.document)) | {"release_form": form}
        return render(request, "programme/page_edit.html", context)
    at = form.cleaned_data["at"] if later else None
    try:
        publish_page(actor=request.user, editorial=editorial, at=at)
    except Refusal as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, _("The page is published.") if at is None else _("The page is scheduled."))
    return redirect("programme:page_edit", slug=editorial.slug)


@pages.page(Permission.PAGE_EDIT, find=office_page)
def page_hide(request: PersonRequest, editorial: EditorialPage) -> HttpResponse:
    """Take the page from readers, after one question."""
    back = reverse("programme:page_edit", kwargs={"slug": editorial.slug})
    if request.method == "POST":
        hide_page(actor=request.user, editorial=editorial)
        messages.success(request, _("Readers no longer see the page."))
        return redirect(back)
    context = {
        "question": _("Hide the page?"),
        "text": _("Readers get a page that says that it is not there. Text and history stay."),
        "button": _("Hide"),
        "danger": True,
        "cancel_href": back,
    }
    return render(request, "ui/confirm.html", context)


def _labels() -> dict[str, str]:
    return {name: str(field.label) for name, field in PageForm.base_fields.items()}


@pages.page(Permission.PAGE_EDIT, find=office_page)
def page_history(request: PersonRequest, editorial: EditorialPage) -> HttpResponse:
    """All versions."""
    return history_page(
        request,
        editorial.document,
        title=str(editorial),
        compare_url=reverse("programme:page_compare", kwargs={"slug": editorial.slug}),
        back_url=reverse("programme:page_edit", kwargs={"slug": editorial.slug}),
    )


@pages.page(Permission.PAGE_EDIT, find=office_page)
def page_compare(request: PersonRequest, editorial: EditorialPage) -> HttpResponseBase:
    """What changed between two versions."""
    return compare_page(
        request,
        editorial.document,
        _labels(),
        title=str(editorial),
        history_url=reverse("programme:page_history", kwargs={"slug": editorial.slug}),
        restore_url=reverse("programme:page_restore", kwargs={"slug": editorial.slug}),
    )


@pages.page(Permission.PAGE_EDIT, find=office_page)
def page_restore(request: PersonRequest, editorial: EditorialPage) -> HttpResponseBase:
    """Back to an earlier version; the one it replaces stays in the history."""
    return restore(
        request,
        editorial.document,
        back_url=reverse("programme:page_edit", kwargs={"slug": editorial.slug}),
    )
