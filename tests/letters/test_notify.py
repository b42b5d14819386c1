"""``notify`` from the command line to the mail server: drafts, sending, what goes wrong, and each letter once."""

from __future__ import annotations

import json
import signal
import stat
import sys
from collections import Counter
from email import message_from_bytes
from email.policy import default

import pytest
from click.testing import CliRunner
from icalendar import Calendar

from sync import notifying
from sync.cli.root import nastavnik, run
from sync.erasing import erase
from sync.errors import MailAway, MailLoginRefused, MailNotConfigured, Overtaken
from sync.notifying import PASSWORD as VARIABLE
from sync.notifying import Told, Way, rehearse, send_letters, write_drafts
from sync.remote.smtp import Post
from sync.rules.letters import Asked, Kind
from sync.surveys import turn_forms
from tests.letters.post_office import PASSWORD, USER, PostOffice, open_post
from tests.letters.school import MAIL, code_of, configure, open_school, pair_of, types, withdraws
from tests.rules.test_letters import TEEN, WAITING
from tests.system.office import Office

PAIRS = Asked(Kind.PAIRS)
CHILD_MAIL, TEEN_MAIL = ("alena@mail.example", "Mama@mail.example"), ("yura@mail.example",)


@pytest.fixture
def post():
    with open_post(auth_require_tls=False) as found:
        yield found


@pytest.fixture
def school(tmp_path, post):
    with open_school(tmp_path / "school", post) as office:
        yield office


@pytest.fixture
def said(school, capsys):
    """``said("pairs", "--send")``: the exit code, and the object that was printed."""

    def command(*arguments: str) -> tuple[int, dict]:
        capsys.readouterr()
        code = run(["--dir", str(school.path), "notify", *arguments, "--json"])
        return code, json.loads(capsys.readouterr().out)

    return command


def way(office: Office, post: PostOffice, run: str = "run", pause=None) -> Way:
    return Way(lambda: Post(post.mail(), "", timeout=20), pause or office.time.sleep, run)


def sent(office: Office, post: PostOffice, asked: Asked = PAIRS, **more) -> Told:
    return send_letters(office.job(), asked, way(office, post, **more))


def letters_to(post: PostOffice) -> Counter[tuple[str, ...]]:
    return Counter(post.to)


def again(code: str) -> Asked:
    return Asked(Kind.PAIRS, again=frozenset({code}))


# Drafts


def test_without_send_the_letters_are_files_and_nothing_leaves(school, post, said):
    code, told = said("pairs")
    assert (code, sorted(told["due"])) == (0, sorted(pair_of(school).split("-")))
    files = {path.name: path for path in school.folder.letters.iterdir()}
    mentee, mentor = pair_of(school).split("-")
    assert files.keys() == {f"pairs-{mentee}-{mentor}.eml", f"pairs-{mentor}-{mentee}.eml"}
    letter = message_from_bytes(files[f"pairs-{mentee}-{mentor}.eml"].read_bytes(), policy=default)
    assert letter["To"] == ", ".join(CHILD_MAIL)
    assert "Юрий, 10А" in letter.get_body().get_content()
    assert (post.taken, said("pairs")[1]) == ([], told)
    if sys.platform != "win32":
        assert {stat.S_IMODE(path.stat().st_mode) for path in files.values()} == {0o600}


def test_who_has_no_e_mail_is_listed_with_a_text_to_hand_over(school, said, capsys):
    teen = code_of(school, TEEN)
    types(school, "bases", "mentors", teen, contact="+7 900 000-00-00")
    code, told = said("pairs")
    assert (code, told["nowhere"]) == (3, [teen])
    (text,) = school.folder.letters.glob("*.txt")
    assert text.read_text(encoding="utf-8").startswith("Здравствуйте, Юрий!")
    assert run(["--dir", str(school.path), "notify", "pairs"]) == 3
    assert f"Адреса почты нет, передайте текст сами:\n  {teen}  " in capsys.readouterr().out


def test_drafts_about_who_withdraws_go_at_the_next_synchronisation_and_those_that_wait_stay(school, said):
    said("pairs")
    said("consent")
    assert len(list(school.folder.letters.iterdir())) == 3
    withdraws(school)
    school.sync()
    assert [path.name for path in school.folder.letters.iterdir()] == [f"consent-{code_of(school, WAITING)}.eml"]


def test_an_erased_person_leaves_neither_a_draft_nor_a_line_of_the_ledger(school, post, said):
    said("pairs")
    sent(school, post)
    said("meeting", "--pair", pair_of(school), "--at", "2026-11-25 15:00")
    child = code_of(school)
    types(school, "personal", "consents", child, erase="да", erase_by="Петрова М. С.")
    erase(school.job(), child, "salt", lambda _plan: None)
    assert list(school.folder.letters.iterdir()) == []
    kept = [row for row in school.shown()["personal/personal.memory"] if row["key"].startswith(("letter:", "meeting:"))]
    assert [row["key"] for row in kept if child in row["key"] + row["content"]] == []


def test_a_second_preparation_leaves_no_draft_of_what_no_longer_holds(school, said):
    said("pairs")
    types(school, "programme", "pairs", pair_of(school), decision="отклонить")
    assert said("pairs")[1]["due"] == []
    assert list(school.folder.letters.iterdir()) == []


# Once


def test_each_gets_the_letter_once_and_a_synchronisation_finds_nothing_to_do(school, post):
    school.sync()
    assert len(sent(school, post).sent) == 2
    assert letters_to(post) == {CHILD_MAIL: 1, TEEN_MAIL: 1}
    assert school.sync().written == ()
    told = sent(school, post)
    assert (told.sent, told.due.told, told.needs_a_person) == ([], 2, False)
    assert len(post.taken) == 2
    assert school.time.slept == [3.0]


def test_a_minute_s_worth_goes_at_a_time_and_who_withdraws_meanwhile_gets_nothing(school, post):
    configure(school, MAIL.format(port=post.port) + "per_minute = 1\n")
    told = sent(school, post, pause=lambda _: withdraws(school))
    assert len(told.sent) == len(post.taken) == 1


def test_another_computer_that_sends_at_the_same_time_sends_nothing_twice(school, post):
    other: list[Told] = []
    told = sent(school, post, pause=lambda _: other.append(sent(school, post, run="other")))
    assert letters_to(post) == {CHILD_MAIL: 1, TEEN_MAIL: 1}
    assert len(told.sent) == len(other[0].sent) == 1


class Death(BaseException):
    """The machine is switched off."""


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("nth", [1, 2])
def test_a_machine_that_dies_at_any_writing_leaves_at_most_one_letter_in_doubt(school, post, monkeypatch, when, nth):
    real, calls = notifying.edit_memory, []

    def mortal(*arguments) -> bool:
        calls.append(1)
        if (when, len(calls)) == ("before", nth):
            raise Death
        done = real(*arguments)
        if (when, len(calls)) == ("after", nth):
            raise Death
        return done

    monkeypatch.setattr(notifying, "edit_memory", mortal)
    with pytest.raises(Death):
        sent(school, post)
    monkeypatch.setattr(notifying, "edit_memory", real)
    told = sent(school, post, run="later")
    doubtful = told.due.unknown
    assert len(doubtful) == ((nth, when) in {(1, "after"), (2, "before")})  # queued, and not yet noted as sent
    for code in doubtful:
        sent(school, post, again(code), run="at last")
    identities = {letter["Message-ID"] for letter in post.taken}
    assert (len(identities), set(post.to)) == (2, {CHILD_MAIL, TEEN_MAIL})
    assert len(post.taken) <= 2 + len(doubtful)
    assert sent(school, post).due.told == 2


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX's")
def test_a_process_killed_while_the_server_reads_the_letter(school, post, said):
    def kill(_letter) -> str:
        school.killer.process.send_signal(signal.SIGKILL)
        school.killer.process.wait()
        return "250 OK"

    post.at_data = kill
    school.killer.process = school.child("notify", "pairs", "--send")
    school.killer.process.communicate(timeout=120)
    school.killer.process = None
    post.at_data = lambda _: "250 OK"
    code, told = said("pairs", "--send")
    assert (code, len(told["unknown_before"]), len(told["sent"])) == (3, 1, 1)
    assert letters_to(post) == {CHILD_MAIL: 1, TEEN_MAIL: 1}
    code, told = said("pairs", "--send", "--again", told["unknown_before"][0])
    assert (code, len(told["sent"]), len({each["Message-ID"] for each in post.taken})) == (0, 1, 2)


@pytest.mark.parametrize("do", ["cut-before", "cut-after"])
def test_a_lost_reply_to_our_own_writing_keeps_no_letter_back_and_doubles_none(school, post, do):
    school.control("faults", [{"method": "POST", "path": ":batchUpdate", "nth": 1, "times": 1, "do": do}])
    told = sent(school, post)
    school.control("faults", [])
    assert (len(told.sent), letters_to(post)) == (2, {CHILD_MAIL: 1, TEEN_MAIL: 1})
    assert sent(school, post).due.told == 2


def test_a_ledger_that_is_lost_stops_everything(school, post, said):
    as_read = school.books()["personal"].sheets["personal.memory"]
    request = {"deleteSheet": {"sheetId": as_read.sheet_id}}
    school.staff("petrova").write_book(school.book_id("personal"), {"requests": [request]})
    code, told = said("pairs", "--send")
    assert (code, told["error"], post.taken) == (6, "LedgerLost", [])


# What a mail server answers


def test_who_is_refused_for_now_is_written_to_the_next_time(school, post):
    post.answers = {TEEN_MAIL[0]: "451 greylisted"}
    assert sent(school, post).later == [code_of(school, TEEN)]
    post.answers = {}
    assert sent(school, post).sent == [code_of(school, TEEN)]
    assert letters_to(post) == {CHILD_MAIL: 1, TEEN_MAIL: 1}


def test_an_address_that_is_refused_for_good_is_listed_until_staff_correct_it(school, post):
    teen = code_of(school, TEEN)
    post.answers = {TEEN_MAIL[0]: "550 no such user"}
    assert sent(school, post).refused == [teen]
    assert (sent(school, post).due.refused, len(post.taken)) == ((teen,), 1)
    types(school, "bases", "mentors", teen, contact="yuri@mail.example")
    assert sent(school, post).sent == [teen]


def test_one_address_of_two_that_is_refused_is_told(school, post):
    post.answers = {CHILD_MAIL[1]: "550 no such user"}
    assert sent(school, post).partly == [code_of(school)]
    assert letters_to(post) == {CHILD_MAIL[:1]: 1, TEEN_MAIL: 1}


def test_a_server_that_hangs_up_on_a_letter_leaves_it_in_doubt(school, post):
    post.at_data = lambda _: None
    with pytest.raises(MailAway):  # the second letter finds nobody there
        sent(school, post)
    post.at_data = lambda _: "250 OK"
    told = sent(school, post)
    assert (len(told.due.unknown), len(told.sent), told.needs_a_person) == (1, 1, True)


@pytest.mark.parametrize(("answer", "error"), [("421 busy", MailAway), ("550 not yours", MailLoginRefused)])
def test_what_has_surely_not_left_is_due_again(school, post, answer, error):
    post.sender = answer
    with pytest.raises(error):
        sent(school, post)
    post.sender = "250 OK"
    assert len(sent(school, post).sent) == 2


def test_a_book_that_others_always_write_first_stops_before_anything_leaves(school, post, monkeypatch):
    monkeypatch.setattr(notifying.Work, "write_book", lambda *_: False)
    with pytest.raises(Overtaken):
        sent(school, post)
    assert post.taken == []


# A rehearsal


def test_a_rehearsal_goes_to_the_coordinator_and_the_ledger_knows_nothing_of_it(school, post):
    told = rehearse(school.job(), PAIRS, way(school, post))
    assert (len(told.sent), letters_to(post)) == (2, {("petrova@school.example",): 2})
    assert len(sent(school, post).sent) == 2


# Meetings and surveys


def test_a_meeting_that_moves_is_told_anew_under_the_same_name(school, said):
    school.sync()
    pair = pair_of(school)
    call = ["meeting", "--pair", pair.lower(), "--minutes", "30"]

    def event(*more: str):
        assert said(*call, *more)[0] == 0
        letter = message_from_bytes(next(school.folder.letters.glob("meeting-*.eml")).read_bytes(), policy=default)
        (attached,) = letter.iter_attachments()
        return Calendar.from_ical(attached.get_payload(decode=True)).walk("VEVENT")[0]

    first = event("--at", "2026-11-25 15:00", "--where", "кабинет 12")
    assert (first["uid"], int(first["sequence"])) == (f"pair-{pair}-meet-1@demo", 0)
    assert first["dtstart"].dt.isoformat() == "2026-11-25T15:00:00+03:00"
    assert event("--at", "2026-11-25 15:00", "--where", "кабинет 12") == first
    moved = event("--at", "26.11.2026 16:00", "--change", "1")
    assert (moved["uid"], int(moved["sequence"])) == (first["uid"], 1)
    assert event("--at", "2026-12-02 15:00")["uid"] == f"pair-{pair}-meet-2@demo"
    assert school.sync().written == ()
    assert said(*call, "--at", "2026-12-02 15:00")[1]["meeting"] == 2
    assert said(*call, "--at", "2026-12-02 15:00", "--change", "7")[1]["error"] == "UnknownMeeting"
    assert said("meeting", "--pair", "x-y", "--at", "2026-12-02 15:00")[1]["error"] == "UnknownPair"


def test_an_open_survey_is_told_of_with_a_personal_link(school, post):
    turn_forms(school.job(), ["wishes"], accepting=True)
    assert len(sent(school, post, Asked(Kind.SURVEYS)).sent) == 2
    links = [letter.get_body().get_content() for letter in post.taken]
    assert all(any(code in text for text in links) for code in pair_of(school).split("-"))
    assert sent(school, post, Asked(Kind.SURVEYS)).sent == []
    assert len(sent(school, post, Asked(Kind.SURVEYS, anew=True)).sent) == 2


# The command


def test_the_whole_command_sends_with_the_password_that_it_was_told(school, post, said, monkeypatch):
    monkeypatch.delenv(VARIABLE, raising=False)
    configure(school, MAIL.format(port=post.port) + f'user = "{USER}"\n')
    assert said("consent", "--send")[1]["error"] == "CredentialsMissing"
    for password, found in (("wrong", 5), (PASSWORD, 0)):
        ran = CliRunner().invoke(nastavnik, ["--dir", str(school.path), "notify", "password"], input=f"{password}\n")
        assert password not in ran.output
        code, told = said("consent", "--send")
        assert (code, told["ok"]) == (found, found == 0)
    assert told["sent"] == [code_of(school, WAITING)]
    if sys.platform != "win32":
        school.folder.mail_password.chmod(0o644)
        assert said("consent", "--send")[1]["error"] == "CredentialsExposed"
        monkeypatch.setenv(VARIABLE, PASSWORD)
        assert said("consent", "--send")[0] == 0


def test_the_command_says_in_words_what_it_did(school, post, capsys):
    def words(*arguments: str) -> str:
        capsys.readouterr()
        run(["--dir", str(school.path), "notify", *arguments])
        return "".join(capsys.readouterr())

    assert words("consent").startswith("Писем готово: 1, папка ")
    assert words("consent", "--only-to-me").endswith("добавьте --send.\n")
    assert words("consent", "--send", "--only-to-me") == "Отправлено писем: 1.\n"
    assert words("consent", "--send") == "Отправлено писем: 1.\n"
    assert words("consent", "--send") == "Писать некому: нового ни для кого нет.\nУже знают: 1.\n"
    assert "Королёва" not in words("pairs")


def test_where_no_mail_is_configured_nothing_is_sent_and_drafts_still_are_written(school, said):
    configure(school, "")
    assert said("pairs", "--send")[1]["error"] == "MailNotConfigured"
    with pytest.raises(MailNotConfigured):
        send_letters(school.job(), PAIRS, way(school, PostOffice()))
    assert len(write_drafts(school.job(), PAIRS).files) == 2


def test_nobody_at_the_mail_server_is_code_4(school, post, said):
    configure(school, MAIL.format(port=1))
    code, told = said("consent", "--send")
    assert (code, told["error"]) == (4, "MailAway")
