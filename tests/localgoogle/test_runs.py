"""Where a line stands is told by runs of ids, however the lines were inserted, deleted and moved."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from localgoogle.sheets.book import Axis

STEPS = st.lists(st.tuples(st.sampled_from(["insert", "delete", "move"]), *[st.integers(0, 11)] * 3), max_size=12)


def change(axis: Axis, step: tuple[str, int, int, int]) -> None:
    what, a, b, to = step
    start, end = sorted((a % (len(axis) + 1), b % (len(axis) + 1)))
    if what == "insert":
        axis.insert(start, b)
    elif what == "delete":
        axis.delete(start, end)
    elif not start < to < end:
        axis.move(start, end, min(to, len(axis)))


@given(count=st.integers(0, 12), steps=STEPS)
def test_every_line_is_found_where_it_stands_and_no_other_is(count: int, steps: list[tuple[str, int, int, int]]):
    axis = Axis.of(count)
    for step in steps:
        change(axis, step)
        assert [axis.runs.place_of(line) for line in axis.ids] == list(range(len(axis)))
        assert {axis.runs.place_of(line) for line in set(range(axis.next_id + 2)) - set(axis.ids)} == {None}
