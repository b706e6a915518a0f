"""What the dashboard says of a release that is set and does not happen by itself."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from forebild.jury.models import Release
from forebild.website.standing import attention, standing_of
from tests.worlds import make_edition, make_office, make_person

pytestmark = pytest.mark.django_db
WAITS, OVERDUE = "release waits for a second person", "release has not happened at its time"


@pytest.mark.parametrize(
    ("state", "minutes", "said"),
    [
        ("scheduled", 60, [WAITS]),
        ("scheduled", -3, [OVERDUE]),
        ("confirmed", 60, []),
        ("confirmed", -1, []),  # the clock is at it
        ("confirmed", -3, [OVERDUE]),
        ("called_off", -3, []),
    ],
)
def test_a_release_that_needs_somebody_is_told(state: str, minutes: int, said: list[str]) -> None:
    edition, office = make_edition(2027), make_office()
    confirmed: dict[str, Any] = {}
    if state == "confirmed":
        confirmed = {"confirmed_by": make_person(), "confirmed_at": timezone.now()}
    Release.objects.create(
        edition=edition,
        state=state,
        release_at=timezone.now() + timedelta(minutes=minutes),
        scheduled_by=office,
        **confirmed,
    )
    found = [item for item in attention(standing_of(edition, office)) if "release" in item.text]
    assert [item.text for item in found] == said
    assert {item.href for item in found} <= {reverse("jury:release", args=[2027])}
