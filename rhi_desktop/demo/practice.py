"""A practice workspace: invented people, a banner that says so, and enough of everything to look around."""

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from rhi_desktop.bootstrap import (
    PRACTICE_MARK,
    PRACTICE_NOTIFICATIONS,
    PRACTICE_PASSPHRASE,
    desk_of,
    now,
    vault_of,
    write_private,
)
from rhi_desktop.demo.notifications import practice_notifications
from rhi_desktop.domain.child import Child
from rhi_desktop.domain.episode import Episode
from rhi_desktop.domain.interview import Override
from rhi_desktop.domain.moments import Moment
from rhi_desktop.questions.trial import take
from rhi_desktop.runtime.assets import find_assets
from rhi_desktop.services.desk import Desk
from rhi_desktop.services.ports import Founding
from rhi_desktop.services.writing import Writing

WORKER = "Sam Invented"
WRITTEN_FOR = {
    "interview.json": datetime(2026, 11, 21, 20, 30, tzinfo=UTC),
    "declined.json": datetime(2026, 11, 20, 15, 40, tzinfo=UTC),
}
"""The return of the child for which the times of each script were written."""
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT.+")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class _Invented:
    name: str
    called: str
    born: str
    reference: str
    hours_back: float | None
    place: str
    how: str
    alerts: tuple[str, ...] = ()
    script: str = ""


PEOPLE = (
    _Invented("Sasha Invented", "", "2011-06-01", "EX-0102", 80, "Grandmother’s flat", "By themselves"),
    _Invented(
        "Robin Example",
        "Rob",
        "2012-05-04",
        "EX-0101",
        70,
        "Bus station, Exampleton",
        "Police",
        ("Do not disclose address",),
    ),
    _Invented("Alex Pretend", "", "2010-09-17", "EX-0103", None, "Not recorded", ""),
    _Invented("Kim Madeup", "Kimmy", "2013-02-28", "EX-0104", 24, "A friend’s house", "Carer or parent"),
    _Invented("Nguyễn Thị Ví Dụ", "", "2009-12-11", "EX-0105", 9, "Railway station", "Police"),
    _Invented("Charlie Fictional", "", "2012-11-02", "EX-0106", 200, "Park", "By themselves", script="declined.json"),
)


def make_practice(folder: Path) -> None:
    """Make the practice workspace in `folder`; one that is there is replaced."""
    if folder.exists():
        shutil.rmtree(folder)
    store, _ = vault_of(folder).found(Founding(PRACTICE_PASSPHRASE, WORKER, passphrase_only=True))
    try:
        desk = desk_of(store, practice=True)
        for person in PEOPLE:
            _take(desk, person, now())
    finally:
        store.close()
    (folder / PRACTICE_MARK).touch(mode=0o600)
    write_private(folder / PRACTICE_NOTIFICATIONS, practice_notifications(now()))


def steps(name: str, back: datetime) -> tuple[Mapping[str, str], ...]:
    """Return the steps of a scripted interview with a child who came `back` then: its days and times move along."""
    text = (find_assets().resources / "practice" / name).read_text(encoding="utf-8")
    return tuple(_moved(step, back - WRITTEN_FOR[name]) for step in json.loads(text))


def _moved(step: Mapping[str, str], by: timedelta) -> Mapping[str, str]:
    value = step.get("value", "")
    if _MOMENT.fullmatch(value):
        moved = datetime.fromisoformat(value) + timedelta(minutes=by // timedelta(minutes=1))
        return {**step, "value": moved.isoformat(timespec="milliseconds")}
    if _DAY.fullmatch(value):
        return {
            **step,
            "value": (date.fromisoformat(value) + timedelta(days=round(by / timedelta(days=1)))).isoformat(),
        }
    return step


def reasons(desk: Desk, writing: Writing) -> Iterator[Override]:
    """Yield a reason for everything that may stay without an answer."""
    for finding in desk.interviewing.findings(writing):
        if finding.overridable:
            yield Override(finding.path, finding.kind, "It did not come up in this talk.")


def _take(desk: Desk, person: _Invented, at: datetime) -> None:
    back = at - timedelta(hours=person.hours_back) if person.hours_back is not None else None
    gone = (back or at) - timedelta(hours=26)
    referral = desk.casework.take_referral(
        Child(
            name=person.name,
            preferred_name=person.called,
            born=person.born,
            reference=person.reference,
            alerts=person.alerts,
        ),
        Episode(
            child="",
            missing_since=Moment.at(gone).text,
            missing_from="Foster home, Exampleton",
            found_at=person.place,
            returned=Moment.at(back).text if back is not None else "",
            returned_how=person.how,
            police_risk="Medium",
        ),
        received=Moment.at(at - timedelta(hours=1)).text,
        source="Police",
        notes="Please see at school if that suits.",
    )
    if person.script:
        writing = desk.interviewing.start(referral.id)
        _fill(writing, person.script, back or at)
        desk.interviewing.submit(writing, tuple(reasons(desk, writing)))


def _fill(writing: Writing, script: str, back: datetime) -> None:
    for number, step in enumerate(steps(script, back), start=1):
        take(writing.session, step, number)
