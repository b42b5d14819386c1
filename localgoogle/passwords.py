"""Passwords of staff: argon2id with OWASP's parameters, about 50 ms of one processor each. Pure, but for the salt.

https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html: m = 19 MiB, t = 2, p = 1.
"""

from __future__ import annotations

from argon2 import PasswordHasher, Type
from argon2.exceptions import VerificationError

SHORTEST, LONGEST = 10, 200
FEWEST_LETTERS = 5
"""Different characters that a password must have: «1111111111» is long and no password."""

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1, type=Type.ID)

NOBODY_S = HASHER.hash("")
"""Verified for an e-mail without an account, so that the time taken does not tell who has one."""


def hashed(password: str) -> str:
    return HASHER.hash(password)


def matches(stored: str, password: str) -> bool:
    """Whether the password is the one that was hashed; with nothing stored it takes as long, and is not."""
    try:
        return HASHER.verify(stored or NOBODY_S, password) and bool(stored)
    except VerificationError:
        return False


def fault(password: str, again: str, email: str) -> str:
    """What is wrong with a password that somebody chose, in Russian; "" for nothing."""
    if password != again:
        return "Пароли не совпали. Впишите один и тот же пароль два раза."
    if not SHORTEST <= len(password) <= LONGEST:
        return f"В пароле должно быть от {SHORTEST} до {LONGEST} знаков. Подойдёт фраза из трёх-четырёх слов."
    if len(set(password)) < FEWEST_LETTERS or password.lower() in {email.lower(), "1234567890", "qwertyuiop"}:
        return "Такой пароль легко угадать. Подойдёт фраза из трёх-четырёх слов, которую знаете только вы."
    return ""
