"""A world that has as many rows of everything as one asks for, for those who count SQL statements."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from forebild.competition.models import (
    Award,
    Case,
    EligibilityFinding,
    EligibilityRule,
    EligibilityRuling,
    Entry,
    Extension,
    Nomination,
    Question,
    Section,
)
from forebild.competition.services.awards import Result, unsaved_awards
from forebild.engine.assignment.problem import Juror as Reader
from forebild.engine.assignment.problem import Problem
from forebild.feedback.models import Answer, Dispatch, Letter, LetterDecision
from forebild.jury.models import (
    AssignmentPlan,
    CalibrationEntry,
    CalibrationRound,
    CalibrationScore,
    CalibrationSheet,
    Candidate,
    ComparingSeat,
    Comparison,
    ConsensusChoice,
    Declaration,
    ExtraReview,
    Juror,
    LetterBatch,
    RankingChoice,
    RankingRecord,
    Recusal,
    Release,
    Review,
    Ruling,
    Score,
    ScoreChange,
    SeatRule,
    Sharpening,
    Statement,
    TieBreak,
)
from forebild.jury.plans import problem_to_json
from forebild.jury.tests.scored import open_the_scores
from forebild.library.collections.models import Collection
from forebild.library.models import ExamplePicture, GoodExample
from forebild.people.models import Membership, Organisation
from forebild.programme.models import Edition, EditorialPage, Role
from forebild.shared import audit
from forebild.shared.files.models import StoredFile
from forebild.shared.lists.models import SavedView
from forebild.shared.outbox.models import Message
from forebild.shared.writing.models import Document, Version
from forebild.shared.writing.services import new_document
from forebild.visits.models import Visit
from tests.pages.assessment import begin_assessments, grow_assessments
from tests.pages.assessment_office import begin_office, grow_office
from tests.pages.doors import begin_doors, grow_doors
from tests.pages.enquiries import grow_enquiries
from tests.pages.events import begin_events, begin_series, begin_session, grow_events
from tests.pages.gathered import grow_collections, let_find
from tests.pages.meetings import begin_meetings, grow_meetings
from tests.pages.outcomes import begin_outcomes, grow_outcomes
from tests.pages.stories import grow_stories
from tests.pages.tables import begin_tables, grow_tables
from tests.pages.tours import begin_tours, grow_tours
from tests.worlds import (
    ANSWERS,
    make_assignment,
    make_company,
    make_criterion,
    make_edition,
    make_entry,
    make_juror,
    make_office,
    make_person,
    make_submission,
)

_LETTER = {"opening": "Tack.", "strengths": "Ni mätte.", "opportunities": "Mät mer."}
LIST_KEYS = (
    "cases",
    "entries",
    "events",
    "registrations",
    "visitors",
    "gate-list",
    "rides",
    "attendance",
    "missed",
    "invitations",
    "evaluations",
    "follow-ups",
    "advisers",
    "support",
    "ranking",
    "seats",
    "visits",
    "jury-score-changes",
    "assessments",
    "event-themes",
    "entrant-reports",
)


class Rows:
    """Everything that the pages list; `grow(3)` sees to it that there are three of each."""

    def __init__(self) -> None:
        self.count = 0
        self.edition = make_edition(2027, open_phase="review")
        self.open = make_edition(2028, open_phase="application")
        self.planned = make_edition(2029, state="planned")
        self.past = make_edition(2026, state="released", released_at=timezone.now())
        self.office, self.colleague = make_office(name="Kansliet"), make_office(name="Kollegan")
        self.writer = make_person("Wilma Skrivare")
        self.company = make_company("Skrivarbolaget AB", owner=self.writer)
        self.juror = make_juror(self.edition, "Ledamoten")
        for edition in (self.edition, self.open):
            Section.objects.create(edition=edition, position=1, title_sv="Berättelsen", title_en="The story")
        self.entry = make_entry(self.edition, self.company)  # the one on which much hangs
        self.own = make_entry(self.open, self.company, state="submitted")
        self.assignment = make_assignment(self.juror, self.entry, is_declared=True)
        self._review(self.assignment)
        self.trial = self._trial(self.entry)
        self.sheet = self._sheet(self.trial, self.juror)
        ConsensusChoice.objects.create(edition=self.edition, chosen_by=self.office)
        self._statement(self.entry)
        self.criterion = self.edition.criteria.all()[0]
        open_the_scores(self.edition, self.office)
        self.tie_break = self._tie_break([self.entry, make_entry(self.edition)])
        self.going, self.held, self.discussed = begin_meetings(self.edition, self.office, self.entry)
        self.visit = self._visit(self.entry)
        self.event, self.guest = begin_events(self.edition.programme, self.office)
        self.tour, self.tourist = begin_tours(self.office)
        self.table, self.card = begin_tables(self.event, self.office), None
        self.door = begin_doors(self.event, self.office)
        self.series, self.session = begin_series(self.event), begin_session(self.event)
        begin_outcomes(self)
        begin_office(self)
        begin_assessments(self)
        self.award: Award | None = None
        self.example: GoodExample | None = None
        self.collection: Collection | None = None
        self.letter: Letter | None = None
        for outcome in ("mention", "finalist"):
            self._award(self.past, make_company(), outcome)

    def grow(self, count: int) -> None:
        for number in range(self.count, count):
            self._people(number)
            entry = self._entry(number)
            self._office_notes(number, entry)
            self._jury(number, entry)
            self._decisions(number, entry)
            grow_meetings(self, number, entry)
            grow_events(self, number)
            grow_tours(self, number)
            grow_tables(self, number)
            grow_doors(self, number)
            grow_outcomes(self, number)
            grow_office(self, number)
            grow_assessments(self, number)
            self._result(number)
            grow_enquiries(self, number)
            grow_collections(self, number)
            self._pages(number)
            self._letters(number)
            self._feedback(number)
        self.count = count
        self._plan()

    def _people(self, number: int) -> None:
        for company in (self.company, make_company(f"Bolag {number} AB", owner=self.writer)):
            Membership.objects.create(person=make_person(), organisation=company, part="editor")
        Role.objects.create(person=make_person(), programme=self.edition.programme, kind="coordinator")
        for key in LIST_KEYS:
            SavedView.objects.create(
                person_public_id=self.office.public_id,
                list_key=key,
                name=f"Vy {number}",
                name_order=str(number),
            )

    def _entry(self, number: int) -> Entry:
        company = Organisation.objects.get(name=f"Bolag {number} AB")
        company.industries.create(scheme="sni2007", code="25.620")
        case = Case.objects.create(edition=self.edition, organisation=company, state="accepted")
        for email in ("a@exempel.example", "b@exempel.example"):
            Nomination.objects.create(case=case, nominator_name="Bo", nominator_email=email, reason="Bra.")
        Section.objects.create(edition=self.planned, position=number + 1, title_sv="Del", title_en="Part")
        for edition in (self.edition, self.open, self.planned):
            Question.objects.create(
                section=edition.sections.latest("position"),
                key=f"question-{number}",
                kind="long",
                label_sv="Vad?",
                label_en="What?",
                position=number + 1,
            )
        make_entry(self.open, company, state="draft")
        return make_entry(self.edition, company, case=case)

    def _office_notes(self, number: int, entry: Entry) -> None:
        rule = EligibilityRule.objects.create(
            edition=self.edition, kind="manual", text_sv=f"Regel {number}", position=number + 1
        )
        for each in (self.entry, entry):
            EligibilityFinding.objects.create(entry=each, rule=rule, outcome="met", found_by=self.office)
            EligibilityRuling.objects.create(entry=each, eligible=True, ruled_by=self.office)
            Extension.objects.create(
                entry=each, until=timezone.now() + timedelta(days=1), reason="Sjuk.", granted_by=self.office
            )
        for each in (self.entry, self.own):
            make_submission(each, ANSWERS)
        make_criterion(self.planned, position=number + 4)
        audit.record(self.office, "competition.extension.granted", entry, edition=self.edition)

    def _jury(self, number: int, entry: Entry) -> None:
        juror = make_juror(self.edition, f"Ledamot {number}")
        juror.expertise.create(scheme="sni2007", code="25.620")
        self._review(make_assignment(juror, self.entry, is_declared=True))
        self._review(make_assignment(self.juror, entry, is_declared=True))
        self._together(number, entry, juror)
        self._on_the_visit(number, juror, entry)
        closed = make_entry(self.edition)
        for each in (juror, self.juror):
            each.interests.create(organisation=closed.organisation, relation="other")
            Recusal.objects.create(
                juror=each,
                entry=closed,
                relation="other",
                source="office",
                recorded_by=self.office,
            )
        SeatRule.objects.create(juror=juror, entry=entry, kind="pin", made_by=self.office)
        make_assignment(self.juror, self._waiting(number))
        asked = make_assignment(juror, self._waiting(number))
        self._ranking(number, entry, asked)

    def _ranking(self, number: int, entry: Entry, asked: Any) -> None:
        """A change of what ranks, a kept ranking, a reader asked for, a tie-break, a comparison in one."""
        RankingChoice.objects.create(
            edition=self.edition, basis="adjusted", reason="Fel.", is_late=True, chosen_by=self.office
        )
        RankingRecord.objects.create(
            edition=self.edition, basis="raw", seed=0, problem={}, answer=[], sha256=f"{number:064}"
        )
        ExtraReview.objects.create(assignment=asked, chance=0.5, asked_by=self.office)
        self._tie_break([self.entry, entry])
        Candidate.objects.create(tie_break=self.tie_break, entry=entry, prior_mean=0, prior_variance=1)
        ComparingSeat.objects.create(tie_break=self.tie_break, juror=asked.juror)
        for juror in (asked.juror, self.juror):
            Declaration.objects.get_or_create(juror=juror, entry=entry)
            Comparison.objects.create(tie_break=self.tie_break, juror=juror, winner=self.entry, loser=entry)

    def _tie_break(self, entries: list[Entry]) -> TieBreak:
        tie_break = TieBreak.objects.create(edition=self.edition, places=1, unit=0.5, opened_by=self.office)
        for entry in entries:
            Declaration.objects.get_or_create(juror=self.juror, entry=entry)
            Candidate.objects.create(tie_break=tie_break, entry=entry, prior_mean=0, prior_variance=1)
        ComparingSeat.objects.create(tie_break=tie_break, juror=self.juror)
        return tie_break

    def _review(self, assignment: Any) -> None:
        review = Review.objects.create(
            assignment=assignment, state="submitted", strengths="Modet.", submitted_at=timezone.now()
        )
        criteria = list(self.edition.criteria.all())
        Score.objects.bulk_create(Score(review=review, criterion=each, value=3) for each in criteria)
        type(assignment).objects.filter(pk=assignment.pk).update(state="done")

    def _trial(self, entry: Entry) -> CalibrationEntry:
        """An entry of the calibration round."""
        round_, _made = CalibrationRound.objects.get_or_create(
            edition=self.edition,
            defaults={"closes_at": timezone.now() + timedelta(days=3), "opened_by": self.office},
        )
        return CalibrationEntry.objects.create(round=round_, entry=entry)

    def _sheet(self, trial: CalibrationEntry, juror: Juror) -> CalibrationSheet:
        sheet = CalibrationSheet.objects.create(
            trial=trial, juror=juror, state="submitted", submitted_at=timezone.now()
        )
        for criterion in self.edition.criteria.all():
            CalibrationScore.objects.create(sheet=sheet, criterion=criterion, value=3)
        return sheet

    def _statement(self, entry: Entry) -> None:
        Statement.objects.create(
            entry=entry,
            is_joint=True,
            lead=self.juror,
            document=new_document(kind="statement", fields={"strengths": "Modet."}),
            state="open",
        )

    def _together(self, number: int, entry: Entry, juror: Juror) -> None:
        """What all score, what was described anew, and what the readers agree."""
        for each in (juror, make_juror(self.edition), make_juror(self.edition)):
            self._sheet(self.trial, each)
        self._sheet(self._trial(entry), self.juror)
        Sharpening.objects.create(
            criterion=self.edition.criteria.earliest("pk"),
            value=5,
            after_sv="Nytt.",
            reason="Olika.",
            sharpened_by=self.office,
        )
        self._statement(entry)
        self._version(self.entry.statement.document)

    def _visit(self, entry: Entry) -> Visit:
        """A visit made, which the juror went on, with its protocol."""
        now = timezone.now()
        visit = Visit.objects.create(
            entry=entry, state="handed_in", place="Gatan 1", document=new_document(kind="visit_protocol"),
            planned_by=self.office, begins_at=now, handed_in_at=now, handed_in_by=self.juror.person,
        )  # fmt: skip
        visit.visitors.create(juror=self.juror)
        return visit

    def _on_the_visit(self, number: int, juror: Juror, other: Entry) -> None:
        """One more of everything on the visit on which much hangs, and a visit more."""
        file = StoredFile.objects.create(
            name="bild.png", kind="png", folder=make_folder(), size=1, width=40, height=30, sha256="0" * 64
        )
        claim = self.visit.claims.create(position=number, question_key="deed", quote="Vi kopplade upp.")
        self.visit.visitors.create(juror=juror)
        self.visit.pictures.create(
            claim=claim, file=file, caption="En bock.", people="nobody", added_by=self.office
        )
        self.visit.answers.create(kind="accepted", begins_at=timezone.now(), name="Vera")
        self._visit(other)
        review = Review.objects.get(assignment=self.assignment)
        ScoreChange.objects.create(
            review=review, criterion=self.edition.criteria.all()[0], before="1", after="2",
            reason="Sett på plats.", changed_by=self.juror.person,
        )  # fmt: skip
        audit.record(self.office, "visits.visit.changed", self.visit, edition=self.edition)

    def _waiting(self, number: int) -> Entry:
        """An entry that nobody has read yet."""
        name = f"Olästa {number} AB"
        return Entry.objects.filter(organisation__name=name).first() or make_entry(
            self.edition, make_company(name)
        )

    def _decisions(self, number: int, entry: Entry) -> None:
        """One that waits for its second person, one approved, one taken back; an entry without any."""
        words = {"edition": self.edition, "reason": "Enhälligt.", "citation_sv": "För modet."}
        words |= {"proposed_by": self.colleague, "outcome": "mention"}
        approved = {"state": "approved", "approved_by": self.office, "approved_at": timezone.now()}
        retracted = {"state": "retracted", "retracted_by": self.office, "retracted_at": timezone.now()}
        Ruling.objects.create(entry=entry, **words)
        Ruling.objects.create(entry=self._waiting(number), **words, **approved)
        Ruling.objects.create(entry=entry, **words, **retracted)
        make_entry(self.edition)
        Release.objects.create(
            edition=self.edition, release_at=timezone.now(), state="called_off", scheduled_by=self.office
        )

    def _result(self, number: int) -> None:
        """A winner with a story; and one more year with a result."""
        award = self._award(self.past, make_company(owner=make_person(), municipality="Motala"), "winner")
        self.award = self.award or award
        self._example(award, number)
        grow_stories(self, number)
        year = Edition.objects.create(
            programme=self.past.programme, year=1950 + number, state="released", released_at=timezone.now()
        )
        self._award(year, make_company(), "winner")

    def tell_story(self) -> None:
        """A company that was mentioned, and its story."""
        self._example(self._award(self.past, make_company(), "mention"), 0)

    def _award(self, edition: Edition, company: Organisation, outcome: str) -> Award:
        entry = make_entry(edition, company)
        Ruling.objects.create(
            edition=edition,
            entry=entry,
            outcome=outcome,
            reason="Enhälligt.",
            citation_sv="För modet.",
            state="approved",
            proposed_by=self.office,
            approved_by=self.colleague,
            approved_at=timezone.now(),
        )
        [award] = unsaved_awards(
            edition, [Result(entry, outcome, "För modet.", "For courage.")], timezone.now()
        )
        award.save()
        return award

    def _example(self, award: Award, number: int) -> None:
        fields = {"title_sv": "Ritningarna ut", "title_en": "Drawings out", "ingress_sv": "Så gjorde de."}
        document = new_document(kind="example", fields=fields)
        example = GoodExample.objects.create(
            programme=self.past.programme,
            organisation=award.organisation,
            entry=award.entry,
            award=award,
            slug=f"berattelse-{award.public_id}",
            document=document,
            state="published",
            approved_at=timezone.now(),
            approved_revision=document.revision,
            first_published_at=timezone.now(),
        )
        picture = self._picture(example)
        published = {**fields, "picture": picture.public_id}
        Document.objects.filter(pk=document.pk).update(
            fields=published,
            published_fields=published,
            published_at=timezone.now(),
            published_revision=document.revision,
        )
        let_find(example)
        self.example = self.example or example
        self._picture(self.example)
        self._version(self.example.document)

    def _picture(self, example: GoodExample) -> ExamplePicture:
        file = StoredFile.objects.create(
            name="bild.png", kind="png", folder=make_folder(), size=1, width=40, height=30, sha256="0" * 64
        )
        return ExamplePicture.objects.create(
            example=example, file=file, alt_sv="En bock.", permitted_by="Bo Exempel"
        )

    def _version(self, document: Document) -> None:
        Version.objects.create(
            document=document,
            revision=1 + document.versions.count(),
            fields=document.fields,
            saved_by=self.office.public_id,
        )

    def _pages(self, number: int) -> None:
        fields = {"title_sv": f"Sida {number}", "title_en": "", "body_sv": "Text.", "body_en": ""}
        document = new_document(kind="page", fields=fields)
        EditorialPage.objects.create(
            programme=self.past.programme, slug=f"sida-{number}", position=number + 1, document=document
        )
        Document.objects.filter(pk=document.pk).update(
            published_fields=fields, published_at=timezone.now(), published_revision=document.revision
        )
        self._version(EditorialPage.objects.get(slug="sida-0").document)

    def _letters(self, number: int) -> None:
        batch = LetterBatch.objects.create(
            edition=self.past,
            outcome="winner",
            letter_count=1,
            state="stopped",
            held_until=timezone.now(),
            prepared_by=self.office,
        )
        for name in (batch.public_id, "batch"):
            Message.objects.create(
                key=f"{name}:{number}",
                message_id=f"<{name}:{number}@exempel.example>",
                kind="jury.letter_winner",
                batch=name,
                to_email="anna@exempel.example",
                to_person=self.writer.public_id,
                language="sv",
                subject="Ett brev",
                text="Hej",
                html="<p>Hej</p>",
            )

    def _feedback(self, number: int) -> None:
        """Letters in every state; later on one more, in turn, about an entry that is there anyway."""
        states = ("waiting", "approved", "sent")
        dispatch = Dispatch.objects.create(
            edition=self.past,
            kind="letters",
            letter_count=1,
            held_until=timezone.now(),
            prepared_by=self.office,
        )
        if number == 0:
            for state in states:
                self._letter(make_entry(self.past, make_company(owner=make_person())), state, dispatch)
        else:
            entries = self.past.entries.filter(feedback_letter=None, organisation__memberships__part="owner")
            self._letter(entries.latest("pk"), states[number % 3], dispatch)
        assert self.letter is not None
        LetterDecision.objects.create(
            letter=self.letter, kind="returned", reason="Kortare.", revision=1, decided_by=self.office
        )
        self._version(self.letter.document)

    def _letter(self, entry: Entry, state: str, dispatch: Dispatch) -> None:
        is_sent = state == "sent"
        letter = Letter.objects.create(
            entry=entry,
            document=new_document(kind="feedback_letter", fields=_LETTER),
            state=state,
            content=None if state == "waiting" else {**_LETTER, "bands": [], "examples": []},
            drafted_by=self.office,
            dispatch=dispatch if is_sent else None,
        )
        self.letter = self.letter or letter
        if is_sent:
            Answer.objects.create(letter=letter, usefulness=4, text="Tack.", answered_by=self.writer)

    def _plan(self) -> None:
        """Two proposals in which each juror reads the entry on which much hangs, with its question."""
        AssignmentPlan.objects.all().delete()
        jurors = Juror.objects.filter(edition=self.edition).exclude(pk=self.juror.pk)
        problem = Problem(
            entries=(self.entry.public_id,),
            jurors=tuple(Reader(juror.public_id) for juror in jurors),
            per_entry=len(jurors),
            affinity=((1.0,),) * len(jurors),
        )
        for _proposal in range(2):
            self.plan = AssignmentPlan.objects.create(
                edition=self.edition,
                per_entry=3,
                problem=problem_to_json(problem),
                pairs=[[juror.public_id, self.entry.public_id] for juror in jurors],
                proposed_by=self.office,
            )


def make_folder() -> str:
    """A name that no other file has."""
    return f"folder-{StoredFile.objects.count()}"
