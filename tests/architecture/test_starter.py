"""The file `run`: what it says and does before anything is installed, on copies of it in empty folders."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools import bench, browser
from tools import test as tests_tool
from tools.house.sources import PROJECT

FAKE_PYTHON = '#!/bin/sh\necho "ran in $PWD with demo=$FOREBILD_DEMO: $@"\n'


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with `run` and locks that hold nothing."""
    shutil.copy(PROJECT / "run", tmp_path)
    (tmp_path / "requirements").mkdir()
    for name in ("runtime", "dev"):
        (tmp_path / "requirements" / f"{name}.txt").write_text(f"# {name}\n")
    return tmp_path


def start(checkout: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "run", *words],
        cwd=checkout,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def hand_over_to_a_fake(checkout: Path) -> None:
    """In place of .venv's Python, something that tells what it is asked."""
    python = checkout / ".venv" / "bin" / "python"
    python.unlink()
    python.write_text(FAKE_PYTHON)
    python.chmod(0o755)


@pytest.mark.parametrize("word", ["help", "-h", "--help"])
def test_help_is_one_screen_and_names_every_command(checkout: Path, word: str) -> None:
    done = start(checkout, word)
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) <= 24
    for command in ("test", "check", "messages", "bench", "drill", "lock", "help"):
        assert f"./run {command}" in done.stdout
    assert not (checkout / ".venv").exists()


def test_a_word_that_is_no_command_is_said(checkout: Path) -> None:
    done = start(checkout, "tset")
    assert (done.returncode, done.stderr) == (1, "There is no ./run tset. See ./run help.\n")


def test_installing_is_done_once_and_again_when_lock_or_place_changes(checkout: Path) -> None:
    first = start(checkout, "bench")
    assert "Making .venv …" in first.stdout
    assert "Installed in" in first.stdout
    source = next((checkout / ".venv" / "lib").glob("python*/site-packages/forebild.pth"))
    assert source.read_text() == f"{checkout / 'src'}\n"

    hand_over_to_a_fake(checkout)
    again = start(checkout, "bench", "assignment", "--size 5")
    assert again.stdout == f"ran in {checkout} with demo=: -m tools.bench assignment --size 5\n"
    demo = start(checkout, "--port", "8123")  # what tests need holds all that the demo needs
    assert demo.stdout == f"ran in {checkout} with demo=1: -m forebild demo --port 8123\n"

    moved = checkout.with_name("moved")
    checkout.rename(moved)
    after = start(moved, "bench")
    assert "Making .venv …" in after.stdout
    assert "ran in" not in after.stdout

    (moved / "requirements" / "dev.txt").write_text("# another\n")
    changed = start(moved, "bench")
    assert "Installing" in changed.stdout
    assert "Making .venv …" not in changed.stdout


def test_an_installation_that_fails_says_why_and_is_tried_again(checkout: Path) -> None:
    (checkout / "requirements" / "dev.txt").write_text(f"no-such-thing==1 --hash=sha256:{'0' * 64}\n")
    for _ in range(2):
        done = start(checkout, "check", PIP_NO_INDEX="1", PIP_FIND_LINKS=str(checkout))
        assert done.returncode == 1
        assert "The installation failed. pip says:" in done.stderr
        assert "no-such-thing" in done.stderr


def test_without_venv_it_names_the_package_that_brings_it(checkout: Path) -> None:
    program = "import sys, runpy; sys.modules['ensurepip'] = None; runpy.run_path('run', run_name='__main__')"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=checkout, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    assert done.stderr.endswith(f"    apt-get install python{version}-venv\n")
    assert not (checkout / ".venv").exists()


def test_an_old_python_hands_over_to_a_newer_one_or_says_so(checkout: Path) -> None:
    program = (
        "import sys, runpy; sys.version_info = (3, 9, 2); sys.version = '3.9.2 (old)';"
        "sys.argv = ['run', 'check'];"
        "runpy.run_path('run', run_name='__main__')"
    )
    command = [sys.executable, "-c", program]
    alone = subprocess.run(
        command, cwd=checkout, capture_output=True, text=True, check=False, env={**os.environ, "PATH": ""}
    )
    assert (alone.returncode, alone.stderr) == (1, "Förebild needs Python 3.11 or newer; this is 3.9.2.\n")
    newer = checkout / "bin" / "python3.13"
    newer.parent.mkdir()
    newer.write_text(FAKE_PYTHON)
    newer.chmod(0o755)
    environment = {**os.environ, "PATH": f"{newer.parent}:/usr/bin:/bin"}
    helped = subprocess.run(
        command, cwd=checkout, capture_output=True, text=True, check=False, env=environment
    )
    assert helped.stdout == f"ran in {checkout} with demo=: {checkout}/run check\n"


def test_run_can_be_read_by_old_pythons() -> None:
    import ast

    ast.parse((PROJECT / "run").read_text(encoding="utf-8"), feature_version=(3, 7))


@pytest.fixture
def bare_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No Chromium anywhere, and no way to fetch one."""
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "browsers"))
    monkeypatch.setattr(browser, "_installations", lambda: [[[sys.executable, "-c", "raise SystemExit(1)"]]])
    monkeypatch.setattr(browser, "_PLACES", ())


def program(place: Path) -> str:
    place.write_text("#!/bin/sh\n")
    place.chmod(0o755)
    return str(place)


@pytest.mark.usefixtures("bare_machine")
def test_a_browser_is_found_by_name_or_by_wish(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert browser.find() is None
    installed = program(tmp_path / "chromium-browser")
    assert browser.find() == installed
    wished = program(tmp_path / "mine")
    monkeypatch.setenv("CHROMIUM", wished)
    assert browser.find() == wished
    monkeypatch.setenv("CHROMIUM", "/no/such/browser")
    with pytest.raises(SystemExit, match="CHROMIUM names no program: /no/such/browser"):
        browser.find()


@pytest.mark.usefixtures("bare_machine")
def test_a_browser_that_can_be_installed_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    installing = f"import pathlib, sys; pathlib.Path({str(tmp_path / 'chromium')!r}).touch(0o755)"
    ways = [[[sys.executable, "-c", "raise SystemExit(1)"]], [[sys.executable, "-c", installing]]]
    monkeypatch.setattr(browser, "_installations", lambda: ways)
    assert browser.find_or_install() == str(tmp_path / "chromium")


@pytest.mark.usefixtures("bare_machine")
def test_playwrights_own_browser_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        place = Path(playwright.chromium.executable_path)
    place.parent.mkdir(parents=True)
    assert browser.find() is None
    program(place)
    assert browser.find() == str(place)


@pytest.mark.usefixtures("bare_machine")
def test_a_missing_browser_is_said_and_is_a_failure_where_a_machine_judges(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CI", "")
    assert tests_tool._browser() is None
    assert capsys.readouterr().out.splitlines()[-1] == "SKIPPED: the browser tests, for want of a Chromium."
    for said in ("true", "1", "True"):
        monkeypatch.setenv("CI", said)
        with pytest.raises(SystemExit, match="No Chromium was found, and none could be installed"):
            tests_tool._browser()


def test_as_root_on_debian_its_package_comes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    apt = program(tmp_path / "apt-get")
    monkeypatch.setattr("os.geteuid", lambda: 0)
    assert [way[-1][0] for way in browser._installations()] == [apt, sys.executable]
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    assert [way[-1][0] for way in browser._installations()] == [sys.executable]


def test_the_closing_line_of_pytest_is_kept(capfd: pytest.CaptureFixture[str]) -> None:
    code, closing = tests_tool._pytest("--collect-only", "-q", "tests/architecture/test_coverage_rules.py")
    assert code == 0
    assert "tests collected" in closing
    assert closing in capfd.readouterr().out


@pytest.mark.parametrize(
    ("folder", "marks", "stage"),
    [
        ("src", set(), "tests of the rooms"),
        ("tests", set(), "tests of the house"),
        *((folder, {"browser"}, "browser tests") for folder in ("src", "tests")),
        *((folder, {"crash"}, "crash tests") for folder in ("src", "tests")),
        *((folder, {"browser", "crash"}, "crash tests") for folder in ("src", "tests")),
    ],
)
def test_every_test_is_run_in_exactly_one_stage(folder: str, marks: set[str], stage: str) -> None:
    known = {name: name in marks for name in ("browser", "crash")}
    stages = [each for each in tests_tool.STAGES if folder in (each.folders or tests_tool.FOLDERS)]
    chosen = [each.name for each in stages if eval(each.marks, {}, known)]  # noqa: S307 our own
    assert chosen == [stage]


def test_tests_lie_in_no_other_folder(pytestconfig: pytest.Config) -> None:
    assert tuple(pytestconfig.getini("testpaths")) == tests_tool.FOLDERS


def test_benchmarks_are_listed_run_and_missed_by_name(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert bench.main([], tmp_path) == 0
    (tmp_path / "one.py").write_text(
        '"""How fast one is.\n\nMore."""\nimport sys\nprint(sys.argv[1:])\nsys.exit(3)\n'
    )
    (tmp_path / "_shared.py").write_text("")
    assert bench.main([], tmp_path) == 0
    assert bench.main(["one", "x"], tmp_path) == 3
    assert bench.main(["two"], tmp_path) == 2
    said = capfd.readouterr()
    assert said.out.splitlines() == ["There are none yet.", "  one                 How fast one is.", "['x']"]
    assert said.err == "There is no benchmark 'two'. There are: one.\n"
