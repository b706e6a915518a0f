from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeliberationConfig(AppConfig):
    name = "forebild.deliberation"
    label = "deliberation"

    def ready(self) -> None:
        """Say what the log's verbs mean."""
        from forebild.deliberation import notices, permissions  # noqa: F401 each registers itself
        from forebild.shared.audit.words import name_actions

        name_actions(_ACTIONS)


_ACTIONS = {
    "deliberation.meeting.planned": _("A meeting of the jury was planned"),
    "deliberation.meeting.changed": _("A planned meeting was changed"),
    "deliberation.meeting.called": _("The jury was called to a meeting"),
    "deliberation.meeting.opened": _("The meeting was opened"),
    "deliberation.meeting.closed": _("The meeting was closed"),
    "deliberation.meeting.called_off": _("The meeting was called off"),
    "deliberation.attendance.arrived": _("A juror came to the meeting"),
    "deliberation.attendance.left": _("A juror left the meeting"),
    "deliberation.item.added": _("An item was put on the agenda"),
    "deliberation.item.removed": _("An item was taken off the agenda"),
    "deliberation.item.moved": _("An item got another place on the agenda"),
    "deliberation.agenda.arranged": _("The agenda was put in order"),
    "deliberation.item.taken_up": _("An item was taken up"),
    "deliberation.item.put_off": _("An item was put off"),
    "deliberation.item.settled": _("An item was settled"),
    "deliberation.item.timed": _("An item got more time"),
    "deliberation.motion.put": _("A motion was put"),
    "deliberation.motion.withdrawn": _("A motion was taken back"),
    "deliberation.straw_vote.opened": _("A secret straw vote was opened"),
    "deliberation.straw_vote.counted": _("A secret straw vote was counted"),
    "deliberation.straw_vote.voided": _("A secret straw vote was thrown away uncounted"),
    "deliberation.decision.recorded": _("The meeting decided"),
    "deliberation.dissent.noted": _("A dissent was noted"),
    "deliberation.minutes.begun": _("Minutes were begun"),
    "deliberation.minutes.circulated": _("The minutes were sent round"),
    "deliberation.minutes.taken_back": _("The minutes were taken back to be changed"),
    "deliberation.minutes.remarked": _("A juror asked for a change in the minutes"),
    "deliberation.minutes.approved": _("A juror approved the minutes"),
    "deliberation.minutes.sealed": _("The minutes were sealed"),
    "deliberation.minutes.reopened": _("The minutes were reopened as a new version"),
}
