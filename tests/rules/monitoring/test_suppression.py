"""Published counts tell of nobody: whatever is worked out from all that stands there, no hidden count comes near."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import block_diag, csr_matrix

from sync.rules.figures import LEAST
from sync.rules.monitoring.suppression import shown, with_sums

TABLES, AT_ONCE = 1000, 50
Counts = list[list[int]]
MOST = {"few": 4, "some": 12, "many": 60}


def table(number: int) -> Counts:
    """Sizes and sorts of tables in turn: of small counts, of large ones, with many noughts, with one large column."""
    chance = Random(number)  # noqa: S311  # the same tables every time
    rows, columns = chance.randint(1, 5), chance.randint(2, 5)
    most = chance.choice([*MOST.values()])
    counts = [[chance.randint(0, most) for _ in range(columns)] for _ in range(rows)]
    if chance.random() < 0.3:
        counts = [[count if chance.random() < 0.4 else 0 for count in row] for row in counts]
    if chance.random() < 0.2:
        counts = [[count if column else count + 40 for column, count in enumerate(row)] for row in counts]
    return counts


class Attack:
    """What somebody can work out who sees the table and knows that and which hidden counts are below five."""

    def __init__(self, counts: Counts) -> None:
        self.whole = np.array(with_sums(counts))
        self.seen = shown(counts)
        self.hidden = [(i, j) for i, row in enumerate(self.seen) for j, count in enumerate(row) if count is None]
        small = {place: self.whole[place] < LEAST for place in self.hidden}
        self.bounds = [(0, LEAST - 1) if small[place] else (LEAST, self.whole[place] + 50) for place in self.hidden]

    def equations(self) -> tuple[list[list[int]], list[int]]:
        """Every row and every column: its cells less its sum are nought; only what is hidden is unknown."""
        height, width = self.whole.shape
        lines = [[(i, j) for j in range(width)] for i in range(height)]
        lines += [[(i, j) for i in range(height)] for j in range(width)]
        left, right = [], []
        for *cells, total in lines:
            signs = {**dict.fromkeys(cells, 1), total: -1}
            left.append([signs.get(place, 0) for place in self.hidden])
            right.append(-sum(sign * self.whole[place] for place, sign in signs.items() if place not in self.hidden))
        return left, right


def attacks() -> Iterator[list[Attack]]:
    """The tables of which something is hidden, and something shown: who sees nothing cannot tell small from large."""
    tried = (Attack(table(number)) for number in range(TABLES))
    found = [attack for attack in tried if 0 < len(attack.hidden) < attack.whole.size]
    assert len(found) > TABLES / 2
    return (found[start : start + AT_ONCE] for start in range(0, len(found), AT_ONCE))


def extremes(some: list[Attack], sign: int) -> Iterator[list[float]]:
    """The least (1) or the greatest (-1) that each hidden count of each table can be: one programme for all of them,
    with a copy of the table for each of its hidden counts."""
    blocks, right, bounds, aim = [], [], [], []
    for attack in some:
        left, known = attack.equations()
        for wanted in attack.hidden:
            blocks.append(csr_matrix(left))
            right += known
            bounds += attack.bounds
            aim += [sign * (place == wanted) for place in attack.hidden]
    solved = linprog(aim, A_eq=block_diag(blocks, format="csr"), b_eq=right, bounds=bounds, method="highs")
    assert solved.status == 0, solved.message
    start = 0
    for attack in some:
        size = len(attack.hidden)
        yield [solved.x[start + number * (size + 1)] for number in range(size)]
        start += size * size


def test_no_hidden_count_of_a_thousand_tables_can_be_narrowed_down():
    closest = min(
        greatest - least
        for some in attacks()
        for lows, highs in zip(extremes(some, 1), extremes(some, -1), strict=True)
        for least, greatest in zip(lows, highs, strict=True)
    )
    assert closest > 2.999, closest


def test_no_small_count_is_shown_and_what_is_shown_is_true():
    for number in range(TABLES):
        whole, seen = with_sums(table(number)), shown(table(number))
        for counts, told in zip(whole, seen, strict=True):
            assert all(there is None or there == count >= LEAST for count, there in zip(counts, told, strict=True))


def test_large_counts_are_shown_as_they_are():
    assert shown([[20, 30], [7, 5]]) == [[20, 30, 50], [7, 5, 12], [27, 35, 62]]


def test_with_a_small_count_go_those_by_which_it_could_be_worked_out():
    assert shown([[20, 3], [17, 15]]) == [[None, None, 23], [None, None, 32], [37, 18, 55]]


def test_a_group_in_which_all_are_alike_is_hidden():
    seen = shown([[12, 0], [20, 30]])
    assert seen[0][:2] == [None, None]
