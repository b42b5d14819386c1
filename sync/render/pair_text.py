"""What ``nastavnik pair`` tells: what a round changes, what a lock costs, whether the published pairing is the best."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sync.rules.alone_lines import LEVELS, WAYS, brief
from sync.rules.assignment.certificate import Move
from sync.rules.pair_questions import Priced, Verdict
from sync.rules.pair_states import PROPOSED
from sync.rules.plan import Plan
from sync.rules.pool import Pool

NOT_YET = "Ничего не записано. Записать это: nastavnik pair --fresh --yes"
SAME = "Предложения остались бы теми же."
CHANGED_SINCE = (
    "С того дня таблицы изменились: новые анкеты, согласия, решения или правила подбора. Поэтому повторить тот подбор "
    "в точности уже нельзя."
)


def round_text(plan: Plan) -> str:
    """Codes and first names: surnames stay in the tables."""
    lines = [
        f"  {'+' if change.state == PROPOSED else '−'} {change.mentee} — {change.mentor}: {change.state}"
        for change in plan.round
    ]
    return "\n".join(["Предложения:", *lines] if lines else [SAME])


# The price of a lock


def price_text(priced: Priced) -> str:
    who = f"{brief(priced.pool, priced.mentee)} — {brief(priced.pool, priced.mentor)}"
    if priced.price is None:
        return f"{who}: закрепить нельзя. Причина: {priced.reason}."
    if not priced.price.moves:
        return f"{who}: эта пара и так лучшая. Закрепить её ничего не стоит."
    change = zip(priced.levels, priced.price.change, strict=True)
    told = [f"  {LEVELS[level]}: {number:+d}" for level, number in change if number]
    moves = [f"  {move_text(priced.pool, move)}" for move in priced.price.moves]
    return "\n".join(
        [f"Если закрепить {who}:", *(told or ["  никто не потеряет"]), "Кто окажется не там, где сейчас:", *moves]
    )


def move_text(pool: Pool, move: Move) -> str:
    source = f"от {brief(pool, move.source)}" if move.source else "без пары"
    target = f"к {brief(pool, move.target)}" if move.target else "останется без пары"
    return f"{brief(pool, move.mentee)}: {source} → {target}"


def price_json(priced: Priced) -> dict[str, Any]:
    """Codes alone."""
    found: dict[str, Any] = {"mentee": priced.mentee, "mentor": priced.mentor, "possible": priced.price is not None}
    if priced.price is None:
        return {**found, "reason": priced.reason}
    moves = [{"mentee": move.mentee, "from": move.source, "to": move.target} for move in priced.price.moves]
    return {**found, "change": dict(zip(priced.levels, priced.price.change, strict=True)), "moves": moves}


# Whether it is the best


def verdict_text(verdict: Verdict) -> str:
    return "\n".join(verdict_lines(verdict))


def verdict_lines(verdict: Verdict) -> Iterator[str]:
    record = verdict.record
    if record is None:
        yield "Подбора ещё не было, проверять нечего. Предложить пары: nastavnik pair"
        return
    yield f"Подбор № {record.number} от {record.day:%d.%m.%Y} ({WAYS[record.way]}), пар: {verdict.pairs}."
    if verdict.holds:
        totals = [f"{words} {record.totals[level]}" for level, words in LEVELS.items() if record.totals.get(level)]
        yield f"Проверено по таблицам: лучше нельзя. Итоги сходятся: {', '.join(totals) or 'пар нет'}."
        return
    if not verdict.same_version:
        yield "Он сделан другой версией модели подбора."
    if not verdict.same_ground:
        yield CHANGED_SINCE
    if not verdict.lawful:
        yield "Некоторые из тех пар сегодня уже невозможны."
    elif verdict.better is not None and any(verdict.better.change):
        yield "По сегодняшним таблицам можно подобрать лучше."
    elif verdict.better is not None:
        yield "По сегодняшним таблицам есть пары не хуже, и жребий по соли теперь выбрал бы их."
    elif not verdict.same_totals:
        yield "Итоги с записанными не сходятся."
    else:
        yield "По сегодняшним таблицам те же пары лучшие и теперь."
    yield "Посмотреть, что изменил бы новый подбор: nastavnik pair --fresh"


def verdict_json(verdict: Verdict) -> dict[str, Any]:
    checks = {
        name: getattr(verdict, name) for name in ("holds", "same_version", "same_ground", "same_totals", "lawful")
    }
    content = verdict.record.to_memory()["round"] if verdict.record else None
    return {**checks, "improvable": verdict.better is not None, "pairs": verdict.pairs, "round": content}
