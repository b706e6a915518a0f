"""A list takes as many SQL statements for fifty rows as for one: every list page, in one table.

A page that is in no table here fails: of addresses that name no single thing, those that this file does not
know; of `shared.lists`, every `List` that no page here shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection, reset_queries, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from forebild.shared.lists import List
from tests.pages.assessment import OF_ASSESSMENTS
from tests.pages.assessment_office import a_set
from tests.pages.doors import door_link
from tests.pages.enquiries import asked, asked_company, asker_link, company_link
from tests.pages.events import booking_link, calendar_link, invitation_link, own_link, question, thanks
from tests.pages.gathered import collection_page, office_collection
from tests.pages.outcomes import adviser_link, evaluation_link, help_link, helped, met, over
from tests.pages.rows import Rows
from tests.pages.stories import recheck_link, remark
from tests.pages.tables import notes_link, table_of
from tests.pages.tours import (
    host,
    host_csv,
    host_on_screen,
    leg,
    own_tour,
    screen,
    stop,
    tour,
    tour_booking,
)
from tests.planner import learn_the_rows
from tests.worlds import client_of

pytestmark = pytest.mark.django_db
COUNTS = (1, 3, 50)
Where = Callable[[Rows], dict[str, Any]]


def nowhere(_rows: Rows) -> dict[str, Any]:
    return {}


def now(rows: Rows) -> dict[str, Any]:
    return {"edition_year": rows.edition.year}


def past(rows: Rows) -> dict[str, Any]:
    return {"edition_year": rows.past.year}


def planned(rows: Rows) -> dict[str, Any]:
    return {"edition_year": rows.planned.year}


def entry(rows: Rows) -> dict[str, Any]:
    return {**now(rows), "entry_id": rows.entry.public_id}


def meeting(rows: Rows, of: Any) -> dict[str, Any]:
    return {**now(rows), "meeting_id": of.public_id}


def own(rows: Rows) -> dict[str, Any]:
    return {"entry_id": rows.own.public_id}


def example(rows: Rows) -> dict[str, Any]:
    return {"example_id": rows.example.public_id}


def early(rows: Rows) -> dict[str, Any]:
    return {"edition_year": rows.open.year}


def step(rows: Rows) -> dict[str, Any]:
    return {**now(rows), "criterion_id": rows.edition.criteria.first().public_id, "step": 5}


def statement(rows: Rows) -> dict[str, Any]:
    return {**now(rows), "statement_id": rows.entry.statement.public_id}


def happening(rows: Rows) -> dict[str, Any]:
    return {"event_id": rows.event.public_id}


def seated(rows: Rows) -> dict[str, Any]:
    return {**happening(rows), "session_id": rows.session.public_id}


def guest(rows: Rows) -> dict[str, Any]:
    return {**happening(rows), "registration_id": rows.guest.public_id}


def letter(rows: Rows) -> dict[str, Any]:
    return {**past(rows), "letter_id": rows.letter.public_id}


# (page, who looks: a person of the rows or nobody, where)
PAGES: list[tuple[str, str, Where]] = [
    ("website:home", "", nowhere),
    ("sitemap", "", nowhere),
    ("website:start", "writer", nowhere),
    ("website:start", "juror", nowhere),
    ("website:start", "office", nowhere),
    ("website:dashboard", "office", nowhere),
    ("programme:edition_list", "office", nowhere),
    ("programme:edition_new", "office", nowhere),
    ("programme:edition_plan", "office", planned),
    ("programme:role_list", "office", nowhere),
    ("programme:page_list", "office", nowhere),
    ("programme:page_history", "office", lambda rows: {"slug": "sida-0"}),
    ("library:examples", "", nowhere),
    ("library:feed", "", nowhere),
    ("library:example_suggestions", "", nowhere),
    ("library:embedded", "", nowhere),
    ("library:data_json", "", nowhere),
    ("library:data_csv", "", nowhere),
    ("library:collections", "", nowhere),
    ("library:collection", "", collection_page),
    ("library:collection_feed", "", collection_page),
    ("library:collection_share_picture", "", collection_page),
    ("library:counties", "", nowhere),
    ("library:county", "", lambda rows: {"county": "jonkopings-lan"}),
    ("library:collection_list", "office", nowhere),
    ("library:collection_edit", "office", office_collection),
    ("library:collection_choose", "office", office_collection),
    ("library:collection_history", "office", office_collection),
    ("library:example", "", lambda rows: {"slug": rows.example.slug}),
    ("library:example_list", "office", nowhere),
    ("library:example_edit", "office", example),
    ("library:example_history", "office", example),
    ("library:example_ask", "office", example),
    ("library:example_remarks", "office", example),
    ("library:remark_answer", "office", remark),
    ("library:example_afterwards", "office", example),
    ("library:example_schedule", "office", example),
    ("library:example_withdraw", "office", example),
    ("library:example_recheck", "", recheck_link),
    ("competition:editions", "", nowhere),
    ("competition:edition", "", past),
    ("competition:award", "", lambda rows: {"award_id": rows.award.public_id}),
    ("competition:entries", "writer", nowhere),
    ("competition:entry_start", "writer", nowhere),
    ("competition:entry", "writer", own),
    ("competition:entry_preview", "writer", own),
    ("competition:entry_submit", "writer", own),
    ("competition:cases", "office", now),
    ("competition:office_entries", "office", now),
    ("competition:office_entry", "office", entry),
    ("competition:entry_eligibility", "office", entry),
    ("competition:eligibility_rules", "office", now),
    ("competition:form", "office", planned),
    ("competition:form_preview", "office", planned),
    ("jury:desk", "juror", now),
    ("jury:profile", "juror", now),
    ("jury:review_edit", "juror", lambda rows: {**now(rows), "assignment_id": rows.assignment.public_id}),
    ("jury:seats", "office", now),
    ("jury:seat_edit", "office", lambda rows: {**now(rows), "juror_id": rows.juror.public_id}),
    ("jury:register", "office", now),
    ("jury:assignment", "office", now),
    ("jury:assignment_compare", "office", now),
    ("jury:assignment_adjust", "office", lambda rows: {**now(rows), "plan_id": rows.plan.public_id}),
    ("jury:progress", "office", now),
    ("jury:reviews_remind", "office", now),
    ("jury:calibration", "juror", now),
    ("jury:trial_edit", "juror", lambda rows: {**now(rows), "sheet_id": rows.sheet.public_id}),
    ("jury:calibration_round", "office", now),
    ("jury:calibration_round", "office", early),
    ("jury:calibration_close", "office", now),
    ("jury:calibration_remind", "office", now),
    ("jury:anchor_sharpen", "office", step),
    ("jury:statements", "office", now),
    ("jury:statement_begin", "office", entry),
    ("jury:statement_edit", "office", statement),
    ("jury:statement_history", "office", statement),
    ("jury:ranking", "office", now),
    ("jury:ranking_choose", "office", now),
    ("jury:ranking_jurors", "office", now),
    (
        "jury:ranking_criterion",
        "office",
        lambda rows: {**now(rows), "criterion_id": rows.criterion.public_id},
    ),
    ("jury:near_line", "office", now),
    ("jury:tie_break_new", "office", now),
    ("jury:tie_break", "office", lambda rows: {**now(rows), "tie_break_id": rows.tie_break.public_id}),
    ("jury:compare", "juror", lambda rows: {**now(rows), "tie_break_id": rows.tie_break.public_id}),
    ("jury:score_changes", "office", now),
    ("visits:visit_list", "office", now),
    ("visits:visit_plan", "office", now),
    ("visits:office_visit", "office", lambda rows: {**now(rows), "visit_id": rows.visit.public_id}),
    ("visits:claims", "office", lambda rows: {**now(rows), "visit_id": rows.visit.public_id}),
    ("visits:visitors", "office", lambda rows: {**now(rows), "visit_id": rows.visit.public_id}),
    ("visits:visits", "juror", now),
    ("visits:visit", "juror", lambda rows: {**now(rows), "visit_id": rows.visit.public_id}),
    ("jury:rulings", "office", now),
    ("jury:rulings_rest", "office", now),
    ("jury:rulings_approve", "office", now),
    ("jury:release", "office", now),
    ("jury:release_preview", "office", now),
    ("jury:letters", "office", past),
    ("jury:letters_of", "office", lambda rows: {**past(rows), "outcome": "winner"}),
    ("jury:process", "", past),
    ("feedback:letters", "office", past),
    ("feedback:letter_edit", "office", letter),
    ("feedback:letter_history", "office", letter),
    ("feedback:letters_send", "office", past),
    ("feedback:answers", "office", past),
    ("deliberation:meetings", "office", now),
    ("deliberation:my_meetings", "juror", now),
    ("deliberation:room", "juror", lambda rows: meeting(rows, rows.going)),
    ("deliberation:room_now", "juror", lambda rows: meeting(rows, rows.going)),
    ("deliberation:lead", "office", lambda rows: meeting(rows, rows.going)),
    ("deliberation:agenda", "office", lambda rows: meeting(rows, rows.going)),
    ("deliberation:attendance", "office", lambda rows: meeting(rows, rows.going)),
    ("deliberation:minutes", "juror", lambda rows: meeting(rows, rows.held)),
    ("deliberation:minutes_edit", "office", lambda rows: meeting(rows, rows.held)),
    ("events:calendar", "", nowhere),
    ("events:calendar_ics", "", nowhere),
    ("events:calendar_atom", "", nowhere),
    ("events:calendar_month", "", nowhere),
    ("events:calendar_map", "", nowhere),
    ("events:embedded", "", nowhere),
    ("events:series", "", lambda rows: {"slug": rows.series.slug}),
    ("events:series_ics", "", lambda rows: {"slug": rows.series.slug}),
    ("events:series_atom", "", lambda rows: {"slug": rows.series.slug}),
    ("events:own_programme", "", own_link),
    ("events:event", "", lambda rows: {"slug": rows.event.slug}),
    ("events:register", "", lambda rows: {"slug": rows.event.slug}),
    ("events:thanks", "", thanks),
    ("events:registration", "", own_link),
    ("events:booking", "", booking_link),
    ("events:invitation", "", invitation_link),
    ("events:own_calendar", "", calendar_link),
    ("events:own_feed", "writer", nowhere),
    ("events:event_list", "office", nowhere),
    ("events:office_event", "office", happening),
    ("events:event_edit", "office", happening),
    ("events:programme", "office", happening),
    ("events:session_new", "office", happening),
    ("events:session_seats", "office", seated),
    ("events:hosts", "office", happening),
    ("events:material", "office", happening),
    ("events:series_list", "office", nowhere),
    ("events:series_edit", "office", lambda rows: {"series_id": rows.series.public_id}),
    ("events:embed", "office", nowhere),
    ("events:event_mode", "office", happening),
    ("events:quota_edit", "office", lambda rows: {**happening(rows), "quota_id": rows.guest.quota.public_id}),
    ("events:registration_list", "office", happening),
    ("events:office_registration", "office", guest),
    ("events:place_log", "office", happening),
    ("events:event", "writer", lambda rows: {"slug": rows.tour.event.slug}),
    ("events:registration", "writer", own_tour),
    ("tours:tour", "office", tour),
    ("tours:own", "", own_tour),
    ("tours:colleagues", "", tour_booking),
    ("tours:host", "", host),
    ("tours:host", "writer", host_on_screen),
    ("tours:host_file", "", host_csv),
    ("tours:visitor_list", "office", tour),
    ("tours:stop", "office", stop),
    ("tours:kit_edit", "office", stop),
    ("tours:gate_list", "office", stop),
    ("tours:gate_list_pdf", "office", stop),
    ("tours:question_list", "office", screen),
    ("tours:manifest", "office", leg),
    ("tours:leg_edit", "office", leg),
    ("tables:notes", "", notes_link),
    ("tables:notes_now", "", notes_link),
    ("tables:card", "", lambda rows: {**notes_link(rows), "card_id": rows.card.public_id}),
    ("tables:table_plan", "office", happening),
    ("tables:plan_setup", "office", happening),
    ("tables:plan_rules", "office", happening),
    ("tables:plan_list_pdf", "office", happening),
    ("tables:plan_cards_pdf", "office", happening),
    ("tables:seat_move", "office", happening),
    ("tables:seat_why", "office", guest),
    ("tables:table_edit", "office", table_of),
    ("tables:card_wall", "office", happening),
    ("tables:wall_now", "office", happening),
    ("tables:office_card", "office", lambda rows: {**happening(rows), "card_id": rows.card.public_id}),
    ("tables:note_takers", "office", happening),
    ("door:door", "", door_link),
    ("door:office_door", "office", happening),
    ("door:attendance", "office", happening),
    ("door:missed", "office", happening),
    ("door:badges", "office", happening),
    ("events:question_list", "office", happening),
    ("events:question_edit", "office", question),
    ("events:question_remove", "office", question),
    ("events:invitation_list", "office", happening),
    ("events:invite", "office", happening),
    ("events:catering", "office", happening),
    ("events:catering_names", "office", happening),
    ("events:registration_organisation", "office", guest),
    ("asking:ask", "", lambda rows: {"slug": rows.example.slug}),
    ("asking:enquiry", "", asker_link),
    ("asking:reply", "", company_link),
    ("asking:company", "writer", asked_company),
    ("asking:enquiry_list", "office", nowhere),
    ("asking:figures", "office", nowhere),
    ("asking:reception_list", "office", nowhere),
    ("asking:office_enquiry", "office", asked),
    ("assessment:figures", "office", nowhere),
    ("assessment:figures_csv", "office", nowhere),
    ("assessment:assessment_list", "office", nowhere),
    ("assessment:theme_list", "office", nowhere),
    ("assessment:set_list", "office", nowhere),
    ("assessment:question_set", "office", a_set),
    ("assessment:report_list", "office", now),
    ("assessment:report_send", "office", now),
    ("outcomes:evaluation_answer", "", evaluation_link),
    ("outcomes:evaluation_help", "", evaluation_link),
    ("outcomes:booking_help", "", booking_link),
    ("outcomes:follow_up", "", help_link),
    ("outcomes:referral", "", adviser_link),
    ("outcomes:evaluation_list", "office", nowhere),
    ("outcomes:evaluation", "office", over),
    ("outcomes:evaluation_csv", "office", over),
    ("outcomes:evaluation_send", "office", over),
    ("outcomes:follow_up_list", "office", nowhere),
    ("outcomes:office_follow_up", "office", helped),
    ("outcomes:refer", "office", helped),
    ("outcomes:funnel", "office", nowhere),
    ("outcomes:adviser_list", "office", nowhere),
    ("outcomes:support_list", "office", nowhere),
    ("outcomes:support", "office", met),
    ("people:organisation", "writer", lambda rows: {"organisation_id": rows.company.public_id}),
    ("outbox:message_list", "office", nowhere),
    ("outbox:batch", "office", lambda rows: {"batch": "batch"}),
    ("outbox:text_list", "office", nowhere),
    ("people:profile", "writer", nowhere),
    ("audit:record_list", "office", nowhere),
    *OF_ASSESSMENTS,
]
# Files made of the same rows, and pages that ask before something is done with several of them.
EXPORTS = [
    ("competition:cases", now),
    ("competition:office_entries", now),
    ("jury:seats", now),
    ("jury:ranking", now),
    ("visits:visit_list", now),
    ("library:example_list", nowhere),
    ("events:event_list", nowhere),
    ("events:registration_list", happening),
    ("tours:visitor_list", tour),
    ("tours:gate_list", stop),
    ("tours:manifest", leg),
    ("tables:card_wall", happening),
    ("door:attendance", happening),
    ("door:missed", happening),
    ("events:invitation_list", happening),
    ("assessment:assessment_list", nowhere),
    ("assessment:theme_list", nowhere),
    ("assessment:report_list", now),
    ("outcomes:evaluation_list", nowhere),
    ("outcomes:follow_up_list", nowhere),
    ("outcomes:adviser_list", nowhere),
    ("outcomes:support_list", nowhere),
    ("asking:enquiry_list", nowhere),
    ("asking:reception_list", nowhere),
]
CONFIRMS = [
    ("assessment:theme_set", nowhere),
    ("competition:cases_ask", now),
    ("competition:office_entries_remind", now),
    ("competition:office_entries_check", now),
]
# Addresses without rows: forms, questions, buttons; the mailbox, which reads files; and the log's export,
# which has none before a commit seals them, and reads them by the thousand (audit.tests).
WITHOUT_ROWS = {
    "assessment:begin",
    "assessment:theme_undo",
    "assessment:figures_release",
    "assessment:report_prepare",
    "door:worker",
    "audit:record_export",
    "audit:chain_check",
    "competition:eligibility_rule_new",
    "competition:form_section_new",
    "competition:nominate",
    "competition:nominate_thanks",
    "jury:consensus_choose",
    "events:event_new",
    "events:events_copy",
    "events:own_feed_close",
    "outcomes:adviser_new",
    "outcomes:support_limit",
    "feedback:letters_draft",
    "feedback:queue",
    "feedback:thanks",
    "deliberation:meeting_new",
    "jury:interests",
    "jury:leads_name",
    "jury:ranking_open",
    "jury:reader_add",
    "jury:seat_settle",
    "jury:release_call_off",
    "jury:release_confirm",
    "jury:ruling_no_award",
    "jury:seat_invite",
    "library:example_new",
    "library:markdown_preview",
    "library:open_data",
    "lists:saved_view_save",
    "outbox:mailbox",
    "people:organisation_register",
    "people:second_factor",
    "people:sign_in",
    "programme:criterion_new",
    "programme:edition_announce",
    "programme:edition_archive",
    "programme:edition_reopen",
    "programme:page_preview",
    "programme:programme_edit",
}


class Measured:
    """How many statements each page took, for each number of rows."""

    def __init__(self) -> None:
        self.statements: dict[str, dict[int, int | str]] = {}
        self.lists: set[type] = set()

    def measure(self, rows: Rows) -> None:
        clients = {name: client_of(person) for name, person in _people(rows).items()}
        for page, who, where in PAGES:
            self._count(f"{page} {who}", rows, clients[who], "get", reverse(page, kwargs=where(rows)))
        for page, where in EXPORTS:
            address = reverse(page, kwargs=where(rows)) + "?format=json"
            self._count(f"{page} as a file", rows, clients["office"], "get", address)
        for page, where in CONFIRMS:
            self._count(
                page, rows, clients["office"], "post", reverse(page, kwargs=where(rows)), {"all": "1"}
            )

    def _count(self, name: str, rows: Rows, client: Client, method: str, *request: Any) -> None:
        """A page that fails is noted with its error, so that it fails alone."""
        if rows.count == COUNTS[0]:
            self._statements(client, method, *request)  # what is remembered from the first time on
        self.statements.setdefault(name, {})[rows.count] = self._statements(client, method, *request)

    def _statements(self, client: Client, method: str, *request: Any) -> int | str:
        reset_queries()  # the log of all pages together is longer than Django keeps
        try:
            with transaction.atomic(), CaptureQueriesContext(connection) as captured:
                answer = getattr(client, method)(*request)
                if answer.streaming:
                    assert b"".join(answer)
        except Exception as error:
            return repr(error)
        if answer.status_code != 200:
            return f"{answer.status_code} {getattr(answer, 'url', '')}"
        self.lists |= {type(listing) for listing in [(answer.context or {}).get("listing")] if listing}
        return len(captured)


def _people(rows: Rows) -> dict[str, Any]:
    return {"": None, "office": rows.office, "writer": rows.writer, "juror": rows.juror.person}


@pytest.fixture(scope="module")
def measured(django_db_setup: None, django_db_blocker: Any) -> Iterator[Measured]:
    """One world that grows, and is taken back after the tests here."""
    with django_db_blocker.unblock(), transaction.atomic():
        found, rows = Measured(), Rows()
        for count in COUNTS:
            rows.grow(count)
            learn_the_rows()
            found.measure(rows)
        yield found
        transaction.set_rollback(True)


NAMES = [
    *(f"{page} {who}" for page, who, _where in PAGES),
    *(f"{page} as a file" for page, _where in EXPORTS),
    *(page for page, _where in CONFIRMS),
]


@pytest.mark.parametrize("name", NAMES)
def test_as_many_statements_for_fifty_rows_as_for_one(measured: Measured, name: str) -> None:
    counts = measured.statements[name]
    assert set(counts) == set(COUNTS)
    assert all(isinstance(count, int) for count in counts.values()), counts
    assert len(set(counts.values())) == 1, counts


def test_every_declared_list_is_counted(measured: Measured) -> None:
    declared = {each for each in _below(List) if "tests" not in each.__module__}
    assert measured.lists == declared


def _below(kind: type) -> Iterator[type]:
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)


def test_every_address_that_names_no_single_thing_is_counted_or_known_to_have_no_rows() -> None:
    counted = {page for page, *_rest in [*PAGES, *EXPORTS, *CONFIRMS]}
    collections = set(_collections(get_resolver()))
    assert collections - counted == WITHOUT_ROWS


def _collections(
    resolver: URLResolver, space: str = "", asked: frozenset[str] = frozenset()
) -> Iterator[str]:
    """The names of our addresses in which nothing varies but the year; the gallery is for developers."""
    for each in resolver.url_patterns:
        names = asked | set(each.pattern.regex.groupindex)
        if isinstance(each, URLResolver):
            yield from _collections(each, each.namespace or space, names)
        elif isinstance(each, URLPattern) and space not in ("", "ui") and names <= {"edition_year"}:
            yield f"{space}:{each.name}"
