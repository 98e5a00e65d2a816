from functools import cache

from rhi_desktop.gui.interview.prompts import prompts
from rhi_desktop.questions.session import Session
from rhi_desktop.questions.xform import read_form
from tests.builders import Clock
from tests.gui.real_desks import shipped_form


@cache
def session() -> Session:
    return Session.start(read_form(shipped_form()), clock=Clock())


def said(topic: str) -> list[str]:
    return [prompt.label for prompt in prompts(session(), topic)]


def test_what_is_said_first_stands_before_what_is_asked() -> None:
    before = said("/data/start")
    assert before[0] == "What you say first"
    assert before[1].startswith("Say it in your own way: I am here to listen.")
    assert "Who would you like to know about our talk?" in before


def test_a_workers_own_questions_are_not_among_the_prompts() -> None:
    before = said("/data/start")
    assert not any("interviewer" in words or words == "Where did you meet?" for words in before)
    assert "What did you explain?" not in before
    assert len(said("/data/harm")) > 8
