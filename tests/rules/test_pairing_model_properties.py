"""What must hold of the model whatever the school, from the rows of the bases to the pairs, and what a change of the
school may change. (Of the solver alone: test_pairing_properties.py.)"""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from forms.meanings import PUPILS, TEACHERS
from sheets_schema.record import Record
from sync.programme import CLASS_DISTANCE, INERTIA, WEIGHTS
from sync.rules.assignment.instance import pose
from sync.rules.assignment.solver import best_assignment
from sync.rules.barriers import BARRIERS
from sync.rules.candidates import MOST_OF_WORDS, levels_of, model_of, rated_candidates
from sync.rules.codes import code_from
from sync.rules.pair_rows import pair_key
from sync.rules.pairing_rows import RULES as LINES
from sync.rules.pairing_rows import rules_of, unclear_rules
from sync.rules.pairing_rules import points_of
from sync.rules.portrait import topics_in
from sync.rules.scoring import CRITERIA, points_for
from sync.rules.wishes import kept_apart
from tests.rules.pairing_school import RULES, SALT, code, couples, joined, mentor, school, solved, without

untimed = settings(deadline=None, max_examples=40)
seeds = st.integers(0, 10**6)
dice = st.randoms(use_true_random=False)
FIRST = {**WEIGHTS, "class_distance": CLASS_DISTANCE, "inertia": INERTIA}


def shuffled(chance, rows):
    keys = list(rows)
    chance.shuffle(keys)
    return {key: rows[key] for key in keys}


# What every model is


@untimed
@given(seeds)
def test_everybody_s_every_pair_is_a_candidate_or_behind_one_barrier(seed):
    model = model_of(school(seed))
    everything = set(product(model.mentees, model.mentors))
    assert model.candidates.keys() | model.barriers.keys() == everything
    assert not model.candidates.keys() & model.barriers.keys()
    assert set(model.barriers.values()) <= BARRIERS.keys()
    assert len(model.candidates) == len(list(model.candidates))


@untimed
@given(seeds)
def test_the_rows_of_points_are_the_fits_one_by_one(seed):
    """The quick way over all mentors and the plain one over one pair agree, and fits are 0 to 1000."""
    model = model_of(school(seed))
    assert model.points.keys() == model.candidates.keys()
    for pair, candidate in model.candidates.items():
        people = (model.pool.of_mentees[pair[0]], model.pool.of_mentors[pair[1]])
        plainly = sum(points_for(item.share(*people), RULES.weights[item.key]) for item in CRITERIA)
        assert model.points[pair] == candidate.fit.points == plainly
        assert 0 <= plainly <= 1000


@untimed
@given(seeds, st.data())
def test_only_the_ready_with_seats_and_nobody_over_a_barrier_is_paired(seed, data):
    people = school(seed)
    out = data.draw(st.sets(st.sampled_from(sorted(people.mentors)), max_size=2))
    marks = data.draw(st.sampled_from([{}, {"decision": "допущен"}, {"decision": "резерв", "trained": "да"}]))
    people = replace(people, readiness={**people.readiness, **{key: Record(key, marks) for key in out}})
    model = model_of(people)
    pairs = couples(model)
    assert not {helper for _, helper in pairs} & {*out, *model.absent_mentors}
    assert not set(pairs) & model.barriers.keys()
    assert all(pair[0] != pair[1] for pair in pairs)


# What changes nothing


@untimed
@given(seeds, dice)
def test_permutation_of_rows_changes_nothing(seed, chance):
    people = school(seed)
    tabs = ("mentees", "mentors", "preferences", "readiness")
    mixed = replace(people, **{tab: shuffled(chance, getattr(people, tab)) for tab in tabs})
    assert solved(model_of(mixed)) == solved(model_of(people))
    assert dict(model_of(mixed).barriers) == dict(model_of(people).barriers)


@untimed
@given(seeds, dice)
def test_permutation_of_the_choices_in_a_cell_changes_no_points(seed, chance):
    people = school(seed)

    def mixed(record: Record) -> Record:
        values = dict(record.values)
        for column in ("request", "competences", "subjects", "times"):
            if column in values:
                values[column] = "; ".join(chance.sample(found := values[column].split("; "), len(found)))
        return Record(record.key, values)

    other = replace(
        people,
        mentees={key: mixed(row) for key, row in people.mentees.items()},
        mentors={key: mixed(row) for key, row in people.mentors.items()},
    )
    assert dict(model_of(other).points) == dict(model_of(people).points)
    assert couples(other) == couples(people)


@untimed
@given(seeds)
def test_naming_the_same_choice_twice_changes_nothing(seed):
    people = school(seed)
    columns = ("request", "subjects", "times")
    doubled = {
        key: Record(key, {**row.values, **{name: f"{row.text(name)}; {row.text(name)}" for name in columns}})
        for key, row in people.mentees.items()
    }
    assert solved(model_of(replace(people, mentees=doubled))) == solved(model_of(people))


@untimed
@given(seeds)
def test_renaming_ids_changes_the_pairs_only_by_the_hash(seed):
    """Other codes for the same people: the totals of every level are the same."""
    people = school(seed)
    new = {key: code_from(f"again {key}") for key in (*people.mentees, *people.mentors)}

    def renamed(rows):
        return {new[key]: Record(new[key], {c: in_new(str(v)) for c, v in row.values.items()}) for key, row in rows}

    def in_new(text: str) -> str:
        first, _, rest = text.partition(" ")
        return f"{new[first]} {rest}" if first in new else text

    tabs = ("mentees", "mentors", "preferences", "readiness")
    other = replace(people, **{tab: renamed(getattr(people, tab).items()) for tab in tabs})
    assert solved(model_of(other)).totals == solved(model_of(people)).totals


@untimed
@given(seeds, st.integers(1, 9))
def test_scaling_all_weights_changes_nothing(seed, factor):
    people = school(seed)
    scaled = replace(RULES, weights=points_of({key: factor * weight for key, weight in WEIGHTS.items()}))
    assert solved(model_of(replace(people, rules=scaled))) == solved(model_of(people))


@untimed
@given(seeds, st.data())
def test_swapping_on_whose_row_relatives_are_noted_changes_nothing(seed, data):
    people = school(seed)
    one = data.draw(st.sampled_from(sorted(people.mentees)))
    other = data.draw(st.sampled_from(sorted(people.mentors)))
    of_mentee = replace(people, mentees=noted(people.mentees, one, other))
    of_mentor = replace(people, mentors=noted(people.mentors, other, one))
    assert solved(model_of(of_mentee)) == solved(model_of(of_mentor))
    assert (one, other) not in couples(of_mentee)
    assert {*kept_apart(of_mentee.mentees)} == {(one, other), (other, one)}


def noted(rows, key: str, named: str):
    return {**rows, key: Record(key, {**rows[key].values, "not_with": named})}


@untimed
@given(seeds)
def test_removing_mentees_who_were_left_out_changes_nothing(seed):
    people = school(seed, mentees=8, mentors=2)
    pairs = couples(people)
    paired = {one for one, _ in pairs}
    left = [key for key in people.mentees if key not in paired]
    assert couples(without(people, *left)) == pairs


@untimed
@given(seeds)
def test_removing_mentors_whom_nobody_got_changes_nothing(seed):
    people = school(seed, mentees=3, mentors=6)
    pairs = couples(people)
    used = {other for _, other in pairs}
    assert couples(without(people, *(key for key in people.mentors if key not in used))) == pairs


@untimed
@given(seeds, seeds)
def test_two_disjoint_schools_together_are_paired_like_each_alone(first, second):
    """Pupils and teachers of one school are such a case."""
    pupils, teachers = school(first, 5, 3, PUPILS, "п"), school(second, 5, 3, TEACHERS, "у")
    together = couples(joined(pupils, teachers))
    assert sorted(together) == sorted([*couples(pupils), *couples(teachers)])


@untimed
@given(seeds, seeds, st.data())
def test_expiring_one_consent_touches_only_its_component(first, second, data):
    pupils, teachers = school(first, 5, 3, PUPILS, "п"), school(second, 5, 3, TEACHERS, "у")
    gone = data.draw(st.sampled_from(sorted([*pupils.mentees, *pupils.mentors])))
    left = couples(without(joined(pupils, teachers), gone))
    assert [pair for pair in left if pair[0] in teachers.mentees] == couples(teachers)
    assert gone not in repr(left)


@untimed
@given(seeds)
def test_a_vetoed_key_is_absent_and_vetoing_what_was_not_made_changes_nothing(seed):
    model = model_of(school(seed))
    pairs = couples(model)
    assume(pairs)
    first = pair_key(*pairs[0])
    assert pairs[0] not in couples(model.pool, vetoed=[first])
    others = [pair_key(*pair) for pair in model.candidates if pair not in pairs]
    assert couples(model.pool, vetoed=others) == pairs
    assert couples(model.pool, vetoed=[pair_key(*pair) for pair in model.candidates]) == []


@untimed
@given(seeds)
def test_pairing_again_what_was_published_is_a_fixed_point(seed):
    model = model_of(school(seed))
    pairs = couples(model)
    published = [pair_key(*pair) for pair in pairs]
    assert [pair.pair for pair in solved(model, published).pairs] == pairs


@untimed
@given(seeds)
def test_own_words_decide_only_between_equals(seed):
    """Without them the pairs are as many, as mutual and as fit."""
    people = school(seed)

    def silent(rows):
        return {k: Record(k, {**row.values, "goal": "", "achievements": ""}) for k, row in rows.items()}

    mute = replace(people, mentees=silent(people.mentees), mentors=silent(people.mentors))
    spoken, unspoken = model_of(people), model_of(mute)
    assert dict(spoken.points) == dict(unspoken.points)
    assert solved(spoken).totals[:-1] == solved(unspoken).totals[:-1]


@untimed
@given(seeds)
def test_every_number_for_the_solver_is_within_its_level(seed):
    model = model_of(school(seed))
    everyone = [pair_key(*pair) for pair in model.candidates]
    for published in ([], everyone):
        rated = list(rated_candidates(model, published))
        assert [found.pair for found in rated] == list(model.candidates)
        assert all(0 <= found.levels[-1] <= MOST_OF_WORDS for found in rated)
        best_assignment(pose(rated, model.seats, SALT, levels_of(model)))


def test_with_nobody_on_one_side_or_no_seats_nobody_is_paired():
    people = school(1)
    assert couples(replace(people, mentees={})) == couples(replace(people, mentors={})) == []
    full = {code(f"T{n}"): mentor(f"T{n}", seats="0") for n in range(4)}
    assert couples(replace(people, mentors=full)) == []


# What staff type


typed = st.one_of(
    st.none(),
    st.integers(-(10**15), 10**15),
    st.floats(allow_nan=False),
    st.booleans(),
    st.sampled_from(["45", " 45 % ", "45,5", "много", "-1", "--2", "²", "1e9", "=1+1", "0", "000", "9" * 40]),
    st.text(max_size=6),
)


@settings(deadline=None, max_examples=150)
@given(st.fixed_dictionaries(dict.fromkeys(LINES, typed)))
def test_whatever_is_typed_for_weights_they_add_up_and_what_is_no_number_is_told(cells):
    records = {LINES[key].title: Record(key, {"number": value}) for key, value in cells.items()}
    rules = rules_of(records, FIRST)
    assert sum(rules.weights.values()) == 1000
    assert rules.weights.keys() == WEIGHTS.keys()
    assert all(type(weight) is int and weight >= 0 for weight in rules.weights.values())
    assert 0 <= rules.class_distance <= 10
    told = {issue.key for issue in unclear_rules(records, FIRST)}
    for key, value in cells.items():
        if type(value) is int:
            assert (f"pairing-{key}" in told) is not (0 <= value <= LINES[key].most)
        if value is None:
            assert f"pairing-{key}" not in told


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 10**6), min_size=1))
def test_weights_as_points_keep_their_proportions(weights):
    points = points_of(weights)
    assert sum(points.values()) == 1000
    total = sum(weights.values())
    assert all(abs(points[key] * total - weights[key] * 1000) < total for key in weights) or not total


@given(st.text(max_size=40))
def test_any_text_for_topics_is_read_once_each(text):
    topics = topics_in(text, RULES)
    assert len(topics) == len(set(topics))
    assert topics_in("; ".join(topics), RULES) == topics
