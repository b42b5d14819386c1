"""``nastavnik pair`` over the school's own server: rounds, the price of a lock, the proof, and no call too many."""

from __future__ import annotations

import json

import pytest

from sync.cli.root import run
from sync.demo import staff
from tests.system.office import TODAY


@pytest.fixture
def school(office):
    """A school whose mentors have been talked to and trained."""
    office.found()
    office.answer(16)
    office.sync()
    staff.hold_interviews(office.staff("sidorova"), office.book_id("bases"), TODAY)
    office.sync()
    return office


@pytest.fixture
def pair(school, capsys):
    def call(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = run(["--dir", str(school.path), "pair", *arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def states(office) -> dict[str, str]:
    return {row["pair"]: row["state"] for row in office.shown()["programme/pairs"]}


def decide(office, key: str, **cells: str) -> None:
    def chosen(_place, pair):
        return cells if pair.key == key else {}

    staff.fill_rows(office.staff("petrova"), "programme", office.book_id("programme"), "pairs", chosen)


def test_a_round_from_the_first_proposals_to_the_proof(school, pair):
    code, out, _ = pair("--fresh")
    assert (code, states(school)) == (0, {})
    assert "Ничего не записано. Записать это: nastavnik pair --fresh --yes" in out
    shown = [line.split(":")[0] for line in out.splitlines() if line.startswith("  + ")]
    assert pair("--verify")[0] == 3
    code, out, _ = pair("--fresh", "--yes", "--json")
    told = json.loads(out)
    assert (code, told["plan"]["figures"]["proposed"]) == (0, len(shown))
    first, *others = states(school)
    assert pair("--verify")[0] == 0
    assert json.loads(pair("--verify", "--json")[1])["holds"] is True
    decide(school, first, decision="утвердить", order="№ 5")
    assert "предложения" not in pair()[1].casefold()
    assert states(school) == {first: "в приказе", **dict.fromkeys(others, "предложена")}
    assert pair("--verify")[0] == 0
    assert not school.sync().written


def test_the_price_of_a_lock_is_asked_by_name_and_by_code_and_writes_nothing(school, pair):
    pair()
    before = school.shown()
    first = next(iter(states(school)))
    mentee, mentor = first.split("-")
    code, out, _ = pair("--what-if", f"{mentee} = {mentor}")
    assert (code, "и так лучшая" in out) == (0, True)
    name = next(row["full_name"] for row in before["bases/mentees"] if row["code"] == mentee)
    told = json.loads(pair("--what-if", f"{name}={mentor}", "--json")[1])
    assert (told["mentee"], told["possible"], told["moves"]) == (mentee, True, [])
    code, _, err = pair("--what-if", f"Никто Такой={mentor}")
    assert (code, "Такого человека в базе нет" in err) == (2, True)
    decide(school, first, decision="утвердить")
    school.sync()
    code, out, _ = pair("--what-if", f"{mentee}={mentor}")
    assert (code, "эта пара уже утверждена" in out) == (3, True)
    assert school.shown()["programme/unpaired"] == before["programme/unpaired"]


@pytest.mark.parametrize(
    "wrong", [("--fresh", "--verify"), ("--yes",), ("--repair", "--yes"), ("--what-if", "один"), ("--what-if", "=б")]
)
def test_questions_that_do_not_go_together_are_refused(office, capsys, wrong):
    assert run(["--dir", str(office.path), "pair", *wrong]) == 2
    assert capsys.readouterr().err
