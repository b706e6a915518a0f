from typing import Any

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class FeedbackConfig(AppConfig):
    name = "forebild.feedback"
    label = "feedback"

    def ready(self) -> None:
        """Close what a recusal closes, lead from the company's page to its letter, name the log's verbs."""
        from forebild.competition.ways import ENTRY, lead_on_from
        from forebild.feedback import notices, permissions  # noqa: F401 each registers itself
        from forebild.feedback.closed_rooms import closed_messages, closed_records
        from forebild.shared.audit.words import name_actions
        from forebild.shared.closures import AUDIT, OUTBOX, close_rows_by

        lead_on_from(ENTRY, _to_the_letter)
        close_rows_by(AUDIT, closed_records)
        close_rows_by(OUTBOX, closed_messages)
        name_actions(_ACTIONS)


def _to_the_letter(entry: Any) -> list[tuple[str, str]]:
    """The way from a company's page of its entry to its letter, once that has come."""
    from forebild.feedback.queries import has_letter

    if not has_letter(entry):
        return []
    address = reverse("feedback:letter", kwargs={"entry_id": entry.public_id})
    return [(gettext("Read the jury’s letter to you"), address)]


_ACTIONS = {
    "feedback.letter.drafted": _("A letter to an entrant was drafted"),
    "feedback.letter.handed_over": _("A letter to an entrant was handed over for approval"),
    "feedback.letter.returned": _("A letter to an entrant was returned to the writer"),
    "feedback.letter.approved": _("A letter to an entrant was approved"),
    "feedback.letter.reopened": _("An approved letter was taken up again"),
    "feedback.letters.prepared": _("Letters to entrants were prepared"),
    "feedback.letters.stopped": _("Letters to entrants were stopped"),
    "feedback.thanks.prepared": _("Thanks to the jurors were prepared"),
    "feedback.thanks.stopped": _("Thanks to the jurors were stopped"),
    "feedback.answer.given": _("A company answered its letter"),
    "feedback.answer.read": _("A company's answer was read"),
}
