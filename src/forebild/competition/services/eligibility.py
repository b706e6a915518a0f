"""May the company take part? Rules find, a person rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.competition import notices
from forebild.competition.models import EligibilityFinding, EligibilityRule, EligibilityRuling, Entry
from forebild.competition.rules import find
from forebild.competition.signals import entry_found_eligible, entry_reconsidered
from forebild.competition.states import ENTRY
from forebild.people.models import Person
from forebild.shared import audit
from forebild.shared.dates import in_swedish_time
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.outbox.services import HOLD_TIME, queue, stop_batch
from forebild.shared.permissions import Permission, demand, may
from forebild.shared.urls import site_url


@dataclass(frozen=True)
class Checked:
    """How many entries were checked, and how many were not for checking (drafts, withdrawn, decided)."""

    checked_count: int
    left_out_count: int


@transaction.atomic
def check_eligibility(*, actor: Person, entry: Entry) -> list[EligibilityFinding]:
    """Let every rule that can be computed find anew; what a person has found already stands.

    Raises NotNow once it is decided.
    """
    entry = _held(entry)
    demand(actor, Permission.ELIGIBILITY_DECIDE, entry)
    _demand_undecided(entry)
    by_hand = set(entry.findings.exclude(found_by=None).values_list("rule", flat=True))
    rules = entry.edition.eligibility_rules.exclude(pk__in=by_hand)
    findings = [_find(rule, entry) for rule in rules]
    audit.record(actor, "competition.eligibility.checked", entry, edition=entry.edition)
    return findings


def _held(entry: Entry) -> Entry:
    """The entry, held: a computed finding and a person's own never meet half-way."""
    return (
        Entry.objects.select_for_update(of=("self",))
        .select_related("organisation", "edition")
        .prefetch_related("organisation__figures", "organisation__industries")
        .get(pk=entry.pk)
    )


def _find(rule: EligibilityRule, entry: Entry) -> EligibilityFinding:
    found = find(rule, entry.organisation, in_swedish_time(timezone.now()).date())
    finding, _made = EligibilityFinding.objects.update_or_create(
        entry=entry,
        rule=rule,
        defaults={
            "outcome": found.outcome,
            "evidence": found.evidence,
            "evidence_on": found.evidence_on,
            "calculation": dict(found.calculation),
            "found_by": None,
            "found_at": timezone.now(),
        },
    )
    return finding


def check_entries(*, actor: Person, entries: Iterable[Entry]) -> Checked:
    """Check several entries, each in its own transaction; those that may not be checked are left out.

    What has been ruled on already is left alone: a ruling stands on the findings that it was made on.
    """
    checked, left_out = 0, 0
    for entry in entries:
        if entry.state != "submitted" or not may(actor, Permission.ELIGIBILITY_DECIDE, entry).allowed:
            left_out += 1
            continue
        check_eligibility(actor=actor, entry=entry)
        checked += 1
    return Checked(checked, left_out)


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
    """A person's own finding about one rule: it needs its evidence, with the evidence's date.

    Raises NotNow once it is decided, InvalidInput without evidence.
    """
    entry = _held(entry)
    demand(actor, Permission.ELIGIBILITY_DECIDE, entry)
    _demand_undecided(entry)
    if outcome != EligibilityFinding.Outcome.UNKNOWN:
        _demand_evidence(evidence, evidence_on)
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
    audit.record(
        actor,
        "competition.eligibility.found",
        entry,
        edition=entry.edition,
        rule=rule.public_id,
        outcome=outcome,
    )
    return finding


def _demand_undecided(entry: Entry) -> None:
    if entry.state != "submitted":
        raise NotNow(_("It is decided. Take the decision up again before you change what it stands on."))


def _demand_evidence(evidence: str, evidence_on: date | None) -> None:
    missing = {}
    if not evidence.strip():
        missing["evidence"] = _("Say what you looked at, for example the annual report for 2025.")
    if evidence_on is None:
        missing["evidence_on"] = _("Give the date of what you looked at.")
    if missing:
        raise InvalidInput(_("Give the evidence and its date."), missing)


@transaction.atomic
def rule_on_eligibility(
    *, actor: Person, entry: Entry, eligible: bool, reason: str = ""
) -> EligibilityRuling:
    """Decide that an entry may, or may not, compete.

    A yes against a finding, and every no, needs a reason. Raises NotNow while a rule has no finding or when
    it is decided already, Overtaken when somebody else was a moment before, InvalidInput without a reason.
    """
    Entry.objects.select_for_update().get(pk=entry.pk)  # what it stands on does not change meanwhile
    demand(actor, Permission.ELIGIBILITY_DECIDE, entry)
    outcomes = list(entry.findings.values_list("outcome", flat=True))
    if len(outcomes) < entry.edition.eligibility_rules.count():
        raise NotNow(_("Every rule on the list needs a finding first."))
    all_met = all(outcome == EligibilityFinding.Outcome.MET for outcome in outcomes)
    if not (eligible and all_met) and not reason.strip():
        raise InvalidInput(_("Give the reason."), {"reason": _("Say why: it goes on record.")})
    ENTRY.move(entry, "find_eligible" if eligible else "find_ineligible")
    ruling = EligibilityRuling.objects.create(entry=entry, eligible=eligible, reason=reason, ruled_by=actor)
    audit.record(actor, "competition.eligibility.ruled", entry, edition=entry.edition, eligible=eligible)
    if eligible:
        entry_found_eligible.send(Entry, entry=entry)
    else:
        _tell_ineligible(ruling)
    return ruling


def _tell_ineligible(ruling: EligibilityRuling) -> None:
    """To every editor of the company, in ten minutes: until then the decision can be taken up again."""
    entry = ruling.entry
    members = entry.organisation.memberships.current().select_related("person").order_by("pk")
    for person in [membership.person for membership in members]:
        queue(
            notice=notices.ENTRY_INELIGIBLE,
            to=person,
            values={
                "company": entry.organisation.name,
                "edition": str(entry.edition),
                "contact": entry.edition.programme.contact_email,
                "link": site_url("competition:entry", person.language, entry_id=entry.public_id),
            },
            key=f"competition.entry_ineligible:{ruling.pk}:{person.public_id}",
            actor=ruling.ruled_by,
            hold=True,
            not_before=ruling.ruled_at + HOLD_TIME,
            batch=_letters_of(ruling),
        )


def _letters_of(ruling: EligibilityRuling) -> str:
    return f"ineligible:{ruling.entry.public_id}:{ruling.pk}"


@transaction.atomic
def reconsider_eligibility(*, actor: Person, entry: Entry) -> None:
    """Take the decision up again; the earlier ruling stays on record. Letters that wait are stopped."""
    demand(actor, Permission.ELIGIBILITY_DECIDE, entry)
    ENTRY.move(entry, "reconsider")
    for ruling in entry.eligibility_rulings.filter(eligible=False):
        stop_batch(batch=_letters_of(ruling))
    audit.record(actor, "competition.eligibility.reconsidered", entry, edition=entry.edition)
    entry_reconsidered.send(Entry, entry=entry)
