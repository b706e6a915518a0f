from typing import Any

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class JuryConfig(AppConfig):
    name = "forebild.jury"
    label = "jury"

    def ready(self) -> None:
        """Hand the conflicts' rules down, tell what is known of an entry, and name the log's verbs."""
        from forebild.competition.closures import close_entries_by
        from forebild.competition.ways import EDITION, lead_on_from
        from forebild.jury import notices, permissions, receivers  # noqa: F401 each registers itself
        from forebild.jury.closed_rooms import closed_messages, closed_records
        from forebild.jury.known import known_facts
        from forebild.jury.queries import recused_entries
        from forebild.shared.audit.words import name_actions
        from forebild.shared.closures import AUDIT, OUTBOX, close_rows_by
        from forebild.shared.known import tell_by

        close_entries_by(recused_entries)
        close_rows_by(AUDIT, closed_records)
        close_rows_by(OUTBOX, closed_messages)
        tell_by(known_facts)
        lead_on_from(EDITION, _to_the_process)
        name_actions(_ACTIONS)


def _to_the_process(edition: Any) -> list[tuple[str, str]]:
    """The way from an edition's public page to the open process."""
    address = reverse("jury:process", kwargs={"edition_year": edition.year})
    return [(gettext("How it is judged, in numbers"), address)]


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
    "jury.assignment.adjusted": _("A proposed plan was changed by hand"),
    "jury.seat.settled": _("A seat in the reading was settled"),
    "jury.seat.released": _("A settled seat was released"),
    "jury.reminder.sent": _("A juror was reminded of the reading"),
    "jury.evidence.noted": _("Something came to light about an entry after it was scored"),
    "jury.score.changed": _("Scores were changed, with reasons"),
    "jury.review.submitted": _("A review was handed in"),
    "jury.review.reopened": _("A review was taken up again"),
    "jury.calibration.opened": _("A calibration round was opened"),
    "jury.calibration.closed": _("The calibration round was closed"),
    "jury.calibration.reminded": _("Jurors were reminded of the calibration round"),
    "jury.calibration.submitted": _("A juror handed in a trial review"),
    "jury.anchor.sharpened": _("A step of a criterion was described anew"),
    "jury.consensus.chosen": _("It was chosen that readers agree on scores"),
    "jury.consensus.dropped": _("It was chosen that readers do not agree on scores"),
    "jury.statement.led": _("It was said who calls an entry's readers together"),
    "jury.statement.opened": _("An entry's readers could begin to agree"),
    "jury.statement.drafted": _("A statement was begun from the reviews"),
    "jury.statement.agreed": _("A statement was handed over by an entry's readers"),
    "jury.statement.stood": _("A reader took a stand on a statement"),
    "jury.statement.approved": _("A statement was approved"),
    "jury.statement.reopened": _("A statement was taken up again"),
    "jury.ranking.chosen": _("It was decided what ranks"),
    "jury.ranking.changed": _("What ranks was changed after the scores were opened"),
    "jury.scores.opened": _("The scores were opened"),
    "jury.extra_review.asked": _("One more juror was asked to read an entry near the line"),
    "jury.tie_break.opened": _("Jurors were asked to compare entries near the line"),
    "jury.tie_break.closed": _("The comparison of entries near the line was closed"),
    "jury.comparison.made": _("A juror compared two entries"),
    "jury.comparison.undone": _("A juror took a comparison back"),
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
