"""The pages of a set that is written: its head, its ladder, a dimension, a question."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from forebild.assessment.forms.sets import PartForm
from forebild.assessment.models import QuestionSet
from forebild.assessment.services import set_parts
from forebild.assessment.services.own_sets import demand_draft, save_set
from forebild.assessment.set_checks import Finding, advice, faults, named
from forebild.assessment.set_draft import (
    GRID,
    HEAD,
    TICKS,
    WITH_OPTIONS,
    YES_NO,
    DimensionDraft,
    Part,
    QuestionDraft,
    names_of_bands,
    names_of_dimension,
    names_of_question,
    read,
)
from forebild.assessment.views.office.finders import PartOfSet, dimension_of_set, question_of_set, written_set
from forebild.assessment.views.office.set_pages import address
from forebild.assessment.views.office.sets import to_set
from forebild.people.requests import PersonRequest
from forebild.shared.pages import page
from forebild.shared.permissions import Permission

form_page = require_http_methods(["GET", "HEAD", "POST"])


@page(Permission.QUESTION_SET_BUILD, find=written_set)
@form_page
def set_head(request: PersonRequest, question_set: QuestionSet) -> HttpResponse:
    """What the set is called and about."""
    return _part(request, question_set, "head", HEAD, title=_("Name and introduction"))


@page(Permission.QUESTION_SET_BUILD, find=written_set)
@form_page
def set_bands(request: PersonRequest, question_set: QuestionSet) -> HttpResponse:
    """The steps of the ladder: from which figure, their names and texts."""
    draft = read(question_set.writing.document.fields)
    return _part(
        request, question_set, "bands", names_of_bands(draft), title=_("The steps of the ladder"),
        lists=(("bands", "bands", "b.", draft.bands),),
    )  # fmt: skip


@page(Permission.QUESTION_SET_BUILD, find=dimension_of_set)
@form_page
def set_dimension(request: PersonRequest, part: PartOfSet[DimensionDraft]) -> HttpResponse:
    """A dimension's name, and what belongs to it."""
    question_set, found = part.question_set, part.found
    draft = read(question_set.writing.document.fields)
    bands = {band.key: named(band, "name") for band in draft.bands}
    return _part(
        request, question_set, f"d.{found.key}", names_of_dimension(found), title=named(found, "name"),
        band_texts=[(f"t.{found.key}.{text.key}", bands[text.key]) for text in found.texts],
    )  # fmt: skip


@page(Permission.QUESTION_SET_BUILD, find=question_of_set)
@form_page
def set_question(request: PersonRequest, part: PartOfSet[QuestionDraft]) -> HttpResponse:
    """A question with its answers and rows."""
    question_set, found = part.question_set, part.found
    draft = read(question_set.writing.document.fields)
    return _part(
        request, question_set, f"q.{found.key}", _names(found), title=named(found, "text"),
        lists=_lists(found), question=found, draft=draft,
    )  # fmt: skip


def _names(question: QuestionDraft) -> list[str]:
    """Without what its kind has no use for."""
    unused = set()
    if question.kind != YES_NO:
        unused |= {f"q.{question.key}.{name}" for name in ("effort", "gives_sv", "gives_en")}
    if question.kind != TICKS:
        unused |= {f"o.{question.key}.{each.key}.exclusive" for each in question.options}
    return [name for name in names_of_question(question) if name not in unused]


def _lists(question: QuestionDraft) -> tuple[tuple[str, str, str, tuple[Part, ...]], ...]:
    """Kind of list, its field, what its things begin with, and the things."""
    key, found = question.key, []
    if question.kind in WITH_OPTIONS:
        found.append(("option", f"q.{key}.options", f"o.{key}.", question.options))
    if question.kind == GRID:
        found.append(("row", f"q.{key}.rows", f"r.{key}.", question.rows))
    return tuple(found)


def _part(
    request: PersonRequest,
    question_set: QuestionSet,
    place: str,
    names: Any,
    *,
    title: str,
    lists: Any = (),
    band_texts: Any = (),
    **more: Any,
) -> HttpResponse:
    """A page of fields: saved while one writes and by its buttons, which may add, move or take away too."""
    demand_draft(question_set)
    document = question_set.writing.document
    form = PartForm(request.POST or None, names=names, fields=document.fields, revision=document.revision)
    if request.method == "POST" and form.is_valid() and _saved(request, question_set, form):
        act = request.POST.get("act", "")
        if act:
            _do(request, question_set, place, act)
            return redirect(f"{request.path}#{place}")
        messages.success(request, _("Saved."))
        return to_set(question_set, place)
    context = {
        "set": question_set,
        "document": document,
        "form": form,
        "title": title,
        "place": place,
        "own": _rows(form, "" if place in ("head", "bands") else place, names),
        "band_texts": [(label, _rows(form, where, names)) for where, label in band_texts],
        "lists": [_list(form, names, *each) for each in lists],
        "faults": [each.text for each in _found(faults(document.fields), place)],
        "advice": [each.text for each in _found(advice(document.fields), place)],
        "autosave_url": address("set_autosave", question_set),
        **more,
    }
    return render(request, "assessment/office/set_part.html", context)


def _found(findings: list[Finding], place: str) -> list[Finding]:
    return [each for each in findings if each.place == place]


def _saved(request: PersonRequest, question_set: QuestionSet, form: PartForm) -> bool:
    """Save what was typed; where somebody else has changed it meanwhile, both texts are shown."""
    document = question_set.writing.document
    saved = save_set(
        actor=request.user, document=document, changes=form.typed(), allowed=form.names,
        base_revision=form.cleaned_data["revision"] or document.revision,
    )  # fmt: skip
    for name, conflict in saved.conflicts.items():
        text = _("%(who)s has changed this meanwhile: %(theirs)s")
        who = conflict.by or _("Somebody else")
        form.add_error(name, text % {"who": who, "theirs": conflict.theirs})
    return not saved.conflicts


def _rows(form: PartForm, place: str, names: Any) -> list[list[Any]]:
    """The fields of a thing in the order in which they stand: a text's two languages side by side."""
    rows: list[list[Any]] = []
    for name in [name for name in names if name.rpartition(".")[0] == place]:
        if name.endswith("_en"):
            rows[-1].append(form[name])
        else:
            rows.append([form[name]])
    return rows


def _list(
    form: PartForm, names: Any, kind: str, place: str, begun: str, parts: tuple[Part, ...]
) -> dict[str, Any]:
    things = [
        {
            "key": part.key,
            "name": named(part, "name"),
            "rows": _rows(form, f"{begun}{part.key}", names),
            "is_first": part is parts[0],
            "is_last": part is parts[-1],
        }
        for part in parts
    ]
    return {"kind": kind, "place": place, "things": things}


def _do(request: PersonRequest, question_set: QuestionSet, place: str, act: str) -> None:
    """What a button of the page asks for: "add:option:", "up:option:<key>", "remove:row:<key>"."""
    verb, kind, key = (*act.split(":"), "", "")[:3]
    owner = place.partition(".")[2]
    lists = {
        "option": (f"q.{owner}.options", f"o.{owner}.{key}."),
        "row": (f"q.{owner}.rows", f"r.{owner}.{key}."),
        "bands": ("bands", f"b.{key}."),
    }
    if kind not in lists:
        raise Http404
    about: dict[str, Any] = {"actor": request.user, "document": question_set.writing.document}
    where, begun = lists[kind]
    if verb == "add":
        _add(kind, owner, **about)
    elif verb in ("up", "down"):
        set_parts.move(place=where, key=key, direction=verb, **about)
    elif verb == "remove":
        seen = about["document"].revision
        set_parts.take_away(place=where, key=key, begun=begun, seen=seen, **about)
        messages.success(request, _("It is taken away. You can undo that on the page of the whole set."))


def _add(kind: str, owner: str, **about: Any) -> None:
    if kind == "bands":
        set_parts.add_band(**about)
    elif kind == "option":
        set_parts.add_option(question=owner, **about)
    else:
        set_parts.add_row(question=owner, **about)
