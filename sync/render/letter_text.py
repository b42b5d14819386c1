"""What a letter says, in Russian: warm, short, and with nothing in the subject that is about anybody."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from forms.normalise import tidy
from forms.question import MENTORS
from forms.questionnaire import Purpose
from sync.programme import Programme
from sync.rules.letters import ConsentTopic, Kind, Letter, LinkTopic, MeetingTopic, PairTopic

SUBJECTS = {
    Kind.PAIRS: "Ваша пара в программе наставничества",
    Kind.MEETING: "Встреча по программе наставничества",
    Kind.SURVEYS: "Анкеты программы наставничества ждут вас",
    Kind.CONSENT: "Программа наставничества: нужно согласие",
}
FIRST_STEPS = {
    True: (
        "Подумайте, о чём хотите рассказать и чему научиться: первая встреча — это знакомство.",
        "Договоритесь с наставником о дне и месте: проще всего встречаться в школе.",
        "Если что-то не складывается, скажите куратору: пару можно поменять, это никого не обидит.",
    ),
    False: (
        "Предложите день и место первой встречи: на ней знакомятся и договариваются, чего ждут друг от друга.",
        "На второй и третьей встрече наметьте цель и первые шаги и запишите их в план пары.",
        "После каждой встречи заполняйте короткий отчёт. Если что-то тревожит, сразу скажите куратору.",
    ),
}
WHY = {
    Purpose.OWN_CONSENT: "его даёт сам участник",
    Purpose.GUARDIAN_CONSENT: "его даёт родитель или другой законный представитель",
}


FIRST = "Анкета для программы наставничества пришла, спасибо! Чтобы принять её, не хватает согласия:"
RENEWED = "Вы участвуете в программе наставничества, а согласие пора обновить:"


def subject_of(letter: Letter) -> str:
    return SUBJECTS[letter.kind]


def body_of(letter: Letter, programme: Programme) -> str:
    """The whole text; names and places stand in it on one line each, whatever was typed."""
    hello = f"Здравствуйте, {letter.first_name}!" if letter.first_name else "Здравствуйте!"
    parts = [hello, *BODIES[letter.kind](letter), *links_part(letter), signature(programme)]
    return "\n\n".join(parts) + "\n"


def pairs_body(letter: Letter) -> Iterator[str]:
    topics: list[Any] = list(letter.topics)
    as_mentee = topics[0].role == MENTORS
    said = "Ваш наставник" if as_mentee else ("Ваш наставляемый" if len(topics) == 1 else "Ваши наставляемые")
    yield "Теперь у вас есть пара в школьной программе наставничества."
    yield "\n".join([f"{said}:", *(f"  — {known(topic)}" for topic in topics)])
    steps = (f"{number}. {step}" for number, step in enumerate(FIRST_STEPS[as_mentee], start=1))
    yield "\n".join(["Первые шаги:", *steps])


def known(topic: PairTopic) -> str:
    return ", ".join(part for part in (tidy(topic.name), tidy(topic.place)) if part)


def meeting_body(letter: Letter) -> Iterator[str]:
    topic: Any = letter.topics[0]
    yield changed_or_new(topic)
    where = [f"Где: {tidy(topic.where)}"] if tidy(topic.where) else []
    lines = [f"С кем: {known(topic)}", f"Когда: {topic.at:%d.%m.%Y, %H:%M}, {topic.minutes} минут", *where]
    yield "\n".join(lines)
    yield "Файл из этого письма добавит встречу в календарь телефона или компьютера."


def changed_or_new(topic: MeetingTopic) -> str:
    return "Встреча вашей пары изменилась. Теперь так:" if topic.sequence else "Назначена встреча вашей пары."


def surveys_body(letter: Letter) -> Iterator[str]:
    yield "Нам важно знать, как у вас идут дела. Пожалуйста, ответьте, это займёт несколько минут:"
    yield "\n".join(f"  — {topic.title}\n    {topic.address}" for topic in links_of(letter))
    yield "Ссылки личные, ваш код в них уже вписан: никому их не пересылайте."


def consent_body(letter: Letter) -> Iterator[str]:
    topics = [topic for topic in letter.topics if isinstance(topic, ConsentTopic)]
    yield RENEWED if topics[0].renew else FIRST
    yield "\n".join(f"  — {topic.title} ({WHY[topic.consent]})\n    {topic.address}" for topic in topics)
    yield (
        "Решаете вы сами: без согласия данные никуда не войдут, и отказ ни на что не повлияет. "
        "Согласие можно принести и на бумаге."
    )


def links_of(letter: Letter) -> Iterator[LinkTopic]:
    return (topic for topic in letter.topics if isinstance(topic, LinkTopic))


def links_part(letter: Letter) -> Iterator[str]:
    if letter.links:
        lines = (f"  — {title}\n    {address}" for title, address in letter.links)
        yield "\n".join(["Ваши личные ссылки на анкеты (никому их не пересылайте):", *lines])


def signature(programme: Programme) -> str:
    curator = programme.coordinator
    return f"Куратор программы: {tidy(curator.name)}, {curator.email}\n{tidy(programme.school)}"


BODIES: dict[Kind, Callable[[Letter], Iterator[str]]] = {
    Kind.PAIRS: pairs_body,
    Kind.MEETING: meeting_body,
    Kind.SURVEYS: surveys_body,
    Kind.CONSENT: consent_body,
}
