"""A participant's code: seven characters, easy to read aloud, with a check character.

The alphabet has 23 characters, a prime number of them, and none that looks like another: a weighted sum modulo
a prime finds every single wrong character and every swap of two neighbours.
"""

from __future__ import annotations

from collections.abc import Container
from hashlib import blake2b

ALPHABET = "2345679ACDEFHJKMNPRTVWX"
LENGTH = 7
PRIME = len(ALPHABET)
# A Russian keyboard types letters that look the same.
FROM_CYRILLIC = str.maketrans("АСЕНКМРТХ", "ACEHKMPTX")


def code_from(response_id: str, taken: Container[str] = ()) -> str:
    """The code of the person whose first response this is; the next one of its row when it is taken."""
    attempt = 0
    while (code := nth_code(response_id, attempt)) in taken:
        attempt += 1
    return code


def nth_code(response_id: str, attempt: int) -> str:
    number = int.from_bytes(blake2b(f"{response_id}#{attempt}".encode(), digest_size=8).digest(), "big")
    letters = ""
    for _ in range(LENGTH - 1):
        number, place = divmod(number, PRIME)
        letters += ALPHABET[place]
    return letters + check_character(letters)


def check_character(letters: str) -> str:
    total = sum(weight * ALPHABET.index(letter) for weight, letter in enumerate(letters, start=1))
    return ALPHABET[total % PRIME]


def read_code(text: str) -> str:
    """The code in what someone typed, or "" when it is none."""
    code = "".join(text.split()).upper().translate(FROM_CYRILLIC)
    if len(code) != LENGTH or any(letter not in ALPHABET for letter in code):
        return ""
    return code if check_character(code[:-1]) == code[-1] else ""
