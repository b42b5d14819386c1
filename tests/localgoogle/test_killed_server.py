"""A server that is killed at any moment opens again with all that it has acknowledged, and with nothing by halves."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests

from localgoogle.backup import unpack, write_backup
from localgoogle.database import FILE_NAME, open_database
from localgoogle.sheets.store import open_book
from localgoogle.state import State

ROOT = Path(__file__).parents[2]
OWNER, KEY = "kurator@school.ru", "key"
BEARER = {"Authorization": f"Bearer {KEY}"}
CLERKS, ROWS, WIDTH = 4, 6, 5
SHEET = {"sheetId": 0, "title": "База", "gridProperties": {"rowCount": CLERKS * ROWS, "columnCount": WIDTH}}
BACKUPS = """
import sys
from pathlib import Path
from localgoogle.backup import write_backup
folder, place = map(Path, sys.argv[1:])
for number in range(10_000):
    write_backup(folder, place / f"{number}.zip", "2026-11-22T09:00:00+00:00", folder / "none")
    print(number, flush=True)
"""


def program(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, *arguments], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8"
    )


def line_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().strip()


def kill(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.wait(timeout=30)
    assert process.stdout
    process.stdout.close()


@dataclass
class Storm:
    """Clerks who write into rows of their own, each row one text all across, until the server is killed.

    ``acknowledged`` and ``sent`` are the last number of each row of which the server has said, or could have said, that
    it has it. A number divisible by three empties the row.
    """

    address: str
    book: str
    kill_after: int
    kill: Callable[[], None]
    acknowledged: dict[int, int] = field(default_factory=dict)
    sent: dict[int, int] = field(default_factory=dict)
    count: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def rage(self, first: int) -> None:
        clerks = [threading.Thread(target=self.write, args=(clerk, first)) for clerk in range(CLERKS)]
        for clerk in clerks:
            clerk.start()
        for clerk in clerks:
            clerk.join()

    def write(self, clerk: int, first: int) -> None:
        with requests.Session() as session, suppress(requests.RequestException):
            for number in range(first, first + 10_000):
                row = clerk * ROWS + number % ROWS
                self.sent[row] = number
                area = f"{self.address}/v4/spreadsheets/{self.book}/values/База!A{row + 1}:E{row + 1}"
                self.send(session, area, number)
                self.acknowledged[row] = number
                self.note()

    def send(self, session: requests.Session, area: str, number: int) -> None:
        if number % 3 == 0:
            reply = session.post(f"{area}:clear", headers=BEARER, timeout=60)
        else:
            values = {"values": [[text_of(number)] * WIDTH]}
            reply = session.put(f"{area}?valueInputOption=RAW", json=values, headers=BEARER, timeout=60)
        reply.raise_for_status()

    def note(self) -> None:
        with self.lock:
            self.count += 1
            if self.count == self.kill_after:
                self.kill()


def text_of(number: int) -> str:
    return "" if number % 3 == 0 else f"запись {number} " + "слово " * (number % 50)


def stored(path: Path, book_id: str) -> list[list[Any]]:
    """What the file holds, once it was found whole."""
    with closing(State(path)) as state:
        assert state.db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        sheet = open_book(state, book_id).sheets[0]
        return [[cell.value or "" for cell in line] for line in sheet.lines(sheet.whole)]


def server(folder: Path) -> tuple[subprocess.Popen[str], str]:
    quiet = ["-m", "localgoogle", "--data", str(folder), "--port", "0", "--admin-token", "admin"]
    process = program(*quiet, "--user", f"{OWNER}={KEY}")
    address = line_of(process)
    settings = {"enforceQuotas": False}
    requests.post(f"{address}/_local/settings", json=settings, headers={"X-Local-Admin": "admin"}, timeout=30)
    return process, address


def new_book(folder: Path) -> str:
    process, address = server(folder)
    body = {"sheets": [{"properties": SHEET}]}
    made = requests.post(f"{address}/v4/spreadsheets", json=body, headers=BEARER, timeout=30)
    kill(process)
    return str(made.json()["spreadsheetId"])


def moment(seed: int) -> int:
    """After how many acknowledged writes the server is killed."""
    return random.Random(seed).randrange(1, 120)  # noqa: S311 - the same moments each time


def test_killed_at_any_moment_it_keeps_what_it_acknowledged(
    tmp_path: Path, runs: Callable[[int], range], figure: Callable[[str], None]
) -> None:
    """In every second round backups are made meanwhile; emptied rows have the file written anew in each round."""
    folder = tmp_path / "data"
    book, acknowledged, backups, last = new_book(folder), 0, 0, dict.fromkeys(range(CLERKS * ROWS), 0)
    for seed in runs(12):
        process, address = server(folder)
        storm = Storm(address, book, moment(seed), process.kill)
        copy = tmp_path / f"{seed}.zip"
        copier = threading.Thread(target=write_backup, args=(folder, copy, "2026-11-22", tmp_path / "none"))
        if seed % 2:
            copier.start()
        storm.rage(1000 * seed)
        kill(process)
        if seed % 2:
            copier.join()
            assert unpack(copy, made(tmp_path / f"unpacked {seed}")).exists()
            backups += 1

        for row, texts in enumerate(stored(folder / FILE_NAME, book)):
            assert len(set(texts)) == 1, "a row is written whole or not at all"
            known, possible = storm.acknowledged.get(row, last[row]), storm.sent.get(row, last[row])
            assert texts[0] in (text_of(known), text_of(possible))
            last[row] = possible if texts[0] == text_of(possible) else known
        acknowledged += storm.count
    figure(
        f"{len(runs(12))} kills, {acknowledged} writes acknowledged, 0 lost, 0 by halves; {backups} backups, all whole"
    )


def made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def test_a_backup_that_is_killed_leaves_no_half_a_backup(tmp_path: Path, runs: Callable[[int], range]) -> None:
    folder = made(tmp_path / "data")
    with closing(open_database(folder / FILE_NAME)) as db:
        rows = ((f"form {number}", "ответ " * 200) for number in range(300))
        db.executemany("INSERT INTO responses VALUES (?, 'r', '', '', '', ?)", rows)
    for seed in runs(3):
        place = made(tmp_path / f"backups {seed}")
        process = program("-c", BACKUPS, str(folder), str(place))
        for _ in range(seed):
            line_of(process)
        kill(process)

        copies = list(place.glob("*.zip"))
        assert len(copies) >= seed
        for copy in copies:
            assert unpack(copy, made(place / copy.stem)).exists()
