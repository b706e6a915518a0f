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
    "jury.juror.reminded": _("A juror was reminded of the invitation"),
    "jury.juror.accepted": _("A juror took the seat"),
    "jury.juror.declined": _("A juror declined the seat"),
    "jury.juror.changed": _("A juror's seat was changed"),
    "jury.juror.left": _("A juror's seat was ended"),
    "jury.expertise.stated": _("A juror said what he or she knows"),
    "jury.interest.stated": _("A juror stated a tie"),
    "jury.interest.withdrawn": _("A stated tie was taken back"),
    "jury.conflict.denied": _("A juror declared no conflict"),
    "jury.recusal.recorded": _("A conflict was recorded"),
    "jury.recusal.lifted": _("A conflict was lifted"),
    "jury.assignment.proposed": _("A plan for the reading was proposed"),
    "jury.assignment.published": _("The plan for the reading was published"),
    "jury.assignment.discarded": _("A proposed plan was put away"),
    "jury.assignment.added": _("A reader was added by hand"),
    "jury.reminder.sent": _("A juror was reminded of the reading"),
    "jury.evidence.noted": _("Something came to light about an entry after it was scored"),
    "jury.score.changed": _("Scores were changed, with reasons"),
    "jury.review.submitted": _("A review was handed in"),
    "jury.review.reopened": _("A review was taken up again"),
    "jury.ruling.proposed": _("A decision was proposed"),
    "jury.ruling.approved": _("A decision was approved"),
    "jury.ruling.retracted": _("A decision was taken back"),
    "jury.release.scheduled": _("The release was set"),
    "jury.release.confirmed": _("The release was confirmed"),
    "jury.release.called_off": _("The release was called off"),
    "jury.release.carried_out": _("The result was released"),
    "jury.letters.prepared": _("Letters about the result were prepared"),
    "jury.letters.stopped": _("Letters about the result were stopped"),
}
