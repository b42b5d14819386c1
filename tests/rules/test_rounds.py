"""Rounds of pairing: those without a pair get one, decided pairs stand, a repair changes as little as it can."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheets_schema.record import Record
from sync.rules.assignment.groups import GroupsNotInstalledError
from sync.rules.decide import decide
from sync.rules.pair_rows import Pair
from sync.rules.pair_states import APPROVED, DECIDED, LIFTED, PROPOSED
from sync.rules.rounds import Round, candidates_of, play, question_of
from sync.rules.way import Way
from tests.rules.pairing_school import SALT, code, mentee, mentor, pool, school, without
from tests.rules.paper import row, rows, synced, typed, world
from tests.rules.test_pair_states import decided
from tests.rules.test_pairs import CHILDREN, admitted, pair_of, without_row
from tests.rules.test_pairs import school as answers_of

TODAY = date(2026, 11, 22)
seeds = st.integers(0, 10**6)
untimed = settings(deadline=None, max_examples=40)


def played(people, pairs=(), way=Way.ADD, number=1) -> Round:
    """One round on paper; whoever is gone has no standing pair any more."""
    there = people.mentees.keys() | people.mentors.keys()
    pairs = [pair if pair.codes <= there else replace(pair, gate="нет согласия") for pair in pairs]
    model = candidates_of(people, pairs, {})
    found = play(pairs, question_of(pairs, model, way, SALT), number, TODAY)
    return replace(found, pairs=[replace(pair, row=pair.row or Record(pair.key, {})) for pair in found.pairs])


def proposals(pairs) -> set[str]:
    return {pair.key for pair in pairs if pair.state == PROPOSED}


def approved_by_chance(pairs, chance: Random):
    return [replace(pair, stage=APPROVED) if chance.random() < 0.4 else pair for pair in pairs]


# What holds of every school


@untimed
@given(seeds, st.sampled_from(Way))
def test_the_same_round_twice_changes_nothing(seed, way):
    people = school(seed, mentees=8, mentors=5)
    once = played(people, way=way)
    again = played(people, once.pairs, way, 2)
    assert not again.changed
    assert proposals(again.pairs) == proposals(once.pairs)


@untimed
@given(seeds, st.sampled_from(Way), st.randoms(use_true_random=False))
def test_what_staff_decided_never_changes_and_nobody_has_two(seed, way, chance):
    people = school(seed, mentees=8, mentors=5)
    before = approved_by_chance(played(people).pairs, chance)
    after = played(people, before, way, 2).pairs
    assert {pair.key for pair in after if pair.state in DECIDED} == {p.key for p in before if p.state in DECIDED}
    mentees = [pair.mentee for pair in after if pair.stands]
    assert len(mentees) == len(set(mentees))


@untimed
@given(seeds)
def test_after_somebody_leaves_a_repair_touches_no_more_than_a_fresh_start_and_leaves_out_no_more(seed):
    people = school(seed, mentees=9, mentors=5)
    before = played(people).pairs
    left = without(people, sorted(people.mentors)[seed % 5])
    repaired, fresh = (played(left, before, way, 2).pairs for way in (Way.REPAIR, Way.FRESH))
    stood = {pair.key for pair in before if pair.codes <= left.mentees.keys() | left.mentors.keys()}
    assert len(stood - proposals(repaired)) <= len(stood - proposals(fresh))
    assert len(proposals(repaired)) == len(proposals(fresh)) >= len(proposals(played(left, before, number=2).pairs))


# Stories


def crowded():
    """Anya can be helped by Oleg alone, Borya by Oleg (who suits him better) and by Vera."""
    anya, borya = mentee("Аня", times="Среда"), mentee("Боря", times="Среда; Суббота", subjects="Физика")
    oleg, vera = mentor("Олег", times="Среда", subjects="Физика"), mentor("Вера", times="Суббота")
    return anya, borya, oleg, vera


def test_a_plain_round_leaves_proposals_where_they_are_and_a_repair_makes_room():
    anya, borya, oleg, vera = crowded()
    first = played(pool([borya], [oleg, vera]))
    assert proposals(first.pairs) == {f"{code('Боря')}-{code('Олег')}"}
    everyone = pool([anya, borya], [oleg, vera])
    assert proposals(played(everyone, first.pairs, number=2).pairs) == proposals(first.pairs)
    repaired = played(everyone, first.pairs, Way.REPAIR, 2)
    assert proposals(repaired.pairs) == {f"{code('Аня')}-{code('Олег')}", f"{code('Боря')}-{code('Вера')}"}
    (lifted,) = [pair for pair in repaired.pairs if pair.state == LIFTED]
    assert (lifted.key, lifted.stood, lifted.round) == (f"{code('Боря')}-{code('Олег')}", 2, 1)


def test_a_repair_keeps_a_proposal_that_a_fresh_start_would_change_for_a_better_fit():
    _, borya, oleg, vera = crowded()
    first = played(pool([borya], [vera]))
    people = pool([borya], [oleg, vera])
    assert not played(people, first.pairs, Way.REPAIR, 2).changed
    assert proposals(played(people, first.pairs, Way.FRESH, 2).pairs) == {f"{code('Боря')}-{code('Олег')}"}


def test_a_lifted_proposal_may_come_back():
    anya, borya, oleg, vera = crowded()
    first = played(pool([borya], [oleg, vera]))
    second = played(pool([anya, borya], [oleg, vera]), first.pairs, Way.REPAIR, 2)
    third = played(pool([borya], [oleg]), second.pairs, Way.REPAIR, 3)
    assert proposals(third.pairs) == {f"{code('Боря')}-{code('Олег')}"}


def test_a_mentor_whose_group_has_begun_takes_whoever_comes():
    group = mentor("Олег", seats="3", least="2")
    one, two = mentee("Аня"), mentee("Боря")
    begun = [Pair(one.key, group.key, APPROVED, TODAY)]
    assert proposals(played(pool([one, two], [group]), begun).pairs) == {f"{two.key}-{group.key}"}


def test_groups_of_a_least_size_are_closed_rather_than_too_small():
    pytest.importorskip("highspy")
    big, single = mentor("Олег", seats="3", least="3"), mentor("Вера", seats="1")
    few = played(pool([mentee("Аня"), mentee("Боря")], [big, single]))
    assert {pair.mentor for pair in few.pairs} == {single.key}
    assert len(played(pool([mentee(name) for name in ("Аня", "Боря", "Вася")], [big])).pairs) == 3


def test_without_the_extra_such_groups_are_refused_by_name(monkeypatch):
    monkeypatch.setitem(sys.modules, "highspy", None)
    with pytest.raises(GroupsNotInstalledError) as refused:
        played(pool([mentee("Аня")], [mentor("Олег", seats="3", least="2")]))
    assert refused.value.mentors == (code("Олег"),)


# On the tabs


def test_a_fresh_round_takes_back_what_nobody_decided_and_its_line_may_then_be_deleted():
    answers = answers_of("1")
    books = synced(answers, admitted(answers), wants_pairs=True)
    (pair,) = rows(books, "pairs")
    other = next(name for name, _ in CHILDREN if name != pair.text("mentee_name"))
    mentee_code = row(books, "mentees", full_name=pair.text("mentee_name")).key
    books = typed(books, "mentees", mentee_code, times="Среда после уроков")
    books = synced(answers, books, wants_pairs=True, way=Way.REPAIR)
    assert {line.text("mentee_name"): line.text("state") for line in rows(books, "pairs")} == {
        pair.text("mentee_name"): "снята",
        other: "предложена",
    }
    assert row(books, "pairs", pair=pair.key).text("history") == "22.11.2026 предложена; 22.11.2026 снята"
    books = synced(answers, without_row(books, "pairs", pair.key))
    assert rows(books, "attention") == []
    assert not decide(world(answers, books))
    books = typed(books, "mentees", mentee_code, times="Суббота")
    books = decided(answers, books, pair_of(books, other).key, decision="отклонить")
    books = synced(answers, books, wants_pairs=True)
    again = row(books, "pairs", pair=pair.key)
    assert again.text("state") == "предложена"
    assert again.text("history").startswith("22.11.2026 предложена; 22.11.2026 снята; ")


def test_a_round_that_is_only_shown_tells_what_it_would_change():
    answers = answers_of()
    plan = decide(world(answers, admitted(answers), wants_pairs=True, way=Way.FRESH))
    assert [change.state for change in plan.round] == [PROPOSED, PROPOSED]
    assert {change.mentee.split()[1] for change in plan.round} == {"Глеб", "Алёна"}
    assert not any("Белов" in str(change) for change in plan.round)
