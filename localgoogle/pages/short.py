"""Short addresses of open forms, for a poster: ``/f/k7m2-x9pq``.

Eight characters of thirty-one: 40 bits. Somebody who tries a hundred a second against fifty open forms needs a year
and a half for one hit, and wins what hangs on the school's wall: a form that anybody may answer and that shows no
answers. Only such forms have a code; personal links and links to change an answer keep their 128 bits.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING

from localgoogle.html import notice, redirect
from localgoogle.pages.tokens import server_secret

if TYPE_CHECKING:
    from localgoogle.call import Call, Reply
    from localgoogle.state import State

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
"""Without 0 and o, 1, i and l, which look alike on paper."""

LENGTH = 8


def code_of(state: State, public_id: str) -> str:
    """The code of a form: the same as long as the server keeps its secret, so that posters stay true."""
    number = int.from_bytes(hmac.digest(server_secret(state), f"short\n{public_id}".encode(), hashlib.sha256))
    letters = ""
    for _ in range(LENGTH):
        number, rest = divmod(number, len(ALPHABET))
        letters += ALPHABET[rest]
    return f"{letters[:4]}-{letters[4:]}"


def follow(state: State, call: Call, groups: dict[str, str]) -> Reply:
    """From the address on the poster to the form; capitals and the dash do not matter."""
    wanted = plain(groups["code"])
    for (public_id,) in state.db.execute("SELECT file_id FROM documents WHERE part = 'public'"):
        if hmac.compare_digest(plain(code_of(state, public_id)).encode(), wanted.encode()):
            return redirect(f"{call.origin}/forms/d/e/{public_id}/viewform")
    return notice(404, "Такой анкеты нет", "Проверьте адрес: возможно, в нём потерялась буква.")


def plain(code: str) -> str:
    return code.lower().replace("-", "")
