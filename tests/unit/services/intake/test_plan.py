"""What each row will become."""

import pytest

from rhi_desktop.domain.records import Kind
from rhi_desktop.services.intake.plan import ChildBecomes, Choice, Decision, EpisodeBecomes, PlanRow
from rhi_desktop.services.intake.sheets import Cancelled, IntakeError
from tests.builders import a_change, a_child, an_episode
from tests.intakes import TRACKER, Desk, reasons, warned

ROBIN = ("MP/1", "EXAMPLE, Robin", "4/5/12", "3/11/26 14:05", "3/11/26 23:00", "4/11/26 01:00")
MESSAGES = ("Misper ref", "Notification", "Name", "DOB", "Date / time")


def times(row: PlanRow) -> tuple[str, str, str]:
    return row.missing_since, row.found, row.returned


def test_a_row_of_a_tracker_becomes_child_episode_and_referral(desk: Desk) -> None:
    plan = desk.plan([ROBIN])
    row = plan.rows[0]
    assert (row.row, row.name, row.born, row.child, row.episode) == (
        2,
        "Robin Example",
        "2012-05-04",
        ChildBecomes.NEW,
        EpisodeBecomes.NEW,
    )
    assert times(row) == ("2026-11-03T14:05Z", "2026-11-03T23:00Z", "2026-11-04T01:00Z")
    assert row.new_referral
    assert (plan.counts.new_children, plan.counts.new_episodes, plan.counts.new_referrals) == (1, 1, 1)
    assert desk.store.every(Kind.CHILD) == ()


def test_a_missing_and_a_found_message_are_one_episode_by_reference(desk: Desk) -> None:
    plan = desk.plan(
        [
            ("MP/2", "Found", "", "", "6/11/26 09:00"),
            ("MP/1", "Found", "Robin Example", "4/5/12", "5/11/26 10:00"),
            ("MP/1", "Missing", "Robin Example", "4/5/12", "3/11/26 14:05"),
            ("MP/2", "Missing", "Robin Example", "4/5/12", "6/11/26 01:00"),
        ],
        MESSAGES,
    )
    assert [row.with_rows for row in plan.rows] == [(5,), (4,), (3,), (2,)]
    assert times(plan.rows[0]) == ("2026-11-06T01:00Z", "2026-11-06T09:00Z", "")
    assert times(plan.rows[2]) == ("2026-11-03T14:05Z", "2026-11-05T10:00Z", "")
    assert plan.counts.new_episodes == 2


def test_without_a_reference_a_found_message_goes_to_the_last_time_the_child_went_missing(desk: Desk) -> None:
    plan = desk.plan(
        [
            ("", "Missing", "Robin Example", "4/5/12", "1/11/26 10:00"),
            ("", "Missing", "Robin Example", "4/5/12", "3/11/26 10:00"),
            ("", "Found", "Robin Example", "4/5/12", "4/11/26 10:00"),
            ("", "Returned", "Robin Example", "4/5/12", "4/11/26 12:00"),
            ("", "Found", "Sasha Invented", "1/6/11", "4/11/26 11:00"),
        ],
        MESSAGES,
    )
    assert [row.with_rows for row in plan.rows] == [(), (4, 5), (3, 5), (3, 4), ()]
    assert times(plan.rows[1])[1:] == ("2026-11-04T10:00Z", "2026-11-04T12:00Z")
    assert times(plan.rows[4]) == ("", "2026-11-04T11:00Z", "")
    assert "no end yet" in warned(plan.rows[1])


def test_a_found_message_of_another_season_stays_alone(desk: Desk) -> None:
    plan = desk.plan(
        [
            ("", "Missing", "Robin Example", "4/5/12", "1/3/26 10:00"),
            ("", "Found", "Robin Example", "4/5/12", "1/11/26 10:00"),
        ],
        MESSAGES,
    )
    assert [row.with_rows for row in plan.rows] == [(), ()]


def test_a_message_that_contradicts_its_own_episode_is_a_bad_row(desk: Desk) -> None:
    plan = desk.plan(
        [
            ("MP/1", "Missing", "Robin Example", "4/5/12", "3/11/26 14:05"),
            ("MP/1", "Found", "Robin Example", "4/5/12", "2/11/26 10:00"),
        ],
        MESSAGES,
    )
    assert [row.imported for row in plan.rows] == [True, False]
    assert "times do not follow" in reasons(plan.rows[1])[0][1]


def test_a_doubtful_child_is_asked_about_and_not_imported(desk: Desk) -> None:
    child = a_change(a_child(name="Robin Example", born="2012-05-04", reference="EX-1"))
    desk.store.commit([child])
    plan = desk.plan([("MP/1", "Robyn Example", "4/5/12", "3/11/26", "", "")])
    row = plan.rows[0]
    assert (row.child, row.imported, plan.counts.doubtful) == (ChildBecomes.DOUBTFUL, False, 1)
    assert [(one.who, one.name, one.reference) for one in row.candidates] == [(child.record, "Robin Example", "EX-1")]
    assert desk.intake.commit(plan).records == 0


def test_a_person_decides_about_a_doubt(desk: Desk) -> None:
    child = a_change(a_child(name="Robin Example", born="2012-05-04"))
    desk.store.commit([child])
    plan = desk.plan([("MP/1", "Robyn Example", "4/5/12", "3/11/26", "", "")])
    same = desk.intake.decide(plan, {2: Decision(Choice.SAME, child.record)}).rows[0]
    assert (same.child, same.child_id, same.adds) == (
        ChildBecomes.KNOWN,
        child.record,
        ("another spelling of the name",),
    )
    assert desk.intake.decide(plan, {2: Decision(Choice.NEW)}).rows[0].child is ChildBecomes.NEW
    out = desk.intake.decide(plan, {2: Decision(Choice.LEAVE_OUT)})
    assert (out.rows[0].left_out, out.rows[0].imported, out.counts.left_out, out.counts.doubtful) == (True, False, 1, 0)
    nobody = desk.intake.decide(plan, {2: Decision(Choice.SAME, "nobody")}).rows[0]
    assert nobody.child is ChildBecomes.DOUBTFUL


def test_once_a_spelling_was_decided_on_it_is_not_asked_about_again(desk: Desk) -> None:
    child = a_change(a_child(name="Robin Example", born="2012-05-04"))
    desk.store.commit([child])
    row = ("MP/1", "Robyn Example", "4/5/12", "3/11/26", "", "")
    plan = desk.plan([row], decisions={2: Decision(Choice.SAME, child.record)})
    desk.intake.commit(plan)
    assert desk.plan([row]).rows[0].changes_nothing


def test_two_children_of_one_file_may_be_one(desk: Desk) -> None:
    rows = [ROBIN, ("MP/2", "Robyn Example", "4/5/12", "8/11/26", "9/11/26", "")]
    plan = desk.plan(rows)
    assert [row.child for row in plan.rows] == [ChildBecomes.NEW, ChildBecomes.DOUBTFUL]
    assert plan.rows[1].candidates[0].row == 2
    joined = desk.intake.decide(plan, {3: Decision(Choice.SAME, "row:2")})
    assert (joined.counts.new_children, joined.counts.new_episodes) == (1, 2)
    assert desk.intake.decide(plan, {3: Decision(Choice.NEW)}).counts.new_children == 2
    itself = desk.intake.decide(plan, {3: Decision(Choice.SAME, "row:3")})
    assert itself.rows[1].child is ChildBecomes.DOUBTFUL


def test_a_name_without_a_birthday_is_a_doubt_unless_the_police_reference_says_who(desk: Desk) -> None:
    desk.take([ROBIN])
    plan = desk.plan(
        [("MP/1", "Robin Example", "", "3/11/26", "", ""), ("MP/9", "Robin Example", "", "9/11/26", "", "")]
    )
    assert [row.child for row in plan.rows] == [ChildBecomes.KNOWN, ChildBecomes.DOUBTFUL]


def test_a_message_that_names_nobody_needs_a_reference_that_is_known(desk: Desk) -> None:
    desk.take([(*ROBIN[:5], "")])
    plan = desk.plan(
        [("MP/1", "Returned", "", "", "4/11/26 02:00"), ("MP/9", "Found", "", "", "4/11/26 02:00")], MESSAGES
    )
    assert (plan.rows[0].episode, plan.rows[0].adds) == (EpisodeBecomes.COMPLETES, ("the time of return",))
    assert plan.rows[0].name == "Robin Example"
    assert reasons(plan.rows[1]) == [("", "There is no name or reference to know the child by.")]


def test_a_record_is_completed_and_never_overwritten(desk: Desk) -> None:
    desk.take([("MP/1", "Robin Example", "4/5/12", "3/11/26", "", "")])
    plan = desk.plan([("MP/1", "Robin Example", "4/5/12", "3/11/26 14:05", "5/11/26 10:00", "")])
    assert plan.rows[0].adds == ("the exact time of going missing", "the time of being found")
    desk.intake.commit(plan)
    other = desk.plan([("MP/1", "Robin Example", "4/5/12", "2/11/26 14:05", "6/11/26 10:00", "")]).rows[0]
    assert (other.episode, other.adds) == (EpisodeBecomes.KNOWN, ())
    assert "something else under “time of being found”; it is kept" in warned(other)


def test_overlapping_episodes_are_told(desk: Desk) -> None:
    plan = desk.plan(
        [
            ("MP/1", "Robin Example", "4/5/12", "3/11/26 14:05", "5/11/26 23:00", ""),
            ("MP/2", "Robin Example", "4/5/12", "4/11/26 14:05", "", ""),
        ]
    )
    assert warned(plan.rows[0]) == ""
    assert "begins before an earlier episode of this child has ended" in warned(plan.rows[1])


def test_an_episode_on_record_overlaps_too(desk: Desk) -> None:
    child = a_change(a_child(name="Robin Example", born="2012-05-04"))
    episode = an_episode(child.record, missing_since="2026-11-02T10:00Z", returned="2026-11-10T10:00Z")
    desk.store.commit([child, a_change(episode)])
    assert "has ended" in warned(desk.plan([ROBIN]).rows[0])


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        (("MP/1", "Robin Example", "4/5/86", "3/11/26", "", ""), "DOB", "still to come"),
        (("MP/1", "Robin Example", "4/5/1986", "3/11/26", "", ""), "DOB", "18 or older"),
        (("MP/1", "Robin Example", "29/2/2011", "3/11/26", "", ""), "DOB", "no such day"),
        (("MP/1", "Robin Example", "4/11/26", "3/11/26", "", ""), "DOB", "before this date of birth"),
        (("MP/1", "Robin Example", "4/5/12", "3/11/26", "2/11/26", ""), "Found", "found before going missing"),
        (("MP/1", "Robin Example", "4/5/12", "3/11/26", "", "2/11/26"), "Returned", "back before going missing"),
        (("MP/1", "Robin Example", "4/5/12", "3/11/26", "5/11/26", "4/11/26"), "Returned", "back before being found"),
        (("MP/1", "Robin Example", "4/5/12", "26/11/26", "", ""), "Missing since", "still to come"),
        (("MP/1", "Robin Example", "4/5/12", "25/11/26 12:10", "", ""), "Missing since", "still to come"),
        (("MP/1", "Robin Example", "4/5/12", "", "still missing", ""), "Missing since", "no date of the episode"),
        (("MP/1", "", "4/5/12", "3/11/26", "", ""), "", "no name or reference"),
        (("MP/1", "Robin Example", "4/5/12", "29/3/26 01:30", "", ""), "Missing since", "never showed this time"),
        (("MP/1", "Robin Example", "4/5/12", "11/25/26", "", ""), "Missing since", "month seems to stand first"),
    ],
)
def test_a_bad_row_is_told_with_column_and_reason(desk: Desk, row: tuple[str, ...], column: str, reason: str) -> None:
    plan = desk.plan([row, ("MP/2", "Sasha Invented", "1/6/11", "3/11/26", "", "")])
    found = reasons(plan.rows[0])
    assert [(where, reason in said) for where, said in found] == [(column, True)], found
    assert (plan.rows[0].imported, plan.rows[1].imported, plan.counts.bad) == (False, True, 1)


def test_somebody_is_a_child_until_the_day_before_eighteen(desk: Desk) -> None:
    plan = desk.plan(
        [("1", "Robin Example", "4/11/08", "3/11/26", "", ""), ("2", "Sasha Invented", "3/11/08", "3/11/26", "", "")]
    )
    assert [row.imported for row in plan.rows] == [True, False]


def test_codes_that_nobody_knows_are_kept_in_the_notes_and_told(desk: Desk) -> None:
    heading = (*TRACKER, "Risk level", "Legal status", "NHS number", "Age")
    plan = desk.plan([(*ROBIN, "Amberish", "C2", "1234567890", "9")], heading)
    assert plan.rows[0].imported
    assert [note.column for note in plan.rows[0].warnings] == ["Age", "NHS number", "Risk level"]
    desk.intake.commit(plan)
    referral = desk.store.get(Kind.REFERRAL, next(iter(desk.store.referral_index())).referral)
    assert referral.body["notes"] == "Police risk: Amberish"
    episode = desk.store.get(Kind.EPISODE, next(iter(desk.store.episode_index())).episode)
    status = episode.body["status"]
    assert isinstance(status, dict)
    assert status["legal_status"] == "C2"


def test_totals_and_repeated_headings_are_left_aside(desk: Desk) -> None:
    plan = desk.plan([ROBIN, TRACKER, (), ("Total", "2", "", "", "", "")])
    assert [row.row for row in plan.rows] == [2]
    assert plan.notes == ("Row 5 holds totals and was left aside.", "Row 3 repeats the headings and was left aside.")


def test_a_child_who_is_called_total_is_no_total(desk: Desk) -> None:
    assert desk.plan([("Total", "Robin Example", "4/5/12", "3/11/26", "", "")]).counts.imported == 1


def test_a_shortened_reference_is_told_and_not_used(desk: Desk) -> None:
    plan = desk.plan([("1.23457E+11", *ROBIN[1:]), ("1.23457E+11", "Robin Example", "4/5/12", "9/11/26", "", "")])
    assert "shortened this reference" in warned(plan.rows[0])
    assert plan.counts.new_episodes == 2


def test_planning_tells_how_far_it_is_and_can_be_stopped(desk: Desk) -> None:
    opened = desk.intake.open(desk.file([(f"MP/{number}", *ROBIN[1:]) for number in range(450)]))
    told: list[tuple[int, int]] = []
    desk.intake.plan(opened, opened.best.mapping, progress=lambda done, total: told.append((done, total)))
    assert told == [(0, 450), (200, 450), (400, 450)]

    def stop(done: int, _total: int) -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled, match="Nothing was written"):
        desk.intake.plan(opened, opened.best.mapping, progress=stop)


def test_a_file_without_a_table_is_told(desk: Desk) -> None:
    with pytest.raises(IntakeError, match="no table in this file"):
        desk.intake.open(desk.file([]))


def test_without_a_known_column_there_is_no_plan(desk: Desk) -> None:
    opened = desk.intake.open(desk.file([("a", "b")], ("Eins", "Zwei")))
    with pytest.raises(IntakeError, match="No column is known"):
        desk.intake.plan(opened, opened.best.mapping)
