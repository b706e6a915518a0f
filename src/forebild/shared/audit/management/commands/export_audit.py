"""`manage export_audit > log.jsonl`: the log, for whoever wants to check it without us."""

from typing import Any

from django.core.management.base import BaseCommand

from forebild.shared.audit.export import jsonl


class Command(BaseCommand):
    help = "Write the audit log as JSON lines; check them with shared/audit/chain.py."

    def handle(self, *args: Any, **options: Any) -> None:
        for line in jsonl():
            self.stdout.write(line, ending="")
