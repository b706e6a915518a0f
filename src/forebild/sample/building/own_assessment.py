"""The assessment of the company that one signs in as: last year's, and today's as its people press."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from forebild.assessment.models import Answering, Assessment
from forebild.assessment.queries.sittings import first_answering
from forebild.assessment.services import answering as answers
from forebild.assessment.services import beginning, colleagues, handing_in, saving
from forebild.assessment.services.themes import set_event_themes
from forebild.events.models import Event
from forebild.people.models import Person
from forebild.sample.assessments import SampleSitting, sittings_on
from forebild.sample.building.assessments import Questions, open_questions, own_company, store_sittings
from forebild.sample.building.world import World
from forebild.sample.events import event_themes
from forebild.sample.generator import chance_for


def build_event_themes(world: World) -> None:
    """What the coming events help with, as the office says."""
    lead = world.programme.roles.get(kind="lead").person
    themes = event_themes()
    for event in Event.objects.filter(title_sv__in=themes):
        set_event_themes(actor=lead, event=event, dimensions=themes[event.title_sv])


def build_own_assessment(world: World) -> None:
    """A result of last year, and one of today where two people differ."""
    sets = open_questions()
    company = own_company(world)
    today = world.now.date()
    days = [today - timedelta(days=402), today]
    reckoned = {"six": sets["six"].asked.reckoned, "dii": sets["dii"].asked.reckoned}
    sittings = list(sittings_on(company, reckoned, days, chance_for(2027, "one's own company")))
    last_year, this_year = (each for each in sittings if each.question_set == "six")
    store_sittings(world, sets, [last_year], {})
    owner = world.people[company.contacts[0].email]
    _answer_today(world, sets["six"], owner, this_year, last_year)


def _answer_today(
    world: World, questions: Questions, owner: Person, own: SampleSitting, other_view: SampleSitting
) -> Assessment:
    """Begun without an account, saved for the company, a colleague asked, handed in."""
    assessment, _token = beginning.begin_assessment(
        programme=world.programme, question_set=questions.row, language="sv"
    )
    first = first_answering(assessment)
    _save(first, own.fields)
    saving.save_to_account(actor=owner, assessment=assessment, organisation=world.organisations[own.company])
    address = f"skiftledare@{owner.email.partition('@')[2]}"
    invited = colleagues.invite_colleagues(assessment=assessment, emails=[address], sender=owner.name)
    for other in invited:
        answers.present_oneself(answering=other, name="Skiftledaren", part="skiftledare")
        _save(other, other_view.fields)
        answers.finish_answering(answering=other)
    return handing_in.hand_in(assessment=assessment)


def _save(answering: Answering, fields: Mapping[str, Any]) -> None:
    answers.save_answers(
        answering=answering,
        document=answering.document,
        changes=fields,
        base_revision=answering.document.revision,
        allowed=list(fields),
    )
