"""Reports to the entrants of an edition: prepared, sent once, stopped within ten minutes, opened, erased."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.assessment import notices
from forebild.assessment.field_reports import field_of
from forebild.assessment.models import EntrantReport, ReportBatch
from forebild.assessment.queries.releases import latest_release, released_key
from forebild.assessment.queries.reports import entrants, groups_of, sendable_reports
from forebild.assessment.states import ENTRANT_REPORT, REPORTS
from forebild.people.models import Person
from forebild.programme.models import Edition
from forebild.shared import audit
from forebild.shared.errors import NotNow, Overtaken
from forebild.shared.links import services as links
from forebild.shared.links.models import Link
from forebild.shared.outbox.services import HOLD_TIME, Recipient, note_left, queue, stop_held
from forebild.shared.permissions import Permission, demand
from forebild.shared.urls import site_url

REPORT = "assessment.report"
REPORT_TIME = timedelta(days=365)


@transaction.atomic
def prepare_reports(*, actor: Person, edition: Edition) -> int:
    """A report for each entrant that has none, and those not sent yet anew; how many are prepared now.

    Entries that `actor` stands aside from are left for somebody else. Raises NotNow before any figures.
    """
    demand(actor, Permission.ENTRANT_REPORT_SEND, edition)
    Edition.objects.select_for_update().get(pk=edition.pk)  # of two presses one prepares
    key = released_key(edition.programme)
    release = latest_release(edition.programme, key)
    if release is None:
        raise NotNow(_("There are no figures yet. They come when six companies have answered."))
    known = {report.entry_id: report for report in EntrantReport.objects.filter(entry__edition=edition)}
    count = 0
    for entry in entrants(actor, edition):
        report = known.get(entry.pk) or EntrantReport(entry=entry)
        if report.state != "prepared":
            continue
        report.language = entry.language
        report.content = {"key": key, "field": field_of(release.data, groups_of(entry))}
        report.prepared_at = timezone.now()
        report.save()
        count += 1
    audit.record(actor, "assessment.reports.prepared", None, edition=edition, count=count)
    return count


@transaction.atomic
def send_reports(*, actor: Person, edition: Edition, expected_count: int) -> ReportBatch:
    """Send every prepared report, held for ten minutes; each company has its report once.

    `expected_count` is how many companies the sender saw; Overtaken when it is another number by now.
    """
    demand(actor, Permission.ENTRANT_REPORT_SEND, edition)
    Edition.objects.select_for_update().get(pk=edition.pk)
    wanted = sendable_reports(actor, edition)
    if len(wanted) != expected_count:
        raise Overtaken(_("The number of reports has changed meanwhile. Look at it again."))
    if not wanted:
        raise NotNow(_("No prepared report waits to be sent."))
    batch = ReportBatch.objects.create(
        edition=edition,
        letter_count=sum(len(to) for _report, to in wanted),
        held_until=timezone.now() + HOLD_TIME,
        prepared_by=actor,
    )
    for report, to in wanted:
        ENTRANT_REPORT.move(report, "send", batch=batch)
        for person in to:
            _queue(actor, report, person, batch)
    audit.record(actor, "assessment.reports.sent", batch, edition=edition, count=len(wanted))
    return batch


def _queue(actor: Person, report: EntrantReport, person: Person, batch: ReportBatch) -> None:
    token = links.issue(
        purpose=REPORT,
        subject_id=report.public_id,
        email=person.email,
        person=person,
        lifetime=REPORT_TIME,
        single_use=False,
    )
    queue(
        notice=notices.REPORT,
        to=Recipient(person.email, report.language, person.public_id),
        values={
            "company": report.entry.organisation.name,
            "edition": report.entry.edition.name,
            "link": site_url("assessment:report", report.language, token=token),
        },
        key=f"assessment.report:{report.public_id}:{batch.public_id}:{person.public_id}",
        actor=actor,
        hold=True,
        not_before=batch.held_until,
        batch=batch.public_id,
    )


@transaction.atomic
def stop_reports(*, actor: Person, batch: ReportBatch) -> None:
    """Stop reports that are still held, all or none; they are prepared, and can be sent again."""
    demand(actor, Permission.ENTRANT_REPORT_SEND, batch)
    stop_held(batch=batch, lifecycle=REPORTS)
    for report in batch.reports.filter(state="sent"):
        ENTRANT_REPORT.move(report, "stop")
        links.revoke(purpose=REPORT, subject_id=report.public_id)
    audit.record(actor, "assessment.reports.stopped", batch, edition=batch.edition)


def note_reports_left() -> int:
    """By the clock: batches that are past their stop; how many."""
    return note_left(ReportBatch.objects.all(), REPORTS)


def report_of(link: Link) -> EntrantReport | None:
    """What a link in a mail is for; None when it is erased or stopped."""
    found = EntrantReport.objects.filter(public_id=link.subject_id, state="sent")
    return found.select_related("entry__organisation", "entry__edition__programme").first()


@transaction.atomic
def open_report(*, link: Link) -> None:
    """The company reads it: that it does is noted, the first time."""
    report = report_of(link)
    if report is None:
        raise NotNow(_("The report is not here any more."))
    unopened = EntrantReport.objects.filter(pk=report.pk, opened_at=None)
    if unopened.update(opened_at=timezone.now()):
        audit.record(None, "assessment.report.opened", report, edition=report.entry.edition)


@transaction.atomic
def erase_report(*, link: Link) -> None:
    """As the company wishes: what it was told is gone from here, and its links open nothing."""
    report = report_of(link)
    if report is None:
        raise NotNow(_("The report is erased already."))
    ENTRANT_REPORT.move(report, "erase", content={}, erased_at=timezone.now())
    links.revoke(purpose=REPORT, subject_id=report.public_id)
    audit.record(None, "assessment.report.erased", report, edition=report.entry.edition)
