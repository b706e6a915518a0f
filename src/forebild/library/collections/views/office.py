"""Collections in the office: begun, written, chosen, published, withdrawn."""

from __future__ import annotations

from collections.abc import Collection as Several
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from forebild.library.cards import cards_of
from forebild.library.collections import queries, services
from forebild.library.collections.forms import (
    FIELD_LABELS,
    RULE_LABELS,
    NewCollectionForm,
    PickForm,
    RuleForm,
    TextsForm,
)
from forebild.library.collections.models import Collection
from forebild.library.collections.rule import (
    PICKED,
    RULE_FIELDS,
    TEXT_FIELDS,
    TEXTS,
    in_words,
    rearranged,
    rule_of,
)
from forebild.library.collections.views.public import collection_context
from forebild.people.requests import PersonRequest
from forebild.programme.queries import current_programme
from forebild.shared.errors import InvalidInput, Refusal
from forebild.shared.forms import show_beside_fields
from forebild.shared.pages import page
from forebild.shared.permissions import Actor, Permission
from forebild.shared.writing import views as writing

form_page = require_http_methods(["GET", "HEAD", "POST"])
_MOST_FOUND = 12  # stories shown while one chooses


def office_collection(actor: Actor, collection_id: str) -> Collection:
    """One that the office works with."""
    found = Collection.objects.for_actor(actor).select_related("document", "programme")
    return get_object_or_404(found, public_id=collection_id)


def _to(name: str, collection: Collection) -> HttpResponse:
    return redirect(f"library:{name}", collection_id=collection.public_id)


@page(Permission.COLLECTION_EDIT)
@form_page
def collection_list(request: PersonRequest) -> HttpResponse:
    """All collections with their states, and a form for one more."""
    programme = current_programme()
    form = NewCollectionForm(request.POST or None)
    if request.method == "POST" and programme and form.is_valid():
        try:
            begun = services.begin_collection(actor=request.user, programme=programme, **form.cleaned_data)
        except InvalidInput as invalid:
            show_beside_fields(form, invalid)
        else:
            messages.success(request, _("The collection is begun. Choose which stories belong to it."))
            return _to("collection_choose", begun)
    found = Collection.objects.for_actor(request.user).select_related("document").order_by("-created_at")
    return render(request, "library/collection_list.html", {"collections": found, "form": form})


@page(Permission.COLLECTION_EDIT, find=office_collection)
@form_page
def collection_edit(request: PersonRequest, collection: Collection) -> HttpResponse:
    """Its texts, in both languages side by side."""
    document = collection.document
    form = TextsForm(request.POST or None, initial={**document.fields, "revision": document.revision})
    if request.method == "POST" and form.is_valid() and _saved(request, collection, form, form.texts()):
        return _to("collection_edit", collection)
    context = {
        "collection": collection,
        "document": document,
        "form": form,
        "pairs": writing.side_by_side(form, TEXTS, document),
        "preview_url": reverse("library:markdown_preview"),
        "autosave_url": _addresses(collection)["collection_autosave"],
        "found_count": queries.stories_of(collection.programme, rule_of(document.fields)).count(),
    }
    return render(request, "library/collection_edit.html", context)


def _saved(request: PersonRequest, collection: Collection, form: forms.Form, changes: dict[str, Any]) -> bool:
    """Save what was sent; a conflict is told beside its field, and nothing typed is lost."""
    saved = services.save_collection(
        actor=request.user,
        document=collection.document,
        changes=changes,
        base_revision=form.cleaned_data["revision"],
        allowed=list(changes),
    )
    for name in saved.conflicts:
        form.add_error(name, _("Somebody else has changed this meanwhile. Yours is in the history."))
    if not saved.conflicts:
        messages.success(request, _("The draft is saved."))
    return not saved.conflicts


@page(Permission.COLLECTION_EDIT, find=office_collection)
def collection_autosave(request: PersonRequest, collection: Collection) -> HttpResponseBase:
    """Save while one writes."""
    return writing.autosave(request, collection.document, TEXT_FIELDS, save=services.save_collection)


@page(Permission.COLLECTION_EDIT, find=office_collection)
@form_page
def collection_choose(request: PersonRequest, collection: Collection) -> HttpResponse:
    """Which stories belong to it: by the rule, and by hand."""
    document = collection.document
    form = RuleForm(request.POST or None, initial=_initial(document.fields, RULE_FIELDS, document.revision))
    if request.method == "POST" and form.is_valid() and _saved(request, collection, form, form.rule()):
        return _to("collection_choose", collection)
    return render(request, "library/collection_choose.html", _choosing(request, collection, form))


def _initial(fields: Any, names: Several[str], revision: int) -> dict[str, Any]:
    return {name: fields.get(name) for name in names} | {"revision": revision}


def _choosing(request: PersonRequest, collection: Collection, form: RuleForm) -> dict[str, Any]:
    """The rule, what it finds now, and the stories that a search by name offers."""
    rule, language = rule_of(collection.document.fields), get_language() or "sv"
    found = queries.stories_of(collection.programme, rule)
    words = request.GET.get("q", "").strip()[:100]
    named = queries.stories_named(collection.programme, words)[:_MOST_FOUND] if words else []
    picked = list(found.filter(public_id__in=rule.picked)) if rule.picked else []
    return {
        "collection": collection,
        "form": form,
        "lines": in_words(rule),
        "picked": cards_of(picked, language),
        "lost_count": len(rule.picked) - len(picked),
        "found": cards_of(found.exclude(public_id__in=rule.picked)[:_MOST_FOUND], language),
        "found_count": found.count(),
        "words": words,
        "named": [card for card in cards_of(named, language) if card.example.public_id not in rule.picked],
        "revision": collection.document.revision,
    }


@page(Permission.COLLECTION_EDIT, find=office_collection)
@require_POST
def collection_pick(request: PersonRequest, collection: Collection) -> HttpResponse:
    """One step in the order by hand: added, taken away, moved."""
    form = PickForm(request.POST)
    if form.is_valid():
        picked = rearranged(
            rule_of(collection.document.fields).picked,
            form.cleaned_data["action"],
            form.cleaned_data["story"],
        )
        try:
            saved = services.save_collection(
                actor=request.user,
                document=collection.document,
                changes={PICKED: picked},
                base_revision=form.cleaned_data["revision"],
                allowed=[PICKED],
            )
        except Refusal as refusal:
            messages.error(request, refusal.reason)
        else:
            if saved.conflicts:
                messages.error(
                    request, _("Somebody else has changed the order meanwhile. Look, and try again.")
                )
    return _to("collection_choose", collection)


@page(Permission.COLLECTION_EDIT, find=office_collection)
@require_safe
def collection_preview(request: PersonRequest, collection: Collection) -> HttpResponse:
    """The draft as readers would see it."""
    context = collection_context(request, collection, collection.document.fields) | {"is_preview": True}
    return render(request, "library/collection_preview.html", context)


@page(Permission.COLLECTION_EDIT, find=office_collection)
@require_POST
def collection_publish(request: PersonRequest, collection: Collection) -> HttpResponse:
    """Let readers see it as it stands now."""
    try:
        services.publish_collection(actor=request.user, collection=collection)
    except Refusal as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, _("Readers see the collection."))
    return _to("collection_edit", collection)


@page(Permission.COLLECTION_EDIT, find=office_collection)
@form_page
def collection_withdraw(request: PersonRequest, collection: Collection) -> HttpResponse:
    """Take it from readers, after one question."""
    if request.method == "POST":
        services.withdraw_collection(actor=request.user, collection=collection)
        messages.success(
            request, _("Readers no longer see the collection. Publish it again whenever you like.")
        )
        return _to("collection_edit", collection)
    context = {
        "question": _("Withdraw the collection?"),
        "text": _("Readers get a page that says that it is not there. Texts, choice and history stay."),
        "button": _("Withdraw"),
        "cancel_href": _addresses(collection)["collection_edit"],
    }
    return render(request, "ui/confirm.html", context)


def _addresses(collection: Collection) -> dict[str, str]:
    names = ("edit", "autosave", "history", "compare", "restore")
    parts = {"collection_id": collection.public_id}
    return {f"collection_{name}": reverse(f"library:collection_{name}", kwargs=parts) for name in names}


@page(Permission.COLLECTION_EDIT, find=office_collection)
def collection_history(request: PersonRequest, collection: Collection) -> HttpResponse:
    """Every version, of texts and choice."""
    return writing.history_page(
        request,
        collection.document,
        title=str(collection),
        compare_url=_addresses(collection)["collection_compare"],
        back_url=_addresses(collection)["collection_edit"],
    )


@page(Permission.COLLECTION_EDIT, find=office_collection)
def collection_compare(request: PersonRequest, collection: Collection) -> HttpResponse:
    """Two versions, word by word."""
    labels = {name: str(label) for name, label in (FIELD_LABELS | RULE_LABELS).items()}
    return writing.compare_page(
        request,
        collection.document,
        labels,
        title=str(collection),
        history_url=_addresses(collection)["collection_history"],
        restore_url=_addresses(collection)["collection_restore"],
    )


@page(Permission.COLLECTION_EDIT, find=office_collection)
def collection_restore(request: PersonRequest, collection: Collection) -> HttpResponseBase:
    """An earlier version comes back as the draft."""
    return writing.restore(
        request,
        collection.document,
        back_url=_addresses(collection)["collection_edit"],
        restore=services.restore_collection,
    )
