from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JuryConfig(AppConfig):
    name = "forebild.jury"
    label = "jury"

    def ready(self) -> None:
        """Hand the conflicts' rules down, hear the competition's news, and name the log's verbs."""
        from forebild.competition.closures import close_entries_by
        from forebild.jury import notices, permissions, receivers  # noqa: F401 each registers itself
        from forebild.jury.closed_rooms import closed_messages, closed_records
        from forebild.jury.queries import recused_entries
        from forebild.shared.audit.words import name_actions
        from forebild.shared.closures import AUDIT, OUTBOX, close_rows_by

        close_entries_by(recused_entries)
        close_rows_by(AUDIT, closed_records)
        close_rows_by(OUTBOX, closed_messages)
        name_actions(_ACTIONS)


_ACTIONS = {
    "jury.juror.invited": _("A juror was invited"),
    "jury.juror.reminded": _("The invitation was sent again"),
    "jury.juror.accepted": _("A juror accepted"),
    "jury.juror.declined": _("A juror declined"),
    "jury.juror.changed": _("A seat was changed"),
    "jury.juror.left": _("A seat ended"),
    "jury.expertise.stated": _("A juror stated what he or she knows"),
    "jury.interest.stated": _("A juror stated a tie"),
    "jury.interest.withdrawn": _("A juror took a stated tie back"),
    "jury.conflict.denied": _("A juror said that nothing ties him or her"),
    "jury.recusal.recorded": _("A conflict of interest was recorded"),
    "jury.recusal.lifted": _("A conflict of interest was lifted"),
    "jury.assignment.proposed": _("A plan of who reads what was made"),
    "jury.assignment.published": _("A plan was published"),
    "jury.assignment.discarded": _("A plan was put away"),
    "jury.assignment.added": _("A reader was added by hand"),
    "jury.review.submitted": _("A review was handed in"),
    "jury.review.reopened": _("A review was opened again"),
    "jury.reminder.sent": _("The jurors were reminded"),
    "jury.ruling.proposed": _("A decision was proposed"),
    "jury.ruling.approved": _("A decision was approved"),
    "jury.ruling.retracted": _("A decision was taken back"),
    "jury.release.scheduled": _("The release was scheduled"),
    "jury.release.confirmed": _("The release was confirmed"),
    "jury.release.called_off": _("The release was called off"),
    "jury.release.carried_out": _("The result was released"),
    "jury.letters.prepared": _("Letters were prepared"),
    "jury.letters.stopped": _("Letters were stopped"),
}
