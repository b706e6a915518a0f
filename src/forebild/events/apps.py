from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "forebild.events"
    label = "events"

    def ready(self) -> None:
        """Say what the log's verbs mean."""
        from forebild.events import notices, permissions  # noqa: F401 each registers itself
        from forebild.shared.audit.words import name_actions

        name_actions(_ACTIONS)


_ACTIONS = {
    "events.event.created": _("An event was begun"),
    "events.event.changed": _("An event was changed"),
    "events.event.announced": _("An event was announced"),
    "events.event.retracted": _("An event was made a draft again"),
    "events.event.cancelled": _("An event was cancelled"),
    "events.event.resumed": _("The cancellation of an event was undone"),
    "events.mode.decided": _("It was decided to hold an event in another way"),
    "events.mode.stopped": _("The change to another way was stopped"),
    "events.mode.changed": _("An event changed to another way"),
    "events.way.chosen": _("Somebody chose the room or the screen"),
    "events.quota.added": _("Places were added to an event"),
    "events.quota.changed": _("The places of an event were changed"),
    "events.quota.removed": _("Places of an event were removed"),
    "events.booking.made": _("Somebody registered for an event"),
    "events.registration.changed": _("A registration was changed"),
    "events.registration.cancelled": _("A registration was cancelled"),
    "events.registration.renewed": _("A cancelled registration was taken up again"),
    "events.offer.accepted": _("A place offered was taken"),
    "events.offer.lapsed": _("A place offered was not answered in time"),
    "events.place.given": _("A place was given out of turn"),
}
