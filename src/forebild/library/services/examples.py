"""A good example's way: drafted from what the company marked public, approved by it, published."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from forebild.competition.models import Award
from forebild.competition.queries import latest_submission
from forebild.library import notices
from forebild.library.facts import LISTS, cleaned
from forebild.library.models import GoodExample, Withdrawal
from forebild.library.purposes import APPROVAL, APPROVAL_TIME
from forebild.library.services import pictures
from forebild.library.services.facts import forget_read_facts
from forebild.library.services.held import hold_text
from forebild.library.services.pictures import demand_draft
from forebild.library.services.remarks import note_wish
from forebild.library.services.slugs import free_slug
from forebild.library.services.taking_away import take_away
from forebild.library.states import EXAMPLE
from forebild.library.story import EDITABLE, draft_fields, empty_fields
from forebild.people.models import Organisation, Person
from forebild.programme.models import Programme
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow, Overtaken
from forebild.shared.links import services as links
from forebild.shared.links.models import Link
from forebild.shared.models import new_public_id
from forebild.shared.outbox.services import Recipient, queue
from forebild.shared.permissions import Permission, demand
from forebild.shared.urls import site_url
from forebild.shared.writing import services as writing
from forebild.shared.writing.models import Document


@transaction.atomic
def draft_example(*, actor: Person, award: Award) -> GoodExample:
    """Begin a good example from an awarded entry, with the answers and the picture marked public.

    Asked again, it gives back the one that there is.
    """
    demand(actor, Permission.EXAMPLE_EDIT)
    Award.objects.select_for_update(of=["self"]).get(pk=award.pk)  # of two presses one makes it
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
        slug=free_slug(f"{slugify(award.organisation_name) or 'exempel'}-{award.edition.year}"),
        document=writing.new_document(kind="good_example", fields=fields, actor=actor),
        contact_email=owner.person.email if owner else "",
    )
    audit.record(actor, "library.example.drafted", example, award=award.public_id)
    if submission:
        pictures.take_along(actor=actor, example=example, submission=submission)
    return example


@transaction.atomic
def start_example(
    *, actor: Person, programme: Programme, organisation: Organisation, contact_email: str = ""
) -> GoodExample:
    """Begin a story about a company that never entered; the office writes it, the company approves it."""
    demand(actor, Permission.EXAMPLE_EDIT)
    fields = empty_fields() | {"title_sv": organisation.name, "title_en": organisation.name}
    example = GoodExample.objects.create(
        programme=programme,
        organisation=organisation,
        slug=free_slug(f"{slugify(organisation.name) or 'exempel'}-{timezone.localdate().year}"),
        document=writing.new_document(kind="good_example", fields=fields, actor=actor),
        contact_email=contact_email.strip().lower(),
    )
    audit.record(actor, "library.example.started", example)
    return example


@transaction.atomic
def save_example(
    *,
    actor: Person,
    document: Document,
    changes: Mapping[str, Any],
    base_revision: int,
    allowed: Collection[str],
    tab: str = "",
) -> writing.Saved:
    """Save what the office writes. Raises NotNow unless it is a draft: what was sent out stands as sent."""
    example = GoodExample.objects.select_for_update(of=["self"]).get(document=document)
    demand(actor, Permission.EXAMPLE_EDIT, example)
    demand_draft(example)
    return writing.save_fields(
        actor=actor,
        document=document,
        changes=with_known_facts(changes),
        base_revision=base_revision,
        allowed=allowed,
        tab=tab,
    )


def with_known_facts(changes: Mapping[str, Any]) -> dict[str, Any]:
    """The changes with their facts in the vocabularies' order. InvalidInput for a value that none has."""
    known, at_fault = cleaned(changes)
    if at_fault:
        text = _("Choose among what is offered.")
        raise InvalidInput(text, dict.fromkeys(at_fault, text))
    return {**changes, **{fact: list(each) if fact in LISTS else each for fact, each in known.items()}}


@transaction.atomic
def restore_example(*, actor: Person, document: Document, version: Any) -> writing.Saved:
    """Bring an earlier version of a draft back."""
    example = GoodExample.objects.select_for_update(of=["self"]).get(document=document)
    demand(actor, Permission.EXAMPLE_EDIT, example)
    demand_draft(example)
    return writing.restore_version(actor=actor, document=document, version=version)


@transaction.atomic
def ask_company_to_approve(*, actor: Person, example: GoodExample, email: str) -> None:
    """Send the company a safe link to read and approve the text as it stands now."""
    demand(actor, Permission.EXAMPLE_EDIT, example)
    missing = [
        part for part in ("title_sv", "challenge_sv", "deed_sv") if not example.document.fields.get(part)
    ]
    if missing:
        raise NotNow(_("The story needs a title, the challenge and what they did, in Swedish, to be sent."))
    EXAMPLE.move(example, "ask", contact_email=email.strip().lower(), company_wish="")
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
    related = ("document", "organisation", "programme", "award__edition")
    return GoodExample.objects.select_related(*related).get(public_id=link.subject_id)


@transaction.atomic
def revise_example(*, link: Link, changes: Mapping[str, Any], revision: int) -> writing.Saved:
    """The company edits its text itself, before it says yes; the link stays open.

    Raises Overtaken when the text has changed since it was opened: nothing of it is overwritten.
    """
    example = example_of(link)
    _demand_asked(example)
    Document.objects.select_for_update().get(pk=example.document.pk)
    example.document.refresh_from_db()
    if example.document.revision != revision:
        raise Overtaken(_("The text has been changed since you opened it. Read it once more."))
    saved = writing.save_fields(
        actor=None,
        document=example.document,
        changes=with_known_facts(changes),
        base_revision=revision,
        allowed=EDITABLE,
    )
    audit.record(None, "library.example.revised", example, revision=saved.revision)
    return saved


def _demand_asked(example: GoodExample) -> None:
    if example.state != "asked":
        raise NotNow(_("The office has taken the text up again. You get a new link when it is ready."))


@transaction.atomic
def approve_example(*, link: Link, name: str, revision: int) -> GoodExample:
    """The company's yes, to exactly the revision shown. Overtaken when the text has changed since."""
    if not name.strip():
        raise InvalidInput(_("Give your name."), {"name": _("Write the name of the one who approves.")})
    example = example_of(link)
    Document.objects.select_for_update().get(pk=example.document.pk)
    example.document.refresh_from_db()
    if example.document.revision != revision:
        raise Overtaken(_("The text has been changed since you opened it. Read it once more."))
    links.use(link)
    now = timezone.now()
    EXAMPLE.move(
        example,
        "approve",
        approved_by_name=name.strip(),
        approved_at=now,
        checked_at=now,
        approved_revision=revision,
    )
    audit.record(None, "library.example.approved", example, revision=revision)
    return example


@transaction.atomic
def return_example(*, link: Link, wish: str) -> GoodExample:
    """The company wants something changed and says what; the office finds it among the draft's remarks."""
    if not wish.strip():
        raise InvalidInput(_("Say what you want changed."), {"wish": _("Write what should be changed.")})
    example = example_of(link)
    links.use(link)
    EXAMPLE.move(example, "return", company_wish=wish.strip())
    note_wish(example, wish)
    audit.record(None, "library.example.returned", example)
    return example


@transaction.atomic
def publish_example(*, actor: Person, example: GoodExample) -> None:
    """Show it to everybody, now. Raises NotNow unless the company has approved this very text.

    Its facts are laid down when the text is published, by hand or at its instant: see `receivers`.
    """
    demand(actor, Permission.EXAMPLE_PUBLISH, example)
    demand_approved_text(example)
    EXAMPLE.move(example, "publish", first_published_at=example.first_published_at or timezone.now())
    writing.publish(actor=actor, document=example.document, expected_revision=example.approved_revision)
    forget_read_facts(example)
    audit.record(actor, "library.example.published", example)


def demand_approved_text(example: GoodExample) -> None:
    """Hold the text. Raises NotNow when it is no longer the one that the company has approved."""
    hold_text(example)
    if example.state in {"approved", "scheduled"} and example.has_new_text:
        raise NotNow(_("The text has changed since the company approved it. Ask again."))


@transaction.atomic
def edit_example(*, actor: Person, example: GoodExample) -> None:
    """Take the text up again. Readers keep what was published; a changed text needs a new yes.

    A publication that waits for its instant is called off.
    """
    demand(actor, Permission.EXAMPLE_EDIT, example)
    hold_text(example)
    EXAMPLE.move(example, "edit")
    writing.cancel_release(document=example.document)
    audit.record(actor, "library.example.reopened", example)


@transaction.atomic
def withdraw_example(
    *,
    actor: Person,
    example: GoodExample,
    reason: str = "",
    wish: str = Withdrawal.Wish.OFFICE,
    name: str = "",
) -> Withdrawal:
    """Take it away from the public, by the company's or the office's wish; the reason is kept for the office.

    Raises NotNow if nothing is public.
    """
    demand(actor, Permission.EXAMPLE_PUBLISH, example)
    return take_away(actor=actor, example=example, reason=reason, wish=wish, name=name or actor.name)
