"""The shipped questionnaires and the declared tabs fit together: no answer is asked for and then lost."""

from __future__ import annotations

import pytest

from forms.load import load_questionnaires
from forms.questionnaire import APPLICATIONS as PURPOSES
from forms.questionnaire import Questionnaire
from sheets_schema.tables.bases import MENTEES, MENTORS

TABLES = {"mentee": MENTEES, "mentor": MENTORS}
READ_BY_THE_RULES = {"role"}  # it becomes «Форма наставничества»
APPLICATIONS = [item for item in load_questionnaires() if item.purpose in PURPOSES]


@pytest.mark.parametrize("questionnaire", APPLICATIONS, ids=lambda questionnaire: questionnaire.key)
def test_every_answer_goes_to_a_column(questionnaire: Questionnaire) -> None:
    columns = {*TABLES[questionnaire.purpose].by_key, *READ_BY_THE_RULES}
    assert [question.key for question in questionnaire.questions if question.target not in columns] == []
