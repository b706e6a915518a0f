"""What the office has on its desk: stories on their way, by the services that take them there."""

from __future__ import annotations

from forebild.library.models import GoodExample
from forebild.library.purposes import APPROVAL
from forebild.library.services import examples, remarks
from forebild.library.story import EDITABLE
from forebild.people.models import Person
from forebild.sample.building.world import World
from forebild.sample.stories import SampleStory
from forebild.shared.links.models import Link


def build_story_desk(world: World) -> None:
    """One is being written, one waits for its company, one for its day; one was taken back."""
    editor = world.programme.roles.get(kind="communications").person
    for story in world.sample.stories:
        if story.state == "withdrawn":
            examples.withdraw_example(
                actor=editor,
                example=world.examples[story.company],
                reason="Företaget har fått nya ägare, som vill berätta på ett annat sätt.",
                wish="company",
                name=world.sample.company(story.company).contacts[0].name,
            )
        elif story.state != "published":
            _take(world, story, editor)


def _take(world: World, story: SampleStory, editor: Person) -> None:
    """As far as its state says: written, sent to the company, approved by it."""
    contact = world.sample.company(story.company).contacts[0]
    example = _written(world, story, editor)
    world.examples[story.company] = example
    if story.state == "draft":
        _talk_over(world, example, editor)
    if story.state in ("asked", "approved"):
        examples.ask_company_to_approve(actor=editor, example=example, email=contact.email)
    if story.state == "approved":
        link = Link.objects.get(purpose=APPROVAL, subject_id=example.public_id)
        examples.approve_example(link=link, name=contact.name, revision=example.document.revision)


def _written(world: World, story: SampleStory, editor: Person) -> GoodExample:
    example = examples.start_example(
        actor=editor,
        programme=world.programme,
        organisation=world.organisations[story.company],
        contact_email=world.sample.company(story.company).contacts[0].email,
    )
    examples.save_example(
        actor=editor,
        document=example.document,
        changes=story.fields(),
        base_revision=example.document.revision,
        allowed=EDITABLE,
    )
    example.document.refresh_from_db()
    return example


_REMARKS = (
    ("Hur stor är verkstaden? Nämn gärna redan i ingressen hur många de är.", "Sju. Jag lägger in det."),
    ("Vilken högskola var det? Fråga om den vill stå med namn.", ""),
    ("Kvoten mellan vikt och ton är svår att följa. Går den att säga enklare?", ""),
)


def _talk_over(world: World, example: GoodExample, editor: Person) -> None:
    """What two in the office have said of the draft: one thing is done, two are left."""
    lead = world.programme.roles.get(kind="lead").person
    for text, reply in _REMARKS:
        thread = remarks.say_remark(actor=lead, example=example, text=text)
        if reply:
            remarks.say_remark(actor=editor, example=example, text=reply, answers=thread)
            remarks.settle_remark(actor=lead, remark=thread)
