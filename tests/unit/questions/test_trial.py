import pytest

from rhi_desktop.domain.errors import RhiError
from rhi_desktop.questions.definition import Form
from rhi_desktop.questions.trial import BadStep, run
from tests.unit.questions.forms import FAMILY, NOW, form_of


@pytest.fixture(scope="module")
def family() -> Form:
    return form_of(FAMILY)


def test_steps_lead_to_values_relevance_violations_and_the_instance(family: Form) -> None:
    steps = [
        {"set": "/data/asked", "value": "yes"},
        {"add": "/data/person"},
        {"set": "/data/person[2]/age", "value": "150"},
        {"state": "/data/person[1]/name", "value": "declined"},
        {"remove": "/data/person[1]"},
    ]
    result = run(family, steps, clock=lambda: NOW)
    assert result["values"]["/data/person[1]/age"] == "150"
    assert result["relevant"]["/data/person[1]/age"] is True
    assert "/data/person[2]" not in result["relevant"]
    assert result["violations"] == [
        {"path": "/data/person[1]/name", "kind": "required"},
        {"path": "/data/person[1]/age", "kind": "constraint"},
    ]
    assert "<age>150</age>" in result["instance"]
    assert result["instance"].startswith("<data ")


def test_a_repeat_begins_with_the_instances_of_the_form(family: Form) -> None:
    assert "/data/person[1]" in run(family, [], clock=lambda: NOW)["relevant"]


@pytest.mark.parametrize(
    "step",
    [{}, {"set": "/data/asked"}, {"set": 3, "value": "x"}, {"state": "/data/asked", "value": "unsure"}, {"do": "x"}],
)
def test_a_step_that_is_none_is_told_by_its_number(family: Form, step: dict[str, object]) -> None:
    with pytest.raises(BadStep, match="Step 2 is none of"):
        run(family, [{"set": "/data/asked", "value": "no"}, step], clock=lambda: NOW)


def test_a_path_that_does_not_exist_is_told(family: Form) -> None:
    with pytest.raises(RhiError, match="no node at /data/nobody"):
        run(family, [{"set": "/data/nobody", "value": "x"}], clock=lambda: NOW)
