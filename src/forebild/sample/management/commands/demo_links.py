"""`demo_links`: a sign-in link per role, for trying the product out."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand

from forebild.competition.models import Entry
from forebild.jury.models import Juror, Recusal
from forebild.people.models import Person
from forebild.people.services.demo import demo_link
from forebild.programme.models import Edition, Role


class Command(BaseCommand):
    help = "Print a sign-in link per role (demo only)."

    def handle(self, *args: Any, **options: Any) -> None:
        for role, person in _people():
            self.stdout.write(f"  {role:<22} {person.name:<24} {demo_link(person=person)}")


def _people() -> Iterator[tuple[str, Person]]:
    """Somebody in each role, the same each time."""
    edition = Edition.objects.filter(state="announced").latest("year")
    for kind, label in (("lead", "Programme lead"), ("coordinator", "Coordinator")):
        role = Role.objects.filter(kind=kind).order_by("pk").first()
        if role:
            yield label, role.person
    jurors = Juror.objects.filter(edition=edition).select_related("person").order_by("pk")
    reading = jurors.filter(seat="member", assignments__state="open").distinct()  # there is something to do
    recused = Recusal.objects.filter(juror__in=jurors).values("juror")
    for label, found in (
        ("Jury chair", jurors.filter(seat="chair")),
        ("Jury secretary", jurors.filter(seat="secretary")),
        ("Juror", reading.exclude(pk__in=recused)),
        ("Juror in conflict", reading.filter(pk__in=recused)),
    ):
        juror = found.first()
        if juror:
            yield label, juror.person
    for label, state in (("Company, submitted", "eligible"), ("Company, draft", "draft")):
        entry = Entry.objects.filter(edition=edition, state=state).order_by("pk").first()
        if entry:
            yield label, entry.organisation.memberships.get(part="owner").person
