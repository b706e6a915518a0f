"""A good example's way: drafted from what the company marked public, approved by it, published."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from forebild.competition.models import Award
from forebild.competition.queries import latest_submission
from forebild.library import notices
from forebild.library.models import GoodExample
from forebild.library.states import EXAMPLE
from forebild.library.story import draft_fields
from forebild.people.models import Person
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow, Overtaken
from forebild.shared.links import services as links
from forebild.shared.links.models import Link
from forebild.shared.models import new_public_id
from forebild.shared.outbox.services import Recipient, queue
from forebild.shared.permissions import Permission, demand
from forebild.shared.urls import site_url
from forebild.shared.writing import services as writing

APPROVAL = "library.example_approval"
APPROVAL_TIME = timedelta(days=60)


@transaction.atomic
def draft_example(*, actor: Person, award: Award) -> GoodExample:
    """Begin a good example from an awarded entry, with the answers that the company marked public."""
    demand(actor, Permission.EXAMPLE_EDIT)
    existing = GoodExample.objects.filter(entry=award.entry).first()
    if existing:
        return existing
    submission = latest_submission(award.entry)
    fields = draft_fields(submission.content if submission else {}, award)
    owner = award.organisation.memberships.current().filter(part="owner").select_related("person").first()
    example = GoodExample.objects.create(
        programme=award.edition.programme,
        organisation=award.organisation,
        entry=award.entry,
        award=award,
        slug=f"{slugify(award.organisation_name)}-{award.edition.year}",
        document=writing.new_document(kind="good_example", fields=fields),
        contact_email=owner.person.email if owner else "",
    )
    audit.record(actor, "library.example.drafted", example, award=award.public_id)
    return example


@transaction.atomic
def ask_company_to_approve(*, actor: Person, example: GoodExample, email: str) -> None:
    """Send the company a safe link to read and approve the text as it stands now."""
    demand(actor, Permission.EXAMPLE_EDIT, example)
    EXAMPLE.move(example, "ask", contact_email=email.strip().lower())
    links.revoke(purpose=APPROVAL, subject_id=example.public_id)
    token = links.issue(
        purpose=APPROVAL, subject_id=example.public_id, email=example.contact_email, lifetime=APPROVAL_TIME
    )
    queue(
        notice=notices.APPROVAL_ASKED,
        to=Recipient(email=example.contact_email, language="sv"),
        values={
            "company": example.organisation.name,
            "programme": example.programme.name_sv,
            "link": site_url("library:example_approval", "sv", token=token),
        },
        key=f"library.approval_asked:{example.public_id}:{new_public_id()}",
        actor=actor,
    )
    audit.record(actor, "library.example.asked", example)


def example_of(link: Link) -> GoodExample:
    """The good example that a company's link is about."""
    return GoodExample.objects.select_related("document", "organisation").get(public_id=link.subject_id)


@transaction.atomic
def approve_example(*, link: Link, name: str, revision: int) -> GoodExample:
    """The company's yes, to exactly the revision that was shown. Overtaken when the text has changed since."""
    if not name.strip():
        raise InvalidInput(_("Give your name."), {"name": _("Write the name of the one who approves.")})
    example = example_of(link)
    if example.document.revision != revision:
        raise Overtaken(_("The text has been changed since you opened it. Read it once more."))
    links.use(link)
    EXAMPLE.move(
        example,
        "approve",
        approved_by_name=name.strip(),
        approved_at=timezone.now(),
        approved_revision=revision,
    )
    audit.record(None, "library.example.approved", example, revision=revision)
    return example


@transaction.atomic
def return_example(*, link: Link, wish: str) -> GoodExample:
    """The company wants something changed and says what; the office is told on its dashboard."""
    if not wish.strip():
        raise InvalidInput(_("Say what you want changed."), {"wish": _("Write what should be changed.")})
    example = example_of(link)
    links.use(link)
    EXAMPLE.move(example, "return", company_wish=wish.strip())
    audit.record(None, "library.example.returned", example)
    return example


@transaction.atomic
def publish_example(*, actor: Person, example: GoodExample) -> None:
    """Show it to everybody. Raises NotNow unless the company has approved this very text."""
    demand(actor, Permission.EXAMPLE_PUBLISH, example)
    if example.state == "approved" and example.approved_revision != example.document.revision:
        raise NotNow(_("The text has changed since the company approved it. Ask again."))
    EXAMPLE.move(example, "publish")
    writing.publish(actor=actor, document=example.document, expected_revision=example.approved_revision)
    audit.record(actor, "library.example.published", example)


@transaction.atomic
def edit_example(*, actor: Person, example: GoodExample) -> None:
    """Take the text up again. Readers keep what was published; a changed text needs a new yes."""
    demand(actor, Permission.EXAMPLE_EDIT, example)
    EXAMPLE.move(example, "edit")


@transaction.atomic
def withdraw_example(*, actor: Person, example: GoodExample) -> None:
    """Take it away from the public, at the company's wish or the office's."""
    demand(actor, Permission.EXAMPLE_PUBLISH, example)
    EXAMPLE.move(example, "withdraw")
    writing.unpublish(document=example.document)
    audit.record(actor, "library.example.withdrawn", example)
