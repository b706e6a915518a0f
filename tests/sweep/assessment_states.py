"""The states of self-assessments: begun, wrong, saved, by several, handed in, compared, taken away."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from forebild.assessment.models import Assessment, QuestionSet
from forebild.assessment.services.again import AGAIN
from forebild.assessment.services.answering import finish_answering
from forebild.assessment.services.benchmarks import release_benchmark
from forebild.assessment.services.colleagues import COLLEAGUE
from forebild.assessment.services.saving import CONFIRM
from forebild.assessment.tests.worlds import answered, begun, colleague, handed_in, the_set, token
from tests.sweep.states import ANYBODY, Answers, state
from tests.sweep.world import LEAD, World
from tests.worlds import make_company, make_person

_LONG = "Siffran kommer ur affärssystemet, rapporten för tredje kvartalet, och Bo har räknat efter för hand."


@state("a self-assessment being answered: nothing to begin, a page, what excludes, too little")
def _answering(world: World) -> Answers:
    yield world.get(ANYBODY, "assessment:start")
    own = {"token": token(begun("six"))}
    yield world.get(ANYBODY, "assessment:sitting", **own)
    yield world.get(ANYBODY, "assessment:questions", **own, group=1)
    both = {"q_data": ["one_place", "none"], "e_data": _LONG, "q_records": ["one_place", "none"]}
    yield world.post(ANYBODY, "assessment:questions", both, **own, group=4)
    yield world.post(ANYBODY, "assessment:hand_in", **own)
    yield world.get(ANYBODY, "assessment:adviser", **own)
    yield world.get(ANYBODY, "assessment:colleagues", **own)
    yield world.get(ANYBODY, "assessment:facts", **own)
    yield world.post(ANYBODY, "assessment:facts", {"size": "jätte"}, **own)
    QuestionSet.objects.update(state="closed")
    yield world.get(ANYBODY, "assessment:start")


@state("a self-assessment that is saved: empty, wrong, a letter on its way, confirmed, by an account")
def _saving(world: World) -> Answers:
    sitting = answered("six", yes=4)
    own = {"token": token(sitting)}
    yield world.get(ANYBODY, "assessment:save", **own)
    wrong = {"email": "inte en adress", "company": "", "number": "12"}
    yield world.post(ANYBODY, "assessment:save", wrong, **own)
    right = {"email": "anna@prov.example", "company": "Provbolaget AB", "number": ""}
    yield world.post(ANYBODY, "assessment:save", right, **own)
    yield world.get(ANYBODY, "assessment:sitting", **own)
    confirm = {"token": token(sitting, CONFIRM)}
    yield world.get(ANYBODY, "assessment:confirm", **confirm)
    yield world.post(ANYBODY, "assessment:confirm", **confirm)
    yield world.get(LEAD, "assessment:save", token=token(begun("dii")))
    yield world.get(LEAD, "assessment:own_list")
    handed_in(owner=world.person(LEAD), company=make_company(owner=world.person(LEAD)))
    yield world.get(LEAD, "assessment:own_list")
    yield world.get(LEAD, "website:start")


@state("several of one company: asked, wrong, who one is, done, different, settled, too late")
def _together(world: World) -> Answers:
    sitting = handed_in(yes=2)
    Assessment.objects.filter(pk=sitting.pk).update(state="begun", scores={}, handed_in_at=None)
    own = {"token": token(sitting)}
    yield world.get(ANYBODY, "assessment:colleagues", **own)
    yield world.post(ANYBODY, "assessment:colleagues", {"emails": "inte en adress"}, **own)
    asked = {"emails": "bo@prov.example", "sender": "Anna"}
    yield world.post(ANYBODY, "assessment:colleagues", asked, **own)
    yield world.get(ANYBODY, "assessment:differences", **own)
    added = sitting.answerings.get(email="bo@prov.example")
    way = {"token": token(sitting, COLLEAGUE, added)}
    yield world.get(ANYBODY, "assessment:colleague", **way)
    yield world.post(ANYBODY, "assessment:colleague", {"name": ""}, **way)
    yield world.post(ANYBODY, "assessment:colleague", {"name": "Bo", "part": "produktionschef"}, **way)
    yield world.get(ANYBODY, "assessment:colleague", **way)
    yield world.post(ANYBODY, "assessment:colleague", {"done": "yes"}, **way)
    yield world.get(ANYBODY, "assessment:differences", **own)
    finish_answering(answering=colleague(sitting, "Cia", q_erp="yes", q_crm="yes"))
    yield world.get(ANYBODY, "assessment:differences", **own)
    yield world.post(ANYBODY, "assessment:differences", {"d_erp": "yes"}, **own)
    yield world.get(ANYBODY, "assessment:colleague_remove", **own, answering_id=added.public_id)
    yield world.post(ANYBODY, "assessment:hand_in", **own)
    yield world.get(ANYBODY, "assessment:differences", **own)
    yield world.get(ANYBODY, "assessment:colleagues", **own)
    unnamed = sitting.answerings.get(email="bo@prov.example")
    type(unnamed).objects.filter(pk=unnamed.pk).update(done_at=None)
    yield world.get(ANYBODY, "assessment:colleague", **way)


@state("a result: alone, beside others and last year, all done; steps planned, ticked, replaced")
def _result(world: World) -> Answers:
    sitting = handed_in("six", yes=3)
    own = {"token": token(sitting)}
    yield world.get(ANYBODY, "assessment:sitting", **own)
    for number in range(7):
        handed_in("six", yes=number)
    before = handed_in("six", yes=1)
    Assessment.objects.filter(pk=sitting.pk).update(previous=before)
    release_benchmark(programme=world.edition.programme, question_set=the_set("six"))
    yield world.get(ANYBODY, "assessment:sitting", **own)
    step = sitting.steps.standing().order_by("place")[0]
    one = {**own, "step_id": step.public_id}
    yield world.get(ANYBODY, "assessment:step", **one)
    yield world.post(ANYBODY, "assessment:step", {"due_on": "i morgon"}, **one)
    yield world.post(ANYBODY, "assessment:step", {"who": "Anna", "due_on": "2027-05-01"}, **one)
    yield world.post(ANYBODY, "assessment:step", {"act": "done"}, **one)
    yield world.get(ANYBODY, "assessment:step_replace", **one)
    yield world.post(ANYBODY, "assessment:step_replace", **one)
    yield world.get(ANYBODY, "assessment:sitting", token=token(handed_in("dii", yes=12)))
    yield world.post(ANYBODY, "assessment:take_up", **own)


@state("what a company decides of its result: an adviser, sharing, letters, again, deleting")
def _deciding(world: World) -> Answers:
    sitting = handed_in(owner=make_person("Vera"))
    own = {"token": token(sitting)}
    yield world.get(ANYBODY, "assessment:adviser", **own)
    yield world.post(ANYBODY, "assessment:adviser", {"wish": _LONG}, **own)
    wish = {"name": "Vera", "topics": ["digital"], "wish": _LONG, "agrees": "on"}
    yield world.post(ANYBODY, "assessment:adviser", wish, **own)
    yield world.get(LEAD, "outcomes:follow_up_list")
    yield world.get(ANYBODY, "assessment:settings", **own)
    yield world.post(ANYBODY, "assessment:settings", {"act": "share"}, **own)
    yield world.post(ANYBODY, "assessment:settings", {"act": "silence"}, **own)
    year_ago = timezone.now() - timedelta(days=350)
    Assessment.objects.filter(pk=sitting.pk).update(handed_in_at=year_ago)
    letter = {"token": token(sitting, AGAIN)}
    yield world.get(ANYBODY, "assessment:again", **letter)
    yield world.post(ANYBODY, "assessment:again", {"no": "yes"}, **letter)
    yield world.post(ANYBODY, "assessment:again", **letter)
    yield world.get(ANYBODY, "assessment:delete", **own)
    yield world.post(ANYBODY, "assessment:delete", **own)
    yield world.get(ANYBODY, "assessment:sitting", **own)


@state("what an event helps with, as its office says it: nothing, something")
def _themes(world: World) -> Answers:
    event = world.edition.programme.events.filter(state="announced").order_by("-begins_at")[0]
    parts = {"event_id": event.public_id}
    yield world.get(LEAD, "assessment:event_themes", **parts)
    yield world.post(LEAD, "assessment:event_themes", {"dimensions": ["okänd"]}, **parts)
    yield world.post(LEAD, "assessment:event_themes", {"dimensions": ["data", "green"]}, **parts)
