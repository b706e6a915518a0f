"""`manage verify_audit`: walk the log's chain; ends with 1 when it does not hold."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from forebild.shared.audit.services import check_chain


class Command(BaseCommand):
    help = "Walk the audit log's chain and say whether it holds."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--known", action="append", default=[], metavar="POSITION:DIGEST")

    def handle(self, *args: Any, **options: Any) -> None:
        known = {
            int(place): digest for place, _colon, digest in (word.partition(":") for word in options["known"])
        }
        found = check_chain(known=known)
        if found.fault:
            raise CommandError(f"Position {found.position} does not hold: {found.fault}")
        if found.unsealed_count:
            raise CommandError(f"{found.unsealed_count} records have no seal")
        self.stdout.write(f"{found.count} positions hold; the last digest is {found.head}")
