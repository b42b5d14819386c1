"""How often one account or one link may do something in a minute.

Never per network address: a whole school sits behind one.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from localgoogle.state import State


def spend(state: State, what: str, limit: int) -> bool:
    """Take one out of this minute's ``limit`` for ``what`` (a form, a link, an e-mail); False when it is used up.

    Counted in memory only, by the server's clock; ``enforceQuotas`` turns it off for tests, as it does Google's quotas.
    """
    if not state.settings.enforceQuotas:
        return True
    minute = int(state.now().timestamp() // 60)
    began, counts = state.caches.get("pages.limits", (minute, Counter[str]()))
    if began != minute:
        counts = Counter[str]()
    counts[what] += 1
    state.caches["pages.limits"] = (minute, counts)
    return bool(counts[what] <= limit)
