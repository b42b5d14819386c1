"""A mail server over SMTP (RFC 5321), and what became of each letter: the one question that counts afterwards."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from types import TracebackType

from sync.errors import MailAway, MailLoginRefused, MailUnsafe
from sync.programme import Mail

TIMEOUT = 60.0  # seconds for each answer


class Fate(Enum):
    """``LATER``: refused for now. ``UNKNOWN``: the connection broke while it was on its way."""

    SENT = "sent"
    LATER = "later"
    REFUSED = "refused"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Handed:
    """What became of a letter; ``refused`` are addresses that the server did not take, while it took others."""

    fate: Fate
    refused: tuple[str, ...] = ()


class Post:
    """One connection, protected and signed in. Raises MailAway, MailUnsafe, MailLoginRefused."""

    def __init__(self, mail: Mail, password: str, timeout: float = TIMEOUT) -> None:
        self.mail = mail
        self.password = password
        self.timeout = timeout

    def __enter__(self) -> Post:
        try:
            self.smtp = self.connected()
            self.sign_in()
            self.smtp.ehlo_or_helo_if_needed()
        except (ssl.SSLError, smtplib.SMTPNotSupportedError) as error:
            raise MailUnsafe(self.mail.host) from error
        except OSError as error:  # what smtplib raises is one too
            raise MailAway(self.mail.host) from error
        return self

    def __exit__(self, _kind: type | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        with suppress(OSError):
            self.smtp.quit()
        self.smtp.close()

    def connected(self) -> smtplib.SMTP:
        """The name we greet with is the sender's domain: the name of this computer is nobody's business."""
        mail, own = self.mail, self.mail.sender.rpartition("@")[2]
        if mail.security == "tls":
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(mail.host, mail.port, own, timeout=self.timeout, context=context)
        smtp = smtplib.SMTP(mail.host, mail.port, own, timeout=self.timeout)
        if mail.security == "starttls":
            try:
                smtp.starttls(context=ssl.create_default_context())
            except BaseException:
                smtp.close()
                raise
        return smtp

    def sign_in(self) -> None:
        """A 4xx means that the server cannot look the password up just now."""
        try:
            if self.mail.user:
                self.smtp.login(self.mail.user, self.password)
        except (smtplib.SMTPException, UnicodeError) as error:
            self.smtp.close()
            status = getattr(error, "smtp_code", 0)
            if isinstance(error, smtplib.SMTPServerDisconnected) or 400 <= status < 500:
                raise MailAway(self.mail.host) from error
            raise MailLoginRefused(self.mail.host, status) from error

    def hand(self, message: bytes, to: Sequence[str]) -> Handed:
        """Raises MailAway when the connection ended before the letter was on its way, MailLoginRefused when the server
        does not let us send from this address."""
        try:
            refused = self.addressed(to)
        except OSError as error:
            raise MailAway(self.mail.host) from error
        if len(refused) == len(to):
            self.begin_anew()
            return Handed(Fate.LATER if any(code < 500 for code in refused.values()) else Fate.REFUSED)
        return Handed(self.given(message), tuple(refused))

    def addressed(self, to: Sequence[str]) -> dict[str, int]:
        """The addresses that were not taken, with the server's code."""
        code, _ = self.smtp.mail(self.mail.sender)
        if 400 <= code < 500:
            raise smtplib.SMTPServerDisconnected
        if code >= 500:
            raise MailLoginRefused(self.mail.host, code)
        codes = {address: self.smtp.rcpt(address)[0] for address in to}
        return {address: code for address, code in codes.items() if not 200 <= code < 300}

    def given(self, message: bytes) -> Fate:
        """From here on a broken connection leaves everybody in doubt."""
        try:
            code, _ = self.smtp.data(message)
        except smtplib.SMTPDataError as error:
            code = error.smtp_code
        except OSError:
            return Fate.UNKNOWN
        if 200 <= code < 300:
            return Fate.SENT
        self.begin_anew()
        return Fate.LATER if code < 500 else Fate.REFUSED

    def begin_anew(self) -> None:
        with suppress(OSError):
            self.smtp.rset()
