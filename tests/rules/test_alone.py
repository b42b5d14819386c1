"""«Без пары»: who is left and why, what became of first wishes, what would help, and nobody who may not be named."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from sync.rules.alone import Told, told_of_round
from sync.rules.alone_lines import alone_lines, still_told
from sync.rules.decide import decide
from sync.rules.pair_states import APPROVED
from sync.rules.way import Way
from tests.rules.pairing_school import code, mentee, mentor, pool, school, wish, without
from tests.rules.paper import NO, carried_out, guardian_consent, own_consent, row, rows, synced, typed, with_rows, world
from tests.rules.paper import mentee as applying
from tests.rules.test_pair_locks import BOTH, ready
from tests.rules.test_pairs import CHILDREN, MENTOR, MENTOR_BORN, admitted
from tests.rules.test_pairs import school as answers_of
from tests.rules.test_rounds import played

GLEB, ALENA = (name for name, _ in CHILDREN)


def lines_of(people, pairs=None, told=None):
    """The tab after a round on paper."""
    found = played(people)
    pairs = found.pairs if pairs is None else pairs
    told = told or told_of_round(found, Told())
    return alone_lines(still_told(told, pairs, people), None, people)


def line(lines, section, **said):
    found = [item for item in lines if item.text("section") == section]
    found = [item for item in found if all(item.text(key) == text for key, text in said.items())]
    assert len(found) == 1, [dict(item.values) for item in lines]
    return found[0]


# On paper, model and lines alone


def test_which_barrier_took_how_many_and_who_was_nearest():
    lonely = mentee("Аня", school_class="9А", times="Среда")
    others = [
        mentor("Олег", place="8А"),
        mentor("Вера", times="Суббота"),
        mentor("Пётр", times="Суббота", competences=""),
    ]
    lines = lines_of(pool([lonely], others))
    found = line(lines, "Наставляемые без пары")
    assert found.text("why") == "нет общего времени: 2; наставник должен учиться в классе постарше: 1"
    assert found.text("nearest") == f"{code('Вера')} Имя: нет общего времени"
    assert found.text("advice") == "спросить обоих о другом времени"
    mentors = {item.text("code"): item.text("why") for item in lines if item.text("section") == "Наставники без пары"}
    assert mentors[code("Олег")] == "наставник должен учиться в классе постарше: 1"


def test_where_all_seats_are_taken_the_nearest_mentor_may_be_asked_for_one_more():
    lines = lines_of(pool([mentee("Аня"), mentee("Боря")], [mentor("Олег")]))
    found = line(lines, "Наставляемые без пары")
    assert found.text("why") == "подходят наставники (1), но места у них заняты"
    assert found.text("nearest") == f"{code('Олег')} Имя: мест больше нет"


def test_the_summary_says_which_mentor_would_help_most():
    asking = [mentee(name, request="Химия", school_class=f"{year}А") for name, year in (("А", 7), ("Б", 9), ("В", 8))]
    lines = lines_of(pool([*asking, mentee("Г", request="Музыка")], []))
    helps = [item for item in lines if item.text("section") == "Что поможет"]
    assert [item.text("why") for item in helps] == [
        "без пары остались с запросом «Химия»: 3",
        "без пары остались с запросом «Музыка»: 1",
    ]
    assert helps[0].text("advice") == "ещё один наставник из 9 класса или старше, который берётся за «Химия»"


def test_a_first_wish_that_was_lost_says_who_sits_there_and_what_forcing_it_would_cost():
    anya, borya = mentee("Аня"), mentee("Боря", subjects="Физика")
    wishes = [wish("Аня", "Олег"), wish("Боря", "Олег"), wish("Олег", "Боря")]
    people = pool([anya, borya], [mentor("Олег", subjects="Физика"), mentor("Вера")], wishes)
    found = line(lines_of(people), "Первое пожелание")
    assert (found.key, found.text("code")) == ("", code("Аня"))
    assert found.text("why") == (f"{code('Олег')} Имя — там {code('Боря')} Имя (они выбрали друг друга)")
    assert found.text("advice").startswith("если закрепить: взаимных выборов -1, очков соответствия ")


def test_a_wish_behind_a_barrier_says_which_and_not_who_asked_for_it():
    people = pool(
        [mentee("Аня")], [mentor("Олег"), mentor("Вера")], [wish("Аня", "Олег"), wish("Олег", not_with="Аня")]
    )
    found = line(lines_of(people), "Первое пожелание")
    assert found.text("why").endswith("есть просьба или решение не ставить вместе")
    assert found.text("advice") == ""


def test_a_wish_for_a_mentor_who_takes_no_part_says_why():
    people = pool([mentee("Аня")], [mentor("Олег", seats="0"), mentor("Вера")], [wish("Аня", "Олег")])
    assert line(lines_of(people), "Первое пожелание").text("why").endswith("никого не берёт")


def test_a_lost_wish_of_an_earlier_round_is_told_until_it_comes_true_or_is_asked_anew():
    wishes = [wish("Аня", "Олег"), wish("Боря", "Олег"), wish("Олег", "Боря")]
    people = pool([mentee("Аня"), mentee("Боря")], [mentor("Олег"), mentor("Вера")], wishes)
    first = played(people)
    told = told_of_round(first, Told())
    assert code("Аня") in told.wishes
    later = told_of_round(played(people, first.pairs, number=2), told)
    assert later.wishes == told.wishes
    freed = [pair for pair in first.pairs if pair.mentee != code("Боря")]
    assert told_of_round(played(people, freed, Way.FRESH, 3), later).wishes.keys() == told.wishes.keys()
    granted = replace(first.pairs[0], mentee=code("Аня"), mentor=code("Олег"), stage=APPROVED)
    assert still_told(later, [granted], people).wishes == {}


def test_whoever_has_a_pair_by_now_is_told_no_more():
    people = pool([mentee("Аня"), mentee("Боря")], [mentor("Олег")])
    found = played(people)
    told = told_of_round(found, Told())
    ((_, left),) = [key for key in told.alone if key[0] == "mentee"]
    other = replace(found.pairs[0], mentee=left, stage=APPROVED)
    assert lines_of(people, [*found.pairs, other], told) == []


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10**6), st.integers(0, 11))
def test_nobody_who_left_is_in_any_line_and_everybody_without_a_pair_is_in_one(seed, who):
    people = school(seed, mentees=8, mentors=4)
    found = played(people)
    told = told_of_round(found, Told())
    gone = sorted({*people.mentees, *people.mentors})[who]
    text = repr([dict(item.values) for item in lines_of(without(people, gone), found.pairs, told)])
    assert gone not in text
    paired = {code for pair in found.pairs if pair.stands for code in pair.codes}
    listed = {item.text("code") for item in lines_of(people, found.pairs, told) if "без пары" in item.text("section")}
    assert listed == {*people.mentees, *people.mentors} - paired


# In the books


def test_a_plain_synchronisation_keeps_the_tab_and_writes_nothing():
    answers = answers_of("1")
    books = synced(answers, admitted(answers), wants_pairs=True)
    assert [found.text("section") for found in rows(books, "unpaired")] == [
        "Наставляемые без пары",
        "Что поможет",
        "Как подбирали",
    ]
    assert not decide(world(answers, books))
    assert not decide(world(answers, books, wants_pairs=True))
    told = rows(books, "unpaired")
    scribbled = typed_over(books)
    assert rows(synced(answers, scribbled), "unpaired") == told


def typed_over(books):
    return with_rows(books, "unpaired", lambda found: [replace(item, values={"why": "?"}) for item in found[:1]])


def test_whoever_withdraws_vanishes_from_the_tab_and_from_what_the_book_remembers():
    answers = answers_of("1")
    books = synced(answers, admitted(answers), wants_pairs=True)
    (alone,) = [found for found in rows(books, "unpaired") if found.text("full_name")]
    name, code_of_them = alone.text("full_name"), alone.text("code")
    born = dict(CHILDREN)[name]
    books = synced([*answers, guardian_consent(99, name, born, NO, edited=5000)], books)
    assert name not in repr(rows(books, "unpaired"))
    assert code_of_them not in repr(rows(books, "unpaired"))
    keys = [found.key for found in rows(books, "programme.memory")]
    assert [key for key in keys if key.startswith(("alone", "wish")) and code_of_them in key] == []


def test_the_nearest_mentor_who_withdraws_is_named_no_more():
    answers = answers_of("1")
    books = synced(answers, admitted(answers), wants_pairs=True)
    mentor_code = row(books, "mentors", full_name=MENTOR).key
    assert mentor_code in repr(rows(books, "unpaired"))
    books = synced([*answers, own_consent(98, MENTOR, MENTOR_BORN, NO, edited=5000)], books)
    assert mentor_code not in repr(rows(books, "unpaired"))
    held = [found.text("content") for found in rows(books, "programme.memory") if found.key.startswith("alone")]
    assert mentor_code not in repr(held)


def test_a_mentor_who_is_not_ready_is_listed_with_the_reason():
    books = synced(BOTH, ready(BOTH, MENTOR), wants_pairs=True)
    reasons = {found.text("full_name"): found.text("why") for found in rows(books, "unpaired")}
    assert reasons["Громов Олег Юрьевич"] == "ещё не было собеседования"


def test_a_person_who_applied_and_gave_no_consent_is_not_named():
    child = "Тихонов Пётр Ильич"
    answers = [*answers_of(), applying(30, child, "2013-01-01")]
    books = synced(answers, admitted(answers), wants_pairs=True)
    assert child not in repr(rows(books, "unpaired"))


def test_a_machine_that_dies_between_two_books_of_a_round_leaves_nothing_to_mend():
    answers = answers_of("1")
    books = admitted(answers)
    plan = decide(world(answers, books, wants_pairs=True))
    for written in range(len(plan.books) + 1):
        after = synced(answers, carried_out(books, replace(plan, books=plan.books[:written])), wants_pairs=True)
        assert not decide(world(answers, after))
        assert [found.text("state") for found in rows(after, "pairs")] == ["предложена"]


def test_what_somebody_typed_into_the_memory_is_no_reason_to_fail():
    answers = answers_of("1")
    books = synced(answers, admitted(answers), wants_pairs=True)
    for found in rows(books, "programme.memory"):
        if found.key.startswith(("alone", "round", "wish")):
            for content in ('{"said": {"nearest": "X", "free": "²"}}', '{"way": "?", "day": "x"}', "[]", "?"):
                synced(answers, typed(books, "programme.memory", found.key, content=content))
