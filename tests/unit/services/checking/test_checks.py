from collections.abc import Callable
from datetime import date
from functools import cache

import pytest

from rhi_desktop.domain.answers import AnswerState
from rhi_desktop.domain.jotting import Jotting
from rhi_desktop.questions.definition import Form
from rhi_desktop.questions.session import Session
from rhi_desktop.questions.xform import read_form
from rhi_desktop.services.checking.checks import Background
from rhi_desktop.services.checking.dates import Times
from rhi_desktop.services.checking.likeness import LastReport
from rhi_desktop.services.findings import Finding, Likeness, Wording
from tests.builders import Clock, an_episode
from tests.checking import some_checks
from tests.scripted import shipped

COPIED = "Robin went to the park after an argument about the phone and stayed with friends until late in the night."
TIMES = Times(date(2012, 3, 4), (an_episode("c", missing_since="2026-11-23T21:00Z", returned="2026-11-24T18:30Z"),))


@cache
def form() -> Form:
    return read_form(shipped())


@cache
def path_of(concept: str) -> str:
    return next(one.path for one in form().walk() if one.concept == concept)


@pytest.fixture
def session() -> Session:
    begun = Session.start(form(), clock=Clock())
    begun.set(path_of("offer.outcome"), "held")
    return begun


Check = Callable[..., list[Finding]]


@pytest.fixture
def check(session: Session) -> Check:
    def run(concept: str, background: Background | None = None, jottings: tuple[Jotting, ...] = ()) -> list[Finding]:
        found = some_checks(Clock()).findings(session, background or Background(TIMES), jottings)
        return [one for one in found if not concept or one.path == path_of(concept)]

    return run


def test_a_blaming_word_comes_with_the_answer_as_it_would_read_better(session: Session, check: Check) -> None:
    session.set(path_of("analysis.view"), "Robin absconded. The risk is high.")
    (one,) = check("analysis.view")
    assert one.overridable
    assert one.detail == Wording("absconded", "went missing", "Robin went missing. The risk is high.")


def test_the_childs_own_words_are_never_corrected(session: Session, check: Check) -> None:
    session.set(path_of("reason.own_words"), "I absconded, that is what they call it.")
    assert check("reason.own_words") == []


def test_a_workers_view_in_the_childs_own_words_is_shown(session: Session, check: Check) -> None:
    session.set(path_of("reason.own_words"), "Robin appears to be under pressure.")
    (one,) = check("reason.own_words")
    assert one.kind.startswith("voice.")
    assert "analysis" in one.sentence


def test_own_words_in_the_third_person_are_shown(session: Session, check: Check) -> None:
    session.set(path_of("reason.own_words"), "She said that she was bored.")
    (one,) = check("reason.own_words")
    assert "as they were said" in one.sentence


def test_an_account_in_the_analysis_is_shown(session: Session, check: Check) -> None:
    session.set(path_of("analysis.view"), "He told me that he had slept at a flat in Exampleton.")
    (one,) = check("analysis.view")
    assert "belongs with the account" in one.sentence


def test_an_answer_copied_from_the_last_report_is_shown_with_both(session: Session, check: Check) -> None:
    session.set(path_of("reason.own_words"), COPIED)
    last = LastReport("2026-10-01T09:00:00.000000Z", {"reason.own_words": COPIED})
    (one,) = check("reason.own_words", Background(TIMES, last))
    assert one.detail == Likeness(COPIED, COPIED, last.submitted)
    assert check("reason.own_words", Background(TIMES)) == []


@pytest.mark.parametrize(
    ("concept", "value", "words"),
    [
        ("interview.started", "2026-11-24T10:00:00.000+00:00", "before the child came back"),
        ("interview.started", "2011-11-24T10:00:00.000+00:00", "before the child was born"),
        ("contact.carer.when", "2026-11-01", "before the child went missing"),
        ("whereabouts.nights", "3", "leave room for one night"),
    ],
)
def test_a_date_that_cannot_be_is_shown(session: Session, check: Check, concept: str, value: str, words: str) -> None:
    session.set(path_of("contact.carer.spoken"), "yes")
    session.set(path_of("whereabouts.overnight"), "yes")
    session.set(path_of(concept), value)
    (one,) = [one for one in check(concept) if one.kind == "dates"]
    assert words in one.sentence
    assert one.overridable


def test_dates_that_go_together_are_left_alone(session: Session, check: Check) -> None:
    session.set(path_of("interview.started"), "2026-11-25T10:00:00.000+00:00")
    session.set(path_of("interview.ended"), "2026-11-25T11:00:00.000+00:00")
    session.set(path_of("whereabouts.overnight"), "yes")
    session.set(path_of("whereabouts.nights"), "1")
    session.set(path_of("whereabouts.willing"), "yes")
    place = session.add(path_of("place")).added
    session.set(f"{place}/place_from", "2026-11-23T22:00:00.000+00:00")
    session.set(f"{place}/place_to", "2026-11-24T17:00:00.000+00:00")
    assert [one for one in check("") if one.kind == "dates"] == []


def test_a_place_left_before_it_was_reached_and_one_after_the_return_are_shown(session: Session, check: Check) -> None:
    session.set(path_of("whereabouts.willing"), "yes")
    one, other = (session.add(path_of("place")).added for _ in range(2))
    session.set(f"{one}/place_from", "2026-11-24T09:00:00.000+00:00")
    session.set(f"{one}/place_to", "2026-11-24T07:00:00.000+00:00")
    session.set(f"{other}/place_from", "2026-11-25T10:00:00.000+00:00")
    said = [found.sentence for found in check("") if found.kind == "dates"]
    assert said == ["The child leaves this place before coming to it.", "This is after the child came back."]


def test_jottings_in_no_answer_are_told_by_topic_and_those_without_topic_first(session: Session, check: Check) -> None:
    harm, words = path_of("section.harm"), path_of("reason.own_words")
    session.set(words, "b")
    jottings = (
        Jotting(id="1", text="a", at="", topic=harm),
        Jotting(id="2", text="b", at="", topic=harm, placed=words),
        Jotting(id="3", text="c", at=""),
        Jotting(id="4", text="d", at="", set_aside="said twice"),
        Jotting(id="5", text="e", at="", topic=harm),
    )
    told = [one for one in check("", jottings=jottings) if one.kind == "jottings"]
    assert {one.path: one.sentence.split()[0] for one in told} == {form().root.path: "One", harm: "2"}


def test_findings_come_in_the_order_of_the_form_and_what_must_be_mended_first(session: Session, check: Check) -> None:
    session.set(path_of("analysis.view"), "Robin absconded.")
    sections = [one.section for one in check("")]
    order = [node.path for node in session.children(form().root.path)]
    assert sections == sorted(sections, key=order.index)
    of_analysis = [one.overridable for one in check("") if one.section == path_of("section.analysis")]
    assert of_analysis == sorted(of_analysis)
    assert True in of_analysis


def test_what_is_not_relevant_is_not_looked_at(session: Session, check: Check) -> None:
    session.set(path_of("analysis.view"), "Robin absconded.")
    session.set(path_of("offer.outcome"), "declined_child")
    assert check("analysis.view") == []
    assert session.node(path_of("analysis.view")).state is AnswerState.ANSWERED
