"""Who owns a column: everything visible and every merge follows from this."""

from enum import StrEnum


class Owner(StrEnum):
    """The one hand that a column belongs to.

    RESPONDENT: the machine writes it from an answer, staff may correct it, the correction stays.
    STAFF: only people write it. MACHINE: only the machine writes it, an edit is restored and listed.
    """

    RESPONDENT = "respondent"
    STAFF = "staff"
    MACHINE = "machine"
