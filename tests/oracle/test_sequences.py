"""Random answer sequences over every form there is: our engine and the peer agree after each step."""

from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rhi_desktop.questions.definition import Form
from rhi_desktop.questions.xform import read_form
from tests.oracle.compare import differences
from tests.oracle.peer import Peer, Step
from tests.oracle.sequences import steps
from tests.oracle.shape import FORMS, OURS, Shape, read, sources, xform_of

EXAMPLES = 25
LARGE = 6
"""Examples for forms of a hundred questions and more."""


@lru_cache
def loaded(path: Path) -> tuple[str, Form, Shape]:
    """Return a form's XForm, our form and its shape."""
    xform = xform_of(path.read_text(encoding="utf-8"))
    return xform, read_form(xform.encode()), read(xform)


def test_there_are_forms_to_compare_on_ours_among_them() -> None:
    assert len(list(FORMS.glob("*.md"))) >= 20
    assert list(OURS.glob("*.md"))


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.stem)
def test_both_engines_agree_after_each_step(peer: Peer, path: Path) -> None:
    xform, form, shape = loaded(path)

    @settings(
        max_examples=EXAMPLES if len(shape.questions) < 100 else LARGE,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def compare(data: st.DataObject) -> None:
        drawn = data.draw(steps(shape))
        found = differences(form, peer.run(xform, drawn))
        assert not found, "\n".join(found)

    compare()


def test_our_interview_agrees_when_everything_in_it_is_answered(peer: Peer) -> None:
    for path in OURS.glob("*.md"):
        xform, form, shape = loaded(path)
        drawn = [
            Step(set=question.path, value=question.choices[0] if question.choices else "3", seats=[0, 0])
            for question in shape.questions
            if question.type not in {"date", "dateTime", "time"}
        ]
        assert len(drawn) > (15 if path.stem == "review-rubric" else 100)
        found = differences(form, peer.run(xform, drawn))
        assert not found, "\n".join(found)
