"""`build_sample`: the sample programme, into an empty database."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from forebild.programme.models import Programme
from forebild.sample.building import build
from forebild.sample.building.assessments import release_figures


class Command(BaseCommand):
    help = "Write the sample programme into an empty database."

    def handle(self, *args: Any, **options: Any) -> None:
        if Programme.objects.exists():
            raise CommandError("There is a programme already. The sample is only for an empty database.")
        for part in build(timezone.now()):
            self.stdout.write(f"  {part}", ending="")
            self.stdout.flush()
        release_figures()
        self.stdout.write("")
