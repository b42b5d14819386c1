"""How well the matcher does on pairs of names whose verdict was written down before it was.

``python -m tests.people.measure`` prints the figures of both halves, as ``docs/names.md`` has them.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sync.rules.likeness import Described, Verdict, likeness, ranked

HALVES = ("seen", "blind")
WORDS = {"same": Verdict.SAME, "ask": Verdict.ASK, "different": Verdict.DIFFERENT}


@dataclass(frozen=True)
class Pair:
    """Two descriptions and what a teacher would say of them."""

    first: Described
    second: Described
    verdict: Verdict
    why: str

    @property
    def said(self) -> Verdict:
        return likeness(self.first, self.second).verdict


@dataclass(frozen=True)
class Figures:
    """``wrong`` pairs were joined although nobody may; ``found`` of ``true`` ones are joined or queued first.

    A pair is true when a teacher would say "the same". ``asked`` of ``unclear`` are queued likewise where only a human
    can say. ``joined`` of the true ones needed no human; ``in_vain`` are questions about two who are plainly two.
    """

    wrong: tuple[Pair, ...]
    true: int
    found: int
    joined: int
    unclear: int
    asked: int
    different: int
    in_vain: int

    def __str__(self) -> str:
        return (
            f"wrong joins {len(self.wrong)}; true pairs joined or queued first {self.found} of {self.true} "
            f"({self.found / self.true:.1%}), {self.joined} of them joined; unclear ones queued first "
            f"{self.asked} of {self.unclear}; asked in vain {self.in_vain} of {self.different}"
        )


def pairs_of(half: str) -> list[Pair]:
    text = Path(__file__).with_name(f"pairs_{half}.csv").read_text(encoding="utf-8")
    return [pair_from(line, str(number)) for number, line in enumerate(csv.DictReader(text.splitlines()))]


def pair_from(line: dict[str, str], number: str) -> Pair:
    first, second = (
        Described(line[f"{side}_name"], line[f"{side}_born"], line[f"{side}_class"], f"{number}-{side}")
        for side in ("first", "second")
    )
    return Pair(first, second, WORDS[line["verdict"]], line["why"])


def figures_of(pairs: Iterable[Pair]) -> Figures:
    pairs = list(pairs)
    by_verdict = {verdict: [pair for pair in pairs if pair.verdict is verdict] for verdict in Verdict}
    true, unclear, different = (by_verdict[item] for item in (Verdict.SAME, Verdict.ASK, Verdict.DIFFERENT))
    return Figures(
        wrong=tuple(pair for pair in [*unclear, *different] if pair.said is Verdict.SAME),
        true=len(true),
        found=sum(comes_first(pair, pairs) for pair in true),
        joined=sum(pair.said is Verdict.SAME for pair in true),
        unclear=len(unclear),
        asked=sum(comes_first(pair, pairs) for pair in unclear),
        different=len(different),
        in_vain=sum(pair.said is Verdict.ASK for pair in different),
    )


def comes_first(pair: Pair, pairs: Iterable[Pair]) -> bool:
    """Whether, sought among everyone else of this half, the right one is the first candidate."""
    others = [person for other in pairs if other is not pair for person in (other.first, other.second)]
    candidates = ranked(pair.first, [*others, pair.second])
    return bool(candidates) and candidates[0][0] == pair.second


if __name__ == "__main__":
    for half in HALVES:
        print(f"{half}: {figures_of(pairs_of(half))}")
