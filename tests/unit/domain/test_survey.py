"""Themes surveys: marking, counting, and what becomes of a passage when its interview is amended."""

import json
from dataclasses import replace

from rhi_desktop.domain.bodies import from_body, to_body
from rhi_desktop.domain.draw import draw, draw_number
from rhi_desktop.domain.merging import Version, merge
from rhi_desktop.domain.records import Body, canonical_json
from rhi_desktop.domain.survey import Passage, Read, Standing, Survey, ThemeCount, count, standing, toggled

WORDS = "He picked me up by car. He picked me up again."


def passage(interview: str = "i1", quote: str = "picked me up", *themes: str, start: int = 3) -> Passage:
    return replace(Passage.marked(interview, "/q", start, quote), themes=themes)


def test_a_theme_is_given_and_taken_and_a_passage_without_one_is_none() -> None:
    one = toggled((), passage(), "Transport")
    two = toggled(one, passage(), "Hotspots")
    assert [each.themes for each in two] == [("Transport", "Hotspots")]
    elsewhere = toggled(two, passage(start=27), "Transport")  # the same words, further down
    assert [each.start for each in elsewhere] == [3, 27]
    assert toggled(toggled(two, passage(), "Transport"), passage(), "Hotspots") == ()


def test_a_passage_is_found_where_it_moved_to_and_told_as_lost_where_it_was_changed() -> None:
    assert standing(passage(start=27), {"/q": WORDS}) == (Standing.THERE, passage(start=27))
    assert standing(passage(), {"/q": f"Well. {WORDS}"}) == (Standing.THERE, replace(passage(), start=9))
    assert standing(passage(), {"/q": "He took me.", "/other": WORDS})[0] is Standing.LOST
    assert standing(passage(), {})[0] is Standing.LOST


def test_passages_interviews_and_children_are_counted_each_once() -> None:
    passages = (
        passage("i1", "a", "Transport"),
        passage("i1", "b", "Transport", "Hotspots"),
        passage("i2", "c", "Transport"),
        passage("i3", "d", "Transport"),
    )
    counted = count(("Transport", "Hotspots", "Premises"), passages, {"i1": "c1", "i2": "c1", "i3": "c2"})
    assert counted == [
        ThemeCount("Transport", 4, 3, 2),
        ThemeCount("Hotspots", 1, 1, 1),
        ThemeCount("Premises", 0, 0, 0),
    ]


def test_one_interview_is_marked_without_touching_the_others() -> None:
    survey = Survey(title="Autumn", passages=(passage("i1", "a", "T"), passage("i2", "b", "T")), read=(Read(id="i1"),))
    changed = survey.with_passages("i2", (), done=True)
    assert (changed.of("i1"), changed.of("i2"), changed.done) == (survey.of("i1"), (), ("i1", "i2"))


def on_disk(survey: Survey) -> Body:
    """Return the body as it is read back."""
    body: Body = json.loads(canonical_json(dict(to_body(survey))))
    return body


def test_two_people_who_mark_at_once_keep_each_others_passages() -> None:
    base = Survey(title="Autumn", interviews=("i1", "i2"), themes=("T",), passages=(passage("i1", "a", "T"),))
    again = passage("i1", "a", "T", start=30)
    one = base.with_passages("i1", (*base.passages, again), done=True)
    other = base.with_passages("i2", (passage("i2", "a", "T"),), done=True)
    versions = [
        Version(str(at), f"2026-11-2{at}T10:00:00.000000Z", "m", "d", on_disk(said))
        for at, said in enumerate((one, other))
    ]
    merged = merge(on_disk(base), versions)
    whole = from_body(merged.body, Survey)
    assert merged.clashes == ()
    places = {(each.interview, each.start) for each in whole.passages}
    assert (places, set(whole.done)) == ({("i1", 3), ("i1", 30), ("i2", 3)}, {"i1", "i2"})


def test_a_number_is_drawn_as_a_share_is_and_never_more_than_there_are() -> None:
    ids = [f"i{number}" for number in range(10)]
    assert draw_number(reversed(ids), 3, "seed") == draw(ids, 30, "seed")
    assert len(draw_number(ids, 3, "seed")) == 3
    assert draw_number(ids, 3, "seed") != draw_number(ids, 3, "other")
    assert sorted(draw_number(ids, 50, "seed")) == ids
