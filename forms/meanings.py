"""What options mean, whatever their wording: the words of ``means`` in a questionnaire's TOML."""

from forms.question import MENTEES, MENTORS
from forms.questionnaire import APPLICATIONS, DECISIONS, Purpose

YES, NO = "да", "нет"
PUPILS, TEACHERS = "ученик — ученик", "учитель — учитель"
GRADUATES, EMPLOYERS = "выпускник — ученик", "работодатель — ученик"
MENTORING_FORMS = (PUPILS, TEACHERS, GRADUATES, EMPLOYERS)
PROCESSING, PUBLISHING, REUSING = "обработка данных", "публикация", "использование базы другими школами"
WITHDRAWN = (PROCESSING, PUBLISHING, REUSING)


def meanings_of(purpose: Purpose) -> dict[str, tuple[str, ...]]:
    """The questions that the rules read by meaning, by key, with the words that they know."""
    if purpose in DECISIONS:
        return {"decision": (YES, NO)}
    if purpose in APPLICATIONS | {Purpose.ASSESSMENT}:
        return {"role": MENTORING_FORMS}
    if purpose is Purpose.SATISFACTION:
        return {"part": (MENTEES, MENTORS)}
    return {"what": WITHDRAWN} if purpose is Purpose.WITHDRAWAL else {}
