"""Files of answers: read in the order of sending, refused when something of them would be lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sync.demo.answers_csv import UnreadableAnswersError, read_answers, read_crowd
from tests.system.lyceum22 import ANSWERS, QUESTIONNAIRES

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "sent,full_name,birth_date,school_class,decision"
ROW = "2026-11-10T14:00+03:00,Белов Тимофей Игоревич,2015-07-02,5А,Даю согласие"


def write(folder: Path, *lines: str, encoding: str = "utf-8") -> None:
    (folder / "consent_participant.csv").write_text("\n".join(lines), encoding=encoding)


def test_the_answers_of_all_files_come_in_the_order_of_sending() -> None:
    moments = [moment for moment, _ in read_answers(ANSWERS, QUESTIONNAIRES)]
    assert len(moments) == 126
    assert moments == sorted(set(moments))


def test_one_person_in_two_spellings_sends_from_one_phone() -> None:
    crowd = read_crowd(ANSWERS, QUESTIONNAIRES)
    [own] = [sent for sent in crowd if sent[0].given["full_name"] == "Соловьёв Фёдор Ильич"]
    assert [sent.form for sent in own] == ["mentee_application", "consent_participant", "consent_guardian"]


def test_a_file_that_a_spreadsheet_program_saved_is_read(tmp_path: Path) -> None:
    write(tmp_path, HEADER, ROW, encoding="utf-8-sig")
    [(_, sent)] = read_answers(tmp_path, QUESTIONNAIRES)
    assert sent.given["full_name"] == "Белов Тимофей Игоревич"


@pytest.mark.parametrize(
    ("header", "row", "line", "words"),
    [
        (HEADER + ",shoe_size", ROW + ",38", 1, "shoe_size"),
        (HEADER.removeprefix("sent,"), ROW, 1, "sent"),
        (HEADER, ROW + ",лишнее", 2, "None"),
        (HEADER, ROW.replace("+03:00", ""), 2, "2026-11-10T14:00"),
        (HEADER, ROW.replace("2026-11-10T14:00+03:00", "вчера"), 2, "вчера"),
    ],
)
def test_a_file_whose_answers_would_be_lost_is_refused(
    tmp_path: Path, header: str, row: str, line: int, words: str
) -> None:
    write(tmp_path, header, row)
    with pytest.raises(UnreadableAnswersError) as refused:
        read_answers(tmp_path, QUESTIONNAIRES)
    assert (refused.value.line, refused.value.words) == (line, words)


def test_another_encoding_is_refused_in_words(tmp_path: Path) -> None:
    write(tmp_path, HEADER, ROW, encoding="cp1251")
    with pytest.raises(UnreadableAnswersError):
        read_answers(tmp_path, QUESTIONNAIRES)
