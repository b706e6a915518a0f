"""Reports to entrants: to whom they go, and the company's own result that stands in one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import QuerySet

from forebild.assessment.models import Assessment, EntrantReport, ReportBatch
from forebild.competition.models import Entry
from forebild.people.models import Membership, Person
from forebild.programme.models import Edition
from forebild.shared.permissions import Actor


def entrants(actor: Actor, edition: Edition) -> QuerySet[Entry]:
    """The entries that were handed in and not taken back, without those that a conflict has closed."""
    found = Entry.objects.for_actor(actor).filter(edition=edition, submitted_at__isnull=False)
    return found.exclude(state__in=["draft", "withdrawn"]).select_related(
        "organisation", "edition__programme"
    )


def reports_in(actor: Actor, edition: Edition) -> QuerySet[EntrantReport]:
    """The edition's reports that `actor` may handle."""
    found = EntrantReport.objects.for_actor(actor).filter(entry__edition=edition)
    return found.select_related("entry__organisation", "entry__edition__programme", "batch")


def batches_in(edition: Edition) -> QuerySet[ReportBatch]:
    """What has left together, of an edition that the caller has found by `run_by`."""
    return ReportBatch.objects.filter(edition=edition).select_related("edition")


def sendable_reports(actor: Actor, edition: Edition) -> list[tuple[EntrantReport, list[Person]]]:
    """The prepared ones with those who act for the company; without those whose company has nobody."""
    prepared = reports_in(actor, edition).filter(state="prepared")
    reports = list(prepared.order_by("entry__organisation__name_order"))
    people: dict[int, list[Person]] = defaultdict(list)
    companies = [report.entry.organisation_id for report in reports]
    members = Membership.objects.current().filter(organisation__in=companies).select_related("person")
    for member in members.order_by("person__email"):
        people[member.organisation_id].append(member.person)
    found = [(report, people[report.entry.organisation_id]) for report in reports]
    return [(report, to) for report, to in found if to]


def own_result(report: EntrantReport, reader: str) -> Assessment | None:
    """The company's latest result, for `reader` (a public id) as long as he or she acts for the company."""
    company = report.entry.organisation_id
    members = Membership.objects.current().filter(organisation=company, person__public_id=reader)
    if not members.exists():
        return None
    counted = Assessment.objects.counted().filter(organisation=company, is_vouched=True)
    return counted.select_related("question_set").order_by("-handed_in_at").first()


def groups_of(entry: Entry) -> Iterator[str]:
    """What companies it is told beside, the narrowest first: its industry, its county."""
    industry = entry.organisation.industries.order_by("rank", "pk").first()
    if industry:
        yield f"division:{industry.code[:2]}"
    if entry.organisation.county:
        yield f"county:{entry.organisation.county}"
