"""Prompts are the form's own words: those said to the child, escaped, and at the side from which they are read."""

from collections.abc import Callable
from datetime import datetime

import pytest

from rhi_desktop.gui.interview.prompts import Prompt, page, prompts
from rhi_desktop.questions.session import Session
from rhi_desktop.questions.xform import read_form
from rhi_desktop.services.jottings import topics
from tests.builders import NOON
from tests.scripted import shipped

MUTED = "#556677"


def clock() -> datetime:
    return NOON


@pytest.fixture(scope="module")
def session() -> Session:
    return Session.start(read_form(shipped()), clock=clock)


@pytest.fixture
def labels(session: Session) -> Callable[[str], list[str]]:
    return lambda topic: [one.label for one in prompts(session, topic)]


def test_every_topic_has_prompts_and_none_is_for_the_worker(
    session: Session, labels: Callable[[str], list[str]]
) -> None:
    assert all(labels(topic.path) for topic in topics(session))
    said = [label for topic in topics(session) for label in labels(topic.path)]
    assert "Could anyone overhear you?" not in said
    assert "In your own words, how did it come about that you were away?" in said


def test_what_is_asked_only_after_another_answer_is_prompted_only_then(
    session: Session, labels: Callable[[str], list[str]]
) -> None:
    more = "What happened after you told them?"
    assert more not in labels("/data/reasons")
    session.set("/data/reasons/why/why_told", "yes")
    assert more in labels("/data/reasons")


def test_a_heading_stands_only_above_something(labels: Callable[[str], list[str]]) -> None:
    assert "Where and when" not in labels("/data/start")


def test_words_are_never_taken_as_markup_and_a_second_language_keeps_its_direction() -> None:
    found = (Prompt("Was it <b>you</b>?", "Ask & wait.", "هل كنت وحدك؟"), Prompt("Page", heading=True))
    html = page(found, muted=MUTED, guided=True)
    assert "Was it &lt;b&gt;you&lt;/b&gt;?" in html
    assert "Ask &amp; wait." in html
    assert '<p dir="rtl" style="margin:1px 0 0 0; color:#556677">هل كنت وحدك؟</p>' in html
    assert "Ask" not in page(found, muted=MUTED, guided=False)
