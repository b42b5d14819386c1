"""How fast the school's own server is, and that its cost grows with what a call touches, not with what it keeps.

    python bench/localgoogle.py [start] [values] [school] [memory] [growth]

Everything goes over real HTTP to a server in a process of its own, with its file on disk. Each line tells the median
and the 95th percentile of the wall time, and the CPU time that the server's loop took for one call (Linux only):
on a busy machine the wall time is the machine's, the CPU time is ours.

Aims: start to first reply < 0.6 s; a small values.get < 3 ms (median); batchUpdate of 2,000 × 20 cells < 0.5 s;
values.get of them < 0.2 s; 200 people who send a form at once: all stored, p95 < 0.5 s; 20 books of 5,000 × 20
< 200 MB; small calls cost the same beside 1,000, 10,000 and 100,000 rows.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

USER, TOKEN, ADMIN = "kurator@school.ru", "key", "admin"
COLUMNS = 20
JSON = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
INPUTS = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass
class Server:
    """A running server and one connection to it that is kept open."""

    process: subprocess.Popen[str]
    host: str
    cookies: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.line = http.client.HTTPConnection(self.host, timeout=300)

    def send(self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None) -> bytes:
        """The body of a reply; only 200 and 303 are good ones."""
        self.line.request(method, path, body or None, headers or {})
        reply = self.line.getresponse()
        content = reply.read()
        if reply.status not in (200, 303):
            raise RuntimeError(content[:500])
        self.cookies |= dict(re.findall(r"^([^=]+)=([^;]+)", reply.headers.get("Set-Cookie", "")))
        return content

    def api(self, method: str, path: str, body: Any = None) -> Any:
        return json.loads(self.send(method, path, json.dumps(body).encode() if body is not None else b"", JSON))

    def page(self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None) -> bytes:
        """What somebody who has signed in sends and gets; a dict is the inputs of a form."""
        cookie = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        content = urlencode(body).encode() if isinstance(body, dict) else body or b""
        return self.send(method, path, content, cookie | (headers or INPUTS))

    def cpu(self) -> float:
        """Seconds of CPU that the server's loop has used; not a number where the system does not tell."""
        try:
            return int(Path(f"/proc/{self.process.pid}/schedstat").read_text(encoding="ascii").split()[0]) / 1e9
        except OSError:
            return float("nan")

    def memory(self) -> float:
        """Megabytes in use."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) / 1024


@contextmanager
def server(folder: Path) -> Iterator[Server]:
    """The server over a folder's file, without quotas."""
    command = [sys.executable, "-m", "localgoogle", "--data", str(folder), "--port", "0"]
    command += ["--user", f"{USER}={TOKEN}", "--admin-token", ADMIN]
    root = Path(__file__).parent.parent
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", cwd=root)
    started = Server(process, urlsplit(process.stdout.readline().strip() if process.stdout else "").netloc)
    try:
        started.send("POST", "/_local/settings", b'{"enforceQuotas": false}', {"X-Local-Admin": ADMIN})
        yield started
    finally:
        started.line.close()
        process.terminate()
        process.communicate(timeout=30)


def timed(name: str, aim: str, running: Server, work: Callable[[int], object], times: int) -> None:
    """Print what ``work``, done so many times after one that does not count, has taken."""
    work(0)
    walls, began = [], running.cpu()
    for number in range(1, times + 1):
        start = time.perf_counter()
        work(number)
        walls.append(time.perf_counter() - start)
    tell(name, aim, walls, (running.cpu() - began) / times)


def tell(name: str, aim: str, walls: list[float], cpu: float) -> None:
    walls = sorted(walls)
    p95 = walls[min(int(len(walls) * 0.95), len(walls) - 1)]
    figures = [f"{seconds * 1000:8.1f} ms" for seconds in (statistics.median(walls), p95, cpu)]
    print(f"{name:42} median {figures[0]}  p95 {figures[1]}  cpu {figures[2]}  aim {aim}", flush=True)


def book(running: Server, rows: int) -> str:
    grid = {"rowCount": rows, "columnCount": COLUMNS}
    sheet = {"properties": {"sheetId": 0, "title": "База", "gridProperties": grid}}
    made = running.api("POST", "/v4/spreadsheets", {"properties": {"title": "Базы"}, "sheets": [sheet]})
    return str(made["spreadsheetId"])


def block(rows: int, first: int = 0) -> list[list[Any]]:
    """Cells as a base has them: names, numbers, marks."""
    kinds = ("Анна Сергеевна {row}", "8Б", "{row}", "да", "Хочу научиться говорить с классом {row}")
    return [[kinds[column % 5].format(row=first + row) for column in range(COLUMNS)] for row in range(rows)]


def update_cells(rows: list[list[Any]]) -> dict[str, Any]:
    lines = [{"values": [{"userEnteredValue": {"stringValue": text}} for text in row]} for row in rows]
    start = {"sheetId": 0, "rowIndex": 0, "columnIndex": 0}
    return {"requests": [{"updateCells": {"rows": lines, "fields": "userEnteredValue", "start": start}}]}


def values_path(book_id: str, area: str, query: str = "") -> str:
    return f"/v4/spreadsheets/{book_id}/values/{quote('База!' + area)}{query}"


def fill(running: Server, book_id: str, rows: int) -> None:
    for first in range(0, rows, 5000):
        path = values_path(book_id, f"A{first + 1}", "?valueInputOption=RAW")
        running.api("PUT", path, {"values": block(min(5000, rows - first), first)})


# what is measured


def start() -> None:
    walls, cpu = [], []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(11):
            began = time.perf_counter()
            with server(Path(folder)) as running:
                walls.append(time.perf_counter() - began)
                cpu.append(running.cpu())
    tell("start to first reply", "< 600", walls[1:], statistics.median(cpu))


def values() -> None:
    with tempfile.TemporaryDirectory() as folder, server(Path(folder)) as running:
        base = book(running, 2000)
        path = f"/v4/spreadsheets/{base}:batchUpdate"
        rows = [block(2000), block(2000, 1)]
        timed(
            "2,000 × 20 by batchUpdate",
            "< 500",
            running,
            lambda n: running.api("POST", path, update_cells(rows[n % 2])),
            9,
        )
        put = values_path(base, "A1", "?valueInputOption=USER_ENTERED")
        timed("2,000 × 20 by values.update", "", running, lambda n: running.api("PUT", put, {"values": rows[n % 2]}), 9)
        timed("values.get of 2,000 × 20", "< 200", running, lambda _: running.api("GET", values_path(base, "A:T")), 15)
        timed("a small values.get", "< 3", running, lambda _: running.api("GET", values_path(base, "A2:T6")), 500)
        export = f"/drive/v3/files/{base}/export?mimeType=text/csv"
        timed("export of it as csv", "", running, lambda _: running.send("GET", export, headers=JSON), 5)
        beside_export(running, base)


def beside_export(running: Server, base: str) -> None:
    """Small calls of others while an xlsx of the book is made."""
    export = f"/drive/v3/files/{base}/export?mimeType={quote(XLSX, safe='')}"
    walls, other = [], Server(running.process, running.host)
    with ThreadPoolExecutor(1) as somebody:
        made = somebody.submit(other.send, "GET", export, b"", JSON)
        while not made.done():
            began = time.perf_counter()
            running.api("GET", values_path(base, "A2:T6"))
            walls.append(time.perf_counter() - began)
    made.result()
    tell("a small values.get while an xlsx is made", "", walls, float("nan"))
    print(f"{'':42} the longest {max(walls) * 1000:.1f} ms")


def form(running: Server, questions: int = 12) -> str:
    """A survey that anybody may answer; gives the path of its page."""
    form_id = running.api("POST", "/v1/forms", {"info": {"title": "Анкета"}})["formId"]
    items = [
        {"title": f"Вопрос {number}", "questionItem": {"question": {"textQuestion": {"paragraph": number % 2 == 0}}}}
        for number in range(questions)
    ]
    requests = [{"createItem": {"item": item, "location": {"index": at}}} for at, item in enumerate(items)]
    running.api("POST", f"/v1/forms/{form_id}:batchUpdate", {"requests": requests})
    state = {"publishState": {"isPublished": True, "isAcceptingResponses": True}}
    running.api("POST", f"/v1/forms/{form_id}:setPublishSettings", {"publishSettings": state})
    anyone = {"type": "anyone", "role": "reader", "view": "published"}
    running.api("POST", f"/drive/v3/files/{form_id}/permissions", anyone)
    uri = running.api("GET", f"/v1/forms/{form_id}")["responderUri"]
    return urlsplit(uri).path.removesuffix("viewform")


def opened_page(running: Server, form_path: str) -> dict[str, str]:
    """The inputs of a freshly opened page of the form, filled in."""
    page = running.send("GET", f"{form_path}viewform").decode()
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', page))
    return hidden | dict.fromkeys(re.findall(r'name="(entry\.\d+)"', page), "Мне интересно, и я хочу попробовать")


def post(running: Server, form_path: str, inputs: dict[str, str]) -> float:
    began = time.perf_counter()
    reply = running.send("POST", f"{form_path}formResponse", urlencode(inputs).encode(), INPUTS)
    if "edit2=" not in reply.decode():
        raise RuntimeError("no confirmation")
    return time.perf_counter() - began


def school(people: int = 200) -> None:
    """Everybody has the page open and presses the button in the same moment."""
    with tempfile.TemporaryDirectory() as folder, server(Path(folder)) as running:
        path = form(running)
        pages = [opened_page(running, path) for _ in range(people)]
        began = running.cpu()
        with ThreadPoolExecutor(people) as crowd:
            walls = list(crowd.map(lambda inputs: post(Server(running.process, running.host), path, inputs), pages))
        tell(f"{people} people post a form at once", "p95 < 500", walls, (running.cpu() - began) / people)
        form_id = running.api("GET", "/drive/v3/files?q=mimeType%3D%27application/vnd.google-apps.form%27")["files"][0][
            "id"
        ]
        stored = len(running.api("GET", f"/v1/forms/{form_id}/responses")["responses"])
        print(f"{'':42} stored {stored} of {people}")


def memory() -> None:
    with tempfile.TemporaryDirectory() as folder:
        with server(Path(folder)) as running:
            empty = running.memory()
            books = [book(running, 5000) for _ in range(20)]
            for each in books:
                fill(running, each, 5000)
            written = running.memory()
        with server(Path(folder)) as running:
            for each in books:
                running.api("GET", values_path(each, "A2:T2"))
            read = running.memory()
    print(
        f"memory: fresh {empty:.0f} MB, 20 books of 5,000 × 20 written {written:.0f} MB, "
        f"opened again {read:.0f} MB  aim < 200"
    )


def growth() -> None:
    """The same small calls beside more and more rows of the same sheet, and beside as many answers."""
    for rows in (1000, 10_000, 100_000):
        with tempfile.TemporaryDirectory() as folder, server(Path(folder)) as running:
            base = book(running, rows)
            fill(running, base, rows)
            small_calls(running, base, rows)
            form_calls(Path(folder), running, rows)


def small_calls(running: Server, base: str, rows: int) -> None:
    put = values_path(base, f"A{rows // 2}:C{rows // 2}", "?valueInputOption=RAW")
    timed(f"{rows}: small write", "same", running, lambda n: running.api("PUT", put, {"values": [[n, n, n]]}), 50)
    area = values_path(base, f"A{rows // 2}:T{rows // 2 + 5}")
    timed(f"{rows}: small read", "same", running, lambda _: running.api("GET", area), 100)
    running.page("POST", "/signin", {"email": USER, "token": TOKEN})
    path = f"/spreadsheets/d/{base}"
    token = json.loads(running.page("GET", f"{path}/token.json?gid=0"))["token"]
    first = json.loads(running.page("GET", f"{path}/grid.json?gid=0&to=3"))
    row, column = first["rows"][0][0], first["head"]["columns"][0]["id"]
    headers = {"Content-Type": "application/json", "X-CSRF-Token": token}
    last = [first["revision"]]

    def edit(number: int) -> None:
        change = {"row": row, "column": column, "text": f"новое {number}", "revision": last[0]}
        body = json.dumps({"gid": 0, "edits": [change]}).encode()
        last[0] = json.loads(running.page("POST", f"{path}/edit", body, headers))["revision"]

    timed(f"{rows}: one edit of the grid", "same", running, edit, 50)


def form_calls(folder: Path, running: Server, answers: int) -> None:
    """Posts to a form that has so many answers, which are copies of one, made in the file."""
    import sqlite3

    path = form(running)
    post(running, path, opened_page(running, path))
    db = sqlite3.connect(folder / "local-google.db")
    copies = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) INSERT INTO responses "
        "SELECT form_id, response_id || i, created, submitted, '', answers FROM responses, n"
    )
    with db:
        db.execute(copies, (answers - 1,))
    db.close()
    pages = [opened_page(running, path) for _ in range(51)]
    timed(f"{answers}: one post of a form", "same", running, lambda n: post(running, path, pages[n]), 50)


PARTS = {"start": start, "values": values, "school": school, "memory": memory, "growth": growth}


if __name__ == "__main__":
    print("load of the machine:", ", ".join(f"{load:.1f}" for load in os.getloadavg()) if os.name == "posix" else "?")
    for part in sys.argv[1:] or PARTS:
        PARTS[part]()
