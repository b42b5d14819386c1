"""The thirty-one activities of the road map: a declared list, and where in the product each of them lives.

Numbers, months and responsible positions are those of the school's plan that Nastavnik was made from, the wording is
ours. Months are months of the school year: September to December of its first calendar year, the others of its second.
Stage 7 sums the year up, from the June at its end to the December after it, so all its months are of the second.
Their order says nothing (in that plan the first meetings come before the pairs), so no rule may depend on it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from sync.programme import Programme

SEPTEMBER = 9  # a school year begins
SUMMING_UP = "7."
YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")

STAGES = (
    "Подготовка условий",
    "База наставляемых",
    "База наставников",
    "Отбор и обучение наставников",
    "Пары и группы",
    "Работа пар и групп",
    "Завершение программы",
)
PSYCHOLOGIST, METHODIST = "Педагог-психолог", "Методист"
STUDIES, UPBRINGING = "Зам. директора по УВР", "Зам. директора по ВР"


@dataclass(frozen=True)
class Activity:
    """One activity. ``months`` are the first and the last of it.

    It lives in ``surveys`` (keys), ``tabs`` ("tab" or "tab.column", keys) and ``commands``; ``done_when`` says what
    the machine takes for its end.
    """

    number: str
    title: str
    months: tuple[int, int]
    responsible: str
    tabs: tuple[str, ...]
    done_when: str
    surveys: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()

    @property
    def stage(self) -> str:
        return f"{self.number[0]}. {STAGES[int(self.number[0]) - 1]}"


ACTIVITIES = (
    Activity(
        "2.1",
        "Анкеты и согласия наставляемых",
        (1, 1),
        f"{PSYCHOLOGIST}, зам. директора по УВР",
        ("consents.own", "consents.own_paper", "mentees"),
        "есть анкеты, и никто из подавших не ждёт согласия",
        ("mentee_application", "consent_participant"),
        ("forms links", "consent status"),
    ),
    Activity(
        "2.2",
        "Сведения и согласия от взрослых",
        (1, 1),
        f"{PSYCHOLOGIST}, социальный педагог",
        ("third_party", "consents.guardian", "consents.guardian_paper"),
        "есть карточки, и ни одно согласие родителя не ждут",
        ("third_party", "consent_guardian"),
        ("consent status",),
    ),
    Activity(
        "2.3",
        "База наставляемых с запросами",
        (2, 2),
        STUDIES,
        ("mentees.request", "third_party.topics"),
        "база не пуста, и запрос назван у каждого",
        commands=("sync", "export bases"),
    ),
    Activity(
        "3.1",
        "Выбор форм наставничества",
        (10, 10),
        STUDIES,
        ("monitoring", "mentees.mentoring_form", "mentors.mentoring_form"),
        "по каждой форме из programme.toml (programme.forms) есть участники",
        commands=("init", "setup"),
    ),
    Activity(
        "3.2",
        "Оценка наставляемых до начала",
        (10, 10),
        STUDIES,
        ("assessments",),
        "оценил себя каждый из базы наставляемых",
        ("assessment_mentee_before",),
        ("forms open", "forms list"),
    ),
    Activity(
        "3.3",
        "Анкеты и согласия наставников",
        (10, 10),
        UPBRINGING,
        ("consents.own", "consents.own_paper", "mentors"),
        "есть анкеты, и никто из подавших не ждёт согласия",
        ("mentor_application", "consent_participant", "consent_guardian", "consent_reuse"),
        ("consent status",),
    ),
    Activity(
        "3.4",
        "База наставников под запросы",
        (10, 10),
        UPBRINGING,
        ("mentors.competences", "monitoring"),
        "база не пуста, и на запрос каждого наставляемого есть наставник",
        commands=("sync", "export bases"),
    ),
    Activity(
        "4.1",
        "Оценка наставников до начала",
        (9, 9),
        UPBRINGING,
        ("assessments",),
        "оценил себя каждый из базы наставников",
        ("assessment_mentor_before",),
        ("forms open", "forms list"),
    ),
    Activity(
        "4.2",
        "Собеседования с наставниками",
        (9, 9),
        f"{UPBRINGING}, психолог",
        ("readiness.interviewed_on", "readiness.interviewed_by", "readiness.decision"),
        "решение есть о каждом наставнике",
        commands=("papers interview",),
    ),
    Activity(
        "4.3",
        "Эксперты и материалы для обучения",
        (9, 9),
        f"{STUDIES}, зам. директора по ВР",
        ("readiness.trained_by", "readiness.materials"),
        "назван хотя бы один эксперт и один материал",
    ),
    Activity(
        "4.4",
        "Обучение наставников",
        (10, 10),
        UPBRINGING,
        ("readiness.trained", "readiness.trained_on", "readiness.ready"),
        "обучен каждый допущенный",
    ),
    Activity(
        "5.1",
        "Общая встреча участников",
        (11, 11),
        METHODIST,
        ("gatherings.first_came",),
        "отмечен хотя бы один пришедший наставник и один наставляемый",
    ),
    Activity(
        "5.2",
        "Пожелания после общей встречи",
        (11, 11),
        PSYCHOLOGIST,
        ("preferences",),
        "ответил каждый, кто был на встрече (если пришедших не отмечали — каждый из баз)",
        ("wishes",),
        ("forms open", "forms links"),
    ),
    Activity(
        "5.3",
        "Подбор пар и групп",
        (11, 11),
        PSYCHOLOGIST,
        ("pairs.decision", "pairs.reason"),
        "есть утверждённые пары, и ни одно предложение не ждёт решения",
        commands=("pair",),
    ),
    Activity(
        "5.4",
        "Распоряжение о парах и группах",
        (12, 12),
        f"{METHODIST}, зам. директора по УВР",
        ("pairs.order", "pairs.curator", "roadmap.mark"),
        "у каждой утверждённой пары вписан приказ: его номер ставят, когда он подписан и участники о нём знают",
        commands=("order",),
    ),
    Activity(
        "6.1",
        "Первая встреча: знакомство",
        (10, 10),
        METHODIST,
        ("meetings.kind",),
        "о встрече этого вида рассказала каждая пара",
        ("meeting",),
    ),
    Activity(
        "6.2",
        "Вторая встреча: пробная работа",
        (10, 10),
        METHODIST,
        ("meetings.kind",),
        "о встрече этого вида рассказала каждая пара",
        ("meeting",),
    ),
    Activity(
        "6.3",
        "Планирование работы пары",
        (11, 11),
        METHODIST,
        ("plans.task", "plans.term", "meetings.kind"),
        "в плане каждой пары есть задание",
        ("meeting",),
        commands=("papers plan",),
    ),
    Activity(
        "6.4",
        "Регулярные встречи",
        (12, 5),
        METHODIST,
        ("meetings", "course"),
        "у каждой пары были рабочие встречи и прошла заключительная",
        ("meeting",),
    ),
    Activity(
        "6.5",
        "Обратная связь от участников",
        (2, 5),
        METHODIST,
        ("feedback", "feedback.done", "course"),
        "ответил каждый, кто в паре, и каждому, кто просил куратора, помогли",
        ("feedback",),
        ("forms open", "forms list"),
    ),
    Activity(
        "6.6",
        "Заключительная встреча пары",
        (5, 5),
        METHODIST,
        ("meetings.kind", "plans.actual"),
        "о встрече этого вида рассказала каждая пара",
        ("meeting",),
    ),
    Activity(
        "6.7",
        "Заключительная встреча всех пар",
        (5, 5),
        METHODIST,
        ("gatherings.final_coming", "gatherings.final_came"),
        "отмечен хотя бы один пришедший наставник и один наставляемый",
        ("final_meeting",),
        ("forms open", "forms links"),
    ),
    Activity(
        "6.8",
        "Анкеты удовлетворённости",
        (5, 5),
        PSYCHOLOGIST,
        ("satisfaction", "contentment"),
        "ответил каждый, кто в паре",
        ("satisfaction",),
        ("forms open", "forms list"),
    ),
    Activity(
        "7.1",
        "Приглашения на подведение итогов",
        (6, 6),
        f"{METHODIST}, зам. директора по УВР",
        ("invitations",),
        "пришли ответы на приглашение",
        ("invitation",),
        ("forms open", "papers invitations"),
    ),
    Activity(
        "7.2",
        "Торжество и награждение",
        (6, 6),
        f"{METHODIST}, зам. директора по УВР",
        ("awards.award", "awards.awarded", "invitations.came"),
        "награды назначены, и все они вручены",
        commands=("papers certificates",),
    ),
    Activity(
        "7.3",
        "Мониторинг качества программы",
        (9, 9),
        METHODIST,
        ("quality", "scores", "swot"),
        "есть хотя бы одна анкета с девятью показателями",
        ("quality",),
        ("forms open",),
    ),
    Activity(
        "7.4",
        "Оценка участников по итогам",
        (9, 9),
        METHODIST,
        ("assessments", "influence"),
        "оценил себя каждый, кто в паре",
        ("assessment_mentee_after", "assessment_mentor_after"),
        ("forms open", "forms list"),
    ),
    Activity(
        "7.5",
        "Кейсы о работе пар",
        (10, 10),
        METHODIST,
        ("cases.case_title", "cases.author"),
        "оформлен хотя бы один кейс",
        commands=("papers case",),
    ),
    Activity(
        "7.6",
        "Публикация итогов и кейсов",
        (11, 11),
        f"{METHODIST}, зам. директора по УВР",
        ("cases.may_publish", "cases.link", "cases.published_on", "consents.publication"),
        "размещён каждый кейс, который можно публиковать, и такой есть",
        ("consent_publication",),
    ),
    Activity(
        "7.7",
        "Итоги в обеих базах",
        (11, 11),
        STUDIES,
        ("mentees.results", "mentees.finished", "mentees.passed", "mentors.results", "mentors.finished"),
        "итоги внесены у каждого, кто в паре",
        commands=("export bases",),
    ),
    Activity(
        "7.8",
        "Долговременная база наставников",
        (12, 12),
        f"{METHODIST}, зам. директора по УВР",
        ("long_term", "consents.reuse"),
        "в ней есть хотя бы один наставник",
        ("consent_reuse",),
    ),
)


def days_of(activity: Activity, programme: Programme) -> tuple[date, date]:
    """The first and the last day that its months mean in the programme's school year."""
    first, last = activity.months
    end = year_of(last, activity, programme)
    return date(year_of(first, activity, programme), first, 1), date(end, last, monthrange(end, last)[1])


def year_of(month: int, activity: Activity, programme: Programme) -> int:
    return first_year(programme) + (month < SEPTEMBER or activity.number.startswith(SUMMING_UP))


def first_year(programme: Programme) -> int:
    """In which calendar year the school year begins: as its name says, else as the day of its end does."""
    if found := YEAR.search(programme.year):
        return int(found[0])
    return programme.until.year - (programme.until.month < SEPTEMBER)
