"""``nastavnik demo`` from an empty folder, and what a coordinator does after it."""

from __future__ import annotations

import json
import re

from sync.cli.root import run
from sync.folder import Folder
from sync.local_server import server_process
from sync.programme import load_programme

STAGES = """
1 1 2.1 2.2 2.3 3.1 3.2 3.3–3.4 4.1 4.2 4.3–4.4 5.1 5.2 5.3 5.3 5.4
6.1–6.2 6.3 6.4 6.5 6.5 6.5 6.6 6.7 6.8 7.1 7.2 7.3 7.4 7.5 7.6 7.7 7.8
"""


def test_the_demo_tells_its_story_and_leaves_a_school_that_opens_again(tmp_path, capsys):
    folder = tmp_path / "school"
    assert run(["demo", "--people", "16", "--dir", str(folder)]) == 0
    said = capsys.readouterr().out
    for words in ("— 16.", "предел 94", "записывать нечего", "ЖДУТ СОГЛАСИЯ", "ПАРЫ: ", "завершена", "viewform"):
        assert words in said
    assert [line.split()[0] for line in said.splitlines() if line[:1].isdigit()] == STAGES.split()
    assert "Бумаги года: " in said.splitlines()[-2]
    kinds = {path.parent.name for path in (folder / "papers").rglob("*.docx")}
    assert kinds == {"order", "plan", "invitations", "certificates", "case", "interview", "council"}
    with server_process(load_programme(folder), Folder(folder)):
        assert run(["status", "--json", "--dir", str(folder)]) == 0
        found = json.loads(capsys.readouterr().out)
        assert found["behind"] is False
        assert found["figures"]["approved"] > 0


BY_CODES = re.compile(r" Обращений \d+, предел \d+\.|(?<=вписаны в базы: )\d+")


def test_the_same_seed_makes_the_same_school_and_pairs(tmp_path, capsys):
    stories = []
    for name in ("one", "two"):
        assert run(["demo", "--people", "12", "--seed", "7", "--until", "5", "--dir", str(tmp_path / name)]) == 0
        said = capsys.readouterr().out
        # Codes differ from run to run, and with them what a synchronisation finds to write, and which of two equally
        # good pairings is proposed (so whether the pair that is rejected can be replaced).
        stories.append(BY_CODES.sub("", said.partition("ПАРЫ: ")[0]))
    assert stories[0] == stories[1]
    assert "5.4" in stories[0]
    assert "6.1" not in stories[0], "told to stop after the fifth stage"


def test_nobody_is_in_the_story_of_an_empty_school(tmp_path, capsys):
    assert run(["demo", "--people", "1", "--json", "--dir", str(tmp_path / "one")]) == 0
    assert json.loads(capsys.readouterr().out)["pairs"] == 0


def test_a_demo_does_not_overwrite_a_programme(tmp_path, capsys):
    (tmp_path / "programme.toml").write_text("моё", encoding="utf-8")
    assert run(["demo", "--dir", str(tmp_path)]) == 2
    assert "уже есть" in capsys.readouterr().err
    assert (tmp_path / "programme.toml").read_text(encoding="utf-8") == "моё"
