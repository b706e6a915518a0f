import pytest

from forebild.shared.writing.checks import check_languages, check_text
from forebild.shared.writing.queries import Untranslated, untranslated
from forebild.shared.writing.readability import lix, sentences
from forebild.shared.writing.services import confirm_translation, new_document, save_fields

HEAVY = (
    "Verksamhetsutvecklingsprocesserna implementerades organisationsövergripande under verksamhetsåret. " * 12
)
EASY = "Vi bytte lampor. Nu drar vi mindre ström. Det tog två dagar. " * 6


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", 0),
        ("Vi bytte alla lampor. Det gick bra.", 4),  # 7 words, 2 sentences, none long: 3.5
        ("Produktion är produktion", 3 + 67),
        ("Den som mäter, vet.", 4),
    ],
)
def test_lix_is_sentence_length_and_long_words(text, value):
    assert lix(text) == value


def test_abbreviations_numbers_and_items_are_understood():
    assert sentences("Vi mäter t.ex. 3.5 kWh. Sedan? Ja!\n- en punkt\n\n- en till") == [
        "Vi mäter t.ex. 3.5 kWh",
        "Sedan",
        "Ja",
        "- en punkt",
        "- en till",
    ]


def test_a_good_text_gets_no_advice():
    assert check_text(f"# Rubrik\n\n## Under\n\n{EASY}\n\n[Årsrapporten 2027](/rapport)") == []


@pytest.mark.parametrize(
    ("text", "code", "about"),
    [
        ("# Ett\n\n### Tre", "heading_jump", "Tre"),
        ("[Läs mer](/a)", "link_text", "Läs mer"),
        ("[här.](/a)", "link_text", "här."),
        ("[](/a)", "link_text", "/a"),
        ("[https://x.example](https://x.example)", "link_text", "https://x.example"),
        ("ord " * 31, "long_sentence", ("ord " * 20)),
        (HEAVY, "heavy", ""),
    ],
)
def test_each_weakness_gets_its_advice(text, code, about):
    (finding,) = check_text(text)
    assert (finding.code, finding.about.strip()) == (code, about.strip())
    assert finding.advice


@pytest.fixture
def page(db, anna):
    return new_document(kind="page", fields={"title_sv": "Hej", "title_en": "Hello"}, actor=anna)


def test_a_language_is_missing_or_outdated_until_confirmed(page, anna):
    def change(**changes):
        save_fields(
            actor=anna, document=page, changes=changes, base_revision=page.revision, allowed=list(changes)
        )

    assert untranslated(page, ["title", "lead"]) == []
    change(title_sv="Hej igen", lead_sv="Ingress")
    assert untranslated(page, ["title", "lead"]) == [
        Untranslated("title", "title_en", is_outdated=True),
        Untranslated("lead", "lead_en", is_outdated=False),
    ]
    assert [finding.code for finding in check_languages(page, ["title", "lead"])] == [
        "outdated",
        "untranslated",
    ]

    confirm_translation(actor=anna, document=page, name="title_en")
    change(lead_sv="", lead_en="Lead")
    assert untranslated(page, ["title", "lead"]) == [Untranslated("lead", "lead_sv", is_outdated=False)]


def test_a_newer_english_text_leaves_the_swedish_in_peace(page, anna):
    save_fields(actor=anna, document=page, changes={"title_en": "Hi"}, base_revision=1, allowed=["title_en"])
    assert untranslated(page, ["title"]) == []


def test_confirming_is_no_change_that_another_editor_collides_with(page, anna, bo):
    confirm_translation(actor=anna, document=page, name="title_en")
    confirm_translation(actor=anna, document=page, name="lead_en")
    assert page.revision == 1
    saved = save_fields(
        actor=bo, document=page, changes={"title_en": "Hi"}, base_revision=1, allowed=["title_en"]
    )
    assert saved.conflicts == {}
