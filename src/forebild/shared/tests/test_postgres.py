"""The embedded server: real servers, in homes of their own, killed and started again."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from forebild.shared import postgres, postgres_user

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="what root may not do")
SLEEP = shutil.which("sleep") or "/bin/sleep"


@pytest.fixture
def home() -> Iterator[Path]:
    """A home in an open folder with a short path; its server is stopped at the end."""
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    folder.chmod(0o755)
    yield folder
    postgres.stop(folder)
    shutil.rmtree(postgres.socket_dir(folder), ignore_errors=True)
    shutil.rmtree(folder)


def kill_server(home: Path) -> None:
    number = postgres._server_process(home)
    assert number is not None
    os.kill(number, signal.SIGKILL)


def said(home: Path, query: str) -> str:
    done = postgres._psql(home, query)
    assert done.returncode == 0, done.stdout
    return done.stdout.strip()


def test_started_once_adopted_then_stopped(home: Path) -> None:
    assert not postgres.is_running(home)
    assert postgres.start(home, safe=False) is True
    assert postgres.is_running(home)
    assert postgres.start(home) is False
    assert said(home, "show fsync") == "off"
    postgres.make_database(home, "one")
    postgres.make_database(home, "one")
    assert said(home, "select count(*) from pg_database where datname = 'one'") == "1"
    postgres.stop(home)
    assert not postgres.is_running(home)
    postgres.stop(home)


def test_it_knows_swedish_and_is_reached_by_its_socket_alone(home: Path) -> None:
    postgres.start(home)
    assert said(home, "select lower('ÅÄÖ')") == "åäö"
    assert said(home, "show listen_addresses") == ""
    assert said(home, "show fsync") == "on"
    assert postgres.socket_dir(home).stat().st_mode & 0o077 == 0


def test_nothing_is_lost_when_it_is_killed(home: Path) -> None:
    postgres.start(home)
    said(home, "create table kept as select 7 as seven")
    kill_server(home)
    assert postgres.start(home) is True
    assert said(home, "select seven from kept") == "7"


def test_the_last_processes_of_a_killed_server_are_waited_for(home: Path) -> None:
    postgres.start(home)
    with psycopg.connect(host=str(postgres.socket_dir(home)), user=postgres.SUPERUSER) as connection:
        last = connection.info.backend_pid
        os.kill(last, signal.SIGSTOP)  # it cannot notice that its server is gone, and holds its memory
        kill_server(home)
        waking = subprocess.Popen(["sh", "-c", f"sleep 2; kill -CONT {last}"])
        began = time.monotonic()
        assert postgres.start(home) is True
        assert time.monotonic() - began > 1
    assert waking.wait() == 0


@pytest.mark.parametrize("sign", ['"', "$", "`", "\\"])
def test_a_folder_name_that_its_own_tool_cannot_take_is_refused(home: Path, sign: str) -> None:
    with pytest.raises(RuntimeError, match="choose another folder"):
        postgres.start(home / f"a{sign}b")


def test_the_number_of_a_killed_server_may_belong_to_another_program(home: Path) -> None:
    postgres.start(home)
    kill_server(home)
    time.sleep(1)
    way = postgres_user.way_to_run(home, postgres.binary("postgres"))
    other = subprocess.Popen([*way.words, SLEEP, "60"], **way.options)  # type: ignore[call-overload]
    try:
        trace = home / "postgres" / "data" / "postmaster.pid"
        trace.write_text("\n".join([str(other.pid), *trace.read_text().splitlines()[1:]]) + "\n")
        time.sleep(0.3)
        assert postgres._control(home, "status").returncode == 0  # the server's own tool is taken in by it
        assert not postgres.is_running(home)
        assert postgres.start(home) is True
    finally:
        other.kill()
        other.wait()


@pytest.mark.parametrize("trace", ["", "x\n", "99999999\n"])
def test_a_damaged_trace_is_no_server(home: Path, trace: str) -> None:
    data = home / "postgres" / "data"
    data.mkdir(parents=True)
    (data / "postmaster.pid").write_text(trace)
    assert not postgres.is_running(home)


def test_a_half_made_server_is_made_anew(home: Path) -> None:
    unfinished = home / "postgres" / "data.unfinished"
    unfinished.mkdir(parents=True)
    (unfinished / "PG_VERSION").write_text("18\n")
    assert postgres.start(home) is True
    assert not unfinished.exists()


def test_of_two_at_once_one_starts_and_one_adopts(home: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from forebild.shared import postgres;"
        "home = Path(sys.argv[1]); print(postgres.start(home)); postgres.make_database(home, 'same')"
    )
    command = [sys.executable, "-c", program, str(home)]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    assert sorted(each.communicate(timeout=60)[0].strip() for each in both) == ["False", "True"]
    assert [each.returncode for each in both] == [0, 0]


@pytest.mark.parametrize("name", ["with space", "it's", "comma,comma", "x" * 80])
def test_any_folder_name_will_do(home: Path, name: str) -> None:
    inner = home / name
    inner.mkdir()
    try:
        assert postgres.start(inner, safe=False) is True
        assert said(inner, "select 1") == "1"
        assert len(str(postgres.socket_dir(inner))) < 90
    finally:
        postgres.stop(inner)
        if not postgres.socket_dir(inner).is_relative_to(home):
            shutil.rmtree(postgres.socket_dir(inner))


def test_why_it_does_not_start_is_told_in_its_own_words(home: Path) -> None:
    postgres.start(home)
    postgres.stop(home)
    (home / "postgres" / "data" / "postgresql.conf").write_text("no_such_setting = 1\n")
    with pytest.raises(RuntimeError, match="no_such_setting"):
        postgres.start(home)


def test_a_server_that_does_not_answer_is_named(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    postgres.start(home)
    number = postgres._server_process(home)
    assert number is not None
    monkeypatch.setattr(postgres, "_PATIENCE", 0.1)
    os.kill(number, signal.SIGSTOP)
    try:
        with pytest.raises(RuntimeError, match="runs but does not answer"):
            postgres.start(home)
    finally:
        os.kill(number, signal.SIGCONT)


def test_a_server_that_is_just_starting_is_waited_for(home: Path) -> None:
    postgres.start(home)
    number = postgres._server_process(home)
    assert number is not None
    os.kill(number, signal.SIGSTOP)
    waking = subprocess.Popen(["sh", "-c", f"sleep 4; kill -CONT {number}"])
    assert postgres.start(home) is False
    assert waking.wait() == 0


def test_the_environment_leads_no_tool_elsewhere(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGPORT", "1")
    monkeypatch.setenv("PGDATA", "/nowhere")
    monkeypatch.setenv("PGDATABASE", "nothing")
    assert postgres.start(home) is True
    assert said(home, "select 1") == "1"


def test_without_its_wheel_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "find_spec", lambda name: None)
    with pytest.raises(RuntimeError, match="set DATABASE_URL or install it"):
        postgres.binary("psql")


def test_a_folder_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path)
    with pytest.raises(RuntimeError, match="belongs to somebody else"):
        postgres_user.make_folder(tmp_path / "link")


@as_root
def test_a_folder_of_another_user_is_refused(tmp_path: Path) -> None:
    planted = tmp_path / "planted"
    planted.mkdir()
    os.chown(planted, 12345, 12345)
    with pytest.raises(RuntimeError, match="belongs to somebody else"):
        postgres_user.make_folder(planted)


@as_root
def test_for_root_in_an_open_folder_nobody_runs_it_without_any_right(home: Path) -> None:
    if not postgres_user._open_to_all(postgres.binary("postgres").parent):
        pytest.skip("the server's own programs lie in a closed folder")
    postgres.start(home)
    status = Path(f"/proc/{postgres._server_process(home)}/status").read_text()
    assert "CapEff:\t0000000000000000" in status
    assert "\nUid:\t0\t" not in status


@as_root
def test_for_root_in_a_closed_folder_nobody_runs_it_with_one_right(home: Path) -> None:
    home.chmod(0o700)
    postgres.start(home / "inner")
    try:
        status = Path(f"/proc/{postgres._server_process(home / 'inner')}/status").read_text()
        assert "CapEff:\t0000000000000004" in status  # CAP_DAC_READ_SEARCH and no other
        assert "\nUid:\t0\t" not in status
    finally:
        postgres.stop(home / "inner")


@as_root
def test_for_root_in_a_container_the_other_right_serves(home: Path) -> None:
    """Containers commonly take CAP_DAC_READ_SEARCH away and leave CAP_DAC_OVERRIDE."""
    home.chmod(0o700)
    program = (
        "import sys; from pathlib import Path; from forebild.shared import postgres, postgres_user;"
        "home = Path(sys.argv[1]) / 'inner'; postgres.start(home); postgres.stop(home);"
        "print(*postgres_user.way_to_run(home, postgres.binary('postgres')).words)"
    )
    command = ["setpriv", "--bounding-set=-dac_read_search", sys.executable, "-c", program, str(home)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "--ambient-caps=-all,+dac_override" in done.stdout, done.stderr


@as_root
def test_where_root_has_no_way_it_says_what_to_do(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home.chmod(0o700)
    monkeypatch.setenv("PATH", "")  # no setpriv
    with pytest.raises(
        RuntimeError, match=r"the user nobody cannot reach .*/inner or .*run it as an ordinary user"
    ):
        postgres.start(home / "inner")


def test_an_ordinary_user_runs_it_as_they_are(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres_user.os, "geteuid", lambda: 1000)
    assert postgres_user.way_to_run(home, postgres.binary("postgres")) == postgres_user.Way()
