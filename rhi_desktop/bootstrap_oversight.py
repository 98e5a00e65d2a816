"""Composes what those who answer for quality and for the figures get. Part of the composition root."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from rhi_desktop.domain.code_lists import CodeList
    from rhi_desktop.services.checking.checks import Checks
    from rhi_desktop.services.oversight import Oversight
    from rhi_desktop.services.ports import Store
    from rhi_desktop.services.question_sets import QuestionSets
    from rhi_desktop.services.rulebook import Rulebook
    from rhi_desktop.services.set_files import Shipped
    from rhi_desktop.services.tables import Table

RUBRIC = "review-rubric.md"


def oversight_of(
    store: Store, question_sets: QuestionSets, checks: Checks, rulebook: Rulebook, clock: Callable[[], datetime],
    *, pdf: Callable[[Table], bytes],
) -> Oversight:  # fmt: skip
    """Return the services of the coordinator's desk over an open store; `pdf` prints tables."""
    from rhi_desktop.domain.people import Member, Permission, Role
    from rhi_desktop.domain.records import Kind
    from rhi_desktop.services.desk_lists import DeskLists
    from rhi_desktop.services.duplicates import Duplicates
    from rhi_desktop.services.exporting import Exporting
    from rhi_desktop.services.figures.figures import Figures
    from rhi_desktop.services.figures.panel import Panel
    from rhi_desktop.services.filing import filed
    from rhi_desktop.services.oversight import Oversight
    from rhi_desktop.services.pattern.networks import Networks
    from rhi_desktop.services.pattern.places import Places
    from rhi_desktop.services.pattern.reasons import ReasonsOverTime
    from rhi_desktop.services.question_sets import QuestionSets
    from rhi_desktop.services.reviewing.drawing import Drawing
    from rhi_desktop.services.reviewing.prompts import Prompts
    from rhi_desktop.services.reviewing.reviewing import Reviewing, Sources
    from rhi_desktop.services.reviewing.rubric import Rubrics
    from rhi_desktop.services.set_changes import SetChanges
    from rhi_desktop.services.supervising import Supervising
    from rhi_desktop.services.syncing.allocating import Allocating
    from rhi_desktop.services.syncing.guarding import Permissions
    from rhi_desktop.services.theming.surveys import Surveys
    from rhi_desktop.services.translations import Translations
    from rhi_desktop.spreadsheets.files import SpreadsheetFiles
    from rhi_desktop.spreadsheets.tables import TableWriters

    permissions = Permissions(store.team)

    def alone() -> bool:
        return permissions.alone

    def may_review() -> bool:
        return permissions.may(Permission.REVIEW)

    def may_join() -> bool:
        return permissions.may(Permission.ALLOCATE)

    name = filed(store.get(Kind.MEMBER, store.member), Member).value.name
    shipped = shipped_rubric()
    rubrics = QuestionSets(store, store.member, rubric=shipped.read)
    sources = Sources(question_sets, Rubrics(rubrics), Prompts(store, question_sets, checks, clock))
    return Oversight(
        role=permissions.role,
        reviewing=Reviewing(store, sources, clock, may=may_review, alone=alone),
        drawing=Drawing(store, clock, alone),
        figures=Figures(store, rulebook, clock),
        duplicates=Duplicates(store, may_join, clock),
        panel=Panel(store, clock),
        networks=Networks(store),
        places=Places(store, kinds_of_place(), clock),
        reasons=ReasonsOverTime(store, question_sets, clock),
        spreadsheets=SpreadsheetFiles(),
        exporting=Exporting(store, TableWriters(pdf)),
        lists=DeskLists(store.desk, clock),
        allocating=Allocating(store, store.member, lambda: permissions.role or Role.COORDINATOR, clock),
        surveys=Surveys(store, question_sets, clock),
        supervising=Supervising(store, clock),
        rubric=SetChanges(store, rubrics, Translations(store, clock), shipped, name, clock),
    )


def kinds_of_place() -> CodeList:
    """Return the code list of kinds of places."""
    from rhi_desktop.domain.code_lists import read_code_list
    from rhi_desktop.runtime.assets import find_assets

    file = find_assets().resources / "code_lists" / "place.toml"
    return read_code_list(file.stem, file.read_text(encoding="utf-8"))


def shipped_rubric() -> Shipped:
    """Return the rubric that comes with the program; it is converted only when it is asked for."""
    from rhi_desktop.runtime.assets import find_assets
    from rhi_desktop.services.set_files import Shipped, read_shipped

    source = find_assets().resources / "question_sets" / RUBRIC
    digest = sha256(source.read_bytes()).hexdigest()
    return Shipped(digest, lambda: read_shipped(source, digest))
