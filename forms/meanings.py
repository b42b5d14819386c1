"""What options mean, whatever their wording: the words of ``means`` in a questionnaire's TOML."""

from forms.questionnaire import APPLICATIONS, CONSENTS, Purpose

YES, NO = "да", "нет"
PUPILS, TEACHERS = "ученик — ученик", "учитель — учитель"
GRADUATES, EMPLOYERS = "выпускник — ученик", "работодатель — ученик"
MENTORING_FORMS = (PUPILS, TEACHERS, GRADUATES, EMPLOYERS)


def meanings_of(purpose: Purpose) -> dict[str, tuple[str, ...]]:
    """The questions that the rules read by meaning, by key, with the words that they know."""
    if purpose in CONSENTS:
        return {"decision": (YES, NO)}
    return {"role": MENTORING_FORMS} if purpose in APPLICATIONS else {}
