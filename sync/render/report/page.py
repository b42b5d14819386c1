"""A report as one HTML file that needs nothing but itself: no script, no address outside, light, dark and on paper."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from sync.render.pictures.drawing import STYLE
from sync.render.report.parts import Report

if TYPE_CHECKING:
    from jinja2 import Template


def report_page(report: Report, *, public: bool = False) -> str:
    """Every text is escaped: people wrote some of them. Only a public page may be found by search engines."""
    robots = "index" if public else "noindex, nofollow"
    return template().render(report=report, pictures_style=STYLE, robots=robots)


@cache
def template() -> Template:
    loader = FileSystemLoader(Path(__file__).parent, encoding="utf-8")
    paper = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return paper.get_template("report.html")
