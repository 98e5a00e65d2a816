"""Forms that nobody wrote: random structure, random expressions, random answers; both engines agree."""

from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from rhi_desktop.questions.xform import read_form
from tests.oracle.compare import differences
from tests.oracle.peer import Peer
from tests.oracle.random_forms import random_form
from tests.oracle.sequences import steps
from tests.oracle.shape import read, xform_of

FORMS = 48
SEQUENCES = 3


@pytest.mark.parametrize("number", range(FORMS))
def test_both_engines_agree_on_a_form_that_nobody_wrote(peer: Peer, number: int) -> None:
    markdown = random_form(Random(number))  # noqa: S311 - the same forms on every run
    xform = xform_of(markdown)
    form, shape = read_form(xform.encode()), read(xform)
    if not shape.questions:
        return

    @seed(number)
    @settings(
        max_examples=SEQUENCES,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def compare(data: st.DataObject) -> None:
        found = differences(form, peer.run(xform, data.draw(steps(shape, most=12))))
        assert not found, "\n".join([markdown, *found])

    compare()


def test_most_random_forms_ask_something_and_read_each_other() -> None:
    written = [random_form(Random(number)) for number in range(FORMS)]  # noqa: S311 - the same forms on every run
    assert sum("| q" in form for form in written) > FORMS * 0.9
    assert sum("${" in form for form in written) > FORMS * 0.9
    assert any("begin repeat" in form and "indexed-repeat(" in form for form in written)
