"""The web server's door opens when addresses and templates are in memory."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

WARM = "import forebild.config.wsgi"
COLD = "from django.core.wsgi import get_wsgi_application; get_wsgi_application()"
# What the first reader of a page sets off: its address is looked up, its template is taken out; the
# search reads its lists of words.
FIRST_READER = """
import sys
fetched = []
def notice(event, args):
    read = event == "open" and ("/templates/" in str(args[0]) or "/wording/words/" in str(args[0]))
    if read or event == "import" and ".views" in args[0]:
        fetched.append(str(args[0]))
sys.addaudithook(notice)
from django.template.loader import get_template
from django.urls import resolve, reverse
from django.utils.translation import override
for language in ("sv", "en"):
    with override(language):
        resolve(reverse("events:calendar"))
get_template("events/register.html")
get_template("ui/base.html")
from forebild.library.search.queries import load_words
load_words()
print(len(fetched))
"""


@pytest.mark.parametrize(("door", "is_warm"), [(WARM, True), (COLD, False)], ids=["served", "control"])
def test_nothing_is_fetched_for_whoever_comes_first(door: str, is_warm: bool) -> None:
    surroundings = os.environ | {"DJANGO_SETTINGS_MODULE": "forebild.config.settings", "FOREBILD_DEMO": "1"}
    surroundings.pop("FOREBILD_DEBUG", None)
    run = subprocess.run(
        [sys.executable, "-c", door + FIRST_READER],
        env=surroundings,
        capture_output=True,
        text=True,
        check=True,
    )
    assert (int(run.stdout) == 0) is is_warm, run.stdout
