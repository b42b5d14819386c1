"""Under which names this server may be called, and what its own address is. Pure.

A page elsewhere can make its own name point to 127.0.0.1 and so talk to this server from a visitor's browser (DNS
rebinding): a name that is not ours is answered with nothing. What a proxy says in ``X-Forwarded-*`` anybody can
say, so it is not read: the public address tells the scheme and the name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
PUBLIC_URL = re.compile(r"https?://[a-z0-9.:\[\]-]+", re.IGNORECASE)


@dataclass(frozen=True)
class Hosts:
    """``public_url`` is where people reach the server through a proxy, without a slash at its end; "" for nowhere.

    ``bound`` is the address that the server listens on.
    """

    public_url: str = ""
    bound: str = "127.0.0.1"

    def origin(self, host: str, port: int) -> str:
        """The origin that a browser sees which has sent this Host header, "" when the name is none of ours."""
        if self.public_url and host.lower() == urlsplit(self.public_url).netloc:
            return self.public_url
        return f"http://{host.lower()}" if host.lower() in self.own_names(port) else ""

    def own_names(self, port: int) -> set[str]:
        bound = f"[{self.bound}]" if ":" in self.bound else self.bound
        names = {*LOOPBACK, bound} - {"0.0.0.0", "[::]"}  # noqa: S104 - not a binding: it is nobody's name
        return {f"{name}:{port}" for name in names} | (names if port == 80 else set())

    def address(self, origin: str) -> str:
        """What the addresses that are given out begin with."""
        return self.public_url or origin


def is_loopback(host: str) -> bool:
    return host in {"127.0.0.1", "localhost", "::1"}


def read_public_url(text: str) -> str:
    """The address as it is kept; raises ValueError for what is no address of a site's root."""
    address = text.strip().rstrip("/").lower()
    parts = urlsplit(address)
    if not PUBLIC_URL.fullmatch(address) or not parts.hostname or parts.port == 0:
        raise ValueError(text)
    default = ":443" if parts.scheme == "https" else ":80"
    return address.removesuffix(default)
