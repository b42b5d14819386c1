"""What staff and surveys say on the tabs counts in the very run in which it is read: wishes, notes, topics, weights."""

from __future__ import annotations

from dataclasses import replace

import pytest

from forms.answer import Answer
from forms.questionnaire import Purpose
from sheets_schema.record import Record
from sheets_schema.tables.pairing_rules import PAIRING_RULES
from sync.rules.admission import gated_of
from sync.rules.codes import code_from
from sync.rules.decide import decide
from sync.rules.hearing import waiting
from sync.rules.pairing_rows import RULES, TOPIC, rules_of, topics_for_teachers
from tests.rules.paper import (
    NO,
    PROGRAMME,
    asking,
    carried_out,
    guardian_consent,
    mentee,
    mentor,
    own_consent,
    row,
    rows,
    typed,
    with_rows,
    world,
)
from tests.rules.surveys import SURVEYS, said

EXAMS, FRIENDS = "Подготовка к экзаменам", "Общение и друзья"
GLEB, GLEBS_DAY = "Белов Глеб Ильич", "2013-05-01"
IVAN, OLGA, GROWN = "Орлов Иван Павлович", "Громова Ольга Юрьевна", "2008-01-01"
SURNAMES = {IVAN: "10А", OLGA: "10Б"}
TOPICS = {IVAN: EXAMS, OLGA: FRIENDS}

SCHOOL = [mentee(1, GLEB, GLEBS_DAY), guardian_consent(2, GLEB, GLEBS_DAY)]
for _number, _name in enumerate(SURNAMES, start=10):
    _helps = {"pupil_topics": [TOPICS[_name]]}
    SCHOOL += [mentor(_number, _name, GROWN, SURNAMES[_name], **_helps), own_consent(_number, _name, GROWN)]


def settled(answers: list[Answer], books=None, **more: object):
    """The books after a synchronisation, after which another one finds nothing to do."""
    before = world(answers, books, questionnaires=asking(*SURVEYS), **more)
    after = carried_out(before.books, decide(before))
    assert not decide(world(answers, after, questionnaires=asking(*SURVEYS), **without_asking(more)))
    return after


def without_asking(settings):
    return {key: value for key, value in settings.items() if key != "wants_pairs"}


def admitted(answers: list[Answer] = SCHOOL, **more: object):
    books = settled(answers, **more)
    for found in rows(books, "readiness"):
        books = typed(books, "readiness", found.key, decision="допущен", trained="да")
    return settled(answers, books, **more)


def paired(answers: list[Answer], books, **more: object) -> list[str]:
    """With whom Gleb is proposed to be paired."""
    after = settled(answers, books, wants_pairs=True, **more)
    return [found.text("mentor_name") for found in rows(after, "pairs")]


def code_of(books, name: str) -> str:
    return row(books, "consents", full_name=name).key


def told(books, what: str) -> list[str]:
    return [found.text("now") for found in rows(books, "attention") if found.text("what") == what]


def rule(key: str) -> str:
    return RULES[key].title


# Wishes


def wishes(books, *more: Answer) -> list[Answer]:
    gleb, olga = code_of(books, GLEB), code_of(books, OLGA)
    return [
        said("wishes", 20, code=gleb, part="Наставляемый", first=f"{olga} Ольга"),
        said("wishes", 21, code=olga, part="Наставник", first=f"{gleb} Глеб"),
        *more,
    ]


def test_a_wish_counts_in_the_run_in_which_it_arrives():
    books = admitted()
    assert paired(SCHOOL, books) == [IVAN], "his topic is the one that was asked for"
    answers = [*SCHOOL, *wishes(books)]
    assert paired(answers, books) == [OLGA]
    assert paired([*answers, *answers[-2:]], books) == [OLGA], "a duplicate answer is nothing new"
    assert paired(answers[:-1], books) == [IVAN], "one of two is not enough"


def test_whoever_asked_not_to_be_with_somebody_is_not_in_the_run_in_which_it_arrives():
    books = admitted()
    gleb, ivan = code_of(books, GLEB), code_of(books, IVAN)
    assert paired([*SCHOOL, said("wishes", 20, code=gleb, not_with=f"{ivan} Иван")], books) == [OLGA]
    assert paired([*SCHOOL, said("wishes", 20, code=ivan, not_with=f"{gleb} Глеб")], books) == [OLGA]


def test_the_wish_of_someone_whose_consent_ended_counts_for_nothing():
    books = admitted()
    answers = [*SCHOOL, *wishes(books)]
    gone = own_consent(11, OLGA, GROWN, NO, edited=9000)
    left = settled([*answers, gone], books, wants_pairs=True)
    assert [found.text("mentor_name") for found in rows(left, "pairs")] == [IVAN]
    assert OLGA not in repr([rows(left, tab) for tab in ("pairs", "preferences", "pairing_rules", "mentees")])


def test_who_applied_and_has_no_consent_waits_on_the_side_they_applied_for():
    asked = world([mentee(1, GLEB, GLEBS_DAY), mentor(10, IVAN, GROWN), *SCHOOL[4:]])
    gated = gated_of(asked)
    names = {code: gate.person.name for code, gate in gated.gates.items()}
    assert [names[code] for code in waiting(gated, Purpose.MENTEE)] == [GLEB]
    assert [names[code] for code in waiting(gated, Purpose.MENTOR)] == [IVAN]


# Kept apart by staff


@pytest.mark.parametrize("tab", ["mentees", "mentors"])
def test_people_whom_staff_want_apart_are_not_proposed_whichever_base_says_so(tab):
    books = admitted()
    one, other = (GLEB, IVAN) if tab == "mentees" else (IVAN, GLEB)
    books = typed(books, tab, code_of(books, one), not_with=f"{code_of(books, other).lower()} (двоюродные)")
    assert paired(SCHOOL, books) == [OLGA]


@pytest.mark.parametrize("typed_text", ["Орлов", "2345678", code_from("nobody")])
def test_a_note_without_a_code_that_is_somebody_s_is_told(typed_text):
    books = settled(SCHOOL, typed(admitted(), "mentees", code_of(admitted(), GLEB), not_with=typed_text))
    assert told(books, "Непонятно, с кем не ставить в пару") == [typed_text]
    assert paired(SCHOOL, books) == [IVAN]


# What adults told


def test_what_an_adult_told_changes_the_topics_once_staff_say_so():
    card = said("third_party", 20, full_name=GLEB, school_class="7А", topics=FRIENDS, author_name="Сидорова Е. П.")
    answers = [*SCHOOL, card]
    books = admitted(answers)
    assert paired(answers, books) == [IVAN], "never by itself"
    key = row(books, "third_party").key
    books = typed(books, "third_party", key, add_topics=FRIENDS.lower(), drop_topics=EXAMS)
    after = settled(answers, books, wants_pairs=True)
    assert row(after, "pairs").text("mentor_name") == OLGA
    assert "(добавлено сотрудником)" in row(after, "pairs").text("why")
    assert row(after, "mentees", full_name=GLEB).text("request") == EXAMS, "the pupil's own words stay"
    gone = [*answers, guardian_consent(3, GLEB, GLEBS_DAY, NO, edited=9000)]
    assert FRIENDS not in repr(rows(settled(gone, after), "pairs"))


def test_a_topic_that_nobody_knows_is_told():
    answers = [*SCHOOL, said("third_party", 20, full_name=GLEB, school_class="7А", topics=FRIENDS)]
    books = admitted(answers)
    books = settled(answers, typed(books, "third_party", row(books, "third_party").key, add_topics="вязание"))
    assert told(books, "Непонятно, какую тему изменить") == ["вязание"]
    assert paired(answers, books) == [IVAN]


# The rules


def test_the_rules_are_born_with_the_numbers_of_the_programme_and_are_the_school_s_from_then_on():
    programme = replace(PROGRAMME, pairing={"topics": 40, "language": 5})
    books = settled(SCHOOL, programme=programme)
    numbers = {found.key: found.get("number") for found in rows(books, "pairing_rules")}
    assert (numbers[rule("topics")], numbers[rule("language")], numbers[rule("subjects")]) == (40, 5, 20)
    assert "прокрастинация" in row(books, "pairing_rules", rule=f"{TOPIC}Время и порядок в делах").text("words")
    books = typed(books, "pairing_rules", rule("topics"), number=30)
    books = typed(books, "pairing_rules", rule("times"), number=25)
    later = settled(SCHOOL, books, programme=replace(PROGRAMME, pairing={"topics": 45}))
    assert row(later, "pairing_rules", rule=rule("topics")).get("number") == 30
    assert rows(later, "attention") == []


def test_a_weight_of_the_staff_s_decides():
    ivan, olga = ({"times": ["Суббота"]}, {"times": ["Суббота", "Среда после уроков"]})
    answers = [
        mentee(1, GLEB, GLEBS_DAY, pupil_times=["Суббота", "Среда после уроков"]),
        guardian_consent(2, GLEB, GLEBS_DAY),
        mentor(10, IVAN, GROWN, **ivan),
        own_consent(10, IVAN, GROWN),
        mentor(11, OLGA, GROWN, pupil_topics=[FRIENDS], **olga),
        own_consent(11, OLGA, GROWN),
    ]
    books = admitted(answers)
    assert paired(answers, books) == [IVAN]
    books = typed(books, "pairing_rules", rule("topics"), number=5)
    assert paired(answers, typed(books, "pairing_rules", rule("times"), number=55)) == [OLGA]


def test_a_weight_that_is_no_number_is_told_and_the_first_one_holds():
    books = typed(admitted(), "pairing_rules", rule("topics"), number="очень важно")
    after = settled(SCHOOL, books)
    assert told(after, "Непонятное число в правилах подбора") == ["очень важно"]
    assert paired(SCHOOL, after) == [IVAN]
    assert rows(settled(SCHOOL, typed(after, "pairing_rules", rule("topics"), number=None)), "attention") == []


def test_weights_that_do_not_add_up_are_told_and_count_by_their_share():
    books = settled(SCHOOL, typed(admitted(), "pairing_rules", rule("times"), number=35))
    assert told(books, "Веса подбора не дают вместе 100") == ["120"]
    after = settled(SCHOOL, books, wants_pairs=True)
    assert row(after, "pairs").get("fit") <= 1000


def test_a_word_that_staff_teach_names_the_topic():
    answers = [mentee(1, GLEB, GLEBS_DAY, pupil_topics=["Шахматный кружок"]), *SCHOOL[1:]]
    books = typed(admitted(answers), "pairing_rules", f"{TOPIC}{FRIENDS}", words="кружок, аб")
    assert paired(answers, books) == [OLGA]


def test_words_of_two_letters_are_part_of_too_many_words():
    taught = rules_of({f"{TOPIC}{FRIENDS}": Record("", {"words": "кружок, аб; ЕГЭ\nя"})}, dict.fromkeys(RULES, 1))
    assert taught.words == {FRIENDS: ("кружок", "ЕГЭ")}


def test_topics_are_for_teachers_where_only_they_are_asked():
    found = topics_for_teachers(world([]))
    assert "Порядок на уроке" in found
    assert not found & {EXAMS, FRIENDS}


def test_the_tab_of_a_book_of_an_earlier_version_is_made_and_staff_s_lines_stay():
    books = admitted()
    after = settled(SCHOOL, with_rows(books, PAIRING_RULES.key, lambda found: found[::-1]))
    assert [found.key for found in rows(after, PAIRING_RULES.key)] == [
        found.key for found in rows(books, PAIRING_RULES.key)[::-1]
    ]
    sheets = {key: sheet for key, sheet in books["programme"].sheets.items() if key != PAIRING_RULES.key}
    entries = {key: value for key, value in books.items() if key != "programme"}
    older = {**entries, "programme": replace(books["programme"], sheets=sheets)}
    assert len(rows(settled(SCHOOL, older, force=True), PAIRING_RULES.key)) > len(RULES)
