"""What the planner knows of a world that one transaction alone can see."""

from __future__ import annotations

from django.db import connection


def learn_the_rows() -> None:
    """As a database does by itself when its tables have grown: else the planner would think them empty."""
    with connection.cursor() as cursor:
        cursor.execute("analyze")
