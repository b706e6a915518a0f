import json
import os
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forebild.shared.writing.counting import count_characters, count_words, normalise

SCRIPT = Path(__file__).parents[1] / "static" / "writing" / "counting.js"
TEXTS = [
    "",
    "Åäö",
    "A\u030aa\u0308o\u0308",  # the same, written with separate dots and rings
    "rad ett\r\nrad två\rrad tre\nslut",
    "en – dash är inget ord",
    "10\u00a0000 kr\u202fi dag",
    "👩\u200d🏭 svetsar",
    "a\x00b\x0bc\x1fd\x85e\u2028f",
    "\ufeffbörjan",
    "t.ex. ISO-9001, (2027)!",
    " \t\n ",
    "e\u0301\u0323 ẹ́ \u1100\u1161",
]


@pytest.mark.parametrize(
    ("text", "characters", "words"),
    [
        ("", 0, 0),
        ("Åäö", 3, 1),
        ("A\u030aa\u0308o\u0308", 3, 1),
        ("rad\r\nrad", 7, 2),
        ("en – två", 8, 2),
        ("10\u00a0000", 6, 2),
        ("a\x00b", 2, 1),
        ("😀", 1, 0),
        ("a \ud800b", 3, 2),
    ],
)
def test_characters_are_code_points_and_a_dash_is_no_word(text, characters, words):
    assert (count_characters(text), count_words(text)) == (characters, words)


@given(st.text())
def test_normalising_twice_is_normalising_once(text):
    once = normalise(text)
    assert normalise(once) == once
    assert "\x00" not in once
    once.encode()


PROGRAM = """
import { countCharacters, countWords } from "./counting.mjs";
let all = "";
for await (const chunk of process.stdin) all += chunk;
console.log(JSON.stringify(JSON.parse(all).map((text) => [countCharacters(text), countWords(text)])));
"""


def browser_counts(texts, folder):
    """What the script in the browser answers, by node; skipped where there is none."""
    node = shutil.which("node")
    if node is None and os.environ.get("CI") == "true":
        pytest.fail("CI needs node to compare the two counts")
    if node is None:
        pytest.skip("no node here: the browser's count is not compared")
    (folder / "counting.mjs").write_text(SCRIPT.read_text())
    (folder / "main.mjs").write_text(PROGRAM)
    done = subprocess.run(
        [node, str(folder / "main.mjs")], input=json.dumps(texts).encode(), capture_output=True, check=True
    )
    return [tuple(pair) for pair in json.loads(done.stdout)]


def test_the_browser_counts_as_the_server_does(tmp_path):
    assert browser_counts(TEXTS, tmp_path) == [(count_characters(text), count_words(text)) for text in TEXTS]


def test_the_browser_agrees_on_every_assigned_code_point(tmp_path):
    known = [chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) != "Cn"]
    texts = [
        "".join(f"x{mark} {mark}a\n" for mark in known[at : at + 500]) for at in range(0, len(known), 500)
    ]
    assert len(texts) > 500
    assert browser_counts(texts, tmp_path) == [(count_characters(text), count_words(text)) for text in texts]
