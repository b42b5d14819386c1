"""``sync --every``: it goes on through whatever happens to a school's computer, and stops when asked."""

from __future__ import annotations

import io
import signal

import pytest

from sync.cli.sync import Span
from sync.remote.session import Limiter
from sync.rounds import Stop, heard
from tests.day import Day


def test_a_round_every_quarter_of_an_hour_until_it_is_asked_to_stop():
    day = Day()
    stop = day.stop()
    day.at(2000, stop.ask)
    assert day.go(stop) == [0, 900, 1800]
    assert day.now <= 1_000_000 + 2001, "it stopped within a second of being asked"


def test_a_laptop_that_slept_makes_up_for_it_once_when_it_wakes():
    day = Day()
    stop = day.stop()
    day.at(100, lambda: day.jump(8 * 3600))
    day.at(8 * 3600 + 1000, stop.ask)
    assert day.go(stop) == [0, 8 * 3600 + 100]


def test_a_clock_set_back_by_two_days_delays_no_round_by_more_than_its_span():
    day = Day()
    stop = day.stop()
    day.at(100, lambda: day.jump(-48 * 3600))

    def once() -> None:
        if len(day.rounds) == 2:
            stop.ask()

    began, back = day.go(stop, once)
    assert (began, back) == (0, -48 * 3600 + 100 + 900)


def test_a_round_under_way_is_finished_when_it_is_asked_to_stop():
    day = Day()
    stop = day.stop()
    done = []

    def once() -> None:
        stop.ask()
        done.append("written")

    assert day.go(stop, once) == [0]
    assert done == ["written"]


def test_asked_a_second_time_the_system_itself_ends_the_process():
    stop = Stop()
    with heard(stop):
        signal.raise_signal(signal.SIGINT)
        assert stop.asked.is_set()
        assert {signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)} == {signal.SIG_DFL}


class Terminal(io.RawIOBase):
    """Ctrl+C is pressed while the first line is being written to it."""

    def __init__(self) -> None:
        self.lines: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, text) -> int:
        self.lines.append(bytes(text))
        if len(self.lines) == 1:
            signal.raise_signal(signal.SIGINT)
        return len(text)


def test_asked_in_the_middle_of_a_line_it_answers_below_it():
    terminal = Terminal()
    errors = io.BufferedWriter(terminal)

    def say(line: bytes) -> None:
        errors.write(line)
        errors.flush()

    stop = Stop(on_ask=lambda: say(b"stopping"))
    with heard(stop):
        say(b"the next round is at 10:15")
    assert terminal.lines == [b"the next round is at 10:15", b"stopping"]


def test_while_it_waits_for_a_lost_network_it_stops_at_once():
    day = Day()
    stop = day.stop()
    limiter = Limiter(clock=lambda: day.now, sleep=stop.sleep)
    day.at(20, stop.ask)
    assert day.go(stop, lambda: limiter.sleep(64)) == [0]
    assert day.now <= 1_000_000 + 21


def test_an_interruption_that_nobody_asked_for_is_passed_on():
    day = Day()

    def once() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        day.go(day.stop(), once)


def test_what_heard_ctrl_c_before_hears_it_again_afterwards():
    before = signal.getsignal(signal.SIGINT)
    with heard(Stop()):
        assert signal.getsignal(signal.SIGINT) != before
    assert signal.getsignal(signal.SIGINT) == before


@pytest.mark.parametrize(("said", "seconds"), [("15m", 900), ("1h", 3600), ("90 мин", 5400), ("2ч", 7200), ("5м", 300)])
def test_spans_are_read_as_people_write_them(said, seconds):
    assert Span().convert(said, None, None) == seconds


@pytest.mark.parametrize("said", ["15", "0m", "", "m", "-5m", "1d", "1.5h", "99999m", "1h30m"])
def test_what_is_no_span_is_refused(command, said):
    ran = command("sync", "--every", said)
    assert ran.code == 2
    assert "15m" in ran.err
