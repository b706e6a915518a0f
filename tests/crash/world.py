"""What is submitted and decided while processes are killed; and a database that takes its time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils import timezone

from forebild.competition.models import Award, Entry, Section, Submission
from forebild.competition.services.entries import submit_entry
from forebild.competition.tests.forms import ask
from forebild.jury.models import LetterBatch, Release, Ruling
from forebild.jury.tests.decided import decide, make_confirmed, soon
from forebild.people.models import Membership
from forebild.programme.models import Edition
from forebild.shared.outbox.models import Message
from tests.crash.crew import SLOW
from tests.worlds import make_company, make_edition, make_entry, make_office, make_person

OUTCOMES = ("winner", "mention", "not_awarded")
LETTERED = ("winner", "mention")
# Seconds that a write takes: as on a busy disk, so that a kill meets the middle of something.
_MOMENTS = dict.fromkeys((Entry, Submission, LetterBatch, Message), 0.02)
_MOMENTS |= dict.fromkeys((Ruling, Release, Edition, Award), 0.06)


@dataclass
class World:
    """One edition whose call is open; as many others as are asked for, that wait for their decisions."""

    call: Edition
    proposer: Any
    approver: Any
    years: int = 2000

    def draft(self) -> Entry:
        """A complete draft; four of its company get receipts, in two languages."""
        company = make_company(owner=make_person("Skrivare"))
        for language in ("sv", "en", "en"):
            editor = make_person("Writer", language=language)
            Membership.objects.create(person=editor, organisation=company, part="editor")
        return make_entry(self.call, company, state="draft")

    def undecided(self) -> tuple[Edition, list[Entry]]:
        """An edition with an entry for each outcome, each with somebody to write to."""
        self.years += 1
        edition = make_edition(self.years, open_phase="deliberation")
        return edition, [make_entry(edition, make_company(owner=make_person())) for _ in OUTCOMES]

    def give_the_worker_something_to_do(self) -> None:
        """Receipts to send, and a release that is due."""
        entry = self.draft()
        submit_entry(actor=entry.organisation.memberships.get(part="owner").person, entry=entry)
        edition, entries = self.undecided()
        for each, outcome in zip(entries, OUTCOMES, strict=True):
            decide(each, outcome, by=self.proposer, approved_by=self.approver)
        make_confirmed(edition, self.proposer, self.approver, soon())
        bring_forward(edition)


def bring_forward(edition: Edition) -> None:
    """The instant is now: written past the services, which rightly refuse, for want of time to wait."""
    Release.objects.filter(edition=edition).update(release_at=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(
            "update procrastinate_jobs set scheduled_at = now()"
            " where task_name = 'jury.release_edition' and status = 'todo'"
        )


def make_world() -> World:
    call = make_edition(2100, open_phase="application")
    story = Section.objects.create(edition=call, position=1, title_sv="Berättelsen", title_en="The story")
    for key in ("challenge", "deed"):
        ask(story, key, "long", max_length=500)
    return World(call, make_office(name="Föreslår"), make_office(name="Godkänner"))


@contextmanager
def slow_writes() -> Iterator[None]:
    """Each statement that writes what matters takes a moment longer; the product itself is untouched."""
    with connection.cursor() as cursor:
        cursor.execute(
            "create or replace function take_a_moment() returns trigger language plpgsql as"
            " $$ begin"
            f" if current_setting('application_name') like '{SLOW} %'"
            " then perform pg_sleep(tg_argv[0]::float); end if;"
            " return null; end $$"
        )
        for model, moment in _MOMENTS.items():
            cursor.execute(
                f"create trigger take_a_moment after insert or update on {model._meta.db_table}"
                f" for each statement execute function take_a_moment('{moment}')"
            )
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("drop function take_a_moment cascade")
