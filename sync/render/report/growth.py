"""What changed in people from the first marks to the last, and whether they are content."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from sync.render.pictures.drawing import number
from sync.render.pictures.dumbbells import Dumbbell, Dumbbells, dumbbells
from sync.render.pictures.stacked import Band, Stacked, stacked
from sync.render.report.parts import Figure, Section, Table, capital, cells
from sync.rules.figures import LEAST, Asked, Monitoring, OwnIndex, Satisfaction, Shift

BANDS = {"8–10": slice(7, 10), "5–7": slice(4, 7), "1–4": slice(0, 4)}  # as on «Довольны ли участники»
LOW, HIGH = 1, 10  # of every mark


def growth_section(monitoring: Monitoring) -> Section:
    """A group of which nothing may be said is only named; forms of mentoring are drawn together, and told apart."""
    influence = monitoring.influence
    by_group = {
        group_title(role, form): list(some)
        for (role, form), some in groupby(influence.shifts, lambda shift: (shift.role, shift.form))
    }
    shown = {
        title: shifts for title, shifts in by_group.items() if any(shift.after.mean is not None for shift in shifts)
    }
    together = {shift.role for shift in influence.shifts if not shift.form}
    figures = [
        growth_figure(f"growth-{place}", title, shifts, drawn=not shifts[0].form or shifts[0].role not in together)
        for place, (title, shifts) in enumerate(shown.items())
    ]
    few = tuple(title for title in by_group if title not in shown)
    missing = tuple(f"{role}, {wave.lower()}: {count}" for (role, wave), count in influence.missing.items() if count)
    lists = (
        index_list(influence.indexes),
        ("Ответили дважды меньше пяти человек", few),
        ("Сколько ответов ещё не хватает", missing),
    )
    kept = tuple(item for item in lists if item[1] and by_group)
    return Section("growth", "Что изменилось у участников", (), tuple(figures), kept)


def group_title(role: str, form: str) -> str:
    return f"{capital(role)}: {form or 'все формы вместе'}"


def index_list(indexes: Sequence[OwnIndex]) -> tuple[str, tuple[str, ...]]:
    """The tool's own figure is called its own."""
    lines = tuple(
        f"{group_title(index.role, index.form)}: {signed(index.value)} (ответили дважды: {index.number})"
        for index in indexes
        if index.value is not None
    )
    return "Средний сдвиг в баллах: собственный показатель программы, не официальный", lines


def growth_figure(key: str, title: str, shifts: list[Shift], *, drawn: bool) -> Figure:
    """Drawn are those of which there are means; the table has them all."""
    known = [shift for shift in shifts if shift.after.mean is not None]
    shown = [Dumbbell(shift.title, shift.before.mean, shift.after.mean, growth_note(shift)) for shift in known]
    better = sum(shift.better > shift.worse for shift in known)
    told = f"Средние баллы до и после. Показателей: {len(known)}, лучше стало чаще, чем хуже, по {better} из них."
    columns = ("Показатель", "Дважды", "Было", "Стало", "Лучше", "Так же", "Хуже", "Вывод")
    table = Table(f"{title}: среднее (медиана)", columns, tuple(map(shift_row, shifts)))
    return Figure(table, (dumbbells(key, title, told, Dumbbells(shown, LOW, HIGH)),) if drawn else ())


def growth_note(shift: Shift) -> str:
    turned = " Чем меньше, тем лучше." if shift.lower_is_better else ""
    return f"Лучше — {shift.better}, так же — {shift.same}, хуже — {shift.worse}; всего {shift.number}.{turned}"


def shift_row(shift: Shift) -> tuple[str, ...]:
    before, after = shift.before, shift.after
    return (
        shift.title,
        str(shift.number),
        *(f"{number(one.mean)} ({number(one.median)})" if one.mean is not None else "—" for one in (before, after)),
        *cells(shift.better, shift.same, shift.worse, shift.verdict),
    )


def signed(value: float) -> str:
    return ("+" if value > 0 else "") + number(value, 2)


# Whether people are content


def satisfaction_section(found: Sequence[Satisfaction]) -> Section:
    asked = [one for one in found if one.answered >= LEAST]
    figures = tuple(asked_figure(f"content-{place}", one) for place, one in enumerate(asked) if one.asked)
    return Section("content", "Довольны ли участники", tuple(map(satisfied_words, asked)), figures)


def satisfied_words(one: Satisfaction) -> str:
    return f"{capital(one.role)}: довольны {one.satisfied} из {one.answered} ответивших (в парах {one.people})."


def asked_figure(key: str, found: Satisfaction) -> Figure:
    title = f"{capital(found.role)}: оценки от 1 до 10"
    shown = Stacked(tuple(BANDS), [Band(one.title, banded(one)) for one in found.asked])
    columns = ("О чём спросили", "Ответов", *BANDS, "Среднее", "Медиана")
    rows = tuple(
        (one.title, *cells(one.marks.number, *banded(one), one.marks.mean, one.marks.median)) for one in found.asked
    )
    return Figure(Table(title, columns, rows), (stacked(key, title, satisfied_words(found), shown),))


def banded(asked: Asked) -> tuple[int, ...]:
    return tuple(sum(asked.marks.counts[part]) for part in BANDS.values())
