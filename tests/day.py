"""A day of the computer on which the timer runs: hours of it pass at once."""

from __future__ import annotations

from dataclasses import dataclass, field

from sync.rounds import Stop, go_round

QUARTER = 900.0


@dataclass
class Day:
    """A computer's day: its clock moves when somebody waits, and things happen at their time."""

    now: float = 1_000_000.0
    events: dict[float, object] = field(default_factory=dict)
    rounds: list[float] = field(default_factory=list)

    def stop(self) -> Stop:
        return Stop(self.clock, self.wait)

    def clock(self) -> float:
        return self.now

    def wait(self, seconds: float) -> None:
        self.now += seconds
        for moment in sorted(self.events):
            if moment <= self.now:
                self.events.pop(moment)()

    def at(self, seconds: float, happens) -> None:
        self.events[1_000_000.0 + seconds] = happens

    def jump(self, seconds: float) -> None:
        self.now += seconds

    def go(self, stop: Stop, once=lambda: None, every: float = QUARTER) -> list[int]:
        """The moments of the rounds, in seconds from the beginning."""

        def round_of_this_day() -> None:
            self.rounds.append(self.now)
            once()

        go_round(round_of_this_day, every, stop, lambda _due: None)
        return [round(moment - 1_000_000.0) for moment in self.rounds]
