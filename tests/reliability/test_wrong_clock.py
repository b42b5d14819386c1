"""The clock of the coordinator's computer is wrong by two days: it stamps only what the computer remembers of its runs.

The server's own clock jumps in test_two_syncs.py.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from sync import reading
from sync.cli import sync as sync_command
from sync.cli.context import Context
from sync.cli.root import run
from sync.errors import Exit
from sync.rules.panel import LAST_RUN
from tests.reliability.faults import refusing
from tests.reliability.mid_year import mid_year
from tests.reliability.test_two_syncs import alone, by_key, settle
from tests.reliability.town import START, Town, open_town
from tests.reliability.wire import Go, Moment, Weather, fair


def clock_wrong_by(hours: int) -> type[datetime]:
    class WrongClock(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]
            return (START + timedelta(hours=hours)).astimezone(tz)

    return WrongClock


def sync_at(town: Town, hours: int, monkeypatch: pytest.MonkeyPatch, weather: Weather = fair) -> int:
    """The real command on a computer whose clock is wrong by so many hours."""
    for module in (reading, sync_command):
        monkeypatch.setattr(module, "datetime", clock_wrong_by(hours))
    monkeypatch.setattr(Context, "job", lambda _context, _limiter=None: town.job(weather))
    return run(["sync", "--dir", str(town.path)])


def no_rights(town: Town) -> Weather:
    refuse = refusing(403)

    def weather(moment: Moment, go: Go) -> Any:
        return refuse(moment, go, town.time)

    return weather


def panel_line(town: Town) -> tuple[str, str]:
    sheet = town.books()["programme"].sheets["panel"]
    (row,) = [row.values for row in sheet.rows if row.values.get("name") == LAST_RUN]
    return str(row["value"]), str(row["comment"])


@pytest.mark.parametrize(("hours", "stamped"), [(48, "24.11.2026 12:00"), (-48, "20.11.2026 12:00")])
def test_a_computer_two_days_off_writes_what_any_other_would(hours, stamped, monkeypatch, capsys, figure):
    """A run that fails, one that succeeds, and the clock put right in the end."""
    with open_town(stored=mid_year()) as town:
        assert sync_at(town, hours, monkeypatch, no_rights(town)) == Exit.NO_PERMISSION
        assert sync_at(town, -hours, monkeypatch, no_rights(town)) == Exit.NO_PERMISSION
        assert sync_at(town, hours, monkeypatch) in (Exit.DONE, Exit.ATTENTION)
        assert by_key(town) == alone()
        moment, outcome = panel_line(town)
        assert moment == "22.11.2026 12:00", "the moment of a run is the server's"
        assert f"До этого не удалось запусков: 2, с {stamped} (не было доступа)" in outcome
        capsys.readouterr()
        run(["status", "--dir", str(town.path)])
        assert f"на этом компьютере: {stamped}, успешно" in capsys.readouterr().out
        before = town.state.db.serialize()
        assert sync_at(town, 0, monkeypatch) in (Exit.DONE, Exit.ATTENTION)
        assert town.state.db.serialize() == before, "the clock put right is no news"
        assert settle(town) == 0
    figure(f"this computer's clock {hours:+} hours: the books of any other; the panel dates its run by the server")
