"""The scripted practice interviews, written and submitted in a real encrypted store."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rhi_desktop.domain.child import Child
from rhi_desktop.domain.filed import Filed
from rhi_desktop.domain.interview import Interview, Override
from rhi_desktop.questions.trial import take
from rhi_desktop.questions.xlsform import convert_shipped
from rhi_desktop.runtime.assets import find_assets
from rhi_desktop.services.casework import Casework
from rhi_desktop.services.interviewing import Interviewing
from rhi_desktop.services.question_sets import QuestionSets
from rhi_desktop.services.writing import Writing
from rhi_desktop.store.sql_store import SqlStore
from tests.builders import Clock, a_child, an_episode
from tests.checking import some_checks, some_helplines
from tests.store.engines import with_tables


@cache
def shipped() -> bytes:
    """Return the XForm of the shipped interview; converted once, because that takes a second."""
    return convert_shipped(find_assets().resources / "question_sets" / "return-home-interview.md")


@dataclass
class Scripted:
    """A store with one referral, and the services over it."""

    store: SqlStore
    casework: Casework
    interviewing: Interviewing
    referral: str
    clock: Clock

    def write(self, script: str) -> Writing:
        """Begin the interview and take the steps of `resources/practice/SCRIPT.json`, saving each."""
        writing = self.interviewing.start(self.referral)
        file = find_assets().resources / "practice" / f"{script}.json"
        for number, step in enumerate(json.loads(file.read_text(encoding="utf-8")), start=1):
            take(writing.session, step, number)
        return writing

    def reasons(self, writing: Writing) -> tuple[Override, ...]:
        """Return a reason for everything that may stay open."""
        found = self.interviewing.findings(writing)
        return tuple(Override(f.path, f.kind, "It did not come up.") for f in found if f.overridable)

    def submit(self, script: str) -> Filed[Interview]:
        """Write and submit a script."""
        writing = self.write(script)
        return self.interviewing.submit(writing, self.reasons(writing))


def scripted(folder: Path, child: Child | None = None) -> Scripted:
    """Return a store in `folder` with one referral about an invented child."""
    clock = Clock()
    store = SqlStore.found(with_tables(folder / "store.db"), "Sam Invented", clock)
    casework = Casework(store, clock)
    sets = QuestionSets(store, store.member)
    sets.install(shipped())
    referral = casework.take_referral(
        child or a_child(), an_episode(""), received="2026-11-25T09:00Z", source="Police", notes=""
    )
    return Scripted(
        store,
        casework,
        Interviewing(store, store, sets, some_checks(clock), some_helplines(store, clock), clock),
        referral.id,
        clock,
    )
