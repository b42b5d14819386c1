"""What becomes of a letter, asked of a real mail server: taken, put off, refused, or nobody knows."""

from __future__ import annotations

import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sync.errors import MailAway, MailLoginRefused, MailUnsafe
from sync.programme import Mail
from sync.remote.smtp import Fate, Handed, Post
from sync.render.letter_mail import message_of
from tests.letters.post_office import PASSWORD, USER, PostOffice, open_post
from tests.letters.test_message import LETTER, MAILED, NOW

CHILD, MOTHER = TO = LETTER.to
RAW = message_of(LETTER, MAILED, NOW).as_bytes()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("certificate")
    key, own = folder / "key.pem", folder / "own.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    named = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "3650"]
    subprocess.run([*command, *named, "-keyout", key, "-out", own], check=True, capture_output=True)
    return own, key


def protected(certificate: tuple[Path, Path]) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*certificate)
    return context


def handed(office: PostOffice, raw: bytes = RAW) -> Handed:
    with Post(office.mail(), "") as post:
        return post.hand(raw, TO)


def test_a_letter_arrives_whole_at_each_address():
    with open_post() as office:
        assert handed(office) == Handed(Fate.SENT)
    assert office.to == [TO]
    assert office.taken[0]["Subject"] == "Ваша пара в программе наставничества"
    assert "— Юрий, 10А" in office.taken[0].get_body().get_content()


def test_a_line_that_is_a_dot_ends_no_letter():
    with open_post() as office:
        handed(office, b"Subject: dot\r\n\r\nbefore\r\n.\r\nafter\r\n")
    assert office.taken[0].get_payload().split() == ["before", ".", "after"]


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        ({MOTHER: "550 no such user"}, Handed(Fate.SENT, (MOTHER,))),
        (dict.fromkeys(TO, "550 no such user"), Handed(Fate.REFUSED)),
        (dict.fromkeys(TO, "451 greylisted"), Handed(Fate.LATER)),
        ({CHILD: "550 no such user", MOTHER: "451 greylisted"}, Handed(Fate.LATER)),
    ],
)
def test_an_address_that_is_refused_for_good_or_for_now(answers, found):
    with open_post() as office:
        office.answers = answers
        assert handed(office) == found
    assert len(office.taken) == (found.fate is Fate.SENT)


@pytest.mark.parametrize(("answer", "fate"), [("452 full", Fate.LATER), ("554 spam", Fate.REFUSED)])
def test_a_letter_that_is_refused_when_it_has_been_read(answer, fate):
    with open_post() as office:
        office.at_data = lambda _: answer
        assert handed(office) == Handed(fate)


def test_after_a_refusal_the_same_connection_takes_the_next_letter():
    with open_post() as office:
        office.answers = dict.fromkeys(TO, "550 no such user")
        with Post(office.mail(), "") as post:
            assert post.hand(RAW, TO).fate is Fate.REFUSED
            office.answers = {}
            assert post.hand(RAW, TO).fate is Fate.SENT


def test_a_server_that_is_gone_when_it_has_the_letter_leaves_its_fate_unknown():
    with open_post() as office:
        office.at_data = lambda _: None
        assert handed(office) == Handed(Fate.UNKNOWN)


@pytest.mark.parametrize("size", [1, 5_000_000], ids=["short", "long"])
def test_a_server_that_is_gone_in_the_middle_of_the_letter_leaves_its_fate_unknown(size):
    with rude_server() as port, Post(Mail("127.0.0.1", port, "none", "a@b.example"), "") as post:
        assert post.hand(RAW + b"x" * size, TO) == Handed(Fate.UNKNOWN)


@contextmanager
def rude_server() -> Iterator[int]:
    """Says yes to everything, and hangs up as soon as a letter begins to come."""

    def serve() -> None:
        connection, _ = listening.accept()
        with connection, connection.makefile("rwb", buffering=0) as lines:
            lines.write(b"220 rude.example\r\n")
            for line in lines:
                lines.write(b"354 go on\r\n" if line.startswith(b"data") else b"250 yes\r\n")
                if line.startswith(b"data"):
                    return

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=serve)
        thread.start()
        yield listening.getsockname()[1]
        thread.join()


def test_a_server_that_is_gone_before_the_letter_has_surely_not_taken_it():
    with open_post() as office, Post(office.mail(), "") as post:
        post.smtp.sock.shutdown(socket.SHUT_RDWR)
        with pytest.raises(MailAway):
            post.hand(RAW, TO)


@pytest.mark.parametrize(("answer", "error"), [("550 not yours", MailLoginRefused), ("421 too busy", MailAway)])
def test_a_sender_that_is_not_allowed_is_no_fault_of_the_letter(answer, error):
    with open_post() as office:
        office.sender = answer
        with pytest.raises(error):
            handed(office)


def test_nobody_at_that_port():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(MailAway), Post(Mail("127.0.0.1", port, "none", "a@b.example"), ""):
        pass


# Passwords and protection


def test_the_right_password_opens_the_door_and_a_wrong_one_does_not():
    with open_post(auth_require_tls=False) as office:
        with Post(office.mail(user=USER), PASSWORD) as post:
            assert post.hand(RAW, TO).fate is Fate.SENT
        with pytest.raises(MailLoginRefused) as refused, Post(office.mail(user=USER), "wrong"):
            pass
    assert refused.value.status == 535
    assert "wrong" not in repr(refused.value)


def test_a_password_in_letters_that_mail_servers_do_not_know_is_refused_in_words():
    with open_post(auth_require_tls=False) as office, pytest.raises(MailLoginRefused):
        Post(office.mail(user=USER), "пароль").__enter__()
    assert office.logins == []


def test_a_server_that_asks_for_no_password_but_gets_a_user_is_told_as_such():
    with open_post() as office, pytest.raises(MailLoginRefused), Post(office.mail(user=USER), PASSWORD):
        pass


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_protected_connection_carries_password_and_letter(certificate, security, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    ours = protected(certificate)
    options = {"tls_context": ours} if security == "starttls" else {"implicit": ours, "auth_require_tls": False}
    with open_post(**options) as office, Post(office.mail(security, USER), PASSWORD) as post:
        assert post.hand(RAW, TO).fate is Fate.SENT
    assert len(office.logins) == 1


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_server_that_cannot_prove_who_it_is_gets_nothing(certificate, security):
    ours = protected(certificate)
    options = {"tls_context": ours} if security == "starttls" else {"implicit": ours}
    with open_post(**options) as office, pytest.raises(MailUnsafe), Post(office.mail(security, USER), PASSWORD):
        pass
    assert (office.logins, office.taken) == ([], [])


def test_a_server_without_protection_gets_no_password():
    with open_post(auth_require_tls=False) as office, pytest.raises(MailUnsafe):
        Post(office.mail("starttls", USER), PASSWORD).__enter__()
    assert office.logins == []
