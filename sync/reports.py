"""The monitoring as files: one for the staff, with codes, and one for the school's site, with nobody in it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from sync.errors import FileNotWritable
from sync.folder import OWNER_ONLY, Folder, write_whole
from sync.reading import Job
from sync.render.report.page import report_page
from sync.render.report.parts import Heading
from sync.render.report.public import public_report
from sync.render.report.staff import staff_report
from sync.rules.figures import Monitoring
from sync.rules.monitoring.publication import published_of
from sync.run import look_and_decide

STAFF, PUBLIC = "report.html", "report-public.html"


def write_report(job: Job, path: Path | None = None, *, public: bool = False) -> Path:
    """The figures of today, into the programme's folder unless told where. Raises FileNotWritable."""
    _, plan = look_and_decide(job)
    return write_page(job, plan.monitoring, path or job.folder.path / (PUBLIC if public else STAFF), public=public)


def write_page(job: Job, monitoring: Monitoring, path: Path, *, public: bool = False) -> Path:
    now = (job.apis.session.server_time or datetime.now(UTC)).astimezone(job.programme.zone)
    heading = Heading(job.programme.school, job.programme.year, now)
    report = public_report(published_of(monitoring), heading) if public else staff_report(monitoring, heading)
    try:
        write_whole(path, report_page(report, public=public).encode(), None if public else OWNER_ONLY)
    except OSError as error:
        raise FileNotWritable(path) from error
    return path


def refresh_report(job: Job, monitoring: Monitoring) -> None:
    """The staff's report follows the tables once it is there: whoever has withdrawn is in it no longer."""
    if (path := job.folder.path / STAFF).is_file():
        write_page(job, monitoring, path)


def reports_of(folder: Folder) -> list[Path]:
    """Those that lie in the programme's folder."""
    return [path for name in (STAFF, PUBLIC) if (path := folder.path / name).is_file()]
