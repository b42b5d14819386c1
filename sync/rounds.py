"""``sync --every``: one synchronisation after another, until Ctrl+C.

A round is never interrupted half-way by a first Ctrl+C: it is quick, and then everything is where it belongs. While
the tool only waits (for the next round, for a network that is gone) it stops at once. A second Ctrl+C is the system's:
it ends the process whatever that waits for, and a run may end at any moment.
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

SLICE = 1.0  # seconds: on Windows a waiting thread hears Ctrl+C only between two waits


@dataclass
class Stop:
    """Ctrl+C, or a service that is being stopped: noticed at once, obeyed where nothing is half done.

    ``clock`` is the time of day in seconds, not the computer's running time: a laptop that slept through a round
    makes up for it when it wakes.
    """

    clock: Callable[[], float] = time.time
    wait: Callable[[float], object] = time.sleep
    asked: threading.Event = field(default_factory=threading.Event)
    on_ask: Callable[[], None] = lambda: None
    telling: threading.Thread | None = None

    def ask(self) -> None:
        """Called by the system in the middle of anything, a line being printed among it: that line must end before
        ``on_ask`` may print its own (https://docs.python.org/3/library/io.html#reentrancy), so it has a thread."""
        self.asked.set()
        self.telling = threading.Thread(target=self.on_ask)
        self.telling.start()

    def sleep(self, seconds: float) -> None:
        """Wait as long, in the middle of a round. Raises KeyboardInterrupt when asked to stop: nothing is under way."""
        self.wait_until(self.clock() + seconds, seconds)
        if self.asked.is_set():
            raise KeyboardInterrupt

    def wait_until(self, due: float, longest: float) -> None:
        """Wait for that time of day, but never longer than ``longest`` seconds from now: a clock may be set back."""
        while not self.asked.is_set() and (left := due - self.clock()) > 0:
            due = min(due, self.clock() + longest)
            self.wait(min(left, SLICE))


def go_round(once: Callable[[], None], every: float, stop: Stop, before_waiting: Callable[[float], None]) -> None:
    """Do ``once``, wait ``every`` seconds after its end, and so on until asked to stop."""
    while not stop.asked.is_set():
        try:
            once()
        except KeyboardInterrupt:
            if not stop.asked.is_set():
                raise
            return
        if not stop.asked.is_set():
            due = stop.clock() + every
            before_waiting(due)
            stop.wait_until(due, every)


@contextmanager
def heard(stop: Stop) -> Iterator[None]:
    """While inside, the first Ctrl+C or stop of a service asks instead of interrupting."""
    signals = [signal.SIGINT, signal.SIGTERM]

    def ask(*_: object) -> None:
        # Interrupting this thread would not do: threads that read a server which fell silent would be waited for.
        for number in signals:
            signal.signal(number, signal.SIG_DFL)
        stop.ask()

    before = {number: signal.signal(number, ask) for number in signals}
    try:
        yield
    finally:
        if stop.telling:
            stop.telling.join()
        for number, handler in before.items():
            signal.signal(number, handler)
