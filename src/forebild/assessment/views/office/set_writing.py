"""A set's text: saved while one writes, its history, how a company meets it, what was asked before."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from forebild.assessment.asked import Asked, read_set
from forebild.assessment.forms.answering import GroupForm
from forebild.assessment.forms.sets import MappingForm
from forebild.assessment.models import QuestionSet
from forebild.assessment.services.own_sets import demand_draft, restore_set, save_set
from forebild.assessment.set_checks import faults, named
from forebild.assessment.set_data import as_data
from forebild.assessment.set_draft import mapping, read, writable
from forebild.assessment.set_words import labels
from forebild.assessment.views.office.finders import known_set, written_set
from forebild.assessment.views.office.set_pages import address
from forebild.assessment.views.office.sets import to_set
from forebild.people.requests import PersonRequest
from forebild.shared.errors import NotNow
from forebild.shared.pages import page
from forebild.shared.permissions import Permission
from forebild.shared.writing import views as writing


@page(Permission.QUESTION_SET_BUILD, find=written_set)
def set_autosave(request: PersonRequest, question_set: QuestionSet) -> HttpResponse:
    """Save while one writes."""
    document = question_set.writing.document
    return writing.autosave(request, document, writable(read(document.fields)), save=save_set)


@page(Permission.QUESTION_SET_BUILD, find=written_set)
def set_history(request: PersonRequest, question_set: QuestionSet) -> HttpResponse:
    """Every version."""
    return writing.history_page(
        request,
        question_set.writing.document,
        title=question_set.name,
        compare_url=address("set_compare", question_set),
        back_url=address("question_set", question_set),
    )


@page(Permission.QUESTION_SET_BUILD, find=written_set)
def set_compare(request: PersonRequest, question_set: QuestionSet) -> HttpResponse:
    """Two versions, word by word."""
    document = question_set.writing.document
    wanted = [request.GET.get(name, "") for name in ("from", "to")]
    versions = document.versions.filter(public_id__in=wanted).values_list("fields", flat=True)
    return writing.compare_page(
        request,
        document,
        labels(*versions, document.fields),
        title=question_set.name,
        history_url=address("set_history", question_set),
        restore_url=address("set_restore", question_set) if question_set.state == "draft" else "",
    )


@page(Permission.QUESTION_SET_BUILD, find=written_set)
def set_restore(request: PersonRequest, question_set: QuestionSet) -> HttpResponseBase:
    """An earlier version comes back."""
    return writing.restore(
        request,
        question_set.writing.document,
        back_url=address("question_set", question_set),
        restore=restore_set,
    )


@page(Permission.QUESTION_SET_BUILD, find=known_set)
@require_safe
def set_preview(request: PersonRequest, question_set: QuestionSet) -> HttpResponse:
    """As a company meets it on a phone, in either language; nothing that is ticked here is saved."""
    wanted = request.GET.get("sprak", "")
    language = wanted if wanted in ("sv", "en") else (get_language() or "sv")[:2]
    asked = _asked(question_set)
    with override(language):
        context = {"groups": _as_asked(asked, language)}
        shown = render_to_string("assessment/office/set_as_asked.html", context, request)
    tabs = [
        {"label": label, "href": f"?sprak={code}", "current": code == language}
        for code, label in (("sv", _("Swedish")), ("en", _("English")))
    ]
    page_context = {"set": question_set, "shown": shown, "language": language, "tabs": tabs}
    return render(request, "assessment/office/set_preview.html", page_context)


def _asked(question_set: QuestionSet) -> Asked:
    if question_set.state != "draft":
        return read_set(question_set.data)
    fields = question_set.writing.document.fields
    if faults(fields):
        raise NotNow(_("The set can be shown when nothing is wrong with it. See what is left to put right."))
    return read_set(as_data(fields, key=question_set.key, version=question_set.version))


def _as_asked(asked: Asked, language: str) -> list[dict[str, Any]]:
    """Each page of questions, as nobody has answered it."""
    groups = []
    for group in asked.groups:
        dimension = asked.dimension(group[0].reckoned.dimension)
        groups.append(
            {
                "name": dimension.name.in_(language),
                "about": dimension.about.in_(language),
                "form": GroupForm(questions=group),
            }
        )
    return groups


@page(Permission.QUESTION_SET_BUILD, find=written_set)
def set_mapping(request: PersonRequest, question_set: QuestionSet) -> HttpResponse:
    """Which question of the version before each one is, so that the years can be compared."""
    demand_draft(question_set)
    follows, document = question_set.writing.follows, question_set.writing.document
    if follows is None:
        raise NotNow(_("This is the first version: there is nothing to compare it with."))
    earlier = read_set(follows.data).questions
    form = MappingForm(
        request.POST or None,
        questions=[(each.key, named(each, "text")) for each in read(document.fields).questions()],
        earlier=[(each.key, each.text.in_(get_language() or "sv")) for each in earlier],
        known=mapping(document.fields, [each.key for each in earlier]),
        revision=document.revision,
    )
    if request.method == "POST" and form.is_valid() and _saved(request, question_set, form):
        messages.success(request, _("Saved."))
        return to_set(question_set)
    context = {"set": question_set, "form": form, "follows": follows}
    return render(request, "assessment/office/set_mapping.html", context)


def _saved(request: PersonRequest, question_set: QuestionSet, form: MappingForm) -> bool:
    document, typed = question_set.writing.document, form.typed()
    saved = save_set(
        actor=request.user, document=document, changes=typed, allowed=list(typed),
        base_revision=form.cleaned_data["revision"] or document.revision,
    )  # fmt: skip
    for name, conflict in saved.conflicts.items():
        form.add_error(name, _("%(who)s has chosen otherwise meanwhile.") % {"who": conflict.by})
    return not saved.conflicts
