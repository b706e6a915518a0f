"""Who gets what of self-assessments; see `table.py` for the letters."""

from __future__ import annotations

from tests.access.rows import Row

_ALL, _NOBODY = ".. .... ...... .....", "nn nnnn nnnnnn nnnnn"
_ON, _POST = "mm mmmm mmmmmm mmmmm", "pp pppp pppppp ppppp"
_OWN_POST, _RIVALS_POST = "sn ppnn nnnnnn nnnnn", "sn nnnp nnnnnn nnnnn"
_RUN, _RUN_LAST = "sn nnnn nnnnnn ..nn.", "sn nnnn nnnnnn ...n."

# fmt: off
ROWS = [
    Row("assessment:start", "", _ALL),
    Row("assessment:begin", "", _POST),
    Row("assessment:own_list", "", "s. .... ...... ....."),
    Row("assessment:own_open", "own_assessment", _OWN_POST, _RIVALS_POST),
    Row("assessment:sitting", "sitting_token", _ALL, _NOBODY),
    Row("assessment:sitting", "result_token", _ALL, _NOBODY),
    Row("assessment:sitting", "colleague_token", _NOBODY, _NOBODY),
    Row("assessment:questions", "sitting_group", _ALL, _NOBODY),
    Row("assessment:autosave", "sitting_group", _POST, _NOBODY),
    Row("assessment:hand_in", "sitting_token", _ON, _NOBODY),
    Row("assessment:result_pdf", "result_token", _ALL, _NOBODY),
    Row("assessment:take_up", "result_token", _ON, _NOBODY),
    Row("assessment:save", "sitting_token", _ALL, _NOBODY),
    Row("assessment:confirm", "confirm_token", _ALL, _NOBODY),
    Row("assessment:facts", "sitting_token", _ALL, _NOBODY),
    Row("assessment:colleagues", "sitting_token", _ALL, _NOBODY),
    Row("assessment:colleague_remove", "sitting_colleague", _ALL, _NOBODY),
    Row("assessment:differences", "sitting_token", _ALL, _NOBODY),
    Row("assessment:step", "result_step", _ALL, _NOBODY),
    Row("assessment:step_replace", "result_step", _ALL, _NOBODY),
    Row("assessment:adviser", "result_token", _ALL, _NOBODY),
    Row("assessment:settings", "result_token", _ALL, _NOBODY),
    Row("assessment:delete", "result_token", _ALL, _NOBODY),
    Row("assessment:again", "again_token", _ALL, _NOBODY),
    Row("assessment:again", "result_token", _NOBODY, _NOBODY),
    Row("assessment:colleague", "colleague_token", _ALL, _NOBODY),
    Row("assessment:colleague", "sitting_token", _NOBODY, _NOBODY),
    Row("assessment:colleague_questions", "colleague_group", _ALL, _NOBODY),
    Row("assessment:colleague_autosave", "colleague_group", _POST, _NOBODY),
    Row("assessment:event_themes", "event", _RUN, _RUN_LAST),
]
# fmt: on
