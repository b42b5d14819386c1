"""A plan and its outcome, as the coordinator reads them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import tzinfo

from sheets_schema.change import BookChange, TableChange
from sheets_schema.tables import book
from sync.last_run import LastRun
from sync.rules.panel import FAILED
from sync.rules.plan import Issue, Plan

SHOWN = 20


@dataclass(frozen=True)
class Bound:
    """The calls that the design allows one command, and those that were made."""

    made: int
    allowed: int


def plan_text(plan: Plan) -> str:
    """What is going to change, by book and tab, and what waits for people."""
    lines = [] if plan else ["Менять нечего: таблицы соответствуют анкетам."]
    for change in plan.books:
        lines += book_lines(change)
    lines += [f"Анкета «{change.title}»: обновятся варианты ответа" for change in plan.forms]
    lines += round_lines(plan)
    lines += restored_lines(plan.restored)
    lines += attention_lines(plan.issues)
    return "\n".join(lines)


def book_lines(change: BookChange) -> Iterator[str]:
    tables = book(change.book).by_key
    shown = [item for item in change.tables if not tables[item.table].hidden]
    if shown:
        yield f"«{book(change.book).title}»"
    for item in shown:
        yield f"  {tables[item.table].title}: {table_text(item)}"


def table_text(change: TableChange) -> str:
    cells = sum(len(row.values) for row in change.rows)
    parts = [
        "вкладка будет создана заново" if change.make else "",
        f"столбцов +{len(change.columns)}" if change.columns else "",
        f"строк +{len(change.new)}" if change.new else "",
        f"ячеек ~{cells}" if cells else "",
        f"строк −{len(change.dropped)}" if change.dropped else "",
        f"диаграмм ~{len(change.charts)}" if change.charts else "",
    ]
    return ", ".join(part for part in parts if part)


def round_lines(plan: Plan) -> Iterator[str]:
    if plan.round:
        counts = Counter(change.state for change in plan.round)
        yield "Предложения пар: " + ", ".join(f"{state} {number}" for state, number in counts.items())


def restored_lines(restored: tuple[Issue, ...]) -> Iterator[str]:
    if restored:
        yield "Возвращены значения, которые считает программа:"
        yield from (f"  {issue.where} ({issue.who})" for issue in restored[:SHOWN])
    if len(restored) > SHOWN:
        yield f"  … и ещё {len(restored) - SHOWN}"


def attention_lines(issues: tuple[Issue, ...]) -> Iterator[str]:
    """Without names: they are in the sheet."""
    if not issues:
        return
    yield f"Требует внимания: {len(issues)} (вкладка «Требует внимания»)"
    counts: dict[str, int] = {}
    for issue in issues:
        counts[issue.what] = counts.get(issue.what, 0) + 1
    yield from (f"  {what}: {count}" for what, count in counts.items())


def status_text(plan: Plan) -> str:
    figures = plan.figures
    return "\n".join(
        [
            f"Ответов получено: {figures.answers}",
            f"Ждут согласия: {len(plan.waiting)}",
            f"Наставляемых в базе: {figures.mentees}",
            f"Наставников в базе: {figures.mentors}, готовы к работе: {figures.ready_mentors}",
            f"Пар предложено: {figures.proposed}, утверждено: {figures.approved}",
            f"Требует внимания: {len(plan.issues)}",
            "Таблицы отстают от анкет: выполните nastavnik sync" if plan else "Таблицы соответствуют анкетам.",
        ]
    )


def last_run_text(last: LastRun | None, zone: tzinfo) -> str:
    """How the last synchronisation on this computer ended, in the school's time."""
    if last is None:
        return "Синхронизаций на этом компьютере ещё не было."
    moment = f"{last.moment.astimezone(zone):%d.%m.%Y %H:%M}"
    if last.succeeded:
        return f"Последняя синхронизация на этом компьютере: {moment}, успешно"
    since = f"{(last.since or last.moment).astimezone(zone):%d.%m.%Y %H:%M}"
    return (
        f"Последняя синхронизация на этом компьютере: {moment}, не удалась ({FAILED[last.exit]}); "
        f"неудач подряд: {last.failures}, с {since}"
    )


def calls_text(calls: Mapping[str, int], bound: Bound | None) -> str:
    """The calls by quota bucket, next to what the design allows."""
    lines = ["Обращения к серверу:"]
    lines += [f"  {bucket}: {count}" for bucket, count in sorted(calls.items())]
    if bound:
        lines.append(f"  всего: {bound.made} (предел {bound.allowed})")
    return "\n".join(lines)
