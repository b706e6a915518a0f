"""An entry's statement: its readers agree on it side by side; or the secretary writes it from the reviews."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from forebild.jury.forms.statements import DissentForm, HurryForm, StatementSheet
from forebild.jury.models import Review, Statement
from forebild.jury.permissions import reading_of
from forebild.jury.queries.statements import independent_reviews, points, stands_of
from forebild.jury.services import consensus
from forebild.jury.services import statements as services
from forebild.jury.statement_fields import fields_of, is_far
from forebild.jury.views.finders import edition_of
from forebild.people.requests import PersonRequest
from forebild.programme.models import Criterion
from forebild.shared.errors import InvalidInput, NotNow, Overtaken
from forebild.shared.forms import show_refusal
from forebild.shared.pages import page
from forebild.shared.permissions import Permission, may
from forebild.shared.writing import views as writing


def statement_of(actor: Any, edition_year: int, statement_id: str) -> Statement:
    """A statement that the person may know of, not one that a conflict has closed."""
    statements = Statement.objects.for_actor(actor).select_related(
        "document",
        "entry__organisation",
        "entry__edition__programme",
        "lead__person",
        "approved_by",
        "agreed_by",
    )
    return get_object_or_404(
        statements, public_id=statement_id, entry__edition=edition_of(actor, edition_year)
    )


def to_statement(statement: Statement) -> HttpResponse:
    """Back to its page."""
    return redirect(_address("jury:statement_edit", statement))


def _address(name: str, statement: Statement) -> str:
    return reverse(name, args=[statement.entry.edition.year, statement.public_id])


@page(Permission.STATEMENT_READ, find=statement_of)
def statement_edit(request: PersonRequest, statement: Statement) -> HttpResponse:
    """What each gave alone, side by side, and what all agree; read only once it is handed over."""
    document = statement.document
    criteria = list(statement.entry.edition.criteria.prefetch_related("anchors"))
    if request.method != "POST":
        start = {**document.fields, "revision": document.revision}
        return _show(request, statement, StatementSheet(statement, criteria, initial=start))
    sheet = StatementSheet(statement, criteria, request.POST)
    if sheet.is_valid():
        try:
            if _carry_out(request, statement, sheet):
                return to_statement(statement)
        except (InvalidInput, NotNow, Overtaken) as refusal:
            show_refusal(sheet, refusal)
    return _show(request, statement, sheet)


def _carry_out(request: PersonRequest, statement: Statement, sheet: StatementSheet) -> bool:
    """What was typed is kept first, whatever was pressed; then it is handed over. False: two hands met."""
    saved = services.save_statement(
        actor=request.user,
        document=statement.document,
        changes=sheet.texts(),
        base_revision=sheet.cleaned_data.get("revision") or 0,
        allowed=fields_of(statement),
    )
    for name, conflict in saved.conflicts.items():
        sheet.add_error(
            name, _("Somebody else has changed this meanwhile: %(theirs)s") % {"theirs": conflict.theirs}
        )
    if saved.conflicts:
        return False
    if request.POST.get("then") == "agree":
        consensus.agree_statement(actor=request.user, statement=statement, expected_revision=saved.revision)
        messages.success(request, _("The joint assessment is handed to the office."))
    elif request.POST.get("then") == "approve":
        services.approve_statement(actor=request.user, statement=statement, expected_revision=saved.revision)
        messages.success(request, _("The statement is approved and may be sent."))
    else:
        messages.success(request, _("Saved."))
    return True


def _show(request: PersonRequest, statement: Statement, sheet: StatementSheet) -> HttpResponse:
    entry, actor = statement.entry, request.user
    reading = reading_of(actor, entry)
    reviews = independent_reviews(entry)
    stands = stands_of(statement)
    leads = may(actor, Permission.STATEMENT_APPROVE, statement).allowed
    is_lead = reading is not None and reading.juror_id == statement.lead_id
    context = {
        "statement": statement,
        "entry": entry,
        "edition": entry.edition,
        "organisation": entry.organisation,
        "sheet": sheet,
        "rows": [
            row | {"given": given, "agreed": _agreed(statement, row["criterion"], given)}
            for row in sheet.rows
            for given in [_given(row["criterion"], reviews, reading)]
        ],
        "reviews": [(_name_of(number, each, reading), each) for number, each in enumerate(reviews, 1)],
        "open_count": consensus.open_reviews(entry),
        "reading": reading,
        "is_lead": is_lead,
        "may_hurry": is_lead or leads,
        "may_write": statement.state == "open" and may(actor, Permission.STATEMENT_WRITE, statement).allowed,
        "leads": leads,
        "stands": stands,
        "own_stand": next((each for each in stands if reading and each.juror_id == reading.juror_id), None),
        "strengths": points(statement.document.fields.get("strengths")),
        "opportunities": points(statement.document.fields.get("opportunities")),
        "hurry_form": HurryForm(),
    }
    return render(request, "jury/statement_edit.html", context, status=422 if sheet.errors else 200)


def _name_of(number: int, review: Review, reading: Any) -> str:
    """Without names, but for one's own: what is said counts, not who said it."""
    if reading is not None and review.assignment_id == reading.pk:
        return _("You")
    return _("Juror %(number)s") % {"number": number}


def _given(criterion: Criterion, reviews: list[Review], reading: Any) -> list[dict[str, Any]]:
    """What each gave the criterion alone."""
    found = []
    for number, review in enumerate(reviews, 1):
        score = next((each for each in review.scores.all() if each.criterion_id == criterion.pk), None)
        value = score.value if score else None
        found.append(
            {
                "name": _name_of(number, review, reading),
                "value": value,
                "step": "–" if value is None else str(value),
                "comment": score.comment if score else "",
            }
        )
    return found


def _agreed(statement: Statement, criterion: Criterion, given: list[dict[str, Any]]) -> dict[str, Any]:
    """The criterion as the document has it, and whether it lies far from what each gave."""
    fields = statement.document.fields
    step = str(fields.get(f"score_{criterion.public_id}") or "")
    value = int(step) if step.lstrip("-").isdigit() else None
    return {
        "step": step,
        "value": value,
        "comment": fields.get(f"comment_{criterion.public_id}") or "",
        "reason": fields.get(f"reason_{criterion.public_id}") or "",
        "is_far": is_far(value, [each["value"] for each in given if each["value"] is not None], criterion),
    }


@page(Permission.STATEMENT_WRITE, find=statement_of)
def statement_autosave(request: PersonRequest, statement: Statement) -> JsonResponse:
    """Save while one writes; two hands in one field are both kept."""
    return writing.autosave(request, statement.document, fields_of(statement), save=services.save_statement)


@page(Permission.STATEMENT_READ, find=statement_of)
def statement_open(request: PersonRequest, statement: Statement) -> HttpResponse:
    """Begin; with a reason where a review is missing."""
    form = HurryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            consensus.open_statement(
                actor=request.user, statement=statement, reason=form.cleaned_data["reason"]
            )
        except InvalidInput as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("You can begin. The readers have been told."))
            return to_statement(statement)
    context = {
        "question": _("Begin to agree on %(company)s?") % {"company": statement.entry.organisation.name},
        "text": _("Some reviews are not in yet. Whoever has not handed in sees nothing until that is done."),
        "consequences": [
            {"count": consensus.open_reviews(statement.entry), "text": _("reviews are missing")}
        ],
        "button": _("Begin"),
        "form": form,
        "cancel_href": _address("jury:statement_edit", statement),
    }
    return render(request, "ui/confirm.html", context, status=422 if form.errors else 200)


@page(Permission.STATEMENT_WRITE, find=statement_of)
def statement_stand(request: PersonRequest, statement: Statement) -> HttpResponse:
    """Stand behind it in one press; or say what one thinks instead."""
    if request.method == "POST" and request.POST.get("stand") == "behind":
        consensus.take_stand(actor=request.user, statement=statement)
        messages.success(request, _("You stand behind it."))
        return to_statement(statement)
    form = DissentForm(request.POST or None)
    if form.is_valid():
        consensus.take_stand(actor=request.user, statement=statement, **form.cleaned_data)
        messages.success(request, _("Your opinion is noted."))
        return to_statement(statement)
    context = {
        "question": _("What do you think instead?"),
        "button": _("Note my opinion"),
        "form": form,
        "cancel_href": _address("jury:statement_edit", statement),
    }
    return render(request, "ui/confirm.html", context, status=422 if form.errors else 200)


def _labels(statement: Statement) -> dict[str, str]:
    labels = {"strengths": _("Strengths"), "opportunities": _("What could be better")}
    for criterion in statement.entry.edition.criteria.all() if statement.is_joint else ():
        labels |= {
            f"score_{criterion.public_id}": criterion.name,
            f"comment_{criterion.public_id}": _("%(criterion)s, comment") % {"criterion": criterion.name},
            f"reason_{criterion.public_id}": _("%(criterion)s, reason") % {"criterion": criterion.name},
        }
    return labels


@page(Permission.STATEMENT_READ, find=statement_of)
def statement_history(request: PersonRequest, statement: Statement) -> HttpResponse:
    """Every version."""
    return writing.history_page(
        request,
        statement.document,
        title=statement.entry.organisation.name,
        compare_url=_address("jury:statement_compare", statement),
        back_url=_address("jury:statement_edit", statement),
    )


@page(Permission.STATEMENT_READ, find=statement_of)
def statement_compare(request: PersonRequest, statement: Statement) -> HttpResponse:
    """Two versions, word by word."""
    return writing.compare_page(
        request,
        statement.document,
        _labels(statement),
        title=statement.entry.organisation.name,
        history_url=_address("jury:statement_history", statement),
    )
