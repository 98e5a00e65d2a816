"""The interview's form, read once for all tests over it."""

import pytest
from pyxform.xls2xform import convert

from rhi_desktop.questions.definition import Form
from rhi_desktop.questions.xform import read_form
from tests.question_sets import INTERVIEW


@pytest.fixture(scope="session")
def interview_form() -> Form:
    """The return home interview as the question engine has it."""
    xform: str = convert(INTERVIEW.read_text(encoding="utf-8"), file_type=".md").xform
    return read_form(xform.encode("utf-8"))
