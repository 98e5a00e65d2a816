"""Composes what those who answer for quality and for the figures get. Part of the composition root."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from rhi_desktop.domain.people import QuestionSet
    from rhi_desktop.services.checking.checks import Checks
    from rhi_desktop.services.oversight import Oversight
    from rhi_desktop.services.ports import Store
    from rhi_desktop.services.question_sets import QuestionSets

RUBRIC = "review-rubric.md"


def oversight_of(store: Store, question_sets: QuestionSets, checks: Checks, clock: Callable[[], datetime]) -> Oversight:
    """Return the services of the coordinator's desk over an open store."""
    from rhi_desktop.domain.people import Role
    from rhi_desktop.services.oversight import Oversight
    from rhi_desktop.services.question_sets import QuestionSets
    from rhi_desktop.services.reviewing.drawing import Drawing
    from rhi_desktop.services.reviewing.prompts import Prompts
    from rhi_desktop.services.reviewing.reviewing import Reviewing, Sources
    from rhi_desktop.services.reviewing.rubric import Rubrics
    from rhi_desktop.services.syncing.guarding import GuardedRecords

    def alone() -> bool:
        return store.team.membership() is None

    def may_review() -> bool:
        team = store.team.membership()
        return team is None or team.role is Role.COORDINATOR

    guarded = GuardedRecords(store, store.team)
    rubrics = Rubrics(QuestionSets(guarded, store.member, rubrics=True), shipped_rubric)
    sources = Sources(question_sets, rubrics, Prompts(store, question_sets, checks, clock))
    return Oversight(
        reviewing=Reviewing(store, sources, clock, may=may_review, alone=alone),
        drawing=Drawing(store, clock),
    )


def shipped_rubric() -> QuestionSet:
    """Return the rubric that comes with the program; converting it takes a second."""
    import hashlib

    from rhi_desktop.runtime.assets import find_assets
    from rhi_desktop.services.set_files import read_shipped

    source = find_assets().resources / "question_sets" / RUBRIC
    return read_shipped(source, hashlib.sha256(source.read_bytes()).hexdigest())
