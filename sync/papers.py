"""Papers written into the programme's folder: ``papers/KIND/…docx``, from templates that ``papers/KIND.docx`` replaces.

Everything is made before anything is written: a template with a fault leaves the folder as it was. A paper of the same
name is replaced, as an exported base is, and the command says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from sync.errors import FileNotWritable, TemplateBroken
from sync.folder import OWNER_ONLY, Folder, write_whole
from sync.paper_files import forget_papers
from sync.programme import Programme
from sync.reading import Job
from sync.render.papers.awards import certificates, site_list
from sync.render.papers.cases import cases
from sync.render.papers.council import council
from sync.render.papers.filling import Filler
from sync.render.papers.interviews import interviews
from sync.render.papers.invitations import invitations
from sync.render.papers.order import order
from sync.render.papers.paper import Batch, Paper, shared_fields
from sync.render.papers.plans import plans
from sync.render.papers.templates import TEMPLATES
from sync.rules.nameable import Nameable
from sync.rules.plan import Plan
from sync.run import look_and_file

BESIDE = {"certificates-site": "certificates"}  # kinds that lie in another's folder
OF_A_YEAR = ("order", "plan", "invitations", "certificates", "certificates-site", "case", "interview", "council")


@dataclass(frozen=True)
class Asked:
    """What the coordinator asked for: ``every`` pair, ordered before or not; when and where the feast is."""

    every: bool = False
    when: str = ""
    where: str = ""


@dataclass(frozen=True)
class Known:
    """All that a paper may say."""

    found: Nameable
    plan: Plan
    today: date


@dataclass(frozen=True)
class Made:
    """The files written, how many of them were there before, and the codes of those who could not be named."""

    files: tuple[Path, ...]
    replaced: int
    left_out: tuple[str, ...]


BATCHES: Mapping[str, Callable[[Known, Asked], Batch]] = {
    "order": lambda known, asked: order(known.found, known.today, every=asked.every),
    "plan": lambda known, _: plans(known.found),
    "invitations": lambda known, asked: invitations(known.found, asked.when, asked.where),
    "certificates": lambda known, _: certificates(known.found),
    "certificates-site": lambda known, _: site_list(known.found),
    "case": lambda known, _: cases(known.found),
    "interview": lambda known, _: interviews(known.found),
    "council": lambda known, _: council(known.found, known.plan, known.today),
}


def make_papers(job: Job, kinds: Iterable[str], asked: Asked = Asked()) -> Made:
    """Read and decide as a synchronisation would, and write the papers. Raises TemplateBroken, FileNotWritable."""
    world, plan, found = look_and_file(job)
    known = Known(found, plan, world.today)
    batches = {kind: BATCHES[kind](known, asked) for kind in kinds}
    contents: dict[Path, bytes] = {}
    for kind, batch in batches.items():
        folder = job.folder.papers / BESIDE.get(kind, kind)
        contents |= {folder / f"{name}.docx": content for name, content in filled(job, kind, batch, known.today)}
    replaced = sum(path.exists() for path in contents)
    for path, content in contents.items():
        write_paper(path, content)
    forget_papers(job.folder, plan.named)
    left_out = sorted({code for batch in batches.values() for code in batch.left_out})
    return Made(tuple(contents), replaced, tuple(left_out))


def filled(job: Job, kind: str, batch: Batch, today: date) -> Iterable[tuple[str, bytes]]:
    """Each paper by its name, and all of them in one where that is of use."""
    if not batch.papers:
        return
    filler = filler_for(job.folder, job.programme, kind, today)
    for paper in batch.papers:
        yield paper.name, filler.fill([paper])
    if batch.whole and len(batch.papers) > 1:
        yield batch.whole, filler.fill(batch.papers)


def filler_for(folder: Folder, programme: Programme, kind: str, today: date) -> Filler:
    """The school's own template, where it has one. Raises TemplateBroken."""
    path = folder.papers / f"{kind}.docx"
    return Filler(own_template(path) or TEMPLATES[kind](), path, shared_fields(programme, today))


def own_template(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if path.exists() else None
    except OSError as error:
        raise TemplateBroken(path, "not read") from error


def write_paper(path: Path, content: bytes) -> None:
    """For the owner's eyes alone. Raises FileNotWritable."""
    try:
        write_whole(path, content, OWNER_ONLY)
    except OSError as error:
        raise FileNotWritable(path) from error


def write_templates(folder: Folder) -> tuple[Path, ...]:
    """The templates that come with the program, for the school to change; those that it has already are left alone."""
    missing = {path: made for kind, made in TEMPLATES.items() if not (path := folder.papers / f"{kind}.docx").exists()}
    for path, made in missing.items():
        write_paper(path, made())
    return tuple(missing)


def moment_of(job: Job) -> datetime:
    return job.apis.session.server_time or datetime.now(UTC)


def fill_one(job: Job, kind: str, paper: Paper) -> bytes:
    """A single paper that is made of something else than the tables. Raises TemplateBroken."""
    today = moment_of(job).astimezone(job.programme.zone).date()
    return filler_for(job.folder, job.programme, kind, today).fill([paper])
