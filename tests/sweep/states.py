"""The states that no link of the sample programme leads to, each as the answers that show it.

    @state("the call is open")
    def _(world): ...yield world.get("Anybody", "competition:nominate")

What a state changes is taken back after it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from forebild.asking.models import Enquiry, PublicAnswer, Reply
from forebild.competition.models import Award, Case, EligibilityRule, Entry, Question, Section
from forebild.competition.services import nominations
from forebild.feedback.models import Dispatch, Letter
from forebild.feedback.services import letters as letter_services
from forebild.jury.models import CalibrationSheet, Statement
from forebild.jury.services import letters, seats
from forebild.jury.services.conflicts import answer_for_entry
from forebild.jury.services.second_looks import note_new_evidence
from forebild.jury.tests.statements import hand_in
from forebild.library.models import GoodExample
from forebild.library.services import examples, pictures
from forebild.people.services import editors
from forebild.programme.models import Edition, EditorialPage
from forebild.sample.pictures import draw_picture
from forebild.shared.links.models import Link
from forebild.shared.outbox.mailbox import keep
from forebild.shared.outbox.models import Message
from forebild.shared.ui.sample_messages import MESSAGES
from forebild.visits.models import Visit
from forebild.visits.queries import answers_of
from forebild.visits.services.protocol import sign_protocol
from forebild.visits.tests.worlds import let_it_begin
from tests.sweep.world import CHAIR, COORDINATOR, JUROR, LEAD, OWNER, WRITER, YEAR, World
from tests.worlds import client_of, make_assignment, make_edition, make_entry, make_juror, make_person

Answers = Iterator[Any]
STATES: dict[str, Callable[[World], Answers]] = {}
ANYBODY = "Anybody"


def state(name: str) -> Callable[[Callable[[World], Answers]], Callable[[World], Answers]]:
    """Enter a state into the table."""

    def enter(answers: Callable[[World], Answers]) -> Callable[[World], Answers]:
        assert name not in STATES
        STATES[name] = answers
        return answers

    return enter


# Nothing there yet


@state("a new edition, with nothing in it")
def _empty_edition(world: World) -> Answers:
    edition = make_edition(2031, criteria=0)
    for name in (
        "programme:edition_plan", "competition:cases", "competition:office_entries",
        "competition:eligibility_rules", "jury:seats", "jury:register", "jury:assignment", "jury:progress",
        "jury:ranking", "jury:rulings", "jury:release", "jury:letters", "jury:score_changes",
        "visits:visit_list", "visits:visit_plan",
    ):  # fmt: skip
        yield world.get(LEAD, name, edition_year=edition.year)


@state("no programme at all")
def _empty_database(world: World) -> Answers:
    lead = world.client(LEAD)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("TRUNCATE programme_programme CASCADE")
    for name in ("website:home", "library:examples", "competition:editions", "competition:nominate"):
        yield world.get(ANYBODY, name)
    yield lead.get(reverse("website:start"))


@state("a person who has nothing yet")
def _newcomer(world: World) -> Answers:
    newcomer = client_of(make_person("Nils Ny"))
    for name in ("website:start", "competition:entries", "people:profile", "people:organisation_register"):
        yield newcomer.get(reverse(name))
    taken = world.own_entry.organisation
    facts = {"name": taken.name, "country": "SE", "number": taken.org_number, "county": taken.county}
    yield newcomer.post(reverse("people:organisation_register"), facts)
    world.open_the_call()
    yield newcomer.get(reverse("competition:entry_start"))


@state("the outbox is empty, and no good example is written")
def _nothing_sent(world: World) -> Answers:
    Message.objects.all().delete()
    yield world.get(LEAD, "outbox:message_list")
    for asked in (Reply, PublicAnswer, Enquiry, GoodExample):
        asked.objects.all().delete()
    yield world.get(LEAD, "library:example_list")
    yield world.get(ANYBODY, "library:examples")


@state("lists without a hit")
def _no_hit(world: World) -> Answers:
    lists = ("competition:cases", "competition:office_entries", "jury:seats", "jury:ranking")
    for name in (*lists, "visits:visit_list", "jury:score_changes"):
        yield world.get(LEAD, name, "?q=finnsinte&sort=nonsens", edition_year=YEAR)
    yield world.get(LEAD, "outbox:message_list", "?words=finnsinte")
    yield world.get(LEAD, "audit:record_list", "?who=finnsinte")
    yield world.get(ANYBODY, "library:examples", "?q=finnsinte")
    yield world.get(JUROR, "jury:interests", "?q=finnsinte", edition_year=YEAR)


# Forms shown again, with what is wrong


@state("the office's forms with nothing filled in")
def _office_errors(world: World) -> Answers:
    entry, year = world.entry, YEAR
    for name, parts in (
        ("programme:edition_new", {}),
        ("programme:page_list", {}),
        ("programme:role_list", {}),
        ("programme:programme_edit", {}),
        ("programme:edition_plan", {"edition_year": year}),
        ("programme:criterion_new", {"edition_year": year}),
        ("programme:phase_edit", {"edition_year": year, "kind": "review"}),
        ("programme:page_publish", {"slug": "om"}),
        ("jury:seat_invite", {"edition_year": year}),
        ("jury:register", {"edition_year": year}),
        ("jury:assignment", {"edition_year": year}),
        ("jury:reader_add", {"edition_year": year}),
        ("jury:ruling_propose", {"edition_year": year, "entry_id": entry.public_id}),
        ("jury:ruling_no_award", {"edition_year": year}),
        ("jury:rulings_rest", {"edition_year": year}),
        ("competition:entry_extend", {"edition_year": year, "entry_id": world.draft.public_id}),
        ("people:profile", {}),
    ):
        yield world.post(LEAD, name, {"at_0": "", "at_1": ""}, **parts)
    yield world.post(LEAD, "outbox:text_edit", {"save": "1"}, kind="competition.company_asked", language="sv")


@state("a letter's text with a word that cannot be filled in")
def _wrong_text(world: World) -> Answers:
    text = {"subject": "Hej {namn}", "body": "Hej {namn},\n\ntext", "save": "1"}
    yield world.post(LEAD, "outbox:text_edit", text, kind="competition.company_asked", language="sv")


@state("the company's forms with nothing filled in")
def _company_errors(world: World) -> Answers:
    world.open_the_call()
    own, draft = world.own_entry, world.draft
    yield world.post(OWNER, "people:organisation_register")
    yield world.post(OWNER, "people:organisation", {"facts": "1"}, organisation_id=own.organisation.public_id)
    yield world.post(
        OWNER, "people:organisation", {"figures": "1"}, organisation_id=own.organisation.public_id
    )
    yield world.post(OWNER, "people:editor_invite", organisation_id=own.organisation.public_id)
    yield world.post(WRITER, "competition:entry_submit", entry_id=draft.public_id)
    yield world.post(ANYBODY, "competition:nominate", {"name": "A"})
    yield world.post(ANYBODY, "people:sign_in", {"email": "ingen adress"})


@state("the juror's forms with nothing filled in")
def _juror_errors(world: World) -> Answers:
    reading = world.reading("open")
    parts = {"edition_year": YEAR, "assignment_id": reading.public_id}
    yield world.post(JUROR, "jury:conflict", **parts)
    world.post(JUROR, "jury:conflict", {"tied": "no"}, **parts)
    yield world.post(JUROR, "jury:review_edit", {"then": "submit"}, **parts)
    yield world.post(JUROR, "jury:interests", edition_year=YEAR)


@state("the entry form is built, from nothing")
def _form_built(world: World) -> Answers:
    year = make_edition(2031, state="planned").year
    yield world.get(LEAD, "competition:form", edition_year=year)
    yield world.post(LEAD, "competition:form_section_new", edition_year=year)
    yield world.post(LEAD, "competition:form", {"usual": "1"}, edition_year=year)
    section = Section.objects.filter(edition__year=year).first()
    assert section is not None
    yield world.get(LEAD, "competition:form_section_remove", edition_year=year, section_id=section.public_id)
    for kind in ("", *Question.Kind.values):
        query = f"?slag={kind}" if kind else ""
        parts = {"edition_year": year, "section_id": section.public_id}
        yield world.get(LEAD, "competition:form_question_new", query, **parts)
    question = section.questions.all()[0]
    own = {"edition_year": year, "question_id": question.public_id}
    for name in ("form_question", "form_question_kind", "form_question_place", "form_question_remove"):
        yield world.get(LEAD, f"competition:{name}", **own)
    yield world.post(LEAD, "competition:form_question", **own)
    for language in ("sv", "en"):
        yield world.get(LEAD, "competition:form_preview", f"?sprak={language}", edition_year=year)


@state("the entry form is in use")
def _form_in_use(world: World) -> Answers:
    world.open_the_call()
    answered = Question.objects.filter(section__edition__year=YEAR, kind="long")[0]
    own = {"edition_year": YEAR, "question_id": answered.public_id}
    yield world.get(LEAD, "competition:form", edition_year=YEAR)
    yield world.get(LEAD, "competition:form_question", **own)
    yield world.get(LEAD, "competition:form_question_remove", **own)
    shorter = {
        "label_sv": answered.label_sv, "label_en": answered.label_en, "max_length": "20",
        "visibility": answered.visibility, "required": "on",
    }  # fmt: skip
    yield world.post(LEAD, "competition:form_question", shorter, **own)


@state("a published citation is corrected")
def _corrected(world: World) -> Answers:
    award = Award.objects.filter(edition__year=2022, outcome="winner").select_related("entry")[0]
    own = {"edition_year": 2022, "entry_id": award.entry.public_id}
    yield world.get(LEAD, "competition:entry_citation", **own)
    yield world.post(LEAD, "competition:entry_citation", **own)
    words = {"citation_sv": "För modet att börja om.", "citation_en": "For the courage to begin anew.",
             "reason": "Ett ord var fel."}  # fmt: skip
    yield world.post(LEAD, "competition:entry_citation", words, **own)
    for role in (LEAD, COORDINATOR):
        yield world.get(role, "competition:entry_citation", **own)
    waiting = award.corrections.get()
    yield world.post(COORDINATOR, "competition:citation_approve", correction_id=waiting.public_id, **own)
    yield world.get(ANYBODY, "competition:award", award_id=award.public_id)


@state("a company's details are corrected by the office")
def _company_corrected(world: World) -> Answers:
    own = {"edition_year": YEAR, "organisation_id": world.entry.organisation.public_id}
    yield world.get(LEAD, "competition:organisation_correct", **own)
    yield world.post(LEAD, "competition:organisation_correct", **own)


@state("somebody's session has ended in the middle of writing")
def _kept(world: World) -> Answers:
    client = Client()
    address = reverse("competition:entry_extend", args=[YEAR, world.draft.public_id])
    client.post(address, {"reason": "Deras maskin stod stilla i två veckor."})
    client.post(world.way_in(LEAD))
    yield client.get(address)


# The call


@state("the call is open")
def _open_call(world: World) -> Answers:
    world.open_the_call()
    draft = world.draft
    yield world.get(ANYBODY, "website:home")
    yield world.get(ANYBODY, "competition:edition", edition_year=YEAR)
    yield world.get(ANYBODY, "competition:nominate")
    yield world.get(ANYBODY, "competition:nominate_thanks")
    yield world.get(WRITER, "website:start")
    yield world.get(WRITER, "competition:entries")
    yield world.get(WRITER, "competition:entry_start")
    yield world.get(WRITER, "competition:entry", entry_id=draft.public_id)
    for section in draft.edition.sections.all():
        parts = {"entry_id": draft.public_id, "section_id": section.public_id}
        yield world.get(WRITER, "competition:entry_section", **parts)
    yield world.get(WRITER, "competition:entry_preview", entry_id=draft.public_id)
    yield world.get(WRITER, "competition:entry_submit", entry_id=draft.public_id)
    yield world.get(WRITER, "competition:entry_withdraw", entry_id=draft.public_id)
    yield world.post(WRITER, "competition:entry_withdraw", {"reason": ""}, entry_id=draft.public_id)


@state("a file with and without its description")
def _file(world: World) -> Answers:
    world.open_the_call()
    draft = world.draft
    question = next(each for section in draft.edition.sections.all() for each in section.questions.all()
                    if each.kind == "picture")  # fmt: skip
    upload = SimpleUploadedFile("bild.png", draw_picture("bild"), "image/png")
    parts = {"entry_id": draft.public_id, "section_id": question.section.public_id}
    yield world.post(
        WRITER,
        "competition:entry_section",
        {f"upload-{question.key}": upload, "upload": question.key},
        **parts,
    )
    use = draft.files.latest("pk")
    yield world.get(WRITER, "competition:entry_file_edit", entry_id=draft.public_id, file_id=use.public_id)


@state("the call is closed")
def _closed_call(world: World) -> Answers:
    yield world.get(WRITER, "competition:entry_start")
    yield world.get(WRITER, "competition:entry_submit", entry_id=world.draft.public_id)
    section = world.draft.edition.sections.first()
    assert section
    parts = {"entry_id": world.draft.public_id, "section_id": section.public_id}
    yield world.get(WRITER, "competition:entry_section", **parts)


# Nominated companies


def _new_case(world: World) -> Case:
    case = Case.objects.filter(edition=world.edition, state="asked")[0]
    Case.objects.filter(pk=case.pk).update(state="new")
    case.refresh_from_db()
    return case


@state("a nominated company is asked, and answers")
def _asked(world: World) -> Answers:
    world.open_the_call()
    case = _new_case(world)
    parts = {"edition_year": YEAR, "case_id": case.public_id}
    yield world.get(LEAD, "competition:case", **parts)
    yield world.post(LEAD, "competition:case", **parts)
    chosen = {"chosen": case.public_id}
    yield world.post(LEAD, "competition:cases_ask", chosen, edition_year=YEAR)
    nominations.ask_company(actor=world.person(LEAD), case=case, name="Eva Ek", email="eva@ek.example")
    yield world.get(LEAD, "competition:case", **parts)
    yield world.get(LEAD, "competition:case_dismiss", **parts)
    token = world.token_in("competition.company_asked")
    yield world.get(ANYBODY, "competition:case_answer", token=token)
    yield world.post(ANYBODY, "competition:case_answer", {"accept": "1"}, token=token)


@state("a nominated company says no")
def _declined(world: World) -> Answers:
    world.open_the_call()
    case = _new_case(world)
    nominations.ask_company(actor=world.person(LEAD), case=case, name="Eva Ek", email="eva@ek.example")
    token = world.token_in("competition.company_asked")
    yield world.post(ANYBODY, "competition:case_answer", {"decline": "1", "reason": ""}, token=token)


# Eligibility


@state("an entry is checked, and taken up again")
def _eligibility(world: World) -> Answers:
    parts = {"edition_year": YEAR, "entry_id": world.entry.public_id}
    world.post(LEAD, "competition:entry_reconsider", **parts)
    yield world.get(LEAD, "competition:entry_eligibility", **parts)
    yield world.get(LEAD, "competition:office_entry", **parts)
    yield world.post(LEAD, "competition:entry_check", **parts)
    yield world.post(LEAD, "competition:entry_eligibility", **parts)
    rule = world.edition.eligibility_rules.first()
    assert rule
    finding = parts | {"rule_id": rule.public_id}
    yield world.get(LEAD, "competition:finding_edit", **finding)
    yield world.post(LEAD, "competition:finding_edit", **finding)


@state("the rules of an edition that has judged nobody")
def _rules(world: World) -> Answers:
    edition = make_edition(2031)
    world.post(LEAD, "competition:eligibility_rules", edition_year=edition.year)
    yield world.get(LEAD, "competition:eligibility_rules", edition_year=edition.year)
    yield world.get(LEAD, "competition:eligibility_rule_new", edition_year=edition.year)
    yield world.post(LEAD, "competition:eligibility_rule_new", edition_year=edition.year)
    rule = EligibilityRule.objects.filter(edition=edition)[0]
    parts = {"edition_year": edition.year, "rule_id": rule.public_id}
    yield world.get(LEAD, "competition:eligibility_rule", **parts)


@state("an entry submitted twice, compared")
def _compared(world: World) -> Answers:
    entry = world.own_entry
    first = entry.submissions.get()
    entry.submissions.create(
        number=2,
        content={**first.content, "answers": {**first.content["answers"], "title": "Ändrad rubrik"}},
        sha256="0" * 64,
        submitted_by=first.submitted_by,
    )
    parts = {"edition_year": YEAR, "entry_id": entry.public_id}
    yield world.get(LEAD, "competition:office_entry", **parts)
    yield world.get(LEAD, "competition:office_entry_compare", "?from=1&to=2", **parts)
    yield world.get(OWNER, "competition:entry", entry_id=entry.public_id)


@state("bulk actions ask first")
def _bulk(world: World) -> Answers:
    draft = {"chosen": world.draft.public_id}
    for name in ("competition:office_entries_remind", "competition:office_entries_check"):
        yield world.post(LEAD, name, draft, edition_year=YEAR)
        yield world.post(LEAD, name, edition_year=YEAR)


# The jury


@state("an invitation to the jury, taken and declined")
def _invited(world: World) -> Answers:
    for email, answer in (("ny@exempel.example", "yes"), ("nej@exempel.example", "no")):
        seats.invite_juror(
            actor=world.person(LEAD),
            edition=world.edition,
            name="Nora Ny",
            email=email,
        )
        token = world.token_in("jury.juror_invited")
        if answer == "yes":
            yield world.get(LEAD, "jury:seats", edition_year=YEAR)
            yield world.get(ANYBODY, "jury:invitation", token=token)
            yield world.post(ANYBODY, "jury:invitation", {"answer": "yes"}, token=token)
        taken = {"answer": answer, "terms_accepted": "on", "employer_name": "Nyverken AB"}
        yield world.post(ANYBODY, "jury:invitation", taken, token=token)
        yield world.get(ANYBODY, "jury:invitation", token=token)  # spent


@state("the conflict question is answered with yes")
def _conflict(world: World) -> Answers:
    parts = {"edition_year": YEAR, "assignment_id": world.reading("open").public_id}
    yield world.get(JUROR, "jury:conflict", **parts)
    yes = {"tied": "yes", "relation": "owner", "reason": "Äger aktier."}
    yield world.post(JUROR, "jury:conflict", yes, **parts)
    yield world.get(JUROR, "jury:review_edit", **parts)  # it is not there any more
    yield world.get(LEAD, "jury:ranking", edition_year=YEAR)


@state("a review handed in, and the review closed")
def _reviewed(world: World) -> Answers:
    done = {"edition_year": YEAR, "assignment_id": world.reading("done").public_id}
    yield world.get(JUROR, "jury:review_edit", **done)
    world.close_the_review()
    yield world.get(JUROR, "jury:desk", edition_year=YEAR)
    left = {"edition_year": YEAR, "assignment_id": world.reading("open").public_id}
    world.post(JUROR, "jury:conflict", {"tied": "no"}, **left)
    yield world.get(JUROR, "jury:review_edit", **left)
    yield world.get(CHAIR, "jury:progress", edition_year=YEAR)


@state("what ranks is decided, opened and changed, and shown closer")
def _ranking(world: World) -> Answers:
    other = {"edition_year": make_edition(2031).year}
    yield world.post(LEAD, "jury:ranking_choose", {"then": "open"}, **other)
    yield world.post(LEAD, "jury:ranking_choose", {"basis": "raw"}, **other)
    yield world.post(LEAD, "jury:ranking_open", **other)
    for name in ("jury:ranking_jurors", "jury:near_line"):
        yield world.get(LEAD, name, **other)
    empty = Edition.objects.get(year=2031).criteria.all()[0]
    yield world.get(LEAD, "jury:ranking_criterion", criterion_id=empty.public_id, **other)
    parts = {"edition_year": YEAR}
    yield world.get(LEAD, "jury:ranking_choose", **parts)
    yield world.post(LEAD, "jury:ranking_choose", {"basis": "raw"}, **parts)
    late = {"basis": "raw", "reason": "Juryn bad om det."}
    yield world.post(LEAD, "jury:ranking_choose", late, **parts)
    criterion = world.edition.criteria.all()[0]
    yield world.get(CHAIR, "jury:ranking_criterion", criterion_id=criterion.public_id, **parts)
    yield world.get(CHAIR, "jury:ranking_jurors", **parts)
    world.close_the_review()
    yield world.get(CHAIR, "jury:near_line", **parts)


@state("entries near the line are compared in pairs")
def _compared_in_pairs(world: World) -> Answers:
    parts = {"edition_year": YEAR}
    yield world.get(CHAIR, "jury:tie_break_new", **parts)
    yield world.post(LEAD, "jury:tie_break_new", **parts)
    tie_break = world.edition.tie_breaks.get()
    juror = client_of(tie_break.seats.latest("pk").juror.person)
    own = reverse("jury:compare", args=[YEAR, tie_break.public_id])
    answer = juror.get(own)
    while entry := answer.context.get("entry"):
        yield answer
        answer = juror.post(own, {"entry": entry.public_id, "tied": "no"}, follow=True)
    while pair := answer.context["pair"]:
        yield answer
        ids = [each["entry"].public_id for each in pair]
        answer = juror.post(own, {"pair": ids, "better": ids[0]}, follow=True)
    yield answer
    yield juror.get(reverse("jury:desk", args=[YEAR]))
    yield world.get(LEAD, "jury:tie_break", tie_break_id=tie_break.public_id, **parts)
    yield world.post(LEAD, "jury:tie_break_close", tie_break_id=tie_break.public_id, **parts)


def _fresh_year(world: World) -> Any:
    """A year with two entries, whose review has not opened; the sample's chair and juror sit in its jury."""
    edition = make_edition(2031, open_phase="eligibility")
    for _number in range(2):
        make_entry(edition)
    make_juror(edition, person=world.person(CHAIR), seat="chair")
    make_juror(edition, person=world.person(JUROR))
    return edition


@state("a calibration round is opened, scored, sharpened and closed")
def _calibration(world: World) -> Answers:
    edition = _fresh_year(world)
    year = {"edition_year": edition.year}
    yield world.get(JUROR, "jury:calibration", **year)
    yield world.get(CHAIR, "jury:calibration_round", **year)
    yield world.post(CHAIR, "jury:calibration_round", **year)
    wish = {
        "entries": [entry.public_id for entry in edition.entries.all()],
        "last_day": (timezone.localdate() + timedelta(days=3)).isoformat(),
    }
    yield world.post(CHAIR, "jury:calibration_round", wish, **year)
    yield world.get(JUROR, "jury:desk", **year)
    sheets = CalibrationSheet.objects.filter(juror__person=world.person(JUROR), juror__edition=edition)
    for sheet in sheets.order_by("pk"):
        parts = {**year, "sheet_id": sheet.public_id}
        yield world.get(JUROR, "jury:trial_edit", **parts)
        yield world.post(JUROR, "jury:trial_conflict", {"tied": "no"}, **parts)
        yield world.post(JUROR, "jury:trial_edit", {"then": "submit"}, **parts)
        scores = {f"score_{each.public_id}": "3" for each in edition.criteria.all()}
        yield world.post(JUROR, "jury:trial_edit", {**scores, "then": "submit"}, **parts)
        yield world.get(JUROR, "jury:trial_edit", **parts)
    for name in ("calibration_round", "calibration_remind", "calibration_close"):
        yield world.get(CHAIR, f"jury:{name}", **year)
    step = {**year, "criterion_id": edition.criteria.all()[0].public_id, "step": 5}
    yield world.get(CHAIR, "jury:anchor_sharpen", **step)
    yield world.post(CHAIR, "jury:anchor_sharpen", {"swedish": ""}, **step)
    yield world.post(CHAIR, "jury:anchor_sharpen", {"swedish": "Helt nytt.", "reason": "Olika."}, **step)
    yield world.post(CHAIR, "jury:calibration_close", **year)
    yield world.get(JUROR, "jury:calibration", **year)


@state("how one judges, where the readers differ, and the statements of the sample")
def _judged(world: World) -> Answers:
    yield world.get(JUROR, "jury:calibration", edition_year=YEAR)
    sheet = CalibrationSheet.objects.filter(juror__person=world.person(JUROR))[0]
    yield world.get(JUROR, "jury:trial_edit", edition_year=YEAR, sheet_id=sheet.public_id)
    yield world.get(CHAIR, "jury:calibration_round", edition_year=YEAR)
    yield world.get(LEAD, "jury:statements", edition_year=YEAR)
    for statement in Statement.objects.filter(entry__edition__year=YEAR).order_by("pk"):
        yield world.get(LEAD, "jury:statement_edit", edition_year=YEAR, statement_id=statement.public_id)
        yield world.get(LEAD, "jury:statement_reopen", edition_year=YEAR, statement_id=statement.public_id)
    unwritten = Entry.objects.filter(edition__year=YEAR, state="eligible", statement=None, recusals=None)
    yield world.get(LEAD, "jury:statement_begin", edition_year=YEAR, entry_id=unwritten[0].public_id)


@state("readers agree, hand over, stand behind and dissent")
def _agreed(world: World) -> Answers:
    edition = make_edition(2031)
    year = {"edition_year": edition.year}
    entry = make_entry(edition)
    jurors = [
        make_juror(edition, person=world.person(CHAIR), seat="chair"),
        make_juror(edition, person=world.person(JUROR)),
    ]
    readings = [make_assignment(juror, entry, is_declared=True) for juror in jurors]
    yield world.get(CHAIR, "jury:statements", **year)
    yield world.post(CHAIR, "jury:consensus_choose", {"used": "yes"}, **year)
    yield world.get(CHAIR, "jury:statement_begin", entry_id=entry.public_id, **year)
    yield world.post(CHAIR, "jury:leads_name", **year)
    statement = Statement.objects.get(entry=entry)
    Statement.objects.filter(pk=statement.pk).update(lead=jurors[0])
    parts = {**year, "statement_id": statement.public_id}
    hand_in(readings[0], 2, strengths="Modet.", opportunities="Mät mer.")
    yield world.get(CHAIR, "jury:statement_edit", **parts)
    yield world.post(CHAIR, "jury:statement_open", **parts)
    yield world.get(JUROR, "jury:statement_edit", **parts)  # not before one's own is in
    hand_in(readings[1], 4)
    yield world.get(JUROR, "jury:desk", **year)
    yield world.get(JUROR, "jury:review_edit", assignment_id=readings[1].public_id, **year)
    yield world.get(CHAIR, "jury:statement_edit", **parts)
    yield world.post(CHAIR, "jury:statement_edit", {"then": "agree"}, **parts)
    fields = {f"score_{each.public_id}": "3" for each in edition.criteria.all()}
    fields |= {"strengths": "Modet.", "opportunities": "Mät mer.", "then": "agree"}
    statement.document.refresh_from_db()
    revision = {"revision": str(statement.document.revision)}
    yield world.post(CHAIR, "jury:statement_edit", fields | revision, **parts)
    yield world.post(JUROR, "jury:statement_stand", **parts)
    yield world.post(JUROR, "jury:statement_stand", {"dissent": "För lite nytt."}, **parts)
    yield world.get(CHAIR, "jury:statement_history", **parts)
    first = statement.document.versions.earliest("pk")
    yield world.get(CHAIR, "jury:statement_compare", f"?from={first.public_id}", **parts)
    yield world.get(CHAIR, "jury:statements", **year)


@state("a proposed plan")
def _plan(world: World) -> Answers:
    wanted = {"per_entry": "4", "seed": "1"}
    yield world.post(CHAIR, "jury:assignment", wanted, edition_year=YEAR)
    plan = world.edition.assignment_plans.latest("pk")
    reading = world.reading("done")
    parts = {
        "edition_year": YEAR, "plan_id": plan.public_id,
        "juror_id": reading.juror.public_id, "entry_id": reading.entry.public_id,
    }  # fmt: skip
    yield world.get(CHAIR, "jury:assignment_why", **parts)


@state("two proposals, one of them changed by hand until it takes a begun review away")
def _two_plans(world: World) -> Answers:
    year, reading = {"edition_year": YEAR}, world.reading("done")
    yield world.get(LEAD, "jury:assignment_compare", **year)
    seat = {"juror": reading.juror.public_id, "entry": reading.entry.public_id, "reason": "Kan ämnet."}
    yield world.post(LEAD, "jury:seat_settle", {"kind": "always"} | seat, **year)
    yield world.post(LEAD, "jury:seat_settle", {"kind": "forbid"} | seat, **year)
    for more in ({"per_entry": "3"}, {"per_entry": "4", "moves": "yes"}):
        world.post(LEAD, "jury:assignment", more | {"seed": "1"}, **year)
    yield world.get(LEAD, "jury:assignment_compare", **year)
    plan = year | {"plan_id": world.edition.assignment_plans.latest("pk").public_id}
    change = {"entry": seat["entry"], "takes": seat["juror"]}
    yield world.get(LEAD, "jury:assignment_adjust", **plan)
    yield world.post(LEAD, "jury:assignment_adjust", change, **plan)
    about = f"{seat['entry']}::{seat['juror']}"
    yield world.post(LEAD, "jury:assignment_adjust", change | {"about": about, "accepted": "on"}, **plan)
    yield world.get(LEAD, "jury:assignment_compare", **year)  # now at least one entry's readers differ
    yield world.get(LEAD, "jury:assignment", **year)
    yield world.post(LEAD, "jury:assignment_publish", **plan)


# Site visits


@state("a visit from the plan to the protocol signed")
def _visited(world: World) -> Answers:
    yield world.post(LEAD, "visits:visit_plan", edition_year=YEAR)
    particulars = {"form": "physical", "place": "Verkstadsgatan 1, Motala", "minutes": "90"}
    world.post(LEAD, "visits:visit_plan", {"entry": world.entry.public_id, **particulars}, edition_year=YEAR)
    visit = Visit.objects.latest("pk")
    at = {"edition_year": YEAR, "visit_id": visit.public_id}
    yield world.get(LEAD, "visits:office_visit", **at)
    for name in ("visit_edit", "claims", "visitors", "times", "visit_book", "visit_cancel"):
        yield world.post(LEAD, f"visits:{name}", **at)
    answer = answers_of(visit.entry, "sv")[0]
    claim = {"question_key": answer.key, "quote": answer.text[:60], "look_for": "Be att få se det."}
    yield world.post(LEAD, "visits:claims", claim, **at)
    going = [world.seat(JUROR), world.other_seat()]
    yield world.post(LEAD, "visits:visitors", {"jurors": [juror.public_id for juror in going]}, **at)
    yield from _time_found(world, visit, at)
    yield from _written_down(world, visit, at, going)


def _time_found(world: World, visit: Visit, at: dict[str, Any]) -> Answers:
    """None fits; of the next times one does."""
    days = [timezone.localtime() + timedelta(days=number) for number in (3, 4)]
    wanted = {f"time_{number}": f"{day:%Y-%m-%dT%H:%M}" for number, day in enumerate(days, start=1)}
    world.post(LEAD, "visits:times", wanted, **at)
    token = world.token_in("visits.times_offered")
    yield world.get(ANYBODY, "visits:visit_answer", token=token)
    for said in ({"answer": "yes"}, {"answer": "no"}, {"answer": "no", "words": "En torsdag."}):
        yield world.post(ANYBODY, "visits:visit_answer", said, token=token)
    yield world.get(LEAD, "visits:office_visit", **at)
    yield world.get(LEAD, "visits:times", **at)
    world.post(LEAD, "visits:times", wanted, **at)
    token = world.token_in("visits.times_offered")
    time = visit.offered_times.latest("offer_round", "begins_at")
    chosen = {"answer": "yes", "time": time.public_id, "name": "Vera", "note": "Skyddsskor."}
    yield world.post(ANYBODY, "visits:visit_answer", chosen, token=token)


def _written_down(world: World, visit: Visit, at: dict[str, Any], going: list[Any]) -> Answers:
    """The conflict question, the protocol with a picture, handed in and signed."""
    place = {"edition_year": YEAR, "visitor_id": visit.visitors.get(juror=going[0]).public_id}
    yield world.get(JUROR, "visits:visit", **at)
    yield world.post(JUROR, "visits:visit_conflict", **place)
    yield world.post(JUROR, "visits:visit_conflict", {"tied": "no"}, **place)
    answer_for_entry(actor=going[1].person, juror=going[1], entry=visit.entry)
    yield world.get(JUROR, "visits:visits", edition_year=YEAR)
    let_it_begin(Visit.objects.get(pk=visit.pk))
    yield world.get(JUROR, "visits:protocol_edit", **place)
    yield world.post(JUROR, "visits:picture_add", **place)
    upload = SimpleUploadedFile("bild.png", draw_picture("besok"), "image/png")
    shown = {"upload": upload, "caption": "En press.", "people": "nobody"}
    yield world.post(JUROR, "visits:picture_add", shown, **place)
    found = {f"finding_{each.public_id}": "partly" for each in visit.claims.all()}
    whole = {"revision": "1", "met": "Vera.", "impression": "Gott.", "then": "hand_in"}
    yield world.post(JUROR, "visits:protocol_edit", whole, **place)
    yield world.post(JUROR, "visits:protocol_edit", whole | {"revision": "9"} | found, **place)
    yield world.get(LEAD, "visits:office_visit", **at)
    yield world.get(ANYBODY, "visits:visit_answer", token=world.token_in("visits.booked_company"))
    sign_protocol(actor=going[1].person, visitor=visit.visitors.get(juror=going[1]))
    yield world.get(JUROR, "visits:visit", **at)


@state("a visit cancelled, and a review taken up again after one")
def _after_visits(world: World) -> Answers:
    booked = Visit.objects.get(state="booked")
    parts = {"edition_year": YEAR, "visit_id": booked.public_id}
    yield world.get(JUROR, "visits:visits", edition_year=YEAR)
    yield world.post(LEAD, "visits:visit_cancel", {"reason": "Snö."}, **parts)
    yield world.get(LEAD, "visits:office_visit", **parts)
    reading = world.reading("done")
    note_new_evidence(actor=world.person(LEAD), entry=reading.entry, source="visit")
    at = {"edition_year": YEAR, "assignment_id": reading.public_id}
    world.close_the_review()
    yield world.get(JUROR, "jury:review_edit", **at)
    yield world.post(JUROR, "jury:review_reopen", **at)
    criterion = world.edition.criteria.all()[0]
    score = {f"score_{criterion.public_id}": "na", "then": "submit"}
    yield world.post(JUROR, "jury:review_edit", score, **at)
    reason = {f"reason_{criterion.public_id}": "Sett på plats."}
    yield world.post(JUROR, "jury:review_edit", score | reason, **at)
    yield world.get(JUROR, "jury:review_edit", **at)
    yield world.get(LEAD, "jury:score_changes", edition_year=YEAR)


# Decisions


@state("decided, scheduled, confirmed")
def _decided(world: World) -> Answers:
    parts = {"edition_year": YEAR}
    world.post(
        LEAD, "jury:ruling_propose", {"outcome": "finalist", "reason": "Bra."},
        entry_id=world.entry.public_id, **parts,
    )  # fmt: skip
    yield world.get(LEAD, "jury:rulings", **parts)
    yield world.get(COORDINATOR, "jury:rulings_approve", **parts)
    ruling = world.edition.rulings.get()
    yield world.get(COORDINATOR, "jury:ruling_approve", ruling_id=ruling.public_id, **parts)
    yield world.get(LEAD, "jury:ruling_approve", ruling_id=ruling.public_id, **parts)  # refused: one's own
    yield world.get(LEAD, "jury:ruling_retract", ruling_id=ruling.public_id, **parts)
    yield world.post(LEAD, "jury:ruling_retract", {"reason": "Fel."}, ruling_id=ruling.public_id, **parts)
    world.decide()
    yield world.get(LEAD, "jury:rulings", **parts)
    yield world.get(LEAD, "jury:release", **parts)
    yield world.post(LEAD, "jury:release", **parts)
    world.schedule()
    yield world.get(LEAD, "jury:release", **parts)
    yield world.get(COORDINATOR, "jury:release_confirm", **parts)
    yield world.get(LEAD, "jury:release_call_off", **parts)
    yield world.get(LEAD, "jury:release_preview", "?sprak=sv", **parts)


@state("no award this year")
def _no_award(world: World) -> Answers:
    yield world.post(LEAD, "jury:ruling_no_award", {"reason": "Ingen nådde upp."}, edition_year=YEAR)


@state("released, with letters held, stopped and sent")
def _released(world: World) -> Answers:
    world.decide()
    world.publish()
    edition, lead, parts = world.edition, world.person(LEAD), {"edition_year": YEAR}
    yield world.get(ANYBODY, "website:home")
    yield world.get(ANYBODY, "competition:edition", **parts)
    yield world.get(ANYBODY, "competition:editions")
    winner = Award.objects.get(edition=edition, outcome="winner")
    yield world.get(ANYBODY, "competition:award", award_id=winner.public_id)
    yield world.get(OWNER, "competition:entry", entry_id=world.own_entry.public_id)
    yield world.get(LEAD, "website:dashboard")
    yield world.get(LEAD, "programme:edition_plan", **parts)
    yield world.get(LEAD, "jury:rulings", **parts)
    yield world.get(LEAD, "jury:release", **parts)
    yield world.get(LEAD, "jury:letters", **parts)
    for outcome in ("winner", "not_awarded"):
        yield world.get(LEAD, "jury:letters_of", outcome=outcome, **parts)
    batch = letters.send_letters(actor=lead, edition=edition, outcome="winner", expected_count=len(
        letters.letters(edition, "winner")))  # fmt: skip
    yield world.get(LEAD, "jury:letters", **parts)
    yield world.get(LEAD, "outbox:batch", batch=batch.public_id)
    held = Message.objects.filter(batch=batch.public_id)[0]
    yield world.get(LEAD, "outbox:message", message_id=held.public_id)
    letters.stop_letters(actor=lead, batch=batch)
    yield world.get(LEAD, "jury:letters", **parts)
    for name in ("programme:edition_archive", "library:example_list"):
        yield world.get(LEAD, name, **(parts if name.endswith("archive") else {}))


@state("letters to entrants, from the first word to the answer")
def _letters_to_entrants(world: World) -> Answers:
    world.decide()
    world.publish()
    parts = {"edition_year": YEAR}
    yield world.get(LEAD, "feedback:letters", **parts)
    for name in ("feedback:answers", "feedback:letters_send", "feedback:thanks"):
        yield world.get(LEAD, name, **parts)
    yield world.post(LEAD, "feedback:letters_draft", **parts)
    letter = Letter.objects.get(entry=world.own_entry)
    own = parts | {"letter_id": letter.public_id}
    yield world.post(LEAD, "feedback:letter_edit", {"revision": "1", "then": "hand_over"}, **own)
    words = {"revision": str(letter.document.revision + 1), "then": "hand_over", "opening": "Tack.",
             "strengths": "Ni började smått.", "opportunities": "Berätta om kostnaden."}  # fmt: skip
    yield world.post(LEAD, "feedback:letter_edit", words, **own)
    yield world.get(CHAIR, "feedback:letter_edit", **own)
    yield world.post(CHAIR, "feedback:letter_return", **own)
    yield world.get(CHAIR, "feedback:letter_history", **own)
    letter.refresh_from_db()
    letter_services.approve_letter(
        actor=world.person(CHAIR), letter=letter, expected_revision=letter.document.revision
    )
    yield world.get(CHAIR, "feedback:letter_edit", **own)
    yield world.get(LEAD, "feedback:letters_send", **parts)
    yield world.post(LEAD, "feedback:letters_send", {"expected_count": "1"}, **parts)
    yield world.post(LEAD, "feedback:thanks", **parts)
    Dispatch.objects.update(held_until=timezone.now())
    entry = {"entry_id": letter.entry.public_id}
    yield world.get(OWNER, "competition:entry", **entry)
    yield world.get(OWNER, "feedback:letter", **entry)
    yield world.post(OWNER, "feedback:letter", **entry)
    token = world.token_in("feedback.entrant_letter")
    yield world.get(ANYBODY, "feedback:letter_answer", token=token)
    said = {"usefulness": "4", "text": "Vi provar det."}
    yield world.post(ANYBODY, "feedback:letter_answer", said, token=token)
    yield world.get(OWNER, "feedback:letter", **entry)
    yield world.get(LEAD, "feedback:answers", **parts)


@state("too few entries to count in public")
def _few_entries(world: World) -> Answers:
    yield world.get(ANYBODY, "jury:process", edition_year=make_edition(2031, criteria=0).year)


# Outgoing mail


@state("mail that failed, or may have")
def _failed_mail(world: World) -> Answers:
    message = Message.objects.latest("pk")
    for now in ("failed", "unknown", "new", "held"):
        Message.objects.filter(pk=message.pk).update(state=now, sent_at=None)
        yield world.get(LEAD, "outbox:message", message_id=message.public_id)
    yield world.get(LEAD, "outbox:message_list")
    yield world.get(LEAD, "outbox:text_edit", kind="competition.company_asked", language="en")


@state("the demo's mailbox")
def _mailbox(world: World) -> Answers:
    letter = (
        "Delivered-To: anna@exempel.example\r\nFrom: Programmet <p@exempel.example>\r\nSubject: Hej\r\n"
        "Date: Wed, 03 Mar 2027 10:00:00 +0100\r\nContent-Type: text/plain\r\n\r\nVälkommen.\r\n"
    )
    kept = keep(settings.MAILBOX_DIR, letter.encode())
    yield world.get(ANYBODY, "outbox:mailbox")
    yield world.get(ANYBODY, "outbox:mailbox_letter", letter_id=kept.stem)


# Good examples


@state("a good example from draft to approval")
def _example(world: World) -> Answers:
    lead = world.person(LEAD)
    award = Award.objects.filter(outcome="mention").earliest("pk")
    GoodExample.objects.filter(entry=award.entry).update(entry=None)  # its story was begun without the award
    example = examples.draft_example(actor=lead, award=award)
    parts = {"example_id": example.public_id}
    yield world.get(LEAD, "library:example_edit", **parts)
    yield world.post(LEAD, "library:example_edit", {"revision": "x"}, **parts)
    yield world.get(LEAD, "library:example_ask", **parts)
    yield world.post(LEAD, "library:example_ask", {"email": "fel"}, **parts)
    yield world.get(LEAD, "library:example_picture_edit", **parts)
    yield world.post(LEAD, "library:example_picture_edit", **parts)
    picture = SimpleUploadedFile("bild.png", draw_picture("bild"), "image/png")
    texts = {"alt_sv": "En verkstad.", "alt_en": "A workshop.", "permitted_by": "Eva Ek"}
    pictures.add_picture(actor=lead, example=example, upload=picture, photographer="Pia P", **texts)
    example = GoodExample.objects.get(pk=example.pk)
    yield world.get(LEAD, "library:example_preview", "?sprak=sv", **parts)
    examples.save_example(
        actor=lead, document=example.document, base_revision=example.document.revision,
        allowed=["title_sv", "title_en", "ingress_sv", "ingress_en"],
        changes={"title_sv": "Kortare ställ", "title_en": "Shorter set-ups",
                 "ingress_sv": "Så gick det till.", "ingress_en": "How it went."},
    )  # fmt: skip
    examples.ask_company_to_approve(
        actor=lead, example=GoodExample.objects.get(pk=example.pk), email="eva@ek.example"
    )
    yield world.get(LEAD, "library:example_edit", **parts)
    token = world.token_in("library.approval_asked")
    yield world.get(ANYBODY, "library:example_approval", token=token)
    yield world.get(ANYBODY, "library:example_approval", "?andra", token=token)
    yield world.post(ANYBODY, "library:example_approval", {"action": "approve"}, token=token)
    yield world.post(ANYBODY, "library:example_approval", {"action": "return"}, token=token)
    wish = {"action": "return", "wish": "Byt bilden."}
    yield world.post(ANYBODY, "library:example_approval", wish, token=token)
    yield world.get(LEAD, "library:example_edit", **parts)


@state("a good example that was withdrawn")
def _withdrawn_example(world: World) -> Answers:
    example = GoodExample.objects.earliest("pk")
    examples.withdraw_example(actor=world.person(LEAD), example=example, reason="Såld.")
    yield world.get(ANYBODY, "library:example", slug=example.slug)
    yield world.get(LEAD, "library:example_edit", example_id=example.public_id)


# Pages and history


@state("a page changed, planned and compared")
def _page(world: World) -> Answers:
    yield world.get(LEAD, "programme:page_edit", slug="om")
    world.post(LEAD, "programme:page_edit", {"revision": "1", "title_sv": "Nytt", "body_sv": "A"}, slug="om")
    yield world.get(LEAD, "programme:page_list")
    yield world.get(LEAD, "programme:page_edit", slug="om")
    yield world.get(LEAD, "programme:page_history", slug="om")
    version = EditorialPage.objects.get(slug="om").document.versions.latest("pk")
    yield world.get(LEAD, "programme:page_compare", f"?from={version.public_id}", slug="om")


@state("a new year is planned and announced")
def _new_year(world: World) -> Answers:
    yield world.post(LEAD, "programme:edition_new", {"year": "2028"})
    yield world.post(LEAD, "programme:edition_new", {"year": "2028", "make": "1"})
    yield world.get(LEAD, "programme:edition_announce", edition_year=2028)
    yield world.get(LEAD, "programme:edition_plan", edition_year=2022)


# Companies and their people


@state("a colleague is invited, and somebody wants to come along")
def _colleagues(world: World) -> Answers:
    organisation = world.own_entry.organisation
    owner = world.person(OWNER)
    editors.invite_editor(actor=owner, organisation=organisation, email="kollega@exempel.example")
    yield world.get(ANYBODY, "people:invitation", token=world.token_in("people.editor_invited"))
    newcomer = make_person("Nils Ny")
    editors.ask_to_join(actor=newcomer, organisation=organisation)
    yield world.get(ANYBODY, "people:join_request", token=world.token_in("people.join_asked"))
    editor = organisation.memberships.current().exclude(part="owner")[0]
    yield client_of(editor.person).get(
        reverse("people:organisation_leave", args=[organisation.public_id]), follow=True
    )


@state("signing in, out and with a second factor")
def _accounts(world: World) -> Answers:
    yield world.post(ANYBODY, "people:sign_in", {"email": world.person(OWNER).email})
    yield world.get(OWNER, "account_logout")
    yield client_of(None).get(reverse("mfa_index"), follow=True)
    bare = make_person("Lena Ledare")
    world.lead_role().programme.roles.create(person=bare, kind="coordinator")
    client = Client()
    client.force_login(bare)
    yield client.get(reverse("website:dashboard"), follow=True)
    assert get_user(client) == bare


# Refused


@state("safe links that are unknown, and too old")
def _links(world: World) -> Answers:
    yield world.get(ANYBODY, "competition:case_answer", token="okänd")
    world.open_the_call()
    case = _new_case(world)
    nominations.ask_company(actor=world.person(LEAD), case=case, name="Eva Ek", email="eva@ek.example")
    token = world.token_in("competition.company_asked")
    link, long_ago = Link.objects.latest("pk"), timezone.now() - timedelta(days=99)
    Link.objects.filter(pk=link.pk).update(issued_at=long_ago, expires_at=long_ago + timedelta(days=1))
    yield world.get(ANYBODY, "competition:case_answer", token=token)


@state("pages that say no, stop or wait")
def _refusals(world: World) -> Answers:
    yield world.get(JUROR, "website:dashboard")  # 403
    yield world.client(ANYBODY).get("/finns/inte/")  # 404
    yield world.get(ANYBODY, "competition:award", award_id="okant")
    for name in MESSAGES:
        yield world.client(ANYBODY).get(f"/komponenter/besked/{name}/")
    for page in ("", "formular/", "framsida/", "kontor/"):
        yield world.client(ANYBODY).get(f"/komponenter/{page}")
