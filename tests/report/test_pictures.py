"""Pictures of figures: whatever they are, the SVG is whole, says them in words, and keeps its words on the sheet."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.render.pictures.bars import Bar, Bars, bars
from sync.render.pictures.drawing import SIZE, STYLE, WIDTH, Picture, number, text
from sync.render.pictures.dumbbells import Dumbbell, Dumbbells, dumbbells
from sync.render.pictures.lettering import all_lines, cut, folded, printable, width_of
from sync.render.pictures.levels import Level, Levels, levels
from sync.render.pictures.stacked import Band, Stacked, stacked
from sync.render.pictures.strip import Strip, Weeks, strip
from sync.render.report.quality import LEVELS
from tests.golden import assert_golden

GOLDEN = Path(__file__).parent / "golden"
GUIDES = Path(__file__).parents[2] / "docs" / "pictures"
SVG = "{http://www.w3.org/2000/svg}"
WORDS = st.text(max_size=140) | st.sampled_from(["", "<b>&\"'", "Щ" * 300, "a\x00b", "я" * 60 + " " + "ж" * 60])
COUNTS = st.none() | st.sampled_from([0, 1, 10_000]) | st.integers(0, 10**6)
MARKS = st.none() | st.floats(1, 10)
BARS = st.builds(Bar, WORDS, COUNTS | st.floats(0, 200), WORDS, WORDS, COUNTS, WORDS.map(lambda words: words[:8]))
HALF = Levels(LEVELS, (3, 9, 9, 9, 9, 18), 8.5)


def made(kind: Callable[..., Picture], shown: st.SearchStrategy[object]) -> st.SearchStrategy[Picture]:
    return st.builds(kind, st.just("k"), WORDS, WORDS, shown)


def strips(weeks: int) -> st.SearchStrategy[Strip]:
    mondays = [date(2025, 9, 1) + timedelta(days=7 * place) for place in range(weeks)]
    meetings = st.lists(st.sampled_from([None, 0, 1, 2, 10_000]), min_size=weeks, max_size=weeks)
    return st.builds(Strip, st.just(mondays), st.lists(st.builds(Weeks, WORDS, meetings), max_size=4))


OPTIONS = ("Да", "Скорее да", "Щ" * 80, "Нет")
PICTURES = st.one_of(
    made(bars, st.builds(Bars, st.lists(BARS, max_size=6), st.just(0.0), st.sampled_from(["", " %"]), st.just(1))),
    made(dumbbells, st.builds(Dumbbells, st.lists(st.builds(Dumbbell, WORDS, MARKS, MARKS, WORDS), max_size=6))),
    made(
        stacked,
        st.builds(
            Stacked,
            st.just(OPTIONS),
            st.lists(st.builds(Band, WORDS, st.lists(COUNTS, min_size=4, max_size=4)), max_size=5),
        ),
    ),
    made(strip, st.integers(0, 60).flatmap(strips)),
    made(levels, st.builds(Levels, st.just(LEVELS), st.lists(st.integers(0, 18), max_size=30), st.none() | MARKS)),
)


def texts(tree: ET.Element) -> list[tuple[float, float, float, str]]:
    """Left edge, right edge, base line and the words of every text on the sheet."""
    found = []
    for item in tree.iter(f"{SVG}text"):
        words, x = item.text or "", float(item.get("x", "nan"))
        room = width_of(words, float(item.get("font-size", "nan")))
        left = x - {"middle": room / 2, "end": room}.get(item.get("text-anchor", ""), 0.0)
        found.append((left, left + room, float(item.get("y", "nan")), words))
    return found


@settings(max_examples=50, deadline=None)
@given(PICTURES)
def test_any_figures_make_a_whole_picture_whose_words_stay_on_it(picture: Picture) -> None:
    tree = ET.fromstring(picture.svg(STYLE))  # noqa: S314 - made here
    height = float(tree.get("viewBox", "").split()[3])
    for left, right, line, words in texts(tree):
        assert left >= -0.1, words
        assert right <= WIDTH + 0.1, words
        assert 0 <= line <= height, words
    for item in tree.iter(f"{SVG}rect"):
        if item.get("x"):
            right = float(item.get("x", "")) + float(item.get("width", ""))
            assert right <= WIDTH + 0.1
            assert float(item.get("y", "")) + float(item.get("height", "")) <= height + 0.1


@settings(max_examples=60, deadline=None)
@given(WORDS, st.sampled_from([60.0, 120.0, WIDTH]), st.integers(1, 4))
def test_folded_words_fit_and_are_all_there_or_say_that_they_are_not(words: str, room: float, most: int) -> None:
    lines = folded(words, SIZE, room, most)
    assert len(lines) <= most
    assert all(width_of(line, SIZE) <= room for line in lines)
    if len(list(all_lines(printable(words), SIZE, room))) > most:
        assert lines[-1].endswith("…")
    else:
        assert "".join(lines).replace(" ", "") == printable(words).replace(" ", "")
    assert width_of(cut(words, SIZE, room), SIZE) <= room


def test_words_are_moved_until_they_stand_on_the_sheet() -> None:
    for x, anchor in ((WIDTH, "start"), (0, "end"), (WIDTH - 5, "middle"), (5, "middle")):
        ((left, right, _, _),) = texts(ET.fromstring(f'<svg xmlns="{SVG[1:-1]}">{text(x, 20, "Итого", anchor)}</svg>'))  # noqa: S314
        assert -0.1 <= left < right <= WIDTH + 0.1


def test_a_bar_is_as_long_as_its_number_and_a_hidden_one_has_none() -> None:
    picture = bars("k", "", "", Bars([Bar("а", 10), Bar("б", 5), Bar("в", None, instead="скрыто")]))
    drawn = [float(item.get("width", "")) for item in ET.fromstring(picture.svg()).iter(f"{SVG}rect")]  # noqa: S314
    assert len(drawn) == 5, "a light track for each, a bar for two"
    assert drawn[3] == pytest.approx(drawn[1] / 2, abs=0.1)
    assert "скрыто" in picture.body


def test_before_stands_left_of_after_when_marks_grew_and_right_of_it_when_they_fell() -> None:
    def places(before: float, after: float) -> list[float]:
        picture = dumbbells("k", "", "", Dumbbells([Dumbbell("x", before, after)], 1, 10))
        circles = list(ET.fromstring(picture.svg()).iter(f"{SVG}circle"))[2:]  # noqa: S314 - behind those of the legend
        assert [item.get("class") for item in circles] == ["hollow", "a"]
        return [float(item.get("cx", "")) for item in circles]

    assert places(3, 8) == sorted(places(3, 8))
    assert places(8, 3) == sorted(places(8, 3), reverse=True)
    assert places(1, 10) == pytest.approx([40, WIDTH - 40], abs=0.1)


def test_the_parts_of_a_band_are_told_by_patterns_and_by_counts() -> None:
    picture = stacked("k", "", "", Stacked(("Да", "Нет"), [Band("Полезно?", (6, 2)), Band("Ещё?", (None, 3))]))
    svg = picture.svg()
    assert '<pattern id="k-b"' in svg
    assert "Да: 6 · Нет: 2" in svg
    assert "Да: — · Нет: 3" in svg
    widths = [float(item.get("width", "")) for item in ET.fromstring(svg).iter(f"{SVG}rect") if item.get("y")]  # noqa: S314
    assert widths[3] + 1 == pytest.approx(3 * (widths[4] + 1)), "six to two"


def test_a_week_is_a_dash_a_low_square_or_a_tall_one() -> None:
    mondays = [date(2026, 1, 5) + timedelta(days=7 * place) for place in range(4)]
    weeks = Strip(mondays, [Weeks("П", (0, 1, 2, None))])
    none, held = [item.get("d", "") for item in ET.fromstring(strip("k", "", "", weeks).svg()).iter(f"{SVG}path")]  # noqa: S314
    assert none.count("M") == 1
    assert ("v5h" in held, "v11h" in held, held.count("M")) == (True, True, 2)


def test_numbers_are_written_as_russians_write_them() -> None:
    written = [number(value) for value in (None, 0, 7.0, 7.25, -0.04, -3.5, 10_000)]
    assert written == ["—", "0", "7", "7,2", "0", "−3,5", "10000"]


WAYS = [Bar("Анкет", 24), Bar("В паре", 9, also="(38 %)"), Bar("Класс", None)]
GROWN = [Dumbbell("Интерес", 4.5, 6.7, "Лучше — 6"), Dumbbell("Волнение", 6, 4)]


@pytest.mark.parametrize(
    "picture",
    [
        bars("way", "Путь", "Анкет 24, в паре 9.", Bars(WAYS)),
        bars("plan", "План", "Ниже плана.", Bars([Bar("Дети 10–19 лет", 9.4, "план 70 %", planned=70)], 100, " %", 1)),
        dumbbells("growth", "Было и стало", "Выросло.", Dumbbells(GROWN, 1, 10)),
        levels("level", "Качество", "Между уровнями.", HALF),
    ],
    ids=lambda picture: picture.key,
)
def test_a_picture_looks_as_it_did_when_somebody_last_looked(picture: Picture) -> None:
    assert_golden(GOLDEN / f"{picture.key}.json", picture.svg().replace("><", ">\n<").split("\n"))


def test_a_score_stands_in_its_level() -> None:
    assert [Level("", 0, 8).last + 1, LEVELS[1].last + 1] == [LEVELS[1].first, LEVELS[2].first]
    assert HALF.place(8) < HALF.place(8.5) < HALF.place(9)


def test_the_pictures_in_the_guides_are_ours() -> None:
    """``NASTAVNIK_REGEN=1`` draws them anew: look at them before committing."""
    shown = [
        Dumbbell("Интерес на уроках", 4.6, 6.7, "Лучше — 14, так же — 5, хуже — 2; всего 21."),
        Dumbbell("Представляет своё будущее", 5.2, 6.1, "Лучше — 11, так же — 7, хуже — 3; всего 21."),
        Dumbbell("Волнение", 6.0, 4.3, "Лучше — 12, так же — 6, хуже — 3; всего 21. Чем меньше, тем лучше."),
    ]
    picture = dumbbells("growth", "Было и стало", "Средние баллы до и после.", Dumbbells(shown, 1, 10))
    path = GUIDES / "growth.svg"
    if os.environ.get("NASTAVNIK_REGEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(picture.svg(STYLE) + "\n", encoding="utf-8", newline="\n")
    assert path.read_text(encoding="utf-8") == picture.svg(STYLE) + "\n"
