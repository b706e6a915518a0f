"""`forebild search-index`: all of it anew, or only what an older version made."""

from __future__ import annotations

import pytest

from forebild.commands import search_index
from forebild.library.search.models import IndexState, Posting
from forebild.library.search.need import Need
from forebild.library.search.queries import find
from forebild.library.search.tests.worlds import put
from tests.worlds import make_programme

pytestmark = pytest.mark.django_db


def test_the_index_is_made_anew_and_counted(capsys: pytest.CaptureFixture[str]) -> None:
    stories = [put(title, is_indexed=False) for title in ("Svetsrobot", "Läsplattor")]
    assert find(make_programme(), Need()).total == 0
    assert search_index.main([]) == 0
    told = capsys.readouterr()
    assert told.out.startswith("Stories indexed: 2, in ")
    assert told.err == "  2 of 2 stories\n"
    assert [hit.example for hit in find(make_programme(), Need(words="robot")).hits] == stories[:1]


def test_only_what_an_older_version_made(capsys: pytest.CaptureFixture[str]) -> None:
    put("Svetsrobot")
    assert search_index.main(["--outdated"]) == 0
    assert capsys.readouterr().out.startswith("Programmes indexed anew: 0, in ")
    IndexState.objects.update(shape=0)
    Posting.objects.all().delete()
    assert search_index.main(["--outdated"]) == 0
    assert capsys.readouterr().out.startswith("Programmes indexed anew: 1, in ")
    assert find(make_programme(), Need(words="robot")).total == 1


def test_words_that_it_does_not_know_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        search_index.main(["--all"])
    assert end.value.code == 2
    assert "--all" in capsys.readouterr().err
