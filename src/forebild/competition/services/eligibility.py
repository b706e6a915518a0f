"""May the company take part? Rules find, a person rules."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.competition.models import EligibilityFinding, EligibilityRule, EligibilityRuling, Entry
from forebild.competition.rules import find
from forebild.competition.signals import entry_found_eligible, entry_reconsidered
from forebild.competition.states import ENTRY
from forebild.people.models import Person
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.permissions import Permission, demand


@transaction.atomic
def check_eligibility(*, actor: Person, entry: Entry) -> list[EligibilityFinding]:
    """Let every rule that can be computed find; what a person has found already stands."""
    demand(actor, Permission.ELIGIBILITY_DECIDE, entry)
    by_hand = set(entry.findings.exclude(found_by=None).values_list("rule", flat=True))
    findings = []
    for rule in entry.edition.eligibility_rules.exclude(pk__in=by_hand):
        finding = find(rule, entry.organisation)
        findings.append(
            EligibilityFinding.objects.update_or_create(
                entry=entry,
                rule=rule,
                defaults={
                    "outcome": finding.outcome,
                    "evidence": finding.evidence,
                    "evidence_on": finding.evidence_on,
                    "calculation": finding.calculation,
                    "found_at": timezone.now(),
                },
            )[0]
        )
    audit.record(actor, "competition.eligibility.checked", entry)
    return findings


@transaction.atomic
def record_finding(
    *,
    actor: Person,
    entry: Entry,
    rule: EligibilityRule,
    outcome: str,
    evidence: str,
    evidence_on: date | None,
) -> EligibilityFinding:
    """A person's own finding about one rule: it needs its evidence, with the evidence's date."""
    demand(actor, Permission.ELIGIBILITY_DECIDE, entry)
    if outcome != EligibilityFinding.Outcome.UNKNOWN and not (evidence.strip() and evidence_on):
        raise InvalidInput(
            _("Give the evidence and its date."),
            {"evidence": _("Say what you looked at, for example the annual report for 2025, and its date.")},
        )
    finding, _made = EligibilityFinding.objects.update_or_create(
        entry=entry,
        rule=rule,
        defaults={
            "outcome": outcome,
            "evidence": evidence,
            "evidence_on": evidence_on,
            "calculation": {},
            "found_by": actor,
            "found_at": timezone.now(),
        },
    )
    audit.record(actor, "competition.eligibility.found", entry, rule=rule.public_id, outcome=outcome)
    return finding


@transaction.atomic
def rule_on_eligibility(
    *, actor: Person, entry: Entry, eligible: bool, reason: str = ""
) -> EligibilityRuling:
    """Decide that an entry may, or may not, compete.

    A yes against a finding, and every no, needs a reason. Raises NotNow while a rule has no finding.
    """
    demand(actor, Permission.ELIGIBILITY_DECIDE, entry)
    outcomes = list(entry.findings.values_list("outcome", flat=True))
    if len(outcomes) < entry.edition.eligibility_rules.count():
        raise NotNow(_("Every rule on the list needs a finding first."))
    all_met = all(outcome == EligibilityFinding.Outcome.MET for outcome in outcomes)
    if not (eligible and all_met) and not reason.strip():
        raise InvalidInput(_("Give the reason."), {"reason": _("Say why: it goes on record.")})
    ENTRY.move(entry, "find_eligible" if eligible else "find_ineligible")
    ruling = EligibilityRuling.objects.create(entry=entry, eligible=eligible, reason=reason, ruled_by=actor)
    audit.record(actor, "competition.eligibility.ruled", entry, eligible=eligible)
    if eligible:
        entry_found_eligible.send(Entry, entry=entry)
    return ruling


@transaction.atomic
def reconsider_eligibility(*, actor: Person, entry: Entry) -> None:
    """Take the decision up again; the earlier ruling stays on record."""
    demand(actor, Permission.ELIGIBILITY_DECIDE, entry)
    ENTRY.move(entry, "reconsider")
    audit.record(actor, "competition.eligibility.reconsidered", entry)
    entry_reconsidered.send(Entry, entry=entry)
