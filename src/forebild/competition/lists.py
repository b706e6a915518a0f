"""The office's two lists: nominated companies and entries. A draft's text is in neither."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from forebild.competition.models import Case, EligibilityFinding, Entry
from forebild.people.models import Organisation
from forebild.people.reference import sni
from forebild.people.reference.counties import BY_CODE, COUNTIES
from forebild.people.reference.sizes import USUAL
from forebild.shared.lists import (
    BulkAction,
    Choice,
    Column,
    DateRange,
    List,
    NumberColumn,
    Search,
    TagColumn,
    TimeColumn,
    YesNo,
)
from forebild.shared.permissions import Permission

CASE_STATES = {
    "new": _("Not asked yet"),
    "asked": _("Asked, no answer yet"),
    "accepted": _("Said yes"),
    "declined": _("Said no"),
    "lapsed": _("Never answered"),
    "dismissed": _("Dismissed"),
}
CASE_TONES = {"new": "warning", "asked": "info", "accepted": "success"}
ENTRY_STATES = {
    "draft": _("Draft"),
    "submitted": _("Submitted"),
    "eligible": _("Eligible"),
    "ineligible": _("Not eligible"),
    "withdrawn": _("Withdrawn"),
}
ENTRY_TONES = {"submitted": "info", "eligible": "success", "ineligible": "danger"}
OUTCOMES = {
    "open": _("Not checked"),
    "met": _("All rules met"),
    "doubt": _("For a person to weigh"),
    "not_met": _("A rule is not met"),
}
OUTCOME_TONES = {"met": "success", "doubt": "warning", "not_met": "danger"}
_Outcome = EligibilityFinding.Outcome


def county_choices() -> list[tuple[str, str]]:
    """The counties by code."""
    return [(county.code, county.name) for county in COUNTIES]


def county_name(organisation: Organisation) -> str:
    """The county's name; nothing where there is none."""
    return BY_CODE[organisation.county].name if organisation.county in BY_CODE else ""


def sector_choices() -> list[tuple[str, str]]:
    """The divisions of industry, mining first, as the page's language calls them."""
    scheme, language = sni.SNI_2007_SCHEME, get_language() or "sv"
    codes = [each.code for each in sni.divisions(scheme) if sni.is_industry(scheme, each.code)]
    return [(code, f"{code} {sni.title(scheme, code, language)}") for code in codes]


def main_sector(organisation: Organisation) -> str:
    """The main industry with its code; the code alone where the scheme has no such."""
    industries = list(organisation.industries.all())
    if not industries:
        return ""
    main = industries[0]
    try:
        return f"{main.code} {sni.title(main.scheme, main.code, get_language() or 'sv')}"
    except sni.CodeError:
        return main.code


def in_sector(division: str) -> Q:
    """Those of which an industry, main or other, lies in the division."""
    return Q(organisation__industries__code__startswith=division)


def size_choices() -> list[tuple[str, str]]:
    """Statistics Sweden's classes; they say nothing of who is an SME."""
    english = (get_language() or "sv").startswith("en")
    return [(each.code, each.en if english else each.sv) for each in USUAL]


def of_size(code: str) -> Q:
    """Those whose latest head count lies in the class."""
    size = next(each for each in USUAL if each.code == code)
    found = Q(head_count__gte=size.low)
    return found if size.high is None else found & Q(head_count__lt=size.high + 1)


def eligibility_so_far(entry: Entry) -> str:
    """What the findings come to, the worst first."""
    outcomes = {finding.outcome for finding in entry.findings.all()}
    if not outcomes:
        return "open"
    if _Outcome.NOT_MET in outcomes:
        return "not_met"
    return "met" if outcomes == {_Outcome.MET} else "doubt"


def _has_doubt() -> Q:
    return Q(findings__outcome__in=[_Outcome.BORDERLINE, _Outcome.UNKNOWN])


def with_outcome(outcome: str) -> Q:
    """Those whose findings come to this, as `eligibility_so_far` says it."""
    some, bad = Entry.objects.exclude(findings=None), Entry.objects.filter(findings__outcome=_Outcome.NOT_MET)
    doubtful = Entry.objects.filter(_has_doubt())
    return {
        "open": ~Q(pk__in=some.values("pk")),
        "not_met": Q(pk__in=bad.values("pk")),
        "doubt": Q(pk__in=doubtful.values("pk")) & ~Q(pk__in=bad.values("pk")),
        "met": Q(pk__in=some.values("pk")) & ~Q(pk__in=bad.values("pk")) & ~Q(pk__in=doubtful.values("pk")),
    }[outcome]


def case_address(case: Case) -> str:
    """The office's page of a nominated company."""
    return reverse("competition:case", args=[case.edition.year, case.public_id])


def entry_address(entry: Entry) -> str:
    """The office's page of an entry."""
    return reverse("competition:office_entry", args=[entry.edition.year, entry.public_id])


class CaseList(List):
    """Nominated companies; each once, however many nominated it."""

    key = "cases"
    caption = _("Nominated companies")
    empty = _("Nobody has been nominated yet. Companies appear here when somebody nominates them.")
    columns = [
        Column(
            "company",
            _("Company"),
            value=lambda case: case.organisation.name,
            sort="organisation__name_order",
            link=case_address,
        ),
        TagColumn("state", _("State"), labels=CASE_STATES, tones=CASE_TONES, sort="state"),
        NumberColumn("nomination_count", _("Nominations"), sort="nomination_count"),
        Column(
            "county",
            _("County"),
            value=lambda case: county_name(case.organisation),
            sort="organisation__county",
        ),
        Column("sector", _("Sector"), value=lambda case: main_sector(case.organisation), hidden=True),
        TimeColumn("created_at", _("First nominated"), sort="created_at"),
        TimeColumn("asked_at", _("Asked"), sort="asked_at"),
        TimeColumn("answered_at", _("Answered"), sort="answered_at", hidden=True),
        Column("contact_name", _("Contact person"), hidden=True),
    ]
    filters = [
        Search("q", fields=["organisation__name", "organisation__municipality"]),
        Choice("state", _("State"), choices=CASE_STATES.items(), several=True),
        Choice("county", _("County"), field="organisation__county", choices=county_choices, several=True),
        Choice("sector", _("Sector"), choices=sector_choices, where=in_sector),
        YesNo("asked", _("Asked"), where=Q(asked_at__isnull=False)),
        YesNo("unanswered", _("Asked and not answered"), where=Q(state="asked")),
        YesNo("contact", _("Has a contact person"), where=~Q(contact_email="")),
    ]
    actions = [BulkAction("ask", _("Ask"), Permission.NOMINATION_HANDLE, "competition:cases_ask")]
    default_sort = "company"


class EntryList(List):
    """Entries: that they exist and how far they have come."""

    key = "entries"
    caption = _("Entries")
    empty = _("No entries yet. They appear here when companies start them.")
    columns = [
        Column(
            "company",
            _("Company"),
            value=lambda entry: entry.organisation.name,
            sort="organisation__name_order",
            link=entry_address,
        ),
        TagColumn("state", _("State"), labels=ENTRY_STATES, tones=ENTRY_TONES, sort="state"),
        NumberColumn("percent_complete", _("Complete"), unit="%", sort="percent_complete"),
        TimeColumn("saved_at", _("Last saved"), sort="saved_at"),
        TimeColumn("submitted_at", _("Submitted"), sort="submitted_at"),
        TagColumn(
            "eligibility",
            _("Eligibility check"),
            value=eligibility_so_far,
            labels=OUTCOMES,
            tones=OUTCOME_TONES,
        ),
        Column(
            "county",
            _("County"),
            value=lambda entry: county_name(entry.organisation),
            sort="organisation__county",
        ),
        Column("sector", _("Sector"), value=lambda entry: main_sector(entry.organisation), hidden=True),
        NumberColumn("head_count", _("Head count"), sort="head_count"),
        Column("has_extension", _("More time given"), hidden=True),
    ]
    filters = [
        Search("q", fields=["organisation__name", "organisation__municipality"]),
        Choice("state", _("State"), choices=ENTRY_STATES.items(), several=True),
        Choice("county", _("County"), field="organisation__county", choices=county_choices, several=True),
        Choice("sector", _("Sector"), choices=sector_choices, where=in_sector),
        Choice("size", _("Size"), choices=size_choices, where=of_size),
        Choice("eligibility", _("Eligibility check"), choices=OUTCOMES.items(), where=with_outcome),
        DateRange("submitted", _("Submitted"), field="submitted_at"),
        YesNo("extension", _("More time given"), where=Q(has_extension=True)),
    ]
    actions = [
        BulkAction(
            "remind", _("Remind of the draft"), Permission.ENTRY_LIST, "competition:office_entries_remind"
        ),
        BulkAction(
            "check", _("Check eligibility"), Permission.ENTRY_LIST, "competition:office_entries_check"
        ),
    ]
    default_sort = "company"
