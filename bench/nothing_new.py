"""What a synchronisation with nothing new costs the tool at 2,000 people, the server in a process of its own.

Run: ``python -m bench.nothing_new [PEOPLE]``. Prints the tool's CPU and peak memory, the server's CPU for the same
calls, and where the tool's time goes.
"""

from __future__ import annotations

import cProfile
import gc
import os
import pstats
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from localgoogle.state import State
from sync.__main__ import OBJECTS_BETWEEN_SWEEPS
from sync.demo.people import make_school
from sync.demo.school import found_school
from sync.folder import Folder
from sync.local_server import ensure_tokens, server_process
from sync.programme import load_programme
from sync.reading import Job
from sync.remote.apis import apis_over
from sync.remote.sign_in import open_session
from sync.run import synchronise
from tests.reliability.town import Town
from tests.system.office import QUESTIONNAIRES, TODAY

PEOPLE = 2000
RUNS = 3
SHOWN = 18  # lines of the profile


def job_at(path: Path) -> Job:
    programme, folder = load_programme(path), Folder(path)
    return Job(programme, folder, apis_over(open_session(programme, folder)), QUESTIONNAIRES)


def sync_once(path: Path) -> float:
    """CPU seconds of one synchronisation that finds nothing to write, from a session to its end."""
    began = time.process_time()
    outcome = synchronise(job_at(path), lambda _plan: None)
    if outcome.written:
        sys.exit(f"not settled: {outcome.plan.to_json()}")
    return time.process_time() - began


def found_large_school(path: Path, people: int) -> None:
    """A school whose answers have come into the books, made in this process: only the reading is measured."""
    found_school(path, TODAY)
    folder, programme = Folder(path), load_programme(path)
    users = {token: email for email, token in ensure_tokens(programme, folder).items()}
    state = State(folder.local_google / "local-google.db", users=users)
    town = Town(path, state=state, address=programme.address, questionnaires=QUESTIONNAIRES)
    town.control("settings", {"enforceQuotas": False})
    town.set_up()
    with town.state.transaction():
        for resident in make_school(people, 1, QUESTIONNAIRES, TODAY):
            for sent in resident.sent:
                town.submit(sent.form, sent.given)
    town.sync()
    town.state.close()


def cpu_of(process: subprocess.Popen[str]) -> float:
    """CPU seconds of another process so far; 0 where the system does not tell."""
    stat = Path(f"/proc/{process.pid}/stat")
    if not stat.exists():
        return 0.0
    fields = stat.read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def peak_megabytes(path: Path) -> str:
    """Of a process that does nothing but one synchronisation."""
    script = (
        "import resource, subprocess, sys; done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL);"
        "done.returncode in (0, 3) or sys.exit(1);"  # 3: staff are asked something, as in any large school
        "used = resource.getrusage(resource.RUSAGE_CHILDREN);"
        "print(f'{used.ru_utime + used.ru_stime:.2f} s CPU with start-up, peak {used.ru_maxrss // 1024} MB')"
    )
    command = [sys.executable, "-c", script, sys.executable, "-m", "sync", "--dir", str(path), "sync"]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout.strip()


def print_profile(path: Path) -> None:
    profile = cProfile.Profile()
    profile.runcall(sync_once, path)
    pstats.Stats(profile).strip_dirs().sort_stats("tottime").print_stats(SHOWN)


def main(people: int) -> None:
    gc.set_threshold(*OBJECTS_BETWEEN_SWEEPS)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "school"
        found_large_school(path, people)
        with server_process(load_programme(path), Folder(path)) as server:
            synchronise(job_at(path), lambda _plan: None)  # somebody may have come of age since the answers' day
            before = cpu_of(server)
            spent = [sync_once(path) for _ in range(RUNS)]
            served = (cpu_of(server) - before) / RUNS
            print(f"{people} people, nothing new: tool {min(spent):.2f} s CPU (of {RUNS}), server {served:.2f} s CPU")
            print(f"as a command: {peak_megabytes(path)}")
            print_profile(path)


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else PEOPLE)
