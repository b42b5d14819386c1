"""Papers of a school over its own server, from the command line: made, replaced, refused, and gone with the person."""

from __future__ import annotations

import json
import sys
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from sync.cli.root import run
from sync.demo import staff
from tests.papers.desk import said, template
from tests.system.office import TODAY


@pytest.fixture
def school(office):
    """Pairs proposed, and staff have decided on them."""
    office.found()
    office.answer()
    office.sync()
    staff.hold_interviews(office.staff("petrova"), office.book_id("bases"), TODAY)
    office.sync(wants_pairs=True)
    staff.decide_on_pairs(office.staff("petrova"), office.book_id("programme"))
    office.sync()
    return office


def command(office, capsys, *arguments: str) -> tuple[int, str, str]:
    capsys.readouterr()
    code = run(["--dir", str(office.path), *arguments])
    told = capsys.readouterr()
    return code, told.out, told.err


def approved(office) -> list[str]:
    lines = office.shown()["programme/pairs"]
    return sorted(row["pair"] for row in lines if row.get("decision") in ("утвердить", "закрепить"))


def papers(office, kind: str) -> set[str]:
    return {path.stem for path in (office.path / "papers" / kind).glob("*.docx")}


def type_in(office, book: str, tab: str, key: str, **cells) -> None:
    api, identity = office.staff("petrova"), office.book_id(book)
    sheet = staff.read(api, book, identity).sheets[tab]
    row = sheet.by_key[key].index
    staff.write(api, identity, [staff.typed(sheet, row, sheet.columns[name], value) for name, value in cells.items()])


def test_the_papers_lie_in_the_folder_by_kind_and_a_school_s_own_template_takes_the_place_of_ours(school, capsys):
    pairs = approved(school)
    school.forget_calls()
    code, told, _ = command(school, capsys, "order", "--json")
    [file] = json.loads(told)["files"]
    assert (code, Path(file).name, school.calls()["sheets.write"]) == (0, "order-2026-11-22.docx", 0)
    assert said(Path(file).read_bytes()).count("ученик") + said(Path(file).read_bytes()).count("учитель") > 0
    assert sys.platform == "win32" or Path(file).stat().st_mode & 0o077 == 0

    assert "Файлов: " in command(school, capsys, "papers", "plan")[1]
    assert papers(school, "plan") == {"plan-all", *(f"plan-{pair}" for pair in pairs)}
    assert f"заменено прежних: {len(pairs) + 1}" in command(school, capsys, "papers", "plan")[1]
    for kind, name in (
        ("interview", "interview-all"),
        ("council", "council-2026-11-22"),
        ("invitations", "invitations-all"),
    ):
        assert command(school, capsys, "papers", kind)[0] == 0
        assert name in papers(school, kind)
    assert "ещё никому не вписана награда" in command(school, capsys, "papers", "certificates")[1]

    plans = {path: path.read_bytes() for path in (school.path / "papers" / "plan").iterdir()}
    own = school.path / "papers" / "plan.docx"
    own.write_bytes(template("{{ paper.mentee }} и {{ paper.mnetor }}"))
    code, _, told = command(school, capsys, "papers", "plan")
    assert (code, str(own) in told, "поля «mnetor» нет" in told) == (2, True, True)
    assert {path: path.read_bytes() for path in plans} == plans
    own.write_bytes(template("Наш план: {{ paper.mentor }}, {{ school }}"))
    assert command(school, capsys, "papers", "plan")[0] == 0
    assert all(said(path.read_bytes()).startswith("Наш план: ") for path in plans)
    assert "papers" in command(school, capsys, "papers", "templates")[1]
    assert said(own.read_bytes()).startswith("Наш план: "), "what the school has is left alone"
    assert "ничего не изменено" in command(school, capsys, "papers", "templates")[1]


def test_the_papers_of_one_who_leaves_go_with_the_next_synchronisation_and_the_act_is_made(school, capsys):
    gone, *others = approved(school)
    mentee, _, mentor = gone.partition("-")
    for kind in ("plan", "invitations", "interview"):
        command(school, capsys, "papers", kind)
    command(school, capsys, "order")
    note = school.path / "papers" / "plan" / "заметки школы.docx"
    note.write_bytes(template("Чужой документ"))
    assert school.sync().written == ()
    assert papers(school, "plan") == {"plan-all", *(f"plan-{pair}" for pair in (gone, *others)), note.stem}

    type_in(school, "personal", "consents", mentee, withdrawn_on=TODAY)
    school.sync()
    assert papers(school, "plan") == {*(f"plan-{pair}" for pair in others), note.stem}, "nor the file with all of them"
    assert f"invitations-{mentee}" not in papers(school, "invitations")
    assert {f"invitations-{mentor}", "invitations-guest"} <= papers(school, "invitations")
    assert f"interview-{mentor}" in papers(school, "interview")
    order = school.path / "papers" / "order" / "order-2026-11-22.docx"
    assert order.exists(), "the law has it kept"

    type_in(school, "personal", "consents", mentee, erase="да", erase_by="Петрова М. С.")
    broken = school.path / "papers" / "destruction.docx"
    broken.write_bytes(template("{{ paper.всё }}"))
    assert command(school, capsys, "erase", mentee)[0] == 2
    assert mentee in {row["code"] for row in school.shown()["personal/consents"]}, "nothing is gone without an act"
    broken.unlink()
    code, told, _ = command(school, capsys, "erase", mentee, "--json")
    act = Path(json.loads(told)["paper"])
    assert (code, str(order) in json.loads(told)["by_hand"]["files"]) == (3, True)
    assert f"с кодом {mentee}" in said(act.read_bytes())
    assert "Согласия | 1" in said(act.read_bytes())
    act.unlink()
    assert str(act) in command(school, capsys, "papers", "destruction", mentee)[1]
    assert f"с кодом {mentee}" in said(act.read_bytes())
    assert command(school, capsys, "papers", "destruction", mentor)[0] == 2
    assert Document(BytesIO(act.read_bytes())).core_properties.author == ""
