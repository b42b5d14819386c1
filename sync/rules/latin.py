"""Russian names that were typed in Latin letters: written by sound, or on a keyboard left switched over."""

from __future__ import annotations

from collections.abc import Container

KEYBOARD = dict(zip("qwertyuiop[]asdfghjkl;'zxcvbnm,.`", "йцукенгшщзхъфывапролджэячсмитьбюё", strict=True))
SOUNDS = (
    *(("shch", "щ"), ("sch", "щ"), ("kh", "х"), ("zh", "ж"), ("ts", "ц"), ("ch", "ч"), ("sh", "ш"), ("yu", "ю")),
    *(("ju", "ю"), ("ya", "я"), ("ja", "я"), ("yo", "ё"), ("jo", "ё"), ("ye", "е"), ("ey", "ей"), ("ay", "ай")),
    *(("oy", "ой"), ("iy", "ий"), ("ij", "ий"), ("ia", "ия"), ("a", "а"), ("b", "б"), ("v", "в"), ("w", "в")),
    *(("g", "г"), ("d", "д"), ("e", "е"), ("z", "з"), ("i", "и"), ("j", "й"), ("k", "к"), ("l", "л"), ("m", "м")),
    *(("n", "н"), ("o", "о"), ("p", "п"), ("r", "р"), ("s", "с"), ("t", "т"), ("u", "у"), ("f", "ф"), ("h", "х")),
    *(("c", "к"), ("x", "кс"), ("y", "ы"), ("q", "к")),
)


def from_latin(text: str, given_names: Container[str]) -> str:
    """The reading that makes a given name known; by sound when neither does, or both."""
    typed = "".join(KEYBOARD.get(letter, letter) for letter in text)
    sounded = by_sound(text)
    return typed if names_in(typed, given_names) and not names_in(sounded, given_names) else sounded


def names_in(text: str, given_names: Container[str]) -> bool:
    return any(word.replace("ё", "е").replace("й", "и") in given_names for word in text.split())


def by_sound(text: str) -> str:
    for latin, russian in SOUNDS:
        text = text.replace(latin, russian)
    return text
