"""Two at once, in an order that is certain: the second begins when the first has done its work and not yet
committed, and the first commits when the database says that the second waits for it.

For tests with `django_db(transaction=True)`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction

from forebild.shared.errors import Refusal

PATIENCE = 2000  # looks at the database, some milliseconds each
# In this test's own database: beside it others run theirs.
_WHO_WAITS = """
    SELECT count(*) FROM pg_locks WHERE NOT granted AND pid IN (
        SELECT here.pid FROM pg_locks here JOIN pg_database ON oid = here.database
        WHERE datname = current_database()
    )
"""


def one_then_other(first: Callable[[], Any], second: Callable[[], Any]) -> list[str]:
    """Run `first` to its end, begin `second`, then commit `first`; what each came to, by its error's name."""
    done, results = threading.Event(), ["", ""]

    def run(place: int, work: Callable[[], Any]) -> None:
        try:
            with transaction.atomic():
                work()
                if place == 0:
                    done.set()
                    _until_somebody_waits(other)
        except Refusal as refusal:
            results[place] = type(refusal).__name__
        finally:
            done.set()
            connection.close()

    def begin_second() -> None:
        assert done.wait(30)
        run(1, second)

    other = threading.Thread(target=begin_second)
    one = threading.Thread(target=run, args=(0, first))
    one.start()
    other.start()
    one.join(60)
    other.join(60)
    return results


def _until_somebody_waits(other: threading.Thread) -> None:
    """Until the other one waits for a lock, or has ended without waiting."""
    for _look in range(PATIENCE):
        with connection.cursor() as cursor:
            cursor.execute(_WHO_WAITS)
            if cursor.fetchone()[0] or not other.is_alive():
                return
        other.join(0.005)
    raise AssertionError("nobody waited, and nobody ended")
