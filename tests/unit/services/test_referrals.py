"""One referral from the request to the answer, over a real encrypted store."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from rhi_desktop.domain.attempt import Attempt
from rhi_desktop.domain.clocks import PRIMARY, State
from rhi_desktop.domain.records import RecordChanged
from rhi_desktop.domain.referral import Arrangement, TriageLevel
from rhi_desktop.domain.rules import ThresholdChoice
from rhi_desktop.services.offers import OUTCOMES
from rhi_desktop.services.ports import AuditAct, WorklistFilter, WorkState
from rhi_desktop.services.question_sets import QuestionSets
from rhi_desktop.services.referrals import AttemptUnclear, NoEpisode, ReasonMissing, ReferralDesk, Referrals
from rhi_desktop.services.rulebook import Rulebook, RulesUnclear
from tests.builders import an_episode
from tests.checking import some_rulebook
from tests.scripted import Scripted, scripted


@pytest.fixture
def case(tmp_path: Path) -> Scripted:
    return scripted(tmp_path)


@pytest.fixture
def rulebook(case: Scripted) -> Rulebook:
    return some_rulebook(case.store, case.clock)


@pytest.fixture
def service(case: Scripted, rulebook: Rulebook) -> Referrals:
    return Referrals(case.store, QuestionSets(case.store, case.store.member), rulebook, case.clock)


@pytest.fixture
def desk(case: Scripted, service: Referrals) -> ReferralDesk:
    return service.open(case.referral)


def a_try(case: Scripted, **fields: object) -> Attempt:
    known = {"child": "", "referral": case.referral, "at": "2026-11-25T11:00Z", "result": "no_answer"}
    return Attempt(**{**known, **fields})  # type: ignore[arg-type]  # fields of an attempt


def more_episodes(case: Scripted, desk: ReferralDesk, *days: int, **fields: object) -> list[str]:
    return [
        case.casework.add_episode(
            an_episode(desk.child.id, **{"missing_since": f"2026-11-{day:02}T20:00Z", "returned": "", **fields})
        ).id
        for day in days
    ]


def test_opening_shows_the_case_and_is_noted(case: Scripted, desk: ReferralDesk) -> None:
    assert desk.child.value.name == "Robin Example"
    assert [one.value.returned for one in desk.episodes] == ["2026-11-24T18:30Z"]
    assert AuditAct.CHILD_OPENED in [entry.act for entry in case.store.entries(desk.child.id)]
    assert desk.clocks[0].rule.name == PRIMARY
    assert desk.deadline.sentence(desk.now) == "Due in 2 days"


def test_triage_is_kept_with_its_rules_by_whom_and_the_worklist_shows_it(
    case: Scripted, service: Referrals, desk: ReferralDesk
) -> None:
    assert desk.assess(()).level is TriageLevel.GREEN
    service.triage(desk, TriageLevel.RED, ["exploitation"])
    kept = service.open(case.referral).referral.value.triage
    assert kept is not None
    assert (kept.level, kept.by, kept.reason) == (TriageLevel.RED, "Sam Invented", "")
    assert kept.rules == ("Is at known or suspected risk of sexual exploitation or trafficking.",)
    assert "exploitation" in kept.factors
    rows = case.store.worklist(WorklistFilter(triage=frozenset({TriageLevel.RED})), offset=0, limit=9)
    assert [row.triage for row in rows] == ["red"]


def test_another_level_than_the_rules_give_needs_a_reason_and_keeps_both(
    case: Scripted, service: Referrals, desk: ReferralDesk
) -> None:
    with pytest.raises(ReasonMissing):
        service.triage(desk, TriageLevel.RED, (), "  ")
    assert service.open(case.referral).referral.value.triage is None
    service.triage(desk, TriageLevel.RED, (), "Known to be with an older man.")
    kept = service.open(case.referral).referral.value.triage
    assert kept is not None
    assert (kept.level, kept.computed) == (TriageLevel.RED, TriageLevel.GREEN)


def test_a_decision_on_what_was_changed_elsewhere_is_refused(service: Referrals, desk: ReferralDesk) -> None:
    service.arrange(desk, Arrangement(place="school"))
    with pytest.raises(RecordChanged):
        service.triage(desk, TriageLevel.GREEN, ())


def test_attempts_are_listed_newest_first_with_who_made_them(
    case: Scripted, service: Referrals, desk: ReferralDesk
) -> None:
    service.attempt(a_try(case, at="2026-11-25T09:00Z"))
    service.attempt(a_try(case, at="2026-11-25T11:00Z", result="thinking", to="child"))
    service.attempt(a_try(case, at="2026-11-24"))
    shown = service.open(case.referral).attempts
    assert [one.value.at for one in shown] == ["2026-11-25T11:00Z", "2026-11-25T09:00Z", "2026-11-24"]
    assert {one.value.by for one in shown} == {"Sam Invented"}
    row = case.store.worklist(WorklistFilter(), offset=0, limit=1)[0]
    assert (row.attempts, row.last_result) == (3, "thinking")


@pytest.mark.parametrize(
    "fields",
    [{"at": ""}, {"result": ""}, {"at": "2026-11-25T13:00Z"}, {"at": "2026-11-26"}, {"result": "said_no"}],
    ids=["no time", "no result", "still to come", "tomorrow", "no reason"],
)
def test_an_attempt_that_says_too_little_is_refused(case: Scripted, service: Referrals, fields: dict[str, str]) -> None:
    with pytest.raises(AttemptUnclear):
        service.attempt(a_try(case, **fields))
    assert service.open(case.referral).attempts == ()


def test_an_offer_within_the_hours_shows_on_the_clocks(case: Scripted, service: Referrals) -> None:
    service.attempt(a_try(case, result="thinking", to="child"))
    states = {one.rule.name: one.state for one in service.open(case.referral).clocks}
    assert states["nyas_offer"] is State.MET
    assert states["birmingham_contact"] is State.MET
    assert states[PRIMARY] is State.RUNNING


def test_a_talk_that_is_still_being_written_up_stops_the_clock(case: Scripted, service: Referrals) -> None:
    writing = case.interviewing.start(case.referral)
    path = next(one.path for one in writing.session.form.walk() if one.concept == "interview.started")
    changed = writing.session.set(path, "2026-11-25T11:00:00.000+00:00").delta
    case.interviewing.save(writing.draft.interview, changed)
    case.clock.now += timedelta(days=9)
    desk = service.open(case.referral)
    assert desk.clocks[0].state is State.MET
    assert desk.draft is not None


def test_a_prompt_is_dealt_with_and_comes_back_with_the_next_episode(
    case: Scripted, service: Referrals, desk: ReferralDesk
) -> None:
    more_episodes(case, desk, 3, 10)
    raised = {one.prompt.threshold.name: one for one in service.open(case.referral).prompts}
    assert raised["strategy_30"].dealt is None
    service.deal(service.open(case.referral), raised["strategy_30"].prompt, "Meeting on Friday.")
    again = {one.prompt.threshold.name: one.dealt for one in service.open(case.referral).prompts}
    noted = again["strategy_30"]
    assert noted is not None
    assert (noted.done, noted.by) == ("Meeting on Friday.", "Sam Invented")
    assert again["exploitation_3_months"] is None
    newer = more_episodes(case, desk, 25)[0]
    other = case.casework.refer(desk.child.id, (newer,), received="2026-11-25T11:00Z", source="Police", notes="")
    assert {one.prompt.threshold.name: one.dealt for one in service.open(other.id).prompts}["strategy_30"] is None


def test_a_note_on_one_referral_holds_for_every_referral_about_the_episode(
    case: Scripted, service: Referrals, desk: ReferralDesk
) -> None:
    more_episodes(case, desk, 3)
    twice = service.open(case.referral)
    (repeat,) = twice.prompts
    service.deal(twice, repeat.prompt, "Talked with the family.")
    about = (desk.episodes[0].id,)
    other = case.casework.refer(desk.child.id, about, received="2026-11-25T11:00Z", source="Home", notes="")
    assert [one.dealt is not None for one in service.open(other.id).prompts] == [True]


@pytest.mark.parametrize(
    ("began", "counted"),
    [
        ("2026-10-24T10:00Z", True),
        ("2026-10-23T10:00Z", False),
        ("2026-11-23T22:00Z", True),
        ("2026-11-24T10:00Z", False),
    ],
    ids=["first day", "before", "last day", "after"],
)
def test_episodes_from_one_address_are_counted_over_children_in_the_window(
    case: Scripted, service: Referrals, rulebook: Rulebook, desk: ReferralDesk, began: str, counted: bool
) -> None:
    rulebook.keep(rulebook.rules().choose([ThresholdChoice("address_30", on=True, count=2, days=30)]))
    about = desk.episodes[0]
    at_home = replace(about.value, missing_from="Elm House", missing_from_postcode="ZZ1 1ZZ")
    case.casework.amend_episode(about.id, about.head, at_home)
    assert "address_30" not in {one.prompt.threshold.name for one in service.open(case.referral).prompts}
    case.casework.take_referral(
        replace(desk.child.value, name="Kim Invented"),
        an_episode("", missing_from="Elm House", missing_from_postcode="zz11zz", missing_since=began),
        received="2026-11-25T09:00Z", source="Police", notes="",
    )  # fmt: skip
    found = {one.prompt.threshold.name for one in service.open(case.referral).prompts}
    assert ("address_30" in found) is counted


def test_a_referral_may_cover_several_episodes_and_its_clock_follows_the_last_return(
    case: Scripted, service: Referrals, desk: ReferralDesk
) -> None:
    (later,) = more_episodes(case, desk, 25, returned="2026-11-25T08:00Z")
    both = [desk.episodes[0].id, later]
    service.cover(service.open(case.referral), both)
    changed = service.open(case.referral)
    assert sorted(one.id for one in changed.episodes) == sorted(both)
    assert changed.referral.value.returned == "2026-11-25T08:00Z"
    with pytest.raises(NoEpisode):
        service.cover(changed, ["not an episode of this child"])


def test_after_a_decline_the_door_is_open_and_a_second_interview_can_be_held(
    case: Scripted, service: Referrals
) -> None:
    case.submit("declined")
    closed = service.open(case.referral)
    assert closed.declined
    assert closed.clocks[0].state is State.ENDED
    case.clock.now += timedelta(minutes=5)
    service.attempt(a_try(case, at="2026-11-25T12:04Z", result="agreed", to="child"))
    assert service.open(case.referral).clocks[0].state is State.RUNNING
    second = case.interviewing.start(case.referral)
    row = case.store.worklist(WorklistFilter(), offset=0, limit=1)[0]
    assert (row.state, row.interview) == (WorkState.DRAFT, second.draft.interview)
    case.submit("interview")
    after = service.open(case.referral)
    assert [one.value.outcome for one in after.interviews] == ["held", "declined_child"]
    assert not after.declined


def test_the_ways_in_which_an_offer_ends_without_an_interview_come_from_the_form(service: Referrals) -> None:
    offered = dict(service.refusals())
    assert offered["declined_child"]
    assert {"held", "partly", ""}.isdisjoint(offered)
    assert set(offered) | {"held", "partly", ""} == set(OUTCOMES)


def test_rules_are_kept_and_what_contradicts_itself_is_refused(rulebook: Rulebook) -> None:
    chosen = replace(rulebook.rules(), days_off=("2026-12-24",), clocks=frozenset({PRIMARY, "scotland_held"}))
    rulebook.keep(chosen)
    rulebook.keep(replace(chosen, triage=replace(chosen.triage, red_over=4)))
    assert rulebook.rules() == replace(chosen, triage=replace(chosen.triage, red_over=4))
    assert not rulebook.days(rulebook.rules()).is_working(date(2026, 12, 24))
    assert not rulebook.days(rulebook.rules()).is_working(date(2026, 12, 25))
    for wrong in (
        replace(chosen, days_off=("tomorrow",)),
        replace(chosen, triage=replace(chosen.triage, green_below=9)),
        chosen.choose([ThresholdChoice("repeat", on=True, count=0, days=0)]),
    ):
        with pytest.raises(RulesUnclear):
            rulebook.keep(wrong)
