"""One message: what happened, what it means for the data, the next command."""

from __future__ import annotations

from dataclasses import dataclass

NOTHING_WRITTEN = "Ничего не записано."
NOTHING_CHANGED = "Ничего не изменено."
SAFE = "Данные целы: начатое можно повторить, ничего не удвоится."


@dataclass(frozen=True)
class Sentence:
    """Three sentences of one message."""

    happened: str
    means: str
    next: str

    def text(self) -> str:
        return "\n".join(part for part in (self.happened, self.means, self.next) if part)
