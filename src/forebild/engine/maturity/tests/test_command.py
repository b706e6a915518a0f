"""`forebild engine score`: what it writes."""

import json

from forebild.engine import cli
from forebild.engine.maturity.tests.test_reading import DATA


def test_figures_and_steps_are_written(tmp_path, capsys):
    path = tmp_path / "answers.json"
    path.write_text(json.dumps({"set": DATA, "answers": {"ticks": ["a"], "grid": "n/a"}}))
    assert cli.main(["score", str(path)]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "overall": 20.0,
        "band": "low",
        "coverage": 0.333,
        "floor": 6.667,
        "ceiling": 73.333,
        "dimensions": {
            "data": {
                "score": 20.0,
                "band": "low",
                "coverage": 0.333,
                "not_applicable": ["grid"],
                "unanswered": ["y"],
            }
        },
        "reasons": [
            "33 % of what applies was answered; with the rest it is from 7 to 73.",
            "Left out because it does not apply: grid.",
        ],
        "steps": [
            {
                "question": "ticks",
                "option": "b",
                "row": "",
                "dimension": "data",
                "lift": 80.0,
                "effort": 3,
                "reasons": [
                    "Most is missing here: the dimension stands at 20 of 100.",
                    "It raises the result by 80.",
                    "It takes a year or an investment.",
                ],
            }
        ],
    }


def test_without_answers_there_is_no_figure(tmp_path, capsys):
    path = tmp_path / "answers.json"
    path.write_text(json.dumps({"set": DATA}))
    assert cli.main(["score", str(path)]) == 2
    assert capsys.readouterr().err == f"{path}: answers: is missing\n"
    path.write_text(json.dumps({"set": DATA, "answers": {}}))
    assert cli.main(["score", str(path)]) == 0
    assert json.loads(capsys.readouterr().out)["overall"] is None
