"""Certificates of the mentors whom «Награждение» names (activity 7.2), and the list of them for the school's site.

The certificate goes to the one whom it names and needs no consent to publication; the list does.
"""

from __future__ import annotations

from sheets_schema.record import Record
from sync.render.papers.layout import CENTRE, Heading, Layout
from sync.render.papers.paper import Batch, Paper, day_or_blank
from sync.rules.nameable import Nameable

GRATITUDE = "Благодарность"  # also where the award is a book or a trip
TITLES = {"грамот": "Грамота", "диплом": "Диплом"}


def certificates(found: Nameable) -> Batch:
    papers = tuple(certificate_of(record) for record in awarded(found))
    return Batch(papers, whole="certificates-all")


def awarded(found: Nameable) -> list[Record]:
    lines = [line for line in found.of_open("awards") if line.text("award").strip() or line.text("nomination").strip()]
    return sorted(lines, key=lambda line: (line.text("full_name"), line.key))


def certificate_of(line: Record) -> Paper:
    fields = {
        "name": line.text("full_name"),
        "place": line.text("place"),
        "title": title_of(line.text("award")),
        "award": line.text("award").strip(),
        "nomination": line.text("nomination").strip(),
        "day": day_or_blank(line.get("awarded_on")),
    }
    return Paper(f"certificates-{line.key}", fields, (line.key,))


def title_of(award: str) -> str:
    return next((title for word, title in TITLES.items() if word in award.lower()), GRATITUDE)


def site_list(found: Nameable) -> Batch:
    """Who may be named on the site. No paper when nobody was awarded or nobody agreed."""
    lines = awarded(found)
    shown = [line for line in lines if found.may_be_published([line.key])]
    rows = [{"number": place, **certificate_of(line).fields} for place, line in enumerate(shown, start=1)]
    paper = Paper("certificates-site", {"people": rows}, tuple(line.key for line in shown))
    return Batch((paper,) if shown else (), tuple(sorted({line.key for line in lines} - set(paper.codes))))


def certificate_template() -> bytes:
    """Nothing in it makes a name bend: it stands by itself, under what it is."""
    paper = Layout("Грамота", festive=True)
    with paper.each("paper in papers"):
        paper.heading("{{ paper.title|upper }}", new_page=True, size=36)
        paper.line("{{ school }}", CENTRE, size=16, gaps=(0, 48))
        paper.line("наставник", CENTRE, size=16, gaps=(0, 8))
        paper.line("{{ paper.name }}", CENTRE, bold=True, size=26, gaps=(0, 8))
        paper.line("{{ paper.place }}", CENTRE, size=16, gaps=(0, 36))
        with paper.only_if("paper.nomination"):
            paper.line("«{{ paper.nomination }}»", CENTRE, bold=True, size=20, gaps=(0, 24))
        paper.line("за работу в программе наставничества\nв {{ year }} учебном году", CENTRE, size=16, gaps=(0, 60))
        paper.signature("Директор", "{{ head }}")
        paper.line("{{ paper.day }}", CENTRE, gaps=(36, 0))
    return paper.to_bytes()


def site_list_template() -> bytes:
    paper = Layout("Лучшие наставники года")
    paper.heading("Лучшие наставники года")
    paper.line("{{ school }}, {{ year }} учебный год", CENTRE, gaps=(0, 14))
    columns = (
        Heading("№", "{{ row.number }}", 9, centred=True),
        Heading("Наставник", "{{ row.name }}", 66),
        Heading("Класс, должность или место работы", "{{ row.place }}", 45),
        Heading("За что", "{{ row.nomination }}", 50),
    )
    paper.table(columns, "row in paper.people")
    return paper.to_bytes()
