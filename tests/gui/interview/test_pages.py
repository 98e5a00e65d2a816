from collections.abc import Callable
from pathlib import Path

import pytest

from rhi_desktop.domain.answers import AnswerState
from rhi_desktop.gui.interview.pages import items, outline, page_holding, shown
from rhi_desktop.gui.interview.progress import Progress
from rhi_desktop.questions.session import Changes, Session
from tests.gui.interview.held import MORE, PERSON, SETTING, hold


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return hold(tmp_path).begin().session


def test_a_page_is_a_field_list_and_a_repeat_outside_of_one(session: Session) -> None:
    session.set(f"{SETTING}/alone", "no")
    found = outline(session)
    assert [section.title for section in found] == ["Before we start", "The people"]
    assert [page.path for section in found for page in section.pages] == [SETTING, MORE, PERSON]


def test_a_page_that_is_not_relevant_is_left_out(session: Session) -> None:
    session.set(f"{SETTING}/alone", "yes")
    assert [page.path for page in outline(session)[0].pages] == [SETTING]


def test_declined_and_not_known_count_as_done_and_not_asked_does_not(session: Session) -> None:
    total = outline(session)[0].total
    session.set_state(f"{SETTING}/words", AnswerState.DECLINED)
    session.set_state(f"{SETTING}/nights", AnswerState.NOT_KNOWN)
    session.set(f"{SETTING}/alone", "yes")
    assert (outline(session)[0].done, outline(session)[0].total) == (3, total)


def test_questions_that_appear_are_counted(session: Session) -> None:
    before = outline(session)[0].total
    session.set(f"{SETTING}/alone", "no")
    assert outline(session)[0].total == before + 3


def test_calculations_are_no_part_of_a_page(session: Session) -> None:
    people = outline(session)[1]
    assert [item.path for item in items(session, people.pages[0])] == [PERSON]


def test_what_is_hidden_on_a_page_keeps_its_place(session: Session) -> None:
    page = outline(session)[0].pages[0]
    before = items(session, page)
    assert [item.path for item in before if not shown(session, item)] == [f"{SETTING}/company"]
    session.set(f"{SETTING}/alone", "no")
    assert items(session, page) == before
    assert all(shown(session, item) for item in before)


def test_the_page_of_a_question_in_a_repeat_is_found(session: Session) -> None:
    page = page_holding(outline(session), f"{PERSON}[1]/name")
    assert page is not None
    assert page.path == PERSON


def test_progress_that_is_kept_equals_progress_counted_anew(session: Session) -> None:
    progress = Progress(session)
    steps: list[Callable[[], Changes]] = [
        lambda: session.set(f"{SETTING}/alone", "no"),
        lambda: session.set(f"{MORE}/sign", "suspected"),
        lambda: session.set(f"{PERSON}[1]/name", "Kay"),
        lambda: session.add(PERSON),
        lambda: session.set(f"{PERSON}[2]/adult", "yes"),
        lambda: session.remove(f"{PERSON}[1]"),
        lambda: session.set(f"{SETTING}/alone", "yes"),
    ]
    for step in steps:
        progress.note(step().changed)
        assert progress.sections(session) == outline(session)
