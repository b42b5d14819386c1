"""``nastavnik demo`` from an empty folder, and what a coordinator does after it."""

from __future__ import annotations

import json

from sync.cli.root import run
from sync.folder import Folder
from sync.local_server import server_process
from sync.programme import load_programme


def test_the_demo_tells_its_story_and_leaves_a_school_that_opens_again(tmp_path, capsys):
    folder = tmp_path / "school"
    assert run(["demo", "--people", "16", "--dir", str(folder)]) == 0
    said = capsys.readouterr().out
    for words in ("— 16.", "предел 30", "записывать нечего", "ЖДУТ СОГЛАСИЯ", "ПАРЫ: ", "утверждена", "viewform"):
        assert words in said
    with server_process(load_programme(folder), Folder(folder)):
        assert run(["status", "--json", "--dir", str(folder)]) == 0
        found = json.loads(capsys.readouterr().out)
        assert found["behind"] is False
        assert found["figures"]["approved"] > 0


def test_the_same_seed_makes_the_same_school_and_pairs(tmp_path, capsys):
    stories = []
    for name in ("one", "two"):
        assert run(["demo", "--people", "12", "--seed", "7", "--dir", str(tmp_path / name)]) == 0
        said = capsys.readouterr().out
        stories.append(said.partition("ПАРЫ: ")[0])
    assert stories[0] == stories[1]


def test_a_demo_does_not_overwrite_a_programme(tmp_path, capsys):
    (tmp_path / "programme.toml").write_text("моё", encoding="utf-8")
    assert run(["demo", "--dir", str(tmp_path)]) == 2
    assert "уже есть" in capsys.readouterr().err
    assert (tmp_path / "programme.toml").read_text(encoding="utf-8") == "моё"
