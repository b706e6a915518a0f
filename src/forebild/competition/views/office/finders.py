"""How the office's pages find what they show: in an edition that one runs, or nothing at all (404)."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from forebild.competition.models import (
    Award,
    Case,
    CitationCorrection,
    EligibilityRule,
    Entry,
    EntryFile,
    Question,
    Section,
)
from forebild.competition.queries import submitted_file
from forebild.competition.queries_form import office_questions
from forebild.competition.queries_office import awards_of, office_cases, office_entries, office_organisations
from forebild.people.models import Organisation
from forebild.programme.models import Edition
from forebild.shared.permissions import Actor


def run_edition(actor: Actor, edition_year: int, **_rest: Any) -> Edition:
    """An edition that the actor runs."""
    editions = Edition.objects.for_actor(actor).run_by(actor).select_related("programme")
    return get_object_or_404(editions, year=edition_year)


def case_of_run(actor: Actor, edition_year: int, case_id: str) -> Case:
    """A nominated company of such an edition."""
    return get_object_or_404(office_cases(actor, run_edition(actor, edition_year)), public_id=case_id)


def entry_of_run(actor: Actor, edition_year: int, entry_id: str, **_rest: Any) -> Entry:
    """An entry of such an edition; not one that a conflict of interest has closed to the actor."""
    return get_object_or_404(office_entries(actor, run_edition(actor, edition_year)), public_id=entry_id)


def organisation_of_run(actor: Actor, edition_year: int, organisation_id: str) -> Organisation:
    """A company that is nominated or has an entry in such an edition, which it carries along."""
    edition = run_edition(actor, edition_year)
    organisation = get_object_or_404(office_organisations(actor, edition), public_id=organisation_id)
    organisation.wanted_edition = edition  # type: ignore[attr-defined]  # past the question of permission
    return organisation


def award_of_run(actor: Actor, edition_year: int, entry_id: str) -> Award:
    """What such an entry was awarded, once the result is out."""
    return get_object_or_404(awards_of(entry_of_run(actor, edition_year, entry_id)))


def correction_of_run(
    actor: Actor, edition_year: int, entry_id: str, correction_id: str
) -> CitationCorrection:
    """A correction of such an award's citation."""
    award = award_of_run(actor, edition_year, entry_id)
    corrections = award.corrections.select_related("award__edition__programme", "award__entry")
    return get_object_or_404(corrections, public_id=correction_id)


def rule_of_run(actor: Actor, edition_year: int, rule_id: str) -> EligibilityRule:
    """An eligibility rule of such an edition."""
    rules = run_edition(actor, edition_year).eligibility_rules.select_related("edition__programme")
    return get_object_or_404(rules, public_id=rule_id)


def section_of_run(actor: Actor, edition_year: int, section_id: str) -> Section:
    """A part of such an edition's form."""
    sections = run_edition(actor, edition_year).sections.select_related("edition__programme")
    return get_object_or_404(sections, public_id=section_id)


def question_of_run(actor: Actor, edition_year: int, question_id: str) -> Question:
    """A question of such an edition's form."""
    edition = run_edition(actor, edition_year)
    return get_object_or_404(office_questions(edition), public_id=question_id)


def handed_in_file(entry: Entry, file_id: str) -> EntryFile:
    """A file that some submission of the entry holds; never one that is in the draft alone."""
    for submission in entry.submissions.all():
        if use := submitted_file(submission, file_id):
            return use
    raise Http404
