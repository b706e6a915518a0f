"""PostgreSQL's own full-text search over the same texts, its plain `swedish` and `english` configurations."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forebild.programme.models import Programme

_CONFIGURATIONS = {"sv": "swedish", "en": "english"}
_WEIGHTS = {"title": "A", "ingress": "B", "challenge": "C", "deed": "C", "result": "C"}
_PARTS = ("title", "ingress", "challenge", "deed", "result", "lessons", "first_step")


def prepare(programme: Programme) -> None:
    """A row for each story and language, its parts weighted as the manual suggests, and a GIN index."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE IF NOT EXISTS rival (programme int, example int, language text, words tsvector)"
        )
        for language, name in _CONFIGURATIONS.items():
            parts = " || ".join(
                f"setweight(to_tsvector('{name}', coalesce(d.published_fields->>'{part}_{language}', '')), "
                f"'{_WEIGHTS.get(part, 'D')}')"
                for part in _PARTS
            )
            company = f"setweight(to_tsvector('{name}', o.name), 'A')"
            cursor.execute(
                f"INSERT INTO rival SELECT e.programme_id, e.id, '{language}', {parts} || {company} "  # noqa: S608
                "FROM library_goodexample e JOIN writing_document d ON d.id = e.document_id "
                "JOIN people_organisation o ON o.id = e.organisation_id WHERE e.programme_id = %s",
                [programme.pk],
            )
        cursor.execute("CREATE INDEX IF NOT EXISTS rival_words ON rival USING gin (words)")
        cursor.execute("ANALYZE rival")


def first_ten(programme: Programme, words: str, language: str, *, any_word: bool) -> list[int]:
    """The best ten by ts_rank_cd with length normalised; all words must be there, or any will do."""
    from django.db import connection

    name = _CONFIGURATIONS[language]
    query = f"plainto_tsquery('{name}', %s)"
    if any_word:
        query = f"replace({query}::text, '&', '|')::tsquery"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT example FROM rival, (SELECT {query} AS q) asked "  # noqa: S608 our own words
            "WHERE programme = %s AND language = %s AND words @@ q "
            "ORDER BY ts_rank_cd(words, q, 1) DESC, example DESC LIMIT 10",
            [words, programme.pk, language],
        )
        return [key for (key,) in cursor.fetchall()]
