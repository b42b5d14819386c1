"""An answer: what one respondent sent, by the questions' own keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Answer:
    """``values`` are texts by question key (several choices: several texts); times are UTC, Google's own.

    An edited answer keeps its ``response_id`` and ``created``, only ``submitted`` moves
    (https://developers.google.com/workspace/forms/api/reference/rest/v1/forms.responses).
    ``unknown`` are ids of questions that no questionnaire of ours has.
    """

    questionnaire: str
    response_id: str
    created: datetime
    submitted: datetime
    values: Mapping[str, tuple[str, ...]]
    unknown: tuple[str, ...] = ()

    def text(self, key: str) -> str:
        return "; ".join(self.values.get(key, ()))

    @property
    def version(self) -> str:
        """Which edition of this answer it is: told by the server's clock, never by ours."""
        return f"{self.response_id}@{self.submitted.isoformat()}"
