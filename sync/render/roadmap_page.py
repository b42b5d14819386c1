"""Where each activity lives: ``python -m sync.render.roadmap_page docs/roadmap.md`` writes the page."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from forms.load import load_questionnaires
from sheets_schema.tables import book_of, table
from sync.rules.activities import ACTIVITIES, STAGES, Activity

OPENING = """\
# Дорожная карта: где живёт каждое мероприятие

Written by `python -m sync.render.roadmap_page docs/roadmap.md` from `sync/rules/activities.py`, the questionnaires and
the declared tabs: change those, not this file.

Всё это видно на вкладке «Дорожная карта» книги «Наставничество: программа» и в команде `nastavnik roadmap`. Состояние и
подтверждение считает программа по записям в таблицах. Если подтверждение лежит не в таблицах (подписанный приказ,
договорённость с экспертом), поставьте в «Отметка школы» слово «сделано»: оно считается прежде всего остального, а в
«Примечание» впишите, где оно лежит. Мероприятие, без которого школа обходится, отметьте «не проводим».

В подтверждении и в «Отметке школы» нет имён: эту книгу видят все сотрудники программы.

Мероприятие «идёт», когда есть первая запись о нём; «сделано» — когда выполнено то, что сказано в последнем столбце.
Сроки и ответственные — школы: в таблице уже стоят те, что в образце, и программа их больше не меняет.
"""
PRELIMINARY = """\
В этом этапе нет мероприятий с номерами. Запросы собирает анкета «{title}» (`request`), они ложатся на вкладку
«{tab}»; где искать наставников и что для этого понадобится, пишут сотрудники в столбцах «{where}» и «{resources}».
"""


def roadmap_page() -> str:
    """The whole page, Markdown."""
    titles = {item.key: item.title for item in load_questionnaires()}
    lines = [OPENING]
    for number, title in enumerate(STAGES, start=1):
        lines += [f"## {number}. {title}", ""]
        lines += [preliminary(titles)] if number == 1 else [*stage_lines(f"{number}.", titles), ""]
    return "\n".join(lines)


def preliminary(titles: Mapping[str, str]) -> str:
    requests = table("requests")
    where, resources = (requests.by_key[key].title for key in ("where_to_look", "resources"))
    return PRELIMINARY.format(title=titles["request"], tab=requests.title, where=where, resources=resources)


def stage_lines(prefix: str, titles: Mapping[str, str]) -> Iterator[str]:
    yield "| № | мероприятие | анкеты | вкладки и столбцы | команды | сделано, когда |"
    yield "|---|---|---|---|---|---|"
    for activity in ACTIVITIES:
        if activity.number.startswith(prefix):
            yield f"| {' | '.join(cells(activity, titles))} |"


def cells(activity: Activity, titles: Mapping[str, str]) -> Iterator[str]:
    yield activity.number
    yield activity.title
    yield "; ".join(f"«{titles[key]}» (`{key}`)" for key in activity.surveys) or "—"
    yield "; ".join(place(name) for name in activity.tabs)
    yield ", ".join(f"`nastavnik {command}`" for command in activity.commands) or "—"
    yield activity.done_when


def place(name: str) -> str:
    """«Вкладка» of a book, and the column where it is one."""
    tab, _, column = name.partition(".")
    declared = table(tab)
    where = f"«{declared.title}» ({book_of(tab).title.rpartition(' ')[2]})"
    return f"{where}, столбец «{declared.by_key[column].title}»" if column else where


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(roadmap_page(), encoding="utf-8", newline="\n")
