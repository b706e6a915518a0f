"""Texts are found as GNU gettext would find them, kept, compiled, and what is wrong is named."""

import gettext
from pathlib import Path

import polib
import pytest

from tests.architecture.conftest import House
from tools.messages import catalogue
from tools.messages.__main__ import main
from tools.messages.extraction import Message, NotLiteral, of_python, of_template

CODE = """
from django.utils import translation
from django.utils.translation import gettext as _, gettext_lazy, ngettext, pgettext, npgettext_lazy as np

a = _("One " "sentence")
b = gettext_lazy("Later")
c = ngettext("One entry", "%(count)s entries", 2) % {"count": 2}
d = pgettext("verb", "Award")
e = np("noun", "award", "awards", 1)
f = translation.gettext("With module")
g = _(label); h = _(row.label); i = _(LABELS[x]); j = _(names.get(x))
k = other("Not a text")
l = _("")
"""


def test_all_calls_in_code_are_found() -> None:
    assert set(of_python(CODE, "x.py")) == {
        Message("One sentence"),
        Message("Later"),
        Message("One entry", plural="%(count)s entries"),
        Message("Award", context="verb"),
        Message("award", context="noun", plural="awards"),
        Message("With module"),
    }


def test_an_underscore_that_is_not_the_translator_is_none() -> None:
    assert list(of_python("_('x')", "x.py")) == []


@pytest.mark.parametrize(
    "argument", ['f"a {b}"', '"a" + b', '"a %s" % b', '"a {}".format(b)', '"a" if b else "c"']
)
def test_a_text_put_together_at_run_time_is_refused(argument: str) -> None:
    source = f"from django.utils.translation import gettext as _\n\n_({argument})"
    with pytest.raises(NotLiteral, match=r"x\.py:3: write the whole text out"):
        list(of_python(source, "x.py"))


TEMPLATE = """
{% translate "Plain (with a bracket" %} {% translate 'It\\'s' %} {% translate "Sort" context "verb" %}
{% blocktranslate with name=x.name trimmed %}
  Hello {{ name }},
  100 %
{% endblocktranslate %}
{% blocktranslate count n=rows|length %}One row{% plural %}{{ n }} rows{% endblocktranslate %}
{% blocktranslate context "a" count n=2 %}one{% plural %}many{% endblocktranslate %}
{{ _("In a value")|upper }} {% include "x.html" with label=_("In a tag") %}
{# {% translate "Never" %} #}
"""


def test_all_texts_in_templates_are_found() -> None:
    assert set(of_template(TEMPLATE.replace("{% translate 'It\\'s' %}", ""), "x.html")) == {
        Message("Plain (with a bracket"),
        Message("Sort", context="verb"),
        Message("Hello %(name)s, 100 %%"),
        Message("One row", plural="%(n)s rows"),
        Message("one", context="a", plural="many"),
        Message("In a value"),
        Message("In a tag"),
    }


TRANSLATE = "from django.utils.translation import gettext as _\n"
HOUSE = {
    "jury/apps.py": "",
    "jury/views/desk.py": TRANSLATE + '_("Score")',
    "jury/tests/test_desk.py": TRANSLATE + '_("Only in tests")',
    "jury/templates/jury/desk.html": "{% translate 'Next' %}",
    "jury/templates/jury/mail/letter.txt": "{% translate 'Dear juror' %}",
    "jury/README.txt": "{% translate 'Not a template' %}",
    "shared/errors.py": TRANSLATE + '_("Shared")',
    "shared/audit/x.py": TRANSLATE + '_("Audit")',
    "shared/outbox/locale/.keep": "",
    "shared/outbox/x.py": TRANSLATE + '_("Outbox")',
    "config/x.py": TRANSLATE + '_("Config")',
}


def test_texts_go_to_the_nearest_catalogue(house: House) -> None:
    root = house(HOUSE)
    found = {
        path.relative_to(root).parts[:-4]: messages for path, messages in catalogue.catalogues(root).items()
    }
    assert found == {
        ("jury",): {Message("Score"), Message("Next"), Message("Dear juror")},
        ("shared", "ui"): {Message("Shared"), Message("Audit"), Message("Config")},
        ("shared", "outbox"): {Message("Outbox")},
    }


def run(house_root: Path, monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr("sys.argv", ["messages", *words])
    return main(house_root)


def jury(house: House, code: str) -> tuple[Path, Path]:
    root = house({"jury/apps.py": "", "jury/views.py": CODE.split("\n\n")[0] + "\n" + code})
    return root, root / "jury/locale/sv/LC_MESSAGES/django.po"


def test_collecting_keeps_translations_and_drops_what_is_gone(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, po = jury(house, '_("Score"); ngettext("One entry", "%(count)s entries", n)')
    assert run(root, monkeypatch) == 1  # nothing is translated yet
    text = po.read_text().replace('msgid "Score"\nmsgstr ""', 'msgid "Score"\nmsgstr "Bedöm"')
    text = text.replace('msgstr[0] ""\nmsgstr[1] ""', 'msgstr[0] "Ett bidrag"\nmsgstr[1] "%(count)s bidrag"')
    po.write_text(text)
    assert run(root, monkeypatch) == 0
    assert run(root, monkeypatch, "--check") == 0
    before = po.read_bytes()
    assert run(root, monkeypatch) == 0
    assert po.read_bytes() == before
    assert b"#:" not in before
    jury(house, '_("Score")')
    assert run(root, monkeypatch) == 0
    assert [entry.msgid for entry in polib.pofile(str(po))] == ["Score"]


def test_the_compiled_catalogue_counts_in_swedish(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    root, po = jury(house, 'ngettext("One entry", "%(count)s entries", n)')
    run(root, monkeypatch)
    po.write_text(
        po.read_text().replace('[0] ""', '[0] "Ett bidrag"').replace('[1] ""', '[1] "%(count)s bidrag"')
    )
    run(root, monkeypatch)
    with po.with_suffix(".mo").open("rb") as compiled:
        swedish = gettext.GNUTranslations(compiled)
    said = [swedish.ngettext("One entry", "%(count)s entries", n) % {"count": n} for n in (0, 1, 2, 21)]
    assert said == ["0 bidrag", "Ett bidrag", "2 bidrag", "21 bidrag"]


def entries(*rows: str) -> str:
    header = "".join(f'"{name}: {value}\\n"\n' for name, value in catalogue.HEADER.items())
    return f'msgid ""\nmsgstr ""\n{header}\n' + "\n\n".join(rows) + "\n"


A = '_("A %(x)s")'
FAULTS = [
    (A, [], "missing: 'A %(x)s'"),
    (A, ['msgid "A %(x)s"\nmsgstr ""'], "not translated: 'A %(x)s'"),
    (A, ['#, fuzzy\nmsgid "A %(x)s"\nmsgstr "Å %(x)s"'], "fuzzy: 'A %(x)s'"),
    (A, ['msgid "A %(x)s"\nmsgstr "Å"'], "a placeholder is lost: 'A %(x)s'"),
    (A, ['msgid "A %(x)s"\nmsgstr "Å %(x)s %(y)s"'], "a placeholder that the text does not have: 'A %(x)s'"),
    ("", ['msgid "B"\nmsgstr "B"'], "no longer used: 'B'"),
    ("", ['#~ msgid "B"\n#~ msgstr "B"'], "obsolete: 'B'"),
    (
        'ngettext("a", "b", n)',
        ['msgid "a"\nmsgid_plural "b"\nmsgstr[0] "a"\nmsgstr[1] ""'],
        "not translated: 'a'",
    ),
]


@pytest.mark.parametrize(("code", "rows", "said"), FAULTS)
def test_a_catalogue_that_is_not_in_order_is_stopped(
    house: House,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    code: str,
    rows: list[str],
    said: str,
) -> None:
    root, po = jury(house, code)
    po.parent.mkdir(parents=True)
    po.write_text(entries(*rows))
    po.with_suffix(".mo").write_bytes(catalogue.read(po).to_binary())
    assert run(root, monkeypatch, "--check") == 1
    assert f"django.po: {said}" in capsys.readouterr().out


def test_a_compiled_catalogue_that_is_old_or_missing_is_stopped(house: House) -> None:
    _root, po = jury(house, "")
    po.parent.mkdir(parents=True)
    po.write_text(entries('msgid "A"\nmsgstr "Å"'))
    said = f"{po}: the compiled .mo is missing or another; run ./run messages"
    assert said in catalogue.problems(po, [Message("A")])
    po.with_suffix(".mo").write_bytes(catalogue.read(po).to_binary())
    assert list(catalogue.problems(po, [Message("A")])) == []
    po.write_text(entries('msgid "A"\nmsgstr "Ä"'))
    assert list(catalogue.problems(po, [Message("A")])) == [said]


def test_another_languages_plurals_are_stopped(house: House) -> None:
    _root, po = jury(house, "")
    po.parent.mkdir(parents=True)
    po.write_text(entries('msgid "A"\nmsgstr "Å"').replace("n != 1", "n > 1"))
    assert f"{po}: not the Swedish rule for plurals" in catalogue.problems(po, [Message("A")])


def test_one_text_translated_in_two_ways_is_stopped(tmp_path: Path) -> None:
    one, two = tmp_path / "1.po", tmp_path / "2.po"
    one.write_text(entries('msgid "Save"\nmsgstr "Spara"'))
    two.write_text(entries('msgid "Save"\nmsgstr "Spara"', 'msgctxt "verb"\nmsgid "Save"\nmsgstr "Rädda"'))
    assert list(catalogue.disagreements([one, two])) == []
    two.write_text(entries('msgid "Save"\nmsgstr "Rädda"'))
    assert list(catalogue.disagreements([one, two])) == [f"{two}: 'Save' is translated otherwise in {one}"]


def test_a_text_that_cannot_be_found_stops_the_collecting(
    house: House, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root, po = jury(house, '_(f"a {b}")')
    assert run(root, monkeypatch) == 1
    assert "write the whole text out" in capsys.readouterr().out
    assert not po.exists()
