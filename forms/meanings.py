"""What options mean, whatever their wording: the words of ``means`` in a questionnaire's TOML."""

from forms.questionnaire import APPLICATIONS, DECISIONS, Purpose

YES, NO = "да", "нет"
PROCESSING, PUBLISHING, REUSING = "обработка данных", "публикация", "использование базы другими школами"
PUPILS, TEACHERS = "ученик — ученик", "учитель — учитель"
GRADUATES, EMPLOYERS = "выпускник — ученик", "работодатель — ученик"
MENTORING_FORMS = (PUPILS, TEACHERS, GRADUATES, EMPLOYERS)


def meanings_of(purpose: Purpose) -> dict[str, tuple[str, ...]]:
    """The questions that the rules read by meaning, by key, with the words that they know."""
    if purpose in DECISIONS:
        return {"decision": (YES, NO)}
    if purpose is Purpose.WITHDRAWAL:
        return {"what": (PROCESSING, PUBLISHING, REUSING)}
    return {"role": MENTORING_FORMS} if purpose in APPLICATIONS else {}
