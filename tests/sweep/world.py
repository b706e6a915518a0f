"""What a state begins from: the sample programme, and a browser of the test client for each role.

world.get("Juror", "jury:desk", edition_year=2027)
world.post("Programme lead", "programme:criterion_new", edition_year=2027)   # nothing filled in
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user
from django.urls import reverse
from django.utils import timezone

from forebild.competition.models import Entry
from forebild.jury.models import Assignment, Juror
from forebild.jury.services import release, rulings
from forebild.programme.models import Edition, Phase, Role
from forebild.shared.outbox.models import Message
from tests.sweep.conftest import client_in_role

YEAR = 2027
LEAD, COORDINATOR, CHAIR, JUROR = "Programme lead", "Coordinator", "Jury chair", "Juror"
OWNER, WRITER = "Company, submitted", "Company, draft"


class World:
    """The roles' browsers, and the few things that many states are about."""

    def __init__(self, links: dict[str, str]) -> None:
        self._links = links
        self._clients: dict[str, Any] = {}

    def client(self, role: str) -> Any:
        """The role's browser, signed in once."""
        if role not in self._clients:
            self._clients[role] = client_in_role(role, self._links)
        return self._clients[role]

    def way_in(self, role: str) -> str:
        """The address at which a press of the button signs the role in."""
        return self._links[role]

    def person(self, role: str) -> Any:
        """Who that is."""
        return get_user(self.client(role))

    def get(self, role: str, name: str, query: str = "", **parts: Any) -> Any:
        """A page's answer, redirects followed."""
        return self.client(role).get(reverse(name, kwargs=parts) + query, follow=True)

    def post(self, role: str, name: str, data: dict[str, Any] | None = None, **parts: Any) -> Any:
        """A form sent, without data an empty one; redirects followed."""
        return self.client(role).post(reverse(name, kwargs=parts), data or {}, follow=True)

    @property
    def edition(self) -> Edition:
        """The edition under way."""
        return Edition.objects.get(year=YEAR)

    @property
    def entry(self) -> Entry:
        """An entry in competition that nobody who decides here stands aside from."""
        return self._undisputed()[0]

    @property
    def own_entry(self) -> Entry:
        """The entry of the company that has submitted."""
        return self._entry_of(OWNER)

    @property
    def draft(self) -> Entry:
        """The draft of the company that has not."""
        return self._entry_of(WRITER)

    def _entry_of(self, role: str) -> Entry:
        memberships = self.person(role).memberships.current()
        return Entry.objects.get(edition__year=YEAR, organisation__memberships__in=memberships)

    def _undisputed(self) -> list[Entry]:
        entries = Entry.objects.filter(edition__year=YEAR, state="eligible", recusals=None)
        return list(entries.order_by("pk")[:4])

    def reading(self, state: str) -> Assignment:
        """One of the juror's readings in a state: open or done."""
        return Assignment.objects.filter(juror__person=self.person(JUROR), state=state).order_by("pk")[0]

    def seat(self, role: str) -> Juror:
        """The role's seat in the jury."""
        return Juror.objects.get(edition__year=YEAR, person=self.person(role))

    def other_seat(self) -> Juror:
        """A seat of somebody with no role here, of another employer than the juror's."""
        mine, jurors = self.seat(JUROR), Juror.objects.serving().filter(edition__year=YEAR, seat="member")
        others = jurors.exclude(pk=mine.pk).exclude(employer_name=mine.employer_name)
        return others.exclude(recusals__entry=self.entry).order_by("pk")[0]

    def open_the_call(self) -> None:
        """Nominations and applications are open; the services would rightly refuse to open them again."""
        now = timezone.now()
        phases = Phase.objects.filter(edition__year=YEAR, kind__in=["nomination", "application"])
        phases.update(opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=20))

    def close_the_review(self) -> None:
        """The jury's reading is over."""
        now = timezone.now()
        phases = Phase.objects.filter(edition__year=YEAR, kind="review")
        phases.update(opens_at=now - timedelta(days=9), closes_at=now - timedelta(days=1))

    def decide(self) -> None:
        """A winner, a mention, a finalist and all the rest; approved by a second person."""
        lead, other = self.person(LEAD), self.person(COORDINATOR)
        outcomes = ("winner", "mention", "finalist")
        made = [
            rulings.propose_ruling(
                actor=lead,
                edition=self.edition,
                entry=entry,
                outcome=outcome,
                reason="Juryn var enig.",
                citation_sv="" if outcome == "finalist" else "För modet att börja smått.",
                citation_en="" if outcome == "finalist" else "For the courage to begin small.",
            )
            for entry, outcome in zip(self._undisputed(), outcomes, strict=False)
        ]
        left = Entry.objects.filter(edition__year=YEAR, state="eligible", rulings=None).count()
        made += rulings.rule_out_rest(
            actor=lead, edition=self.edition, reason="Nådde inte upp.", expected_count=left
        )
        rulings.approve_rulings(actor=other, rulings=made)

    def schedule(self) -> Any:
        """The release is set, and waits for its second person."""
        at = timezone.now() + timedelta(hours=1)
        return release.schedule_release(actor=self.person(LEAD), edition=self.edition, release_at=at)

    def confirm(self) -> Any:
        """… who confirms it."""
        standing = self.schedule()
        release.confirm_release(actor=self.person(COORDINATOR), release=standing)
        return standing

    def publish(self) -> None:
        """… and its time comes."""
        standing = self.confirm()
        type(standing).objects.filter(pk=standing.pk).update(release_at=timezone.now())
        assert release.carry_out_due_releases() == 1

    def token_in(self, kind: str) -> str:
        """The token of the safe link in the newest letter of a kind."""
        text = Message.objects.filter(kind=kind).latest("pk").text
        ways = [word for word in text.split() if "://" in word]
        return next((way for way in ways if "/link-" in way), ways[0]).rstrip("/").rpartition("/")[2]

    def lead_role(self) -> Role:
        """The lead's own role."""
        return Role.objects.get(person=self.person(LEAD))
