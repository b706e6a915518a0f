"""What somebody may not know, each as a function that writes it into a world: see `two_worlds`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.utils import timezone

from forebild.competition.models import Case, EligibilityRule, Entry, Nomination
from forebild.competition.services.drafts import add_file, save_answers
from forebild.competition.services.eligibility import record_finding
from forebild.competition.services.entries import grant_extension
from forebild.competition.tests.forms import paper, question
from forebild.events.models import Event
from forebild.events.services.events import create_event
from forebild.events.tests.worlds import facts_of, make_session
from forebild.feedback.models import Answer, Letter
from forebild.jury.models import (
    Assignment,
    AssignmentPlan,
    CalibrationEntry,
    CalibrationSheet,
    Comparison,
    ExtraReview,
    Release,
    Review,
    Score,
    ScoreChange,
    SeatRule,
    Statement,
)
from forebild.jury.services.conflicts import record_recusal
from forebild.jury.services.rulings import propose_ruling
from forebild.library.services import examples as example_services
from forebild.programme.services import pages as page_services
from forebild.shared.files.models import StoredFile
from forebild.shared.outbox.services import queue_text
from forebild.shared.writing.models import Document
from forebild.shared.writing.services import new_document
from tests.access.assessment import write_results
from tests.access.doors import rename_door_guests
from tests.access.enquiries import write_enquiry
from tests.access.events import rename_guests, rename_programme
from tests.access.gathered import write_collections
from tests.access.meetings import hide_item, parts_of_hidden_item
from tests.access.outcomes import rename_adviser, write_answers, write_wishes
from tests.access.stories import write_remarks
from tests.access.tables import change_who_said_it, hide_in_the_room
from tests.access.tours import rename_visitors
from tests.access.two_worlds import WORDS
from tests.access.world import (
    World,
    hand_in_protocol_of,
    handed_in,
    make_plan,
    make_tie_break,
    score,
    visit_of,
)
from tests.worlds import declare_free, make_assignment, make_company, make_person

RELEASE_AT = datetime(2027, 3, 2, 9, 0, tzinfo=UTC)


def draft(world: World, word: str) -> None:
    """What is in a draft, its file too: one never handed in, and one that was and is being changed."""
    for entry in Entry.objects.filter(pk__in=[world.never.pk, world.reworked.pk]).order_by("pk"):
        save_answers(
            actor=world.novice,
            entry=entry,
            changes={"deed": f"Hemligt {word}."},
            base_revision=entry.document.revision,
        )
        add_file(
            actor=world.novice, entry=entry, question=question(entry, "paper"), upload=paper(f"{word}.pdf")
        )


def scores(world: World, word: str) -> None:
    """What the peer gave the entry that the juror is still reading."""
    reviews = Review.objects.filter(
        assignment__juror=world.seats["peer"], assignment__entry=world.owner_entry
    )
    reviews.update(strengths=f"Omdömet {word}.")
    Score.objects.filter(review__in=reviews).update(value=2 if word == WORDS["a"] else 5)


def winner(world: World, word: str) -> None:
    """Who wins: the owner's company in one world, the rival's in the other; released at RELEASE_AT."""
    first, second = world.owner_ruling, world.rival_ruling
    if word == WORDS["b"]:
        first, second = second, first
    approved = {"state": "approved", "approved_by": world.people["lead"], "approved_at": timezone.now()}
    citation = {"citation_sv": f"För {word}.", "citation_en": f"For {word}."}
    for ruling, values in ((first, {"outcome": "winner", **citation}), (second, {"outcome": "finalist"})):
        type(ruling).objects.filter(pk=ruling.pk).update(**approved, **values)
    Release.objects.create(
        edition=world.edition,
        release_at=RELEASE_AT,
        state="confirmed",
        scheduled_by=world.people["coordinator"],
        confirmed_by=world.people["lead"],
        confirmed_at=timezone.now(),
    )


def protocols(world: World, word: str) -> None:
    """What was found at the rival's, and at the owner's what is being written; a score changed after it."""
    for visit in (world.owner_visit, world.rival_visit):
        document = type(visit).objects.get(pk=visit.pk).document
        document.fields |= {"impression": f"Intrycket {word}", "met": f"Mötet {word}"}
        document.save(update_fields=["fields"])
    _change_score(world.reading["peer"], word)


def _change_score(assignment: Assignment, word: str) -> None:
    """A score changed with this word as its reason."""
    review = assignment.review
    ScoreChange.objects.create(
        review=review, criterion=review.scores.all()[0].criterion, before="1", after="4",
        reason=f"Skälet {word}.", changed_by=assignment.juror.person,
    )  # fmt: skip


def stories(world: World, word: str) -> None:
    """Good examples and pages that are written and not published; one more of each in one world."""
    lead = world.people["lead"]
    write_collections(world, word)
    write_remarks(world, word)
    for example in (world.drafted, world.published):
        document = type(example).objects.get(pk=example.pk).document
        document.fields |= {"title_sv": f"Titeln {word}", "deed_sv": f"Texten {word}"}
        document.save(update_fields=["fields"])
    for editorial in (world.page_om, world.page_utkast):
        document = type(editorial).objects.get(pk=editorial.pk).document
        document.fields |= {"body_sv": f"Texten {word}", "title_sv": f"Titeln {word}"}
        document.save(update_fields=["fields"])
    if word == WORDS["b"]:
        editorial = page_services.add_page(
            actor=lead, programme=world.edition.programme, slug=word, title=f"Sidan {word}"
        )
        page_services.publish_page(actor=lead, editorial=editorial, at=timezone.now() + timedelta(days=1))
        example_services.draft_example(actor=lead, award=world.fresh_award)


def letters(world: World, word: str) -> None:
    """What the jury writes to the owner's company of last year's entry, and what that answers."""
    letter = Letter.objects.get(pk=world.owner_letter.pk)
    words = dict.fromkeys(("opening", "strengths", "opportunities"), f"Omdömet {word}.")
    bands = [{"criterion": "Nyhet", "band": "above" if word == WORDS["a"] else "below"}]
    Letter.objects.filter(pk=letter.pk).update(content={**words, "bands": bands, "examples": []})
    Document.objects.filter(pk=letter.document.pk).update(fields=words)
    Answer.objects.filter(letter=letter).update(
        text=f"Svaret {word}.", usefulness=1 if word == WORDS["a"] else 5
    )
    if word == WORDS["b"]:
        person = world.people["owner"]
        queue_text(kind="feedback.entrant_letter", to=person, subject=word, text=word, key=f"letter:{word}")
        Answer.objects.filter(letter=letter).update(read_by=world.people["lead"], read_at=timezone.now())


def guests(world: World, word: str) -> None:
    """Who comes to the programme's own events, and what is planned; in one world one draft more."""
    rename_guests(world, [world.event, world.cancelled_event], word)
    rename_door_guests(world, [world.event, world.cancelled_event], word)
    drafts = [world.draft_event]
    if word == WORDS["b"]:
        facts = facts_of(title_sv=f"Utkastet {word}")
        lead = world.people["lead"]
        drafts.append(create_event(actor=lead, programme=world.edition.programme, facts=facts))
        make_session(drafts[-1])
    for each in drafts:
        Event.objects.filter(pk=each.pk).update(
            title_sv=f"Titeln {word}", summary_sv=f"Texten {word}", venue=f"Huset {word}"
        )
        rename_programme(each, word)


def old_guests(world: World, word: str) -> None:
    """Who comes to the event of last year's edition."""
    rename_guests(world, [world.old_event], word)
    rename_door_guests(world, [world.old_event], word)


def visitors(world: World, word: str) -> None:
    """Who comes to a tour, what the gates know of each, who asked what, and whom a host keeps out."""
    rename_visitors(world, word)


def kept_in_the_room(world: World, word: str) -> None:
    """What is noted at a round table and stays there; in one world one card more."""
    hide_in_the_room(world, word, adds=word == WORDS["b"])


def said_by_whom(world: World, word: str) -> None:
    """Who said at a round table what nobody may be named for."""
    change_who_said_it(world, 0 if word == WORDS["a"] else 1)


def enquiries(world: World, word: str) -> None:
    """What a reader asks a company and what it answers: the two parties' own."""
    write_enquiry(world, word)


def wishes(world: World, word: str) -> None:
    """What a company wants help with after the programme's own event, and what is shown of its evaluation."""
    write_wishes(world, word, "over")


def old_wishes(world: World, word: str) -> None:
    """The same after an event of last year's edition, and how the advisers are reached."""
    write_wishes(world, word, "old_over")
    rename_adviser(word)


def answers(world: World, word: str) -> None:
    """Who has answered an evaluation, and what fewer than five have."""
    write_answers(world, word, swapped=word == WORDS["b"])


def results(world: World, word: str) -> None:
    """What the rival company's self-assessment says, and who made it."""
    write_results(world, word, word == WORDS["b"], "rival")


def own_results(world: World, word: str) -> None:
    """The same of the owner's company: the office may not know it either."""
    write_results(world, word, word == WORDS["b"], "owner")


def closed_entry(world: World, word: str) -> None:
    """A whole entry, judged and decided, with all that hangs on it; in one world only.

    Two who lead and one who reads stand aside from it, as they do from another entry in both worlds.
    """
    if word == WORDS["a"]:
        return
    lead, edition = world.people["lead"], world.edition
    owner = make_person(f"Ägare {word}", email=f"{word}@exempel.example")
    company = make_company(f"Bolaget {word} AB", owner=owner, sector="25110", county="14")
    case = Case.objects.create(
        edition=edition, organisation=company, state="accepted", contact_email=f"vd.{word}@exempel.example"
    )
    Nomination.objects.create(
        case=case, nominator_name="Nils", nominator_email="n@exempel.example", reason=f"Skälet {word}."
    )
    entry = handed_in(world, company, owner, f"Gärningen {word}.", case=case)
    grant_extension(actor=lead, entry=entry, until=timezone.now() + timedelta(days=30), reason="Sjukdom.")
    record_finding(
        actor=lead,
        entry=entry,
        rule=EligibilityRule.objects.get(),
        outcome="met",
        evidence=f"Underlaget {word}.",
        evidence_on=timezone.localdate(),
    )
    Entry.objects.filter(pk=entry.pk).update(state="eligible")
    entry.refresh_from_db()
    for actor in ("peer", "juror", "recused", "deputy", "recused_office"):
        assignment = make_assignment(world.seats[actor], entry)
        declare_free(world.seats[actor], entry)
        score(assignment, 5, words=f"Omdömet {word}.")
    for actor in ("deputy", "recused", "recused_office"):  # the deputy first: leaders are told
        record_recusal(
            actor=lead, juror=world.seats[actor], entry=entry, relation="family", reason=f"Skälet {word}."
        )
    extra = entry.assignments.get(juror=world.seats["peer"])
    ExtraReview.objects.create(assignment=extra, chance=0.5, asked_by=lead)
    tie_break = make_tie_break(world, [world.rival_entry, entry], world.seats["peer"])
    Comparison.objects.create(
        tie_break=tie_break, juror=world.seats["peer"], winner=entry, loser=world.rival_entry
    )
    _tried_and_stated(world, entry, word)
    propose_ruling(
        actor=lead,
        edition=edition,
        entry=entry,
        outcome="mention",
        reason=f"Skälet {word}.",
        citation_sv=f"För {word}.",
        citation_en=f"For {word}.",
    )
    hide_item(world, entry, word)
    SeatRule.objects.create(
        juror=world.seats["peer"], entry=entry, kind="pin", reason=f"Skälet {word}.", made_by=lead
    )
    visit = visit_of(world, entry, ("peer", "juror"), quote=f"Gärningen {word}.")
    hand_in_protocol_of(world, visit, f"Mötet {word}.")
    _change_score(entry.assignments.get(juror=world.seats["peer"]), word)
    fresh = make_plan(world, [world.owner_entry, world.rival_entry, entry])
    pairs, problem = fresh.pairs, fresh.problem
    fresh.delete()
    AssignmentPlan.objects.filter(pk=world.plan.pk).update(pairs=pairs, problem=problem)


def _tried_and_stated(world: World, entry: Entry, word: str) -> None:
    """Scored at the calibration round, and what its readers agree."""
    trial = CalibrationEntry.objects.create(round=world.edition.calibration_round, entry=entry)
    for actor in ("peer", "chair"):
        CalibrationSheet.objects.create(
            trial=trial, juror=world.seats[actor], strengths=f"Omdömet {word}.", state="submitted"
        )
    document = new_document(kind="statement", fields={"strengths": f"Styrkan {word}."})
    Statement.objects.create(entry=entry, is_joint=True, document=document, state="open")


def parts_of_the_closed(world: World) -> list[dict[str, object]]:
    """What stands in the addresses of the closed entry and of all that hangs on it, while it is there."""
    entry = Entry.objects.get(organisation__name__contains=WORDS["b"])
    year = {"edition_year": world.edition.year}
    of_entry = {"entry_id": entry.public_id}
    use, ruling = entry.files.get(), entry.rulings.get()
    found: list[dict[str, object]] = [
        of_entry,
        of_entry | {"number": 1},
        of_entry | {"file_id": use.public_id},
        year | of_entry,
        year | of_entry | {"file_id": use.public_id},
        year | of_entry | {"rule_id": world.rule.public_id},
        year | {"ruling_id": ruling.public_id},
        year | {"case_id": entry.case.public_id},
        {"organisation_id": entry.organisation.public_id},
        year | {"organisation_id": entry.organisation.public_id},
        {"award_id": entry.public_id},
        year | of_entry | {"plan_id": world.plan.public_id, "juror_id": world.seats["juror"].public_id},
    ]
    for assignment in entry.assignments.all():
        named = year | {"assignment_id": assignment.public_id}
        found += [named, named | {"file_id": use.public_id}]
    found += [year | {"rule_id": rule.public_id} for rule in entry.seat_rules.all()]
    compared = world.edition.tie_breaks.filter(candidates__entry=entry)
    found += [year | {"tie_break_id": each.public_id} for each in compared]
    found += [year | {"record_id": each.public_id} for each in world.edition.ranking_records.all()]
    found.append(year | {"statement_id": entry.statement.public_id})
    for sheet in CalibrationSheet.objects.filter(trial__entry=entry):
        named = year | {"sheet_id": sheet.public_id}
        found += [named, named | {"file_id": use.public_id}]
    found += [year | {"recusal_id": recusal.public_id} for recusal in entry.recusals.all()]
    for visit in entry.visits.all():
        named = year | {"visit_id": visit.public_id}
        shown = {"picture_id": visit.pictures.get().public_id}
        found += [named, named | {"claim_id": visit.claims.get().public_id}, named | shown]
        for visitor in visit.visitors.all():
            found += [
                year | {"visitor_id": visitor.public_id},
                year | {"visitor_id": visitor.public_id} | shown,
            ]
    return found + parts_of_hidden_item(entry, year)


def parts_of_the_draft_event(world: World) -> list[dict[str, object]]:
    """The addresses' parts of the event that `guests` adds."""
    event = Event.objects.filter(state="draft").exclude(pk=world.draft_event.pk).get()
    of_event = {"event_id": event.public_id}
    quotas = [of_event | {"quota_id": each.public_id} for each in event.quotas.all()]
    session = of_event | {"session_id": event.sessions.get().public_id}
    return [of_event, *quotas, session, {"slug": event.slug}]


def files_of_drafts(world: World) -> list[dict[str, object]]:
    """The addresses' parts of the files that `draft` adds."""
    names = StoredFile.objects.filter(name__contains="kanarie").values("pk")
    uses = [use for entry in (world.never, world.reworked) for use in entry.files.filter(file__in=names)]
    year = {"edition_year": world.edition.year}
    return [
        part
        for use in uses
        for part in (
            {"entry_id": use.entry.public_id, "file_id": use.public_id},
            year | {"entry_id": use.entry.public_id, "file_id": use.public_id},
        )
    ]
