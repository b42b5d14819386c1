"""programme.toml with mistakes: each is told in words, with its key, all at once, and nothing is done."""

from __future__ import annotations

import io
import json
import re
from typing import TYPE_CHECKING

import pytest

from forms.meanings import PUPILS, TEACHERS
from sync.programme import load_programme
from sync.render.problems import PROGRAMME as WORDS
from sync.render.problems import TYPES
from tests.cli.office import PROGRAMME, Office

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.office import Ran


def edited(before: str, after: str) -> str:
    assert before in PROGRAMME
    return PROGRAMME.replace(before, after)


def without(start: str, end: str) -> str:
    """The file from its beginning to ``start`` and from ``end`` on."""
    return PROGRAMME.partition(start)[0] + end + PROGRAMME.partition(end)[2]


def mail(**keys: object) -> str:
    """The file with a section on mail, these keys of it changed."""
    wanted = {"host": "smtp.school.example", "from": "nastavnik@school.example", **keys}
    return "\n".join([PROGRAMME, "[mail]", *(f"{key} = {json.dumps(value)}" for key, value in wanted.items())])


ONE_OF_STAFF = "[staff]".join(PROGRAMME.split("[[staff]]")[:2])
BAD = [
    ("not toml", edited('"Школа № 1"', '"Школа № 1'), "файл не читается: "),
    ("unknown key", edited("head =", "haed ="), "school.haed: такого ключа нет; возможно, «head»"),
    ("unknown key", edited("[programme]", "[programm]"), "programm: такого ключа нет; возможно, «programme»"),
    ("unknown key", edited('position = "методист"', 'zzz = "методист"'), "staff[2].zzz: такого ключа нет\n"),
    ("wrong type", edited("2027-08-31", '"2027-08-31"'), "programme.until: значение не того вида (2027-08-31)"),
    ("wrong type", edited('"Школа № 1"', "1"), "school.name: значение не того вида (1); нужно: текст в кавычках"),
    ("wrong type", edited('["ученик — ученик"]', '"ученик — ученик"'), "programme.forms: значение не того вида"),
    ("wrong type", edited("2027-08-31", "2027-08-31T10:00:00"), "programme.until: значение не того вида"),
    ("no sections", "staff = 1\n" + PROGRAMME.partition("[[staff]]")[0], "staff: каждый сотрудник — отдельный раздел"),
    ("no sections", ONE_OF_STAFF, "staff: каждый сотрудник — отдельный раздел, он пишется в двойных"),
    ("no section", 'place = "local"\n' + without("[place]", "[[staff]]"), "place: это раздел, он пишется в квадратных"),
    ("no section", "school = 5\n" + without("[school]", "[programme]"), "school: это раздел"),
    ("empty", edited('"г. Пример"', '""'), "school.address: пустое значение"),
    ("empty", edited('"г. Пример"', '"  "'), "school.address: пустое значение"),
    ("empty", edited('["ученик — ученик"]', "[]"), "programme.forms: пустое значение"),
    ("missing", edited('year = "2026-2027"', ""), "programme.year: не заполнено"),
    ("missing", without("[place]", "[[staff]]"), "place.kind: не заполнено"),
    ("bad id", edited('"school1-2026"', '"Школа 1"'), "programme.id: «Школа 1» — нужны 3–40 знаков"),
    ("unknown zone", edited("Europe/Moscow", "Europe/Mosow"), "programme.time_zone: часового пояса "),
    ("bad term", edited("until =", "consent_days = 400\nuntil ="), "programme.consent_days: 400 — нужно число"),
    ("out of bounds", edited("[place]", "[indicators]\nidle_weeks = 60\n[place]"), "indicators.idle_weeks: 60 — нужно"),
    ("out of bounds", edited("[place]", "[indicators]\npupils_10_19 = -5\n[place]"), "indicators.pupils_10_19: -5 — "),
    ("unknown value", edited("[place]", '[indicators]\nsatisfied_by = "да"\n[place]'), "indicators.satisfied_by: «да»"),
    ("out of bounds", edited("[place]", "[pairing]\ntimes = -1\n[place]"), "pairing.times: -1 — нужно число"),
    ("unknown value", edited('"ученик — ученик"', '"ученик - ученик"'), "programme.forms: «ученик - ученик»"),
    ("unknown value", edited('"local"', '"loca"'), "place.kind: «loca» — такого нет; возможны: local; google"),
    ("unknown value", edited('"методист"', '"завуч"'), "staff[2].position: «завуч» — такого нет"),
    ("bad address", edited("http://127.0.0.1:8017", "127.0.0.1:8017"), "place.address: «127.0.0.1:8017» — нужен адрес"),
    ("bad address", edited(":8017", ":порт"), "place.address: «http://127.0.0.1:порт» — нужен адрес вида"),
    ("bad address", edited(":8017", ":80177"), "place.address: «http://127.0.0.1:80177» — нужен"),
    ("unknown value", mail(security="ssl"), "mail.security: «ssl» — такого нет; возможны: starttls; tls; none"),
    ("unprotected", mail(security="none"), "mail.security: без защиты почта идёт только через этот"),
    ("bad host", mail(host="smtp school"), "mail.host: «smtp school» — нужно имя почтового сервера"),
    ("out of bounds", mail(port=70000), "mail.port: 70000 — нужно число в пределах 1–65535"),
    ("out of bounds", mail(per_minute=0), "mail.per_minute: 0 — нужно число"),
    ("bad e-mail", mail(**{"from": "директор@школа.рф"}), "mail.from: «директор@школа.рф» — это не адрес почты"),
    ("unknown key", mail(password="12345"), "mail.password: такого ключа нет"),
    ("missing", edited("[place]", "[mail]\nport = 25\n[place]"), "mail.host: не заполнено"),
    ("bad e-mail", edited("sidorova@school.example", "sidorova"), "staff[2].email: «sidorova» — это не адрес почты"),
    ("twice", edited("sidorova@", "Petrova@"), "staff[2].email: адрес «Petrova@school.example» указан дважды"),
    ("no coordinator", edited('"координатор"', '"методист"'), "staff: нет ни одного человека с должностью "),
]  # fmt: skip


@pytest.mark.parametrize(("fault", "text", "words"), BAD)
def test_a_mistake_is_told_with_its_key(
    office: Office, command: Callable[..., Ran], fault: str, text: str, words: str
) -> None:
    office.programme(text)
    ran = command("plan")
    assert (ran.code, ran.out) == (2, "")
    assert f"  — {words}" in ran.err
    assert "Ничего не записано." in ran.err
    assert "None" not in ran.err
    assert not re.search(r"нужно: *$", ran.err, re.MULTILINE), "a hint that hints at nothing"


def test_every_sentence_about_a_mistake_is_shown_above_or_below() -> None:
    assert {fault for fault, *_ in BAD} | {"not utf-8"} == set(WORDS)


def test_every_kind_of_value_has_its_name_in_russian() -> None:
    from sync.programme import KEYS

    assert {kind.__name__ for keys in KEYS.values() for kind in keys.values()} <= set(TYPES)


def test_all_mistakes_are_told_at_once(office: Office, command: Callable[..., Ran]) -> None:
    office.programme(
        edited("head =", "haed =").replace('"г. Пример"', '""').replace("sidorova@school.example", "sidorova")
    )
    ran = command("sync")
    assert [line.split(":")[0] for line in ran.err.splitlines() if line.startswith("  — ")] == [
        "  — school.address",
        "  — school.haed",
        "  — school.head",
        "  — staff[2].email",
    ]


def test_a_file_in_another_encoding_is_told(office: Office, command: Callable[..., Ran]) -> None:
    (office.path / "programme.toml").write_text(PROGRAMME, encoding="cp1251")
    ran = command("plan")
    assert ran.code == 2
    assert "  — файл сохранён не в UTF-8" in ran.err


def test_the_mark_that_notepad_puts_in_front_is_no_mistake(office: Office, command: Callable[..., Ran]) -> None:
    (office.path / "programme.toml").write_text(PROGRAMME, encoding="utf-8-sig")
    assert "programme.toml" not in command("plan").err


def test_an_empty_file_lacks_everything(office: Office, command: Callable[..., Ran]) -> None:
    office.programme("")
    ran = command("plan")
    assert ran.code == 2
    assert ran.err.count("не заполнено") == 7
    assert "координатор" in ran.err


@pytest.mark.parametrize("name", ["plan", "sync", "pair", "status", "setup"])
def test_with_json_the_mistakes_are_one_object_on_stdout(
    office: Office, command: Callable[..., Ran], name: str
) -> None:
    office.programme(edited("head =", "haed ="))
    ran = command(name, "--json")
    said = json.loads(ran.out)
    assert (said["schema"], said["ok"], said["exit"], said["error"]) == (1, False, 2, "ProgrammeError")
    assert "возможно, «head»" in said["happened"]


@pytest.mark.parametrize("name", ["plan", "sync", "pair", "status", "setup", "serve"])
def test_a_folder_that_is_no_programme(office: Office, command: Callable[..., Ran], name: str) -> None:
    (office.path / "programme.toml").unlink()
    ran = command(name)
    assert ran.code == 2
    assert f"В папке {office.path} нет файла programme.toml" in ran.err
    assert "nastavnik init" in ran.err


def test_init_does_not_overwrite_a_programme(office: Office, command: Callable[..., Ran]) -> None:
    ran = command("init")
    assert ran.code == 2
    assert "programme.toml уже есть" in ran.err
    assert (office.path / "programme.toml").read_text(encoding="utf-8") == PROGRAMME


def test_init_tells_which_answers_cannot_stand_and_writes_nothing(
    office: Office, command: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    (office.path / "programme.toml").unlink()
    monkeypatch.setattr("sys.stdin", io.StringIO("Школа 1\nШкола\nАдрес\nДиректор\nКоординатор\nпочта\n"))
    ran = command("init")
    assert ran.code == 2
    _, _, said = ran.err.rpartition(": Файл programme.toml ")
    assert said.splitlines() == [
        "не создан, в ответах есть ошибки:",
        "  — короткое имя: «Школа 1» — нужны 3–40 знаков: латинские строчные буквы, цифры, дефис",
        "  — почта координатора: «почта» — это не адрес почты",
        "Ничего не записано.",
        "Ответьте ещё раз: nastavnik init",
    ]
    assert list(office.path.iterdir()) == []


def test_init_writes_a_programme_that_every_command_can_read(
    office: Office, command: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    (office.path / "programme.toml").unlink()
    answers = "school1-2026\nШкола «№ 1»\nАдрес\nДиректор\nКоординатор\na@school.example\n"
    monkeypatch.setattr("sys.stdin", io.StringIO(answers))
    assert command("init").code == 0
    assert load_programme(office.path).mentoring_forms == (PUPILS, TEACHERS)
