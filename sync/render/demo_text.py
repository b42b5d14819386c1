"""What the demonstration says at its end: who waits, the pairs with reasons, what to open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from sync.rules.plan import Plan

SHOWN = 12


def demo_text(
    plan: Plan,
    pairs: Iterable[tuple[str, str, str, str]],
    forms: Mapping[str, str],
    books: Mapping[str, str],
    folder: str,
    home: str,
) -> str:
    return "\n".join(
        [
            *waiting_lines(plan),
            *attention_lines(plan),
            *pair_lines(list(pairs)),
            "",
            "ЧТО ОТКРЫТЬ",
            f"  Запустите сервер этой школы снова: nastavnik serve --dir {folder}",
            f"  Он напечатает ссылку «Первый вход координатора»; дальше вход для сотрудников: {home}/signin",
            f"  Отчёт с диаграммами для сотрудников: {folder}/report.html",
            f"  Он же для сайта школы, без имён и кодов: {folder}/report-public.html",
            *(f"  {title}\n    {address}" for title, address in {**books, **forms}.items()),
        ]
    )


def papers_line(count: int, folder: Path) -> str:
    return f"  Бумаги года: приказ, планы, протоколы, грамоты, кейсы, справка. Файлов: {count}\n    {folder / 'papers'}"


def waiting_lines(plan: Plan) -> list[str]:
    lines = ["", f"ЖДУТ СОГЛАСИЯ: {len(plan.waiting)} (в базах их нет)"]
    lines += [f"  {person.who}: {person.missing}" for person in plan.waiting[:SHOWN]]
    return lines + rest(len(plan.waiting))


def attention_lines(plan: Plan) -> list[str]:
    if not plan.issues:
        return []
    lines = ["", f"ТРЕБУЕТ ВНИМАНИЯ: {len(plan.issues)}"]
    return lines + [f"  {issue.what}: {issue.who}" for issue in plan.issues[:SHOWN]] + rest(len(plan.issues))


def pair_lines(pairs: list[tuple[str, str, str, str]]) -> list[str]:
    lines = ["", f"ПАРЫ: {len(pairs)}"]
    for mentee, mentor, state, why in pairs[:SHOWN]:
        lines.append(f"  {mentee} — {mentor} ({state})")
        lines.append(f"      {why}")
    return lines + rest(len(pairs))


def rest(count: int) -> list[str]:
    return [f"  … и ещё {count - SHOWN}"] if count > SHOWN else []
