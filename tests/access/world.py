"""One programme with somebody in every part, and a thing of every kind that an address can name.

world = build_world()
world.people["rival"]            who asks; None is nobody signed in
world.parts["entry"].own         what stands in an address: of the company of `owner`; `.other`: of `rival`'s
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone

from forebild.competition.models import Award, Case, CitationCorrection, EligibilityRule, Entry, Nomination
from forebild.competition.services import entries as entry_services
from forebild.competition.services import nominations
from forebild.competition.services.drafts import add_file, save_answers
from forebild.competition.tests.forms import ANSWERS, make_form, picture, question
from forebild.feedback.models import Answer as FeedbackAnswer
from forebild.feedback.models import Dispatch, Letter
from forebild.feedback.services import sending as feedback_services
from forebild.jury.models import (
    Assignment,
    AssignmentPlan,
    CalibrationEntry,
    CalibrationRound,
    CalibrationSheet,
    Candidate,
    ComparingSeat,
    ConsensusChoice,
    Interest,
    Juror,
    LetterBatch,
    Recusal,
    Ruling,
    SeatRule,
    Statement,
    TieBreak,
)
from forebild.jury.services import seats
from forebild.jury.services.ranking_records import record_ranking
from forebild.jury.services.reviews import Mark, save_review, submit_review
from forebild.jury.services.second_looks import note_new_evidence
from forebild.jury.tests.scored import open_the_scores
from forebild.library.services import examples as example_services
from forebild.library.services import pictures
from forebild.library.tests.stories import make_example
from forebild.people.models import Membership, Person
from forebild.people.services import editors
from forebild.programme.models import Edition, Phase, Role
from forebild.programme.services import pages as page_services
from forebild.shared.files.services import store
from forebild.shared.links import services as links
from forebild.shared.lists.models import SavedView
from forebild.shared.outbox.models import Message
from forebild.shared.writing.services import new_document, save_fields
from forebild.visits.models import Visit
from forebild.visits.services.letters import ANSWER
from tests.access.assessment import (
    add_assessments,
    parts_behind_tokens,
    parts_of_assessments,
    subjects_of_assessments,
)
from tests.access.assessment_office import (
    add_reports,
    add_sets,
    add_shared,
    parts_of_sets,
    subjects_of_reports,
)
from tests.access.doors import add_doors, parts_of_doors, subjects_of_door_tokens
from tests.access.enquiries import add_enquiries, parts_of_enquiries, tokens_of_enquiries
from tests.access.events import add_events, parts_of_events, parts_of_link, subjects_of_tokens
from tests.access.gathered import add_collections, parts_of_collections
from tests.access.meetings import add_meetings, parts_of_meetings
from tests.access.stories import add_stories, parts_of_stories, subjects_of_rechecks
from tests.access.tables import add_tables, cards_of_the_table, parts_of_tables, subjects_of_notes
from tests.access.tours import add_tours, parts_of_tours
from tests.worlds import (
    make_assignment,
    make_company,
    make_edition,
    make_entry,
    make_juror,
    make_office,
    make_person,
    make_programme,
)

YEAR = 2027
# In this order everywhere: outside │ companies │ jury │ office
ACTORS = (
    *("anonymous", "stranger"),
    *("owner", "editor", "ex_editor", "rival"),
    *("juror", "peer", "recused", "ex_juror", "chair", "deputy"),
    *("lead", "coordinator", "last_year", "ex_office", "recused_office"),
)


@dataclass(frozen=True)
class Parts:
    """What stands in an address: for the owner's thing and for another's (or one that is not there)."""

    own: dict[str, Any]
    other: dict[str, Any] | None = None


@dataclass
class World:
    """The people by actor, the parts of addresses by kind, and the things themselves."""

    people: dict[str, Person | None] = field(default_factory=dict)
    parts: dict[str, Parts] = field(default_factory=dict)
    things: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        return self.things[name]


def build_world() -> World:
    """Everything at once, with all phases of the edition open; the jury's reading is half done."""
    world = World()
    _programme(world)
    _companies(world)
    _jury(world)
    _visits(world)
    _decisions(world)
    _meetings(world)
    _library(world)
    _feedback(world)
    add_events(world.things, world.released, world.people["lead"])  # type: ignore[arg-type]
    add_tours(world.things, world.released, world.people["lead"])  # type: ignore[arg-type]
    add_tables(world.things, world.people["lead"])  # type: ignore[arg-type]
    add_sets(world.things, world.people["lead"])  # type: ignore[arg-type]
    add_shared(world.things)
    add_reports(world.things, world.people["lead"])  # type: ignore[arg-type]
    add_doors(world.things, world.people["lead"])  # type: ignore[arg-type]
    add_assessments(world.things, world.people)
    _office_things(world)
    _addresses(world)
    return world


def _programme(world: World) -> None:
    lead = make_office(name="Lena Ledare")
    edition = make_edition(YEAR, open_phase="review", finalist_count=1)
    last_year = make_edition(2026, open_phase="announcement", state="released", released_at=timezone.now())
    open_all_phases(edition)
    make_form(edition)
    rule = EligibilityRule.objects.create(edition=edition, kind="manual", text_sv="Verksamhet i Sverige")
    world.things |= {"edition": edition, "released": last_year, "rule": rule}
    world.people |= {
        "anonymous": None,
        "stranger": make_person("Okänd Besökare"),
        "lead": lead,
        "coordinator": make_office(kind="coordinator", name="Kim Samordnare"),
        "communicator": make_office(kind="communications", name="Kaj Kommunikatör"),
        "last_year": make_office(kind="coordinator", name="Fia Fjol"),
        "ex_office": make_office(name="Sune Slutat"),
        "recused_office": make_office(kind="coordinator", name="Jon Jävig"),
    }
    Role.objects.filter(person=world.people["last_year"]).update(edition=last_year)
    Role.objects.filter(person=world.people["ex_office"]).update(
        since=timezone.now() - timedelta(days=9), until=timezone.now() - timedelta(days=1)
    )


def open_all_phases(edition: Edition) -> None:
    """Nominating, applying and judging at once, so that each page shows what it can."""
    now = timezone.now()
    for place, phase in enumerate(edition.phases.order_by("opens_at")):
        Phase.objects.filter(pk=phase.pk).update(
            opens_at=now - timedelta(days=20 - place), closes_at=now + timedelta(days=20 + place)
        )


def _companies(world: World) -> None:
    """Two companies in competition, and of each owner a second one that still writes."""
    edition = world.edition
    for actor, title in (("owner", "Verkstaden"), ("rival", "Konkurrenten")):
        person = world.people[actor] = make_person(f"Ägare {title}")
        judged = make_company(f"{title} AB", owner=person, sector="25110", county="14")
        writing = make_company(f"{title} Syd AB", owner=person)
        case = Case.objects.create(
            edition=edition, organisation=judged, state="accepted", contact_email=person.email
        )
        Nomination.objects.create(
            case=case, nominator_name="Nils", nominator_email="nils@exempel.example", reason="Duktiga."
        )
        entry = handed_in(world, judged, person, f"Gärningen {title}", case=case)
        Entry.objects.filter(pk=entry.pk).update(state="eligible")
        entry.refresh_from_db()
        draft = handed_in(world, writing, person, f"Utkastet {title}")
        world.things |= {f"{actor}_entry": entry, f"{actor}_draft": draft, f"{actor}_case": case}
    for actor, ended_at in (("editor", None), ("ex_editor", timezone.now())):
        person = world.people[actor] = make_person(f"Redaktör {actor}")
        for entry in (world.owner_entry, world.owner_draft):
            Membership.objects.create(
                person=person, organisation=entry.organisation, part="editor", ended_at=ended_at
            )
    helper = make_person("Medhjälpare Konkurrenten")
    Membership.objects.create(person=helper, organisation=world.rival_entry.organisation, part="editor")
    novice = make_person("Nina Nybörjare")
    never, reworked = (make_company(f"{name} AB", owner=novice) for name in ("Aldrig", "Omtag"))
    world.things |= {
        "novice": novice,
        "never": entry_services.start_entry(actor=novice, edition=edition, organisation=never),
        "reworked": handed_in(world, reworked, novice, "Gärningen Omtag"),
    }


def handed_in(world: World, company: Any, person: Person, deed: str, case: Case | None = None) -> Entry:
    """An entry written, with a picture and a paper, and handed in by the product's own services."""
    entry = entry_services.start_entry(actor=person, edition=world.edition, organisation=company, case=case)
    save_answers(
        actor=person, entry=entry, changes=ANSWERS | {"deed": deed}, base_revision=entry.document.revision
    )
    use = add_file(actor=person, entry=entry, question=question(entry, "photo"), upload=picture())
    entry.document.refresh_from_db()
    save_answers(
        actor=person,
        entry=entry,
        changes={f"alt-{use.public_id}": "En bock."},
        base_revision=entry.document.revision,
    )
    entry.refresh_from_db()
    entry_services.submit_entry(actor=person, entry=entry)
    entry.refresh_from_db()
    return entry


def _jury(world: World) -> None:
    """`juror` reads the owner's entry and has not answered about the rival's; `peer` has handed in both."""
    edition, own, other = world.edition, world.owner_entry, world.rival_entry
    jury: dict[str, Juror] = {}
    for actor, seat in (
        *(("juror", "member"), ("peer", "member"), ("recused", "member"), ("ex_juror", "member")),
        *(("chair", "chair"), ("deputy", "deputy")),
    ):
        jury[actor] = make_juror(edition, f"Ledamot {actor}", seat=seat)
        world.people[actor] = jury[actor].person
    jury["recused_office"] = make_juror(edition, person=world.people["recused_office"])
    reading = {
        "own": make_assignment(jury["juror"], own, is_declared=True),
        "asked": make_assignment(jury["juror"], other),
        "peer": make_assignment(jury["peer"], other, is_declared=True),
        "closed": make_assignment(jury["recused"], own, state="ended", ended_because="recusal"),
        "left": make_assignment(jury["ex_juror"], own, state="ended", ended_because="left"),
    }
    make_assignment(jury["peer"], own, is_declared=True)
    Juror.objects.filter(pk=jury["ex_juror"].pk).update(state="left")
    for assignment in jury["peer"].assignments.all():
        score(assignment, 4)
    score(reading["own"], 3, hand_in=False)
    recusals = {actor: recuse(jury[actor], own) for actor in ("recused", "deputy", "recused_office")}
    tie = Interest.objects.create(
        juror=jury["juror"], organisation=make_company("Bundna AB"), relation="board"
    )
    foreign_tie = Interest.objects.create(
        juror=jury["peer"], organisation=make_company("Andra AB"), relation="board"
    )
    invited = make_juror(edition, "Inbjuden", state="invited")
    world.things |= {"seats": jury, "reading": reading, "recusals": recusals, "invited": invited}
    world.things |= {"tie": tie, "foreign_tie": foreign_tie}
    world.things["plan"] = make_plan(world, [own, other])
    for name, entry in (("seat_rule", own), ("rival_seat_rule", other)):
        world.things[name] = SeatRule.objects.create(
            juror=jury["peer"], entry=entry, kind="pin", made_by=world.people["lead"]
        )
    open_the_scores(edition, world.people["lead"])
    world.things["ranking"] = record_ranking(edition)
    world.things["tie_break"] = make_tie_break(world, [own, other], jury["juror"])
    _calibration(world)
    _statements(world)


def _calibration(world: World) -> None:
    """A round over both entries: the juror's sheet is for the owner's, the peer's for the rival's."""
    round_ = CalibrationRound.objects.create(
        edition=world.edition,
        closes_at=timezone.now() + timedelta(days=5),
        opened_by=world.people["lead"],
    )
    own, other = (
        CalibrationEntry.objects.create(round=round_, entry=entry)
        for entry in (world.owner_entry, world.rival_entry)
    )
    world.things["trials"] = {
        "own": CalibrationSheet.objects.create(trial=own, juror=world.seats["juror"]),
        "peer": CalibrationSheet.objects.create(trial=other, juror=world.seats["peer"]),
    }


def _statements(world: World) -> None:
    """The owner's is agreed by its readers, the rival's written by the secretary; both are open."""
    ConsensusChoice.objects.create(edition=world.edition, chosen_by=world.people["lead"])
    world.things["statements"] = [
        Statement.objects.create(
            entry=entry,
            is_joint=is_joint,
            lead=world.seats["peer"] if is_joint else None,
            document=new_document(kind="statement", fields={"strengths": "Modet."}),
            state="open",
        )
        for entry, is_joint in ((world.owner_entry, True), (world.rival_entry, False))
    ]


def make_tie_break(world: World, entries: list[Entry], juror: Juror) -> TieBreak:
    """The entries, compared by the juror."""
    tie_break = TieBreak.objects.create(
        edition=world.edition, places=1, unit=0.5, opened_by=world.people["lead"]
    )
    Candidate.objects.bulk_create(
        Candidate(tie_break=tie_break, entry=entry, prior_mean=0, prior_variance=1) for entry in entries
    )
    ComparingSeat.objects.create(tie_break=tie_break, juror=juror)
    return tie_break


def score(assignment: Assignment, value: int, *, hand_in: bool = True, words: str = "Tydligt.") -> None:
    """The juror's sheet, handed in or not yet."""
    person = assignment.juror.person
    marks = {c.public_id: Mark(value) for c in assignment.entry.edition.criteria.all()}
    save_review(actor=person, assignment=assignment, marks=marks, strengths=words)
    if hand_in:
        submit_review(actor=person, assignment=assignment)


def recuse(juror: Juror, entry: Entry) -> Recusal:
    """The juror stands aside from the entry."""
    return Recusal.objects.create(
        juror=juror,
        entry=entry,
        relation="family",
        reason="Syskon.",
        source="declared",
        recorded_by=juror.person,
    )


def make_plan(world: World, entries: list[Entry]) -> AssignmentPlan:
    """A proposal over these entries, both readers for each."""
    readers = [world.seats["juror"].public_id, world.seats["peer"].public_id]
    figures = ("floor", "floor_bound", "total", "total_bound", "total_unfair_optimum", "efficiency_rel")
    return AssignmentPlan.objects.create(
        edition=world.edition,
        per_entry=2,
        pairs=[[reader, entry.public_id] for entry in entries for reader in readers],
        problem={
            "entries": [entry.public_id for entry in entries],
            "jurors": [{"id": reader} for reader in readers],
            "per_entry": 2,
            "affinity": [[value] * len(entries) for value in (0.5, 0.4)],
        },
        figures=dict.fromkeys(figures, 0.5) | {"components": 1},
        proposed_by=world.people["lead"],
    )


def _visits(world: World) -> None:
    """At the owner's, its time has come and `juror` and `peer` write; at the rival's, `peer` has handed in.

    The chair went along there, and has not answered about the company.
    """
    pairs = {"owner": ("juror", "peer"), "rival": ("peer", "chair")}
    for actor, pair in pairs.items():
        world.things[f"{actor}_visit"] = visit_of(world, world.things[f"{actor}_entry"], pair)
    hand_in_protocol_of(world, world.rival_visit, "Det stämmer.")


def visit_of(world: World, entry: Entry, pair: tuple[str, ...], quote: str = "Gärningen") -> Visit:
    """A visit that has begun, with a claim, a picture and those who go."""
    lead, begun = world.people["lead"], timezone.now() - timedelta(hours=1)
    visit = Visit.objects.create(
        entry=entry, place="Gatan 1", contact_name="Vera", contact_email="vera@exempel.example",
        state="booked", begins_at=begun, booked_at=begun, planned_by=lead, offer_round=1,
        document=new_document(kind="visit_protocol"),
    )  # fmt: skip
    visit.claims.create(question_key="deed", quote=quote, look_for="Mät.")
    visit.answers.create(kind="accepted", begins_at=begun, name="Vera")
    visit.offered_times.create(offer_round=1, begins_at=begun)
    for actor in pair:
        visit.visitors.create(juror=world.seats[actor])
    visit.pictures.create(
        file=store(picture("besok.png"), actor=lead), caption="En press.", people="nobody", added_by=lead
    )
    return visit


def hand_in_protocol_of(world: World, visit: Visit, words: str) -> None:
    """The protocol, written and handed in by the first who went."""
    person = visit.visitors.all()[0].juror.person
    fields = {f"finding_{visit.claims.get().public_id}": "partly", "met": words, "impression": words}
    document = visit.document
    save_fields(
        actor=person, document=document, changes=fields, base_revision=document.revision, allowed=list(fields)
    )
    Visit.objects.filter(pk=visit.pk).update(
        state="handed_in", handed_in_at=timezone.now(), handed_in_by=person
    )
    note_new_evidence(actor=person, entry=visit.entry, source="visit")


def _decisions(world: World) -> None:
    """A decision about each entry, proposed by the coordinator."""
    for actor in ("owner", "rival"):
        world.things[f"{actor}_ruling"] = Ruling.objects.create(
            edition=world.edition,
            entry=world.things[f"{actor}_entry"],
            outcome="finalist",
            reason="Enhälligt.",
            proposed_by=world.people["coordinator"],
        )
    world.things["batch"] = LetterBatch.objects.create(
        edition=world.released,
        outcome="winner",
        letter_count=1,
        held_until=timezone.now() + timedelta(minutes=9),
        prepared_by=world.people["lead"],
    )


def _meetings(world: World) -> None:
    """One going on, one held."""
    add_meetings(world.things, world.edition, world.people["lead"], world.owner_entry, world.rival_entry)


def _library(world: World) -> None:
    lead = world.people["lead"]
    published = make_example("published", make_company("Exemplet AB"), lead)
    drafted = make_example("draft", make_company("Utkastexemplet AB"), lead, title_sv="Ej klart")
    award = make_example("draft", make_company("Prisbolaget AB"), lead).award
    assert award is not None
    pictures.add_picture(
        actor=lead,
        example=drafted,
        upload=picture("utkast.png"),
        alt_sv="En hall",
        alt_en="",
        photographer="Foto",
        permitted_by="Vera",
    )
    world.things |= {"published": published, "drafted": drafted, "award": award}
    add_collections(world.things, lead, published.public_id)
    add_enquiries(world.things)
    add_stories(world.things, lead)
    fresh = world.things["fresh_award"] = _fresh_award(world)
    world.things["correction"] = CitationCorrection.objects.create(
        award=fresh, citation_sv="För modet!", reason="Ett tecken.", proposed_by=lead
    )


def _fresh_award(world: World) -> Award:
    """Published, and no good example begun."""
    entry = make_entry(world.released, make_company("Nyprisade AB"))
    return Award.objects.create(
        edition=world.released,
        entry=entry,
        organisation=entry.organisation,
        organisation_name=entry.organisation.name,
        outcome="winner",
        citation_sv="För modet.",
        published_at=timezone.now(),
    )


def _feedback(world: World) -> None:
    """A letter to each company about its entry of last year, sent and answered.

    One of the office stands aside from the owner's, in a seat that has ended.
    """
    lead, released = world.people["lead"], world.released
    dispatch = Dispatch.objects.create(
        edition=released,
        kind="letters",
        letter_count=0,
        state="left",
        held_until=timezone.now() - timedelta(days=1),
        prepared_by=lead,
    )
    for actor in ("owner", "rival"):
        entry = make_entry(released, world.things[f"{actor}_entry"].organisation)
        words = {"opening": "Tack.", "strengths": f"Starkt {actor}.", "opportunities": f"Mer {actor}."}
        letter = Letter.objects.create(
            entry=entry,
            document=new_document(kind="feedback_letter", fields=words),
            state="sent",
            content={**words, "bands": [], "examples": []},
            drafted_by=lead,
            dispatch=dispatch,
        )
        answer = FeedbackAnswer.objects.create(letter=letter, usefulness=4, text=f"Svaret {actor}.")
        world.things |= {f"{actor}_letter": letter, f"{actor}_answer": answer}
    world.things["dispatch"] = dispatch
    seat = make_juror(released, person=world.people["recused_office"], state="left")
    recuse(seat, world.owner_letter.entry)


def _office_things(world: World) -> None:
    programme, lead = make_programme(), world.people["lead"]
    assert lead is not None
    for slug, is_public in (("om", True), ("utkast", False)):
        editorial = page_services.add_page(actor=lead, programme=programme, slug=slug, title=f"Sidan {slug}")
        page_services.save_page(
            actor=lead,
            document=editorial.document,
            changes={"body_sv": "Text."},
            base_revision=editorial.document.revision,
            allowed=page_services.FIELDS,
        )
        editorial.document.refresh_from_db()
        if is_public:
            page_services.publish_page(actor=lead, editorial=editorial)
        world.things[f"page_{slug}"] = editorial
    world.things["view"] = SavedView.objects.create(
        person_public_id=lead.public_id, list_key="entries", name="Mina", query="state=draft"
    )
    message = Message.objects.filter(to_person=world.people["owner"].public_id).order_by("pk").first()
    Message.objects.filter(pk=message.pk).update(batch="receipts")
    message.refresh_from_db()
    world.things["message"] = message


def _addresses(world: World) -> None:
    """What addresses are made of, by kind of thing: the owner's, then another's or one that is not there."""
    year, last = {"edition_year": YEAR}, {"edition_year": 2026}
    add = world.parts.__setitem__
    add("", Parts({}))
    add("year", Parts(year, last))
    for kind, things in (("draft", _drafts(world)), ("office_entry", _entries(world))):
        add(kind, Parts(*things))
    _entry_parts(world)
    add("case", _pair_of(year, "case_id", world.owner_case, world.rival_case))
    add("rule", _pair_of(year, "rule_id", world.rule))
    add("reading", _pair_of(year, "assignment_id", world.reading["own"], world.reading["peer"]))
    add("closed", _pair_of(year, "assignment_id", world.reading["closed"], world.reading["left"]))
    asked = question(world.owner_draft, "deed")
    add("trial", _pair_of(year, "sheet_id", world.trials["own"], world.trials["peer"]))
    add("statement", _pair_of(year, "statement_id", *world.statements))
    step = _pair_of(year | {"step": 5}, "criterion_id", world.edition.criteria.first())
    add("step", step)
    add("form_section", _pair_of(year, "section_id", asked.section))
    add("form_question", _pair_of(year, "question_id", asked))
    add("tie", _pair_of(year, "interest_id", world.tie, world.foreign_tie))
    add("seat", _pair_of(year, "juror_id", world.seats["juror"], world.seats["chair"]))
    add("invited", _pair_of(year, "juror_id", world.invited))
    add("recusal", _pair_of(year, "recusal_id", world.recusals["recused"]))
    add("plan", _pair_of(year, "plan_id", world.plan))
    add("ranking", _pair_of(year, "record_id", world.ranking))
    add("tie_break", _pair_of(year, "tie_break_id", world.tie_break))
    add("seat_rule", _pair_of(year, "rule_id", world.seat_rule, world.rival_seat_rule))
    add("ruling", _pair_of(year, "ruling_id", world.owner_ruling, world.rival_ruling))
    _visit_parts(world)
    add("letters", Parts(last | {"outcome": "winner"}, year | {"outcome": "winner"}))
    add("batch", _pair_of(last, "batch_id", world.batch))
    add("award", _pair_of({}, "award_id", world.award))
    add("fresh", _pair_of({}, "award_id", world.fresh_award))
    prized = last | {"entry_id": world.fresh_award.entry.public_id}
    add("prized", Parts(prized, _entries(world)[0]))
    add("correction", _pair_of(prized, "correction_id", world.correction))
    companies = (world.owner_entry.organisation, world.rival_entry.organisation)
    add("office_company", _pair_of(year, "organisation_id", *companies))
    add("story", Parts({"slug": world.published.slug}, {"slug": world.drafted.slug}))
    add("example", _pair_of({}, "example_id", world.drafted, world.published))
    shown = world.drafted.pictures.get().public_id
    add(
        "picture",
        Parts(
            {"slug": world.published.slug, "picture_id": shown},
            {"slug": world.drafted.slug, "picture_id": shown},
        ),
    )
    add("page", Parts({"slug": "om"}, {"slug": "utkast"}))
    add("phase", Parts(year | {"kind": "review"}, last | {"kind": "review"}))
    add("criterion", _pair_of(year, "criterion_id", world.edition.criteria.first()))
    role = world.people["communicator"].roles.get()
    add("role", Parts({"role_id": role.pk}, {"role_id": 0}))
    add(
        "company",
        _pair_of({}, "organisation_id", world.owner_entry.organisation, world.rival_entry.organisation),
    )
    add("message", _pair_of({}, "message_id", world.message))
    add("mail_batch", Parts({"batch": world.message.batch}, {"batch": UNKNOWN}))
    add(
        "text", Parts({"kind": "jury.letter_winner", "language": "sv"}, {"kind": "no.such", "language": "sv"})
    )
    add("letter", Parts({"letter_id": UNKNOWN}))
    add("enclosed", Parts({"letter_id": UNKNOWN, "number": 1}))
    add("feedback", _pair_of(last, "letter_id", world.owner_letter, world.rival_letter))
    add("own_letter", _pair_of({}, "entry_id", world.owner_letter.entry, world.rival_letter.entry))
    add("dispatch", _pair_of(last, "dispatch_id", world.dispatch))
    add("answer", _pair_of(last, "answer_id", world.owner_answer, world.rival_answer))
    add("view", _pair_of({}, "public_id", world.view))
    add("key", Parts({"pk": 0}))
    for kind, (own, other) in (
        parts_of_meetings(world, year, UNKNOWN)
        | parts_of_events(world, UNKNOWN)
        | parts_of_stories(world)
        | parts_of_tours(world, UNKNOWN)
        | parts_of_tables(world)
        | parts_of_doors(world)
        | parts_of_assessments(world)
        | parts_of_collections(world, UNKNOWN)
        | parts_of_sets(world)
        | parts_of_enquiries(world)
    ).items():
        add(kind, Parts(own, other))
    _token_parts(world)


UNKNOWN = "x" * 26


def _visit_parts(world: World) -> None:
    """A visit, what hangs on it, and the places of two who go: of the owner's, then of the rival's."""
    year, visits = {"edition_year": YEAR}, (world.owner_visit, world.rival_visit)
    visit = _pair_of(year, "visit_id", *visits)
    own, other = ({"visitor_id": each.visitors.get(juror=world.seats[who]).public_id} | year
                  for each, who in zip(visits, ("juror", "peer"), strict=True))  # fmt: skip
    claims = [{"claim_id": each.claims.get().public_id} for each in visits]
    pictures_ = [{"picture_id": each.pictures.get().public_id} for each in visits]
    assert visit.other is not None
    world.parts |= {
        "visit": visit,
        "visit_claim": Parts(visit.own | claims[0], visit.other | claims[1]),
        "visit_picture": Parts(visit.own | pictures_[0], visit.other | pictures_[1]),
        "visitor": Parts(own, other),
        "visitor_picture": Parts(own | pictures_[0], other | pictures_[1]),
    }


def _pair_of(parts: dict[str, Any], name: str, own: Any, other: Any = None) -> Parts:
    """The address's parts with the two things' ids; without another, an id that nothing has."""
    return Parts(
        parts | {name: own.public_id}, parts | {name: other.public_id if other is not None else UNKNOWN}
    )


def _drafts(world: World) -> list[dict[str, Any]]:
    return [{"entry_id": world.things[f"{actor}_draft"].public_id} for actor in ("owner", "rival")]


def _entries(world: World) -> list[dict[str, Any]]:
    return [
        {"edition_year": YEAR, "entry_id": world.things[f"{actor}_entry"].public_id}
        for actor in ("owner", "rival")
    ]


def _entry_parts(world: World) -> None:
    """Everything that hangs on an entry."""

    def each(parts: list[dict[str, Any]], actor_thing: str, **more: Any) -> Parts:
        own, other = (
            part | {name: value(world.things[f"{actor}_{actor_thing}"]) for name, value in more.items()}
            for part, actor in zip(parts, ("owner", "rival"), strict=True)
        )
        return Parts(own, other)

    drafts, entries = _drafts(world), _entries(world)
    section = question(world.owner_draft, "deed").section.public_id
    readings = [
        {"edition_year": YEAR, "assignment_id": world.reading[name].public_id} for name in ("own", "peer")
    ]
    sheets = [{"edition_year": YEAR, "sheet_id": world.trials[name].public_id} for name in ("own", "peer")]
    pair = {"plan_id": world.plan.public_id, "juror_id": world.seats["juror"].public_id}
    world.parts |= {
        "section": each(drafts, "draft", section_id=lambda _entry: section),
        "file": each(drafts, "draft", file_id=_file_id),
        "receipt": each(drafts, "draft", number=lambda _entry: 1),
        "office_file": each(entries, "entry", file_id=_file_id),
        "finding": each(entries, "entry", rule_id=lambda _entry: world.rule.public_id),
        "reading_file": each(readings, "entry", file_id=_file_id),
        "trial_file": each(sheets, "entry", file_id=_file_id),
        "pair": Parts(entries[0] | pair, entries[1] | pair),
        "member": each(
            [{"organisation_id": e.organisation.public_id} for e in (world.owner_entry, world.rival_entry)],
            "entry",
            person_id=lambda entry: (
                entry.organisation.memberships.current().get(part="editor").person.public_id
            ),
        ),
    }


def _file_id(entry: Entry) -> str:
    return str(entry.files.get().public_id)


def _token_parts(world: World) -> None:
    """Links as they came by mail, one of each purpose; and one that nobody was sent."""
    company = world.owner_entry.organisation
    pair = f"{company.public_id}:{world.people['stranger'].public_id}"
    subjects = {
        "visit_token": (ANSWER, world.owner_visit.public_id),
        "seat_token": (seats.INVITATION, world.invited.public_id),
        "case_token": (nominations.ANSWER, world.owner_case.public_id),
        "example_token": (example_services.APPROVAL, world.drafted.public_id),
        "letter_token": (feedback_services.ANSWER, world.rival_letter.public_id),
        "editor_token": (editors.INVITATION, pair),
        "join_token": (editors.JOIN, pair),
        **subjects_of_tokens(world),
        **tokens_of_enquiries(world),
        **subjects_of_notes(world),
        **subjects_of_rechecks(world),
        **subjects_of_door_tokens(world),
        **subjects_of_assessments(world),
        **subjects_of_reports(world),
    }
    for kind, (purpose, subject) in subjects.items():
        token = links.issue(
            purpose=purpose, subject_id=subject, email="x@exempel.example", lifetime=timedelta(days=1)
        )
        world.parts[kind] = Parts({"token": token}, {"token": f"link-{UNKNOWN}"})
    notes = world.parts["notes_token"].own
    own, other = cards_of_the_table(world)
    world.parts["notes_card"] = _pair_of(notes, "card_id", own, other)
    world.parts["own_material"] = Parts(*parts_of_link(world, world.parts["registration_token"].own))
    for kind, pair in parts_behind_tokens(world).items():
        world.parts[kind] = Parts(*pair)
    world.parts["demo_token"] = Parts({"token": "unknown"})
