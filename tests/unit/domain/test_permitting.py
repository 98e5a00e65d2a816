"""Who may write what: by table, and by the cases that matter."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhi_desktop.domain.people import PERMISSIONS, Permission, Role
from rhi_desktop.domain.permitting import WORDS, Objection, Written, objection
from rhi_desktop.domain.records import Body, Kind

ROLES = st.sets(st.sampled_from(list(Role))).map(lambda some: Role(sum(one.value for one in some)))
ME, OTHER = "me", "other"
READER = Role.REVIEWER | Role.VIEWER


def judged(role: Role, kind: Kind, body: Body, before: Body | tuple[Body, ...] = (), **fields: Any) -> Objection:
    known: dict[str, object] = {"author": ME, "role": role, "kind": kind, "record": "r", "body": body}
    known["before"] = before if isinstance(before, tuple) else (before,)
    return objection(Written(**{**known, **fields}))


@given(ROLES)
def test_roles_are_read_as_they_are_written(roles: Role) -> None:
    assert Role.of(roles.text) is roles
    assert Role.of(f"{roles.text}+inspector") is roles


@pytest.mark.parametrize("text", ["", "inspector", "WORKER", "worker,coordinator", "0"])
def test_a_word_that_is_no_role_grants_nothing(text: str) -> None:
    assert not any(Role.of(text).may(permission) for permission in Permission)


@given(ROLES, st.sampled_from(list(Permission)))
def test_several_roles_may_what_any_of_them_may(roles: Role, permission: Permission) -> None:
    assert roles.may(permission) == any(permission in PERMISSIONS[one] for one in roles)


@given(ROLES, st.sampled_from([Kind.CHILD, Kind.EPISODE, Kind.ATTEMPT, Kind.ACTION, Kind.SHARING]))
def test_casework_is_for_workers_and_coordinators(roles: Role, kind: Kind) -> None:
    allowed = Role.WORKER in roles or Role.COORDINATOR in roles
    assert judged(roles, kind, {}) is (Objection.NONE if allowed else Objection.READ_ONLY)


@given(ROLES, st.booleans(), st.booleans(), st.booleans())
def test_a_review_is_a_reviewers_in_their_own_name_and_of_somebody_elses_interview(
    roles: Role, named: bool, own: bool, lied: bool
) -> None:
    body: Body = {"reviewer": ME if named else OTHER, "worker": ME if own and not lied else OTHER, "alone": own}
    found = judged(roles, Kind.REVIEW, body, interview_worker=ME if own else OTHER)
    reviewer = Role.REVIEWER in roles or Role.COORDINATOR in roles
    if not (reviewer and named):
        assert found is Objection.REVIEWER
    else:
        assert found is (Objection.OWN_INTERVIEW if own else Objection.NONE)


def test_an_own_review_from_before_there_was_a_team_counts_where_it_says_so() -> None:
    own: Body = {"reviewer": ME, "worker": ME, "alone": True}
    assert judged(Role.COORDINATOR, Kind.REVIEW, own, interview_worker=ME, alone=True) is Objection.NONE
    silent: Body = {**own, "alone": False}
    assert judged(Role.COORDINATOR, Kind.REVIEW, silent, interview_worker=ME, alone=True) is Objection.OWN_INTERVIEW


@pytest.mark.parametrize("field", ["worker", "transfers", "signed_off", "signed_off_by"])
def test_whose_work_a_referral_is_and_that_it_is_done_is_for_coordinators(field: str) -> None:
    before: Body = {"worker": ME, "notes": "", "transfers": [], "signed_off": "", "signed_off_by": ""}
    changed: Body = {**before, field: [{"worker": ME}] if field == "transfers" else "somebody"}
    assert judged(Role.WORKER, Kind.REFERRAL, changed, before) is Objection.ALLOCATION
    assert judged(Role.COORDINATOR, Kind.REFERRAL, changed, before) is Objection.NONE
    assert judged(Role.WORKER, Kind.REFERRAL, {**before, "notes": "Called."}, before) is Objection.NONE


def test_what_two_people_changed_at_once_may_be_written_on_together() -> None:
    given: Body = {"worker": OTHER, "notes": "", "transfers": [{"worker": OTHER}]}
    noted: Body = {"worker": ME, "notes": "Called.", "transfers": []}
    together: Body = {**given, "notes": "Called, no answer."}
    assert judged(Role.WORKER, Kind.REFERRAL, together, before=(given, noted)) is Objection.NONE
    assert (
        judged(Role.WORKER, Kind.REFERRAL, {**together, "worker": "third"}, before=(given, noted)) is not Objection.NONE
    )


def test_a_worker_takes_a_new_referral_for_themselves_and_for_nobody_else() -> None:
    assert judged(Role.WORKER, Kind.REFERRAL, {"worker": ME}) is Objection.NONE
    assert judged(Role.WORKER, Kind.REFERRAL, {"worker": ""}) is Objection.NONE
    assert judged(Role.WORKER, Kind.REFERRAL, {"worker": ME}, before={"worker": ""}) is Objection.NONE
    assert judged(Role.WORKER, Kind.REFERRAL, {"worker": OTHER}, before={"worker": ""}) is Objection.ALLOCATION
    assert judged(Role.WORKER, Kind.REFERRAL, {"worker": ME}, before={"worker": OTHER}) is Objection.ALLOCATION
    assert judged(Role.WORKER, Kind.REFERRAL, {"worker": OTHER}) is Objection.ALLOCATION
    assert judged(Role.WORKER, Kind.REFERRAL, {"worker": ME, "signed_off": "2026"}) is Objection.ALLOCATION


def test_an_interview_is_changed_by_its_worker_and_moved_by_a_coordinator() -> None:
    before: Body = {"worker": OTHER, "child": "a", "answers": [1]}
    mine: Body = {**before, "worker": ME}
    assert judged(Role.WORKER, Kind.INTERVIEW, {**mine, "answers": [2]}, mine) is Objection.NONE
    assert judged(Role.WORKER, Kind.INTERVIEW, {**before, "answers": [2]}, before) is Objection.NOT_YOURS
    assert judged(Role.WORKER, Kind.INTERVIEW, mine, before) is Objection.NOT_YOURS
    assert judged(Role.COORDINATOR, Kind.INTERVIEW, {**before, "child": "b"}, before) is Objection.NONE
    assert judged(Role.COORDINATOR, Kind.INTERVIEW, {**before, "answers": [2]}, before) is Objection.NOT_YOURS
    assert judged(READER, Kind.INTERVIEW, {"worker": ME}) is Objection.NOT_YOURS


@pytest.mark.parametrize("kind", [Kind.SUPERVISION, Kind.PLACE, Kind.SCORECARD, Kind.SURVEY])
def test_overseeing_is_for_coordinators(kind: Kind) -> None:
    others = Role.WORKER | Role.REVIEWER | Role.VIEWER | Role.ADMINISTRATOR
    assert judged(others, kind, {}) is Objection.NOT_ALLOWED
    assert judged(Role.COORDINATOR, kind, {}) is Objection.NONE


def test_rules_are_kept_by_coordinators_and_administrators_and_a_set_that_is_not_the_teams_by_everybody() -> None:
    rules: Body = {"name": "rules"}
    assert judged(Role.WORKER | READER, Kind.SETTING, rules) is Objection.NOT_ALLOWED
    assert judged(Role.ADMINISTRATOR, Kind.SETTING, rules) is Objection.NONE
    assert judged(Role.WORKER, Kind.QUESTION_SET, {"local": False}) is Objection.NONE
    assert judged(Role.WORKER, Kind.QUESTION_SET, {"local": True}) is Objection.NOT_ALLOWED


def test_every_objection_has_a_sentence() -> None:
    assert set(WORDS) == set(Objection) - {Objection.NONE}
