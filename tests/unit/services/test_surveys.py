"""Themes surveys over a real encrypted file: from choosing interviews to passages without names."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from rhi_desktop.domain.bodies import from_body, to_body
from rhi_desktop.domain.filed import Filed
from rhi_desktop.domain.interview import Interview
from rhi_desktop.domain.records import Change, Kind, Record
from rhi_desktop.domain.survey import Chosen, Passage, Survey
from rhi_desktop.services.ports import AuditAct
from rhi_desktop.services.question_sets import QuestionSets
from rhi_desktop.services.theming.surveys import NothingChosen, Plan, Surveys, ThemeThere, TitleMissing
from rhi_desktop.services.theming.tables import compared_table, counts_table, passages_table
from tests.builders import a_change, a_child, new_id
from tests.scripted import Scripted, scripted

PLAN = Plan(
    title="Autumn", since=date(2026, 11, 1), until=date(2026, 11, 30), chosen=Chosen.ALL,
    themes=("Transport", " ", "Transport", "Premises"),
)  # fmt: skip
WISH = "/data/voice/wishes/wish_soon"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Scripted]:
    made = scripted(tmp_path)
    yield made
    assert made.store.verify() == ()
    made.store.close()


@pytest.fixture
def surveys(office: Scripted) -> Surveys:
    return Surveys(office.store, QuestionSets(office.store, office.store.member), office.clock)


@pytest.fixture
def interviews(office: Scripted) -> list[Filed[Interview]]:
    """One interview, and two more with the same answers."""
    first = office.submit("interview")
    ids = [new_id(office.clock()) for _ in range(2)]
    office.store.commit([Change(one, Kind.INTERVIEW, to_body(first.value)) for one in ids])
    return [first, *(Filed(one, "", first.at, first.author, 1, first.value) for one in ids)]


def mark(surveys: Surveys, survey: str, number: int, quote: str, *themes: str) -> Passage:
    reading = surveys.read(survey, number)
    key, text = next((key, text) for key, text in reading.texts.items() if quote in text)
    version = reading.interview.value.version
    made = replace(Passage.marked(reading.interview.id, key, text.index(quote), quote, version), themes=themes)
    surveys.keep(survey, reading.interview.id, (*reading.there, *reading.lost, made), done=True)
    return made


def elsewhere(interview: Filed[Interview], child: str) -> Interview:
    """Return the interview as if it were of another child."""
    return replace(interview.value, child=child)


def interview_of(kept: Record) -> Interview:
    return from_body(kept.body, Interview)


def say(office: Scripted, interview: str, key: str, text: str) -> None:
    """Let an answer say something else, as an amendment does."""
    kept = office.store.get(Kind.INTERVIEW, interview)
    answers = [replace(one, value=text) if one.key == key else one for one in interview_of(kept).answers]
    office.store.commit(
        [Change(interview, Kind.INTERVIEW, to_body(replace(interview_of(kept), answers=tuple(answers))), (kept.head,))]
    )


def test_a_survey_begins_with_all_of_a_time_with_a_draw_or_with_what_was_ticked(
    surveys: Surveys, interviews: list[Filed[Interview]]
) -> None:
    ids = {one.id for one in interviews}
    every = surveys.begin(PLAN).value
    assert (set(every.interviews), every.themes, every.out_of, every.seed) == (ids, ("Transport", "Premises"), 3, "")
    drawn = surveys.begin(replace(PLAN, chosen=Chosen.DRAWN, number=2)).value
    assert (len(drawn.interviews), drawn.out_of, len(drawn.seed), set(drawn.interviews) < ids) == (2, 3, 16, True)
    ticked = surveys.begin(replace(PLAN, chosen=Chosen.BY_HAND, by_hand=(interviews[1].id, "elsewhere"))).value
    assert ticked.interviews == (interviews[1].id,)
    assert len(surveys.every()) == 3
    for plan, refused in (
        (replace(PLAN, title=" "), TitleMissing), (replace(PLAN, themes=()), TitleMissing),
        (replace(PLAN, until=date(2026, 11, 2)), NothingChosen), (replace(PLAN, chosen=Chosen.BY_HAND), NothingChosen),
    ):  # fmt: skip
        with pytest.raises(refused):
            surveys.begin(plan)


def test_what_is_marked_is_counted_with_the_interviews_read_beside_it(
    surveys: Surveys, office: Scripted, interviews: list[Filed[Interview]]
) -> None:
    survey = surveys.begin(PLAN)
    assert counts_table(surveys.counted(survey.id)).rows[0] == ("Transport", 0, "0 of 0 (no data)", "0 of 0 (no data)")
    reading = surveys.read(survey.id, 1)
    assert office.store.entries(reading.interview.id)[0].act is AuditAct.INTERVIEW_OPENED
    text = reading.texts[WISH]
    mark(surveys, survey.id, 1, text[:10], "Transport")
    mark(surveys, survey.id, 1, text[-10:], "Transport", "Premises")
    surveys.keep(survey.id, surveys.read(survey.id, 2).interview.id, (), done=True)
    counted = surveys.counted(survey.id)
    assert counts_table(counted).rows == (
        ("Transport", 2, "1 of 2 (50.0 %)", "1 of 1 (100.0 %)"),
        ("Premises", 1, "1 of 2 (50.0 %)", "1 of 1 (100.0 %)"),
    )
    assert "2 of 3 (66.7 %)" in counts_table(counted).notes[0]


def test_only_what_somebody_wrote_can_be_marked(surveys: Surveys, interviews: list[Filed[Interview]]) -> None:
    reading = surveys.read(surveys.begin(PLAN).id, 1)
    chosen = {one.label for one in reading.lines if one.level == 0 and one.key not in reading.texts}
    assert WISH in reading.texts
    assert chosen  # choices and what has no answer


def test_an_amended_interview_keeps_a_passage_or_tells_that_it_is_lost(
    surveys: Surveys, office: Scripted, interviews: list[Filed[Interview]]
) -> None:
    survey = surveys.begin(PLAN)
    made = mark(surveys, survey.id, 1, surveys.read(survey.id, 1).texts[WISH][:12], "Transport")
    say(office, made.interview, made.key, f"Before. {made.quote} after.")
    (there,) = surveys.read(survey.id, 1).there
    assert (there.quote, there.start) == (made.quote, 8)
    say(office, made.interview, made.key, "Something else.")
    reading, counted = surveys.read(survey.id, 1), surveys.counted(survey.id)
    assert (reading.there, [one.quote for one in reading.lost]) == ((), [made.quote])
    assert (counted.themes[0].passages, counted.lost) == (0, 1)
    assert any(note.startswith("1 passage is not counted") for note in counts_table(counted).notes)


def test_two_people_mark_different_interviews_and_neither_loses_a_passage(
    surveys: Surveys, interviews: list[Filed[Interview]]
) -> None:
    survey = surveys.begin(PLAN)
    one, other = surveys.read(survey.id, 1), surveys.read(survey.id, 2)
    for reading in (one, other):
        made = replace(Passage.marked(reading.interview.id, WISH, 0, reading.texts[WISH][:5]), themes=("Transport",))
        surveys.keep(survey.id, reading.interview.id, (made,), done=False)
    assert surveys.counted(survey.id).themes[0].interviews == 2


def test_a_theme_is_added_once(surveys: Surveys, interviews: list[Filed[Interview]]) -> None:
    survey = surveys.begin(PLAN)
    assert surveys.add_theme(survey.id, " Money ").value.themes[-1] == "Money"
    for words in ("money", "  "):
        with pytest.raises(ThemeThere):
            surveys.add_theme(survey.id, words)


def test_passages_go_out_without_the_names_of_the_child_of_others_and_of_workers(
    surveys: Surveys, office: Scripted, interviews: list[Filed[Interview]]
) -> None:
    another = a_change(a_child(name="Quill Specimen"))
    office.store.commit([another, Change(new_id(), Kind.INTERVIEW, to_body(elsewhere(interviews[0], another.record)))])
    survey = surveys.begin(PLAN)
    number = survey.value.interviews.index(interviews[0].id) + 1
    first = surveys.read(survey.id, number)
    named = first.interview.value.mentions[0].text
    words = f"Robin told Sam Invented about {named} and quill near Kirkgate."
    say(office, first.interview.id, WISH, words)
    mark(surveys, survey.id, number, words, "Premises", "Transport")
    cleared = surveys.without_names(survey.id)
    (one,) = cleared.passages
    assert named not in one.text
    assert one.text.startswith("[child] told [worker] about [")
    assert one.text.endswith("and [another child] near Kirkgate.")
    assert (one.doubtful, one.themes) == (("Kirkgate",), ("Transport", "Premises"))
    table = passages_table(cleared.title, cleared.passages)
    assert table.rows == (("Transport; Premises", one.interview, one.text),)
    assert 1 <= one.interview <= 4


def test_two_surveys_stand_side_by_side_and_what_one_did_not_ask_has_no_number(
    surveys: Surveys, interviews: list[Filed[Interview]]
) -> None:
    one, other = surveys.begin(PLAN), surveys.begin(replace(PLAN, title="Winter", themes=("Transport", "Money")))
    mark(surveys, one.id, 1, surveys.read(one.id, 1).texts[WISH][:5], "Transport")
    table = compared_table(surveys.counted(one.id), surveys.counted(other.id))
    assert table.rows == (
        ("Transport", "1 of 1 (100.0 %)", "0 of 0 (no data)"),
        ("Premises", "0 of 1 (0.0 %)", "not a theme"),
        ("Money", "not a theme", "0 of 0 (no data)"),
    )


def test_an_interview_that_is_not_here_is_said(surveys: Surveys, office: Scripted) -> None:
    made = Survey(title="Autumn", since="2026-11-01", until="2026-11-30", interviews=(new_id(),), themes=("Transport",))
    survey = office.store.commit([Change(new_id(), Kind.SURVEY, to_body(made))])[0].id
    counted = surveys.counted(survey)
    assert (counted.missing, counted.read) == (1, 0)
    assert any("not on this laptop" in note for note in counts_table(counted).notes)
