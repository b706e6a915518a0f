"""Which rules an edition has. They stand once the first entry has been ruled on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from forebild.competition.models import EligibilityRule, EligibilityRuling
from forebild.people.models import Person
from forebild.programme.models import Edition
from forebild.shared import audit
from forebild.shared.errors import NotNow
from forebild.shared.permissions import Permission, demand

Kind = EligibilityRule.Kind
USUAL: tuple[tuple[Kind, str, str, Mapping[str, Any]], ...] = (
    (
        Kind.SECTOR,
        "Företaget tillverkar varor.",
        "The company makes goods.",
        {"scheme": "sni2007", "codes": ["B", "C"]},
    ),
    (
        Kind.SME,
        "Företaget är litet eller medelstort enligt EU:s definition, med ägare och dotterföretag inräknade.",
        "The company is small or medium-sized by the EU's definition, owners and subsidiaries included.",
        {},
    ),
    (Kind.COUNTY, "Företaget har sitt säte i Sverige.", "The company is seated in Sweden.", {"codes": []}),
    (
        Kind.MANUAL,
        "Det som bidraget beskriver är i daglig drift.",
        "What the entry describes is in daily use.",
        {},
    ),
    (
        Kind.MANUAL,
        "Företaget har inga obetalda skatter eller avgifter.",
        "The company has no unpaid taxes or charges.",
        {},
    ),
)


@transaction.atomic
def add_usual_rules(*, actor: Person, edition: Edition) -> list[EligibilityRule]:
    """Begin with the rules that Nordic programmes usually have. Raises NotNow when there are any already."""
    _demand_open(actor, edition)
    if edition.eligibility_rules.exists():
        raise NotNow(_("This edition has rules already. Change those instead."))
    rules = [
        EligibilityRule(
            edition=edition, position=place, kind=kind, text_sv=sv, text_en=en, settings=dict(settings)
        )
        for place, (kind, sv, en, settings) in enumerate(USUAL, start=1)
    ]
    EligibilityRule.objects.bulk_create(rules)
    audit.record(actor, "competition.rules.begun", None, edition=edition, count=len(rules))
    return rules


@transaction.atomic
def save_rule(*, actor: Person, rule: EligibilityRule) -> EligibilityRule:
    """Store a new rule, last in order, or a changed one; findings made by its old wording are undone.

    Raises NotNow once an entry has been ruled on.
    """
    _demand_open(actor, rule.edition)
    if rule.pk is None:
        last = rule.edition.eligibility_rules.aggregate(last=Max("position"))["last"]
        rule.position = (last or 0) + 1
    rule.save()
    rule.findings.all().delete()
    audit.record(actor, "competition.rule.saved", rule, edition=rule.edition, kind=rule.kind)
    return rule


@transaction.atomic
def remove_rule(*, actor: Person, rule: EligibilityRule) -> None:
    """Take a rule away, with what was found by it. Raises NotNow once an entry has been ruled on."""
    _demand_open(actor, rule.edition)
    audit.record(actor, "competition.rule.removed", rule, edition=rule.edition)
    rule.delete()


@transaction.atomic
def move_rule(*, actor: Person, rule: EligibilityRule, direction: str) -> None:
    """One place "up", or down; at the end of the list nothing happens."""
    demand(actor, Permission.EDITION_PLAN, rule.edition)
    rules = list(rule.edition.eligibility_rules.select_for_update())
    here = rules.index(rule)
    there = here - 1 if direction == "up" else here + 1
    if not 0 <= there < len(rules):
        return
    rules[here], rules[there] = rules[there], rules[here]
    for place, each in enumerate(rules, start=1):
        each.position = place
    EligibilityRule.objects.bulk_update(rules, ["position"])


def _demand_open(actor: Person, edition: Edition) -> None:
    demand(actor, Permission.EDITION_PLAN, edition)
    if EligibilityRuling.objects.filter(entry__edition=edition).exists():
        raise NotNow(_("Entries have been ruled on by these rules. They can no longer be changed."))
