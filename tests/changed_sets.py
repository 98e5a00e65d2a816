"""Versions of a small question set, a workspace on the first of them, and an interview that is being written."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rhi_desktop.domain.answers import AnswerState
from rhi_desktop.domain.people import QuestionSet
from rhi_desktop.services.interviewing import Interviewing
from rhi_desktop.services.question_sets import QuestionSets, question_set
from rhi_desktop.services.set_changes import SetChanges
from rhi_desktop.services.set_files import Shipped, as_text
from rhi_desktop.services.translations import Translations
from rhi_desktop.store.sql_store import SqlStore
from tests.builders import Clock, a_change, a_child, a_referral
from tests.checking import some_checks, some_helplines
from tests.store.engines import with_tables
from tests.unit.questions.forms import xform_of

TABLE = """| survey |
| | type | name | label | relevant | required | bind::rhi:concept | label::Polish (pl) |
| | begin group | first | First part | | | | Początek |
| | text | why | Why? | | | reason.own_words | Dlaczego? |
| | select_one place | where | Where? | | | place.name | |
| | end group | first | | | | | |
| | begin group | second | Second part | | | | |
| | text | more | Anything else? | | | | |
| | end group | second | | | | | |
| choices |
| | list_name | name | label |
| | place | home | Home |
| | place | park | Park |
| settings |
| | form_id | form_title | version | default_language | namespaces |
| | small | Small talk | {version} | English (en) | rhi="https://rhi-desktop.org/xforms" |
"""
NEW_ROW = "| | text | kept_from | What kept you? | | yes | | |\n"
WHY = "| | text | why | Why? | | | reason.own_words | Dlaczego? |\n"


@cache
def version(number: str, table: str = TABLE, *, local: bool = True, source: str = "") -> QuestionSet:
    """Return a version of the set."""
    filled = table.replace("{version}", number)
    rows = [[cell.strip() for cell in line.split("|")[2:-1]] for line in filled.splitlines() if line.startswith("| |")]
    return question_set(xform_of(filled), local=local, source=source, sheets=as_text({"survey": rows}))


def without_why(number: str) -> QuestionSet:
    """Return a version in which nobody asks why, the park is not offered, and something new has to be answered."""
    table = TABLE.replace(WHY, NEW_ROW).replace("| | place | park | Park |", "| | place | inn | Inn |")
    return version(number, table)


@dataclass
class Changing:
    """A workspace whose interviews are written on version 1, with one that is being written."""

    store: SqlStore
    sets: QuestionSets
    changes: SetChanges
    interviewing: Interviewing
    referral: str
    interview: str
    clock: Clock


def changing(folder: Path) -> Changing:
    """Make the workspace; in the interview everything is answered."""
    clock = Clock()
    clock.step = clock.step.resolution
    store = SqlStore.found(with_tables(folder / "store.db"), "Sam Invented", clock)
    child = a_change(a_child())
    referral = a_change(a_referral(child.record))
    store.commit([child, referral])
    sets = QuestionSets(store, store.member)
    sets.adopt(version("1", local=False, source="shipped-1"))
    interviewing = Interviewing(store, store, sets, some_checks(clock), some_helplines(store, clock), clock)
    writing = interviewing.start(referral.record)
    answers = {"/data/first/why": "It was loud.", "/data/first/where": "park", "/data/second/more": "No."}
    for path, value in answers.items():
        interviewing.save(writing.draft.interview, writing.session.set(path, value).delta)
    shipped = Shipped("shipped-2", lambda: version("2", local=False, source="shipped-2"))
    changes = SetChanges(store, sets, Translations(store, clock), shipped, "Sam Invented", clock)
    return Changing(store, sets, changes, interviewing, referral.record, writing.draft.interview, clock)


def states(change: Changing) -> dict[str, tuple[str, AnswerState]]:
    """Return what the store holds of the interview that is being written."""
    return {entry.key: (entry.value, entry.state) for entry in change.store.read(change.interview)[1]}
