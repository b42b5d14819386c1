"""E-mail addresses in what people wrote of how to reach them. An address is taken as it stands or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterator

BETWEEN = re.compile(r"[\s,;:<>()«»\"]+")
LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])")
LONGEST = 254  # RFC 5321, 4.5.3.1.3


def addresses_in(contact: str) -> tuple[str, ...]:
    """Every address among the words of a contact, each once. The application asks a pupil for their own and a
    parent's: both are given in order to be written to."""
    kept: dict[str, str] = {}
    for address in found(contact):
        kept.setdefault(address.lower(), address)
    return tuple(kept.values())


def found(contact: str) -> Iterator[str]:
    for word in BETWEEN.split(contact):
        local, _, domain = word.strip(".").rpartition("@")
        plain = plain_domain(domain)
        if LOCAL.fullmatch(local) and len(local) + len(plain) < LONGEST and DOMAIN.fullmatch(plain):
            yield f"{local}@{plain}"


def plain_domain(domain: str) -> str:
    """«школа.рф» as mail servers know it; "" when it is no domain at all."""
    try:
        return domain.lower().encode("idna").decode("ascii")
    except UnicodeError:
        return ""
