"""The grid page with 5,000 rows of 20 columns in a real browser, and what one edit costs by the sheet's size.

    python bench/grid.py [ROWS]

Aims: the first cell can be used within 2 s; an edit costs as much in a big sheet as in a small one.
"""

from __future__ import annotations

import json
import shutil
import statistics
import sys
import time
from pathlib import Path
from typing import Any

import requests

sys.path.insert(0, str(Path(__file__).parent.parent))

from localgoogle.server import running
from localgoogle.state import State

TOKEN, USER = "key", "kurator@school.ru"
COLUMNS = 20


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    state = State(users={TOKEN: USER})
    state.settings.enforceQuotas = False
    with running(state) as address:
        for count in (1000, 10_000, 100_000):
            cost = edit_cost(address, new_book(address, count))
            print(f"one edit in a sheet of {count} rows: {cost:.1f} ms (median of 30)")
        watch_browser(address, new_book(address, rows), rows)


def call(address: str, method: str, path: str, body: Any) -> Any:
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    reply = requests.request(method, address + path, data=json.dumps(body), headers=headers, timeout=120)
    reply.raise_for_status()
    return reply.json()


def new_book(address: str, rows: int) -> str:
    """A book of one filled sheet with a frozen header."""
    grid = {"rowCount": rows + 1, "columnCount": COLUMNS, "frozenRowCount": 1}
    body = {"properties": {"title": "Базы", "locale": "ru_RU"}, "sheets": [{"properties": {"gridProperties": grid}}]}
    book = str(call(address, "POST", "/v4/spreadsheets", body)["spreadsheetId"])
    title = call(address, "GET", f"/v4/spreadsheets/{book}?fields=sheets.properties.title", None)
    sheet = title["sheets"][0]["properties"]["title"]
    for start in range(0, rows + 1, 10_000):
        block = [
            [f"ячейка {row} {column}" for column in range(COLUMNS)]
            for row in range(start, min(start + 10_000, rows + 1))
        ]
        call(
            address,
            "PUT",
            f"/v4/spreadsheets/{book}/values/{sheet}!A{start + 1}?valueInputOption=RAW",
            {"values": block},
        )
    return book


def signed_in(address: str) -> requests.Session:
    session = requests.Session()
    session.post(
        f"{address}/signin", {"email": USER, "token": TOKEN}, timeout=30, allow_redirects=False
    ).raise_for_status()
    return session


def edit_cost(address: str, book: str) -> float:
    session, base = signed_in(address), f"{address}/spreadsheets/d/{book}"
    gid = call(address, "GET", f"/v4/spreadsheets/{book}?fields=sheets.properties.sheetId", None)["sheets"][0][
        "properties"
    ].get("sheetId", 0)
    token = session.get(f"{base}/token.json?gid={gid}", timeout=30).json()["token"]
    first = session.get(f"{base}/grid.json?gid={gid}&to=3", timeout=60).json()
    row, column = first["rows"][0][0], first["head"]["columns"][0]["id"]
    revision, times = first["revision"], []
    for number in range(30):
        edit = {"row": row, "column": column, "text": f"новое {number}", "revision": revision}
        began = time.perf_counter()
        reply = session.post(
            f"{base}/edit", json={"gid": gid, "edits": [edit]}, headers={"X-CSRF-Token": token}, timeout=30
        )
        times.append(time.perf_counter() - began)
        revision = reply.json()["revision"]
    return statistics.median(times) * 1000


def watch_browser(address: str, book: str, rows: int) -> None:
    from playwright.sync_api import sync_playwright

    cookies = [{"name": each.name, "value": each.value, "url": address} for each in signed_in(address).cookies]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(base_url=address)
        page.context.add_cookies(cookies)
        began = time.perf_counter()
        page.goto(f"/spreadsheets/d/{book}/edit", wait_until="commit")
        page.locator("#grid[data-ready]").wait_for()
        print(f"{rows} rows × {COLUMNS} columns: first usable cell after {time.perf_counter() - began:.2f} s")
        page.locator(f"#grid[data-rows='{rows}']").wait_for()
        print(f"all rows there after {time.perf_counter() - began:.2f} s")
        began = time.perf_counter()
        page.locator(".tabulator-tableholder").evaluate("box => { box.scrollTop = box.scrollHeight; }")
        page.locator(".tabulator-cell", has_text=f"ячейка {rows} 0").wait_for()
        print(f"scrolled to the end in {time.perf_counter() - began:.2f} s")
        browser.close()


if __name__ == "__main__":
    main()
