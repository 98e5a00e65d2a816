from collections.abc import Callable
from datetime import UTC

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rhi_desktop.domain.answers import AnswerState, Entry
from rhi_desktop.questions.definition import Form
from rhi_desktop.questions.session import Changes, Session, UnknownPath
from tests.unit.questions.forms import FAMILY, NOW, form_of, start

Step = Callable[[Session], Changes]


@pytest.fixture(scope="module")
def family() -> Form:
    return form_of(FAMILY)


def _set(path: str, value: str) -> Step:
    return lambda session: session.set(path, value)


_people = st.integers(1, 3).map(lambda at: f"/data/person[{at}]")
_answers = st.one_of(
    st.builds(lambda value: _set("/data/asked", value), st.sampled_from(["yes", "yes", "no", ""])),
    st.builds(lambda at, value: _set(f"{at}/name", value), _people, st.sampled_from(["Robin", "Sasha", ""])),
    st.builds(lambda at, value: _set(f"{at}/age", value), _people, st.sampled_from(["2", "9", "14", "x", ""])),
    st.builds(lambda at, value: _set(f"{at}/country", value), _people, st.sampled_from(["north", "south", ""])),
    st.builds(lambda at, value: _set(f"{at}/town", value), _people, st.sampled_from(["oslo", "rome", ""])),
    st.builds(lambda at, value: _set(f"{at}/visit/nights", value), _people, st.sampled_from(["1", "5", ""])),
    st.builds(lambda value: _set("/data/eldest", value), st.sampled_from(["Robin", "Sasha", ""])),
    st.builds(
        lambda at, state: lambda session: session.set_state(f"{at}/name", state), _people, st.sampled_from(AnswerState)
    ),
)
_shapes = st.one_of(
    st.just(lambda session: session.add("/data/person")),
    st.builds(lambda at: lambda session: session.add(f"{at}/visit"), _people),
    st.builds(lambda at: lambda session: session.remove(at), _people),
    st.builds(lambda at: lambda session: session.remove(f"{at}/visit[2]"), _people),
)
_steps = st.lists(st.one_of(_answers, _answers, _shapes), max_size=25)
_property = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def _taken(session: Session, steps: list[Step]) -> Session:
    for step in steps:
        try:
            step(session)
        except UnknownPath:
            continue
    return session


def _seen(session: Session) -> object:
    answers = {path: value for path, value in session.values().items() if "/meta/" not in path}
    return answers, dict(session.relevant()), session.violations()


@_property
@given(steps=_steps)
def test_answering_step_by_step_gives_what_computing_all_anew_gives(family: Form, steps: list[Step]) -> None:
    session = _taken(start(family), steps)
    before = _seen(session)
    session._flow.wake_all()
    session._flow.settle()
    session._settled()
    assert _seen(session) == before


@_property
@given(steps=_steps)
def test_a_session_restored_from_its_entries_is_the_same(family: Form, steps: list[Step]) -> None:
    session = _taken(start(family), steps)
    again = Session.restore(family, session.entries(), clock=lambda: NOW, zone=UTC)
    assert _seen(again) == _seen(session)
    assert again.entries() == session.entries()
    assert again.unplaced == ()


@_property
@given(steps=_steps)
def test_what_the_deltas_save_is_what_the_session_holds(family: Form, steps: list[Step]) -> None:
    session = start(family)
    kept = {entry.key: entry for entry in session.entries()}
    for step in steps:
        try:
            changes = step(session)
        except UnknownPath:
            continue
        for gone in changes.delta.removed:
            kept = {key: entry for key, entry in kept.items() if key != gone and not key.startswith(f"{gone}/")}
        kept |= {entry.key: entry for entry in changes.delta.saved}
    held = {
        key for key, entry in kept.items() if entry.value or entry.state is not AnswerState.NOT_ASKED or key[-1] == "}"
    }
    assert {key: kept[key] for key in held} == {entry.key: entry for entry in session.entries()}


def test_entries_that_the_form_has_no_place_for_are_handed_back(family: Form) -> None:
    stray = Entry("/data/gone", "x", AnswerState.ANSWERED)
    session = Session.restore(family, [stray], clock=lambda: NOW, zone=UTC)
    assert session.unplaced == (stray,)


def test_a_new_instance_after_a_restore_has_a_number_of_its_own(family: Form) -> None:
    session = start(family)
    session.add("/data/person")
    again = Session.restore(family, session.entries(), clock=lambda: NOW, zone=UTC)
    again.add("/data/person")
    keys = [again.node(f"/data/person[{at}]").key for at in (1, 2, 3)]
    assert len(set(keys)) == 3
