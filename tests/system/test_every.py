"""``sync --every`` and the last run: what the panel and ``status`` tell, through lost servers and accidents."""

from __future__ import annotations

import json
import signal
import socket
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from sync import rounds
from sync.cli.root import run
from sync.errors import Exit
from sync.last_run import LastRun, next_run
from sync.remote import session
from sync.remote.session import Limiter
from sync.rounds import Stop
from tests.day import Day
from tests.system.office import Office

NOON = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def last_line(office: Office) -> tuple[str, str]:
    row = next(row for row in office.shown()["programme/panel"] if row["name"] == "Последняя синхронизация")
    return row["value"], row["comment"]


def sync(office: Office, *more: str) -> int:
    return run(["sync", "--dir", str(office.path), *more])


@pytest.fixture
def at_work(office: Office) -> Office:
    office.found()
    office.answer()
    assert sync(office) in (Exit.DONE, Exit.ATTENTION)
    return office


def test_the_panel_tells_the_last_run_that_changed_something(at_work):
    moment, outcome = last_line(at_work)
    assert moment == "22.11.2026 12:00"
    assert outcome.startswith("Изменено строк: ")
    at_work.control("settings", {"now": "2026-11-22T15:00:00Z"})
    at_work.forget_calls()
    sync(at_work)
    assert at_work.calls()["sheets.write"] == 0
    assert last_line(at_work) == (moment, outcome)


def test_after_failures_the_panel_and_status_tell_of_them_once(at_work, capsys):
    at_work.control("faults", [{"method": "GET", "path": "/v4/", "nth": 1, "times": 100, "do": "status:403"}])
    for _ in range(2):
        assert sync(at_work) == Exit.NO_PERMISSION
    capsys.readouterr()
    assert run(["status", "--dir", str(at_work.path)]) == Exit.NO_PERMISSION
    assert "неудач подряд: 2" in capsys.readouterr().out, "told although nothing can be read now"
    at_work.control("faults", [])
    sync(at_work)
    assert "До этого не удалось запусков: 2" in last_line(at_work)[1]
    assert "не было доступа" in last_line(at_work)[1]
    at_work.forget_calls()
    sync(at_work)
    assert at_work.calls()["sheets.write"] == 0
    run(["status", "--json", "--dir", str(at_work.path)])
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["last_run"]["failures"] == 0


def test_regular_runs_tell_the_panel_once_a_day_that_they_go_on(at_work):
    shown = last_line(at_work)
    assert at_work.sync(regular=True).written == ()
    at_work.control("settings", {"now": "2026-11-23T06:00:00Z"})
    assert at_work.sync().written == (), "a single run tells nothing"
    assert at_work.sync(regular=True).written == ("programme",)
    assert last_line(at_work) == ("23.11.2026 09:00", "Всё на месте, нового нет")
    assert at_work.sync(regular=True).written == ()
    assert shown[0] == "22.11.2026 12:00"


@pytest.fixture
def day(monkeypatch) -> Day:
    """The day of the computer on which the timer runs."""
    day = Day()
    monkeypatch.setattr(rounds, "Stop", partial(Stop, day.clock, day.wait))
    monkeypatch.setattr(session, "Limiter", partial(Limiter, day.clock))
    return day


@pytest.mark.parametrize(
    ("what", "told", "remembered"),
    [
        ("cut-before", "не отвечает", "сервер не отвечал"),
        ("status:403", "нельзя менять таблицы", "не было доступа"),
    ],
)
def test_a_round_that_fails_is_told_and_the_next_one_brings_what_was_answered(
    at_work, day, capsys, what, told, remembered
):
    lost = {"method": "*", "path": "^/(v4|v1|drive)/", "nth": 1, "times": 100_000, "do": what}
    day.at(600, lambda: at_work.control("faults", [lost]))
    day.at(700, lambda: at_work.answer(people=16, seed=3))
    day.at(6000, lambda: at_work.control("faults", []))  # the second round, after an hour, gives up in five minutes
    day.at(9000, lambda: signal.raise_signal(signal.SIGINT))
    capsys.readouterr()
    assert sync(at_work, "--every", "1h") == Exit.DONE
    said = capsys.readouterr()
    assert (said.err.count(told), said.err.count("Следующая синхронизация в")) == (1, 3)
    assert "Остановлено. Данные целы." in said.err
    assert said.out.count("Записано.") == 1
    assert "До этого не удалось запусков: 1, с" in last_line(at_work)[1]
    assert remembered in last_line(at_work)[1]
    assert at_work.folder.load_last_run().succeeded
    assert at_work.sync().written == ()


@dataclass
class Interrupted(Limiter):
    """Ctrl+C is pressed right before the second book is written."""

    writes: int = 0

    def wait(self, bucket: str) -> None:
        self.writes += bucket == "sheets.write"
        if self.writes == 2:
            signal.raise_signal(signal.SIGINT)
        super().wait(bucket)


@pytest.mark.parametrize(
    ("how", "code", "told", "finished"),
    [
        ((), Exit.LATER, "Прервано. Данные целы", False),
        (("--every", "15m"), Exit.DONE, "Остановлено. Данные целы", True),
    ],
)
def test_ctrl_c_between_two_writes_leaves_nothing_that_the_next_sync_does_not_finish(
    office, monkeypatch, capsys, how, code, told, finished
):
    office.found()
    office.answer()
    monkeypatch.setattr(session, "Limiter", Interrupted)
    assert sync(office, *how) == code
    said = capsys.readouterr()
    assert told in said.err
    assert ("Записано." in said.out) is finished
    assert "Следующая синхронизация" not in said.err
    assert (office.sync().written == ()) is finished
    assert office.sync().written == ()
    codes = [row["code"] for row in office.shown()["bases/mentees"]]
    assert len(codes) == len(set(codes)) >= 3


def test_failures_are_counted_from_the_first_of_them():
    later = [NOON + timedelta(minutes=15 * number) for number in range(4)]
    last = None
    for moment, code in zip(later, (Exit.DONE, Exit.LATER, Exit.STOPPED, Exit.LATER), strict=True):
        last = next_run(last, moment, code)
    assert last == LastRun(later[3], Exit.LATER, 3, later[1])
    assert next_run(last, NOON, Exit.ATTENTION) == LastRun(NOON, Exit.ATTENTION)


def test_a_broken_memory_of_the_last_run_is_none(office):
    office.folder.last_run_file.parent.mkdir(exist_ok=True)
    for text in ("", "{}", "[]", '{"moment": 5, "exit": 0, "failures": 0}', '{"moment": "2026-01-01", "exit": 99}'):
        office.folder.last_run_file.write_text(text, encoding="utf-8")
        assert office.folder.load_last_run() is None


def test_a_folder_that_is_no_programme_s_is_left_as_it_was(tmp_path, capsys):
    assert run(["sync", "--dir", str(tmp_path)]) == Exit.USAGE
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="a test cannot send Ctrl+C to another process there")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_real_process_goes_round_and_stops_when_asked(at_work, number):
    at_work.answer(people=16, seed=3)
    process = at_work.child("sync", "--every", "15m")
    said = process.stderr.readline().decode()
    while "Следующая синхронизация" not in said:
        assert said, "it ended before the first round did"
        said = process.stderr.readline().decode()
    process.send_signal(number)
    out, rest = process.communicate(timeout=60)
    assert process.returncode == 0, (out.decode(), rest.decode())
    assert "Записано." in out.decode()
    assert "Остановлено" in rest.decode()
    assert at_work.sync().written == ()


@pytest.mark.skipif(sys.platform == "win32", reason="a test cannot send Ctrl+C to another process there")
def test_a_second_ctrl_c_does_not_wait_for_a_server_that_fell_silent(at_work):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        file = at_work.path / "programme.toml"
        text = file.read_text("utf-8")
        file.write_text(text.replace(at_work.address, f"http://127.0.0.1:{silent.getsockname()[1]}"), "utf-8")
        process = at_work.child("sync", "--every", "15m")
        with silent.accept()[0] as connection:
            connection.recv(1)
            process.send_signal(signal.SIGINT)
            assert "Заканчиваю начатое" in process.stderr.readline().decode()
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=60)  # it would wait for the reply three times as long
        assert process.returncode == -signal.SIGINT


def test_without_a_programme_there_is_nothing_to_repeat(tmp_path, capsys):
    assert run(["sync", "--every", "15m", "--dir", str(tmp_path)]) == Exit.USAGE


def test_force_is_for_once(office, capsys):
    assert sync(office, "--every", "15m", "--force") == Exit.USAGE


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe is closed otherwise there")
def test_a_sync_whose_words_nobody_reads_does_its_work(office):
    office.found()
    office.answer()
    with office.child("sync") as process:
        process.stdout.close()
        process.stderr.read()
    assert process.returncode in (Exit.DONE, Exit.ATTENTION)
    assert office.sync().written == ()
