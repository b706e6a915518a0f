from __future__ import annotations

import json
import re

from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from forebild.shared.sharing.schema import data_block

PAGE = Template('<script type="application/ld+json">{{ schema }}</script>')


def drawn(**values: object) -> str:
    return PAGE.render(Context({"schema": data_block(values)}))


def test_is_json_in_a_block_of_data() -> None:
    assert drawn(headline="Åäö") == '<script type="application/ld+json">{"headline": "Åäö"}</script>'


def test_leaves_out_what_is_empty_at_any_depth() -> None:
    block = data_block({"a": "", "b": None, "c": [{"d": "", "e": 0}], "f": {}, "g": False})
    assert json.loads(block) == {"c": [{"e": 0}], "g": False}


@given(st.text() | st.sampled_from(["</script><script>alert(1)</script>", "<!--<script>", "&lt;"]))
def test_no_text_ends_the_block(text: str) -> None:
    html = drawn(headline=f"x{text}")
    found = re.fullmatch(r'<script type="application/ld\+json">([^<>&]*)</script>', html)
    assert found
    assert json.loads(found[1]) == {"headline": f"x{text}"}
