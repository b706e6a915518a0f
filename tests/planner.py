"""What the planner knows of a world that one transaction alone can see."""

from __future__ import annotations

from django.db import connection


def learn_the_rows() -> None:
    """As a database does by itself when its tables have grown: else the planner would think them empty.

    Our own tables by name: `analyze` alone also takes the catalogues that all databases of the server share,
    and keeps them to the end of the transaction, so that whoever comes second waits for the first.
    """
    tables = connection.introspection.table_names()
    with connection.cursor() as cursor:
        cursor.execute(f"analyze {', '.join(connection.ops.quote_name(each) for each in sorted(tables))}")
