"""May they take part: the checklist of one entry, its decision, and the edition's rules."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from forebild.competition.forms_office import FindingForm, RuleForm, RulingForm
from forebild.competition.models import EligibilityRule, Entry
from forebild.competition.queries_office import checklist, findings_by
from forebild.competition.rules import rate_of
from forebild.competition.services import eligibility, eligibility_rules
from forebild.competition.views.office.finders import entry_of_run, rule_of_run, run_edition
from forebild.people.requests import PersonRequest
from forebild.programme.models import Edition
from forebild.shared.errors import InvalidInput
from forebild.shared.forms import show_beside_fields
from forebild.shared.pages import page
from forebild.shared.permissions import Permission

_TONES = {"met": "success", "not_met": "danger", "borderline": "warning", "unknown": "neutral"}


def _back(entry: Entry) -> HttpResponse:
    return redirect(
        "competition:entry_eligibility", edition_year=entry.edition.year, entry_id=entry.public_id
    )


@page(Permission.ELIGIBILITY_DECIDE, find=entry_of_run)
def entry_eligibility(request: PersonRequest, entry: Entry) -> HttpResponse:
    """The checklist with its evidence, and the decision. Posted: decide."""
    form = RulingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            eligibility.rule_on_eligibility(actor=request.user, entry=entry, **form.cleaned_data)
        except InvalidInput as invalid:
            show_beside_fields(form, invalid)
        else:
            messages.success(request, _("The decision is on record."))
            return _back(entry)
    language = (get_language() or "sv")[:2]
    lines = [
        {
            "rule": line.rule,
            "finding": line.finding,
            "tone": _TONES[line.finding.outcome] if line.finding else "neutral",
            "calculation": line.finding.calculation.get(language, []) if line.finding else [],
        }
        for line in checklist(entry)
    ]
    context = {
        "entry": entry,
        "lines": lines,
        "form": form,
        "is_checked": all(line["finding"] for line in lines),
        "rulings": entry.eligibility_rulings.select_related("ruled_by"),
    }
    return render(request, "competition/office/entry_eligibility.html", context)


@page(Permission.ELIGIBILITY_DECIDE, find=entry_of_run)
@require_POST
def entry_check(request: PersonRequest, entry: Entry) -> HttpResponse:
    """Let the rules find anew."""
    eligibility.check_eligibility(actor=request.user, entry=entry)
    messages.success(request, _("The rules have been applied to what is known of the company now."))
    return _back(entry)


@page(Permission.ELIGIBILITY_DECIDE, find=entry_of_run)
@require_POST
def entry_reconsider(request: PersonRequest, entry: Entry) -> HttpResponse:
    """Take the decision up again."""
    eligibility.reconsider_eligibility(actor=request.user, entry=entry)
    messages.success(request, _("The decision is taken up again. The earlier one stays on record."))
    return _back(entry)


def _entry_and_rule(actor: Any, edition_year: int, entry_id: str, rule_id: str) -> Entry:
    entry = entry_of_run(actor, edition_year, entry_id)
    entry.wanted_rule = get_object_or_404(  # type: ignore[attr-defined]  # carried past the permission
        entry.edition.eligibility_rules, public_id=rule_id
    )
    return entry


@page(Permission.ELIGIBILITY_DECIDE, find=_entry_and_rule)
def finding_edit(request: PersonRequest, entry: Entry) -> HttpResponse:
    """What a person finds about one rule, with the evidence and its date."""
    rule: EligibilityRule = entry.wanted_rule  # type: ignore[attr-defined]
    finding = entry.findings.filter(rule=rule).first()
    known = (
        {name: getattr(finding, name) for name in ("outcome", "evidence", "evidence_on")} if finding else {}
    )
    form = FindingForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            eligibility.record_finding(actor=request.user, entry=entry, rule=rule, **form.cleaned_data)
        except InvalidInput as invalid:
            show_beside_fields(form, invalid)
        else:
            messages.success(request, _("The finding is on record."))
            return _back(entry)
    return render(
        request, "competition/office/finding_edit.html", {"entry": entry, "rule": rule, "form": form}
    )


# The edition's rules


@page(Permission.EDITION_PLAN, find=run_edition)
def rule_list(request: PersonRequest, edition: Edition) -> HttpResponse:
    """What must hold in this edition. Posted: begin with the usual rules."""
    if request.method == "POST":
        eligibility_rules.add_usual_rules(actor=request.user, edition=edition)
        messages.success(request, _("The usual rules are there. Change them to fit."))
        return redirect("competition:eligibility_rules", edition_year=edition.year)
    context = {
        "edition": edition,
        "rules": [(rule, _rate(rule)) for rule in edition.eligibility_rules.all()],
        "is_locked": edition.entries.exclude(eligibility_rulings=None).exists(),
    }
    return render(request, "competition/office/rules.html", context)


def _rate(rule: EligibilityRule) -> dict[str, Any] | None:
    """The euro rate of an SME rule; old when it is of a year before the accounts that count."""
    if rule.kind != EligibilityRule.Kind.SME:
        return None
    rate = rate_of(rule)
    return {"rate": rate.sek_per_euro, "on": rate.on, "is_old": rate.on.year < rule.edition.year - 2}


@page(Permission.EDITION_PLAN, find=run_edition)
def rule_new(request: PersonRequest, edition: Edition) -> HttpResponse:
    """One more rule."""
    return _rule_form(request, EligibilityRule(edition=edition))


@page(Permission.EDITION_PLAN, find=rule_of_run)
def rule_edit(request: PersonRequest, rule: EligibilityRule) -> HttpResponse:
    """Change a rule."""
    return _rule_form(request, rule)


@page(Permission.EDITION_PLAN, find=rule_of_run)
def rule_remove(request: PersonRequest, rule: EligibilityRule) -> HttpResponse:
    """Take a rule away, after one question that says what goes with it."""
    if request.method == "POST":
        eligibility_rules.remove_rule(actor=request.user, rule=rule)
        messages.success(request, _("The rule is taken away."))
        return redirect("competition:eligibility_rules", edition_year=rule.edition.year)
    found = findings_by(rule, request.user).count()
    lost = ngettext("finding goes with it", "findings go with it", found)
    context = {
        "question": _("Take this rule away?"),
        "text": rule.text,
        "consequences": [{"count": found, "text": lost}],
        "button": _("Take the rule away"),
        "danger": True,
        "cancel_href": reverse("competition:eligibility_rule", args=[rule.edition.year, rule.public_id]),
    }
    return render(request, "ui/confirm.html", context)


@page(Permission.EDITION_PLAN, find=rule_of_run)
@require_POST
def rule_move(request: PersonRequest, rule: EligibilityRule) -> HttpResponse:
    """One place up or down."""
    eligibility_rules.move_rule(actor=request.user, rule=rule, direction=request.POST.get("direction", ""))
    return redirect("competition:eligibility_rules", edition_year=rule.edition.year)


def _rule_form(request: PersonRequest, rule: EligibilityRule) -> HttpResponse:
    form = RuleForm(request.POST or None, instance=rule)
    if request.method == "POST" and form.is_valid():
        eligibility_rules.save_rule(actor=request.user, rule=form.save(commit=False))
        messages.success(request, _("The rule is saved."))
        return redirect("competition:eligibility_rules", edition_year=rule.edition.year)
    back = reverse("competition:eligibility_rules", args=[rule.edition.year])
    context = {"rule": rule, "edition": rule.edition, "form": form, "back": back}
    return render(request, "competition/office/rule_edit.html", context)
