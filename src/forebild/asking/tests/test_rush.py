"""Thirty confirm at once, and the month has five places: five get through, and the others are told when."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable

import pytest
from django.db import connection
from django.utils import timezone, translation

from forebild.asking.models import Enquiry
from forebild.asking.models.enquiry import month_of
from forebild.asking.queries.months import places_taken
from forebild.asking.services.enquiries import MonthIsFull, send_enquiry
from forebild.asking.tests.worlds import open_reception, typed
from forebild.library.tests.stories import make_example
from forebild.shared.outbox.models import Message

pytestmark = pytest.mark.django_db(transaction=True)

AT_ONCE, CAP = 30, 5


def rush(confirm: Callable[[Enquiry], str]) -> Counter[str]:
    """What thirty askers came to, who pressed in the same moment."""
    example = make_example("published")
    open_reception(example, question_cap=CAP)
    enquiries = [typed(example, f"Asker{number}") for number in range(AT_ONCE)]
    gate, results = threading.Barrier(AT_ONCE), [""] * AT_ONCE

    def run(place: int) -> None:
        try:
            with translation.override("sv"):
                gate.wait(30)
                results[place] = confirm(enquiries[place])
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return Counter(results)


def by_the_service(enquiry: Enquiry) -> str:
    try:
        return send_enquiry(enquiry=enquiry).state
    except MonthIsFull as refusal:
        return str(refusal.reason)


def test_exactly_five_get_through_and_the_others_are_told_when() -> None:
    results = rush(by_the_service)
    [(told, count)] = [each for each in results.items() if each[0] != "sent"]
    assert (results["sent"], count) == (CAP, AT_ONCE - CAP)
    assert told.startswith("Månadens alla frågor är ställda. Nästa månad öppnar ")
    places = Enquiry.objects.filter(state="sent").order_by("place").values_list("place", flat=True)
    assert list(places) == [1, 2, 3, 4, 5]
    assert Message.objects.filter(kind="asking.question_sent").count() == CAP


def test_counting_without_holding_the_companys_row_lets_too_many_through() -> None:
    """The control: the same rush, counted as one would without the lock."""
    counted = threading.Barrier(AT_ONCE)

    def without_holding(enquiry: Enquiry) -> str:
        now = timezone.now()
        taken = places_taken(enquiry.reception, enquiry.kind, month_of(now))
        connection.close()  # others need it, to count
        counted.wait(60)
        if taken >= CAP:
            return "full"
        Enquiry.objects.filter(pk=enquiry.pk).update(
            state="sent", confirmed_at=now, month=month_of(now), place=enquiry.pk % 30_000
        )
        return "sent"

    assert rush(without_holding)["sent"] > CAP
