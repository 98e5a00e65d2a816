"""The page before the meeting, as one reads it on the screen."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from rhi_desktop.domain.checks import age
from rhi_desktop.domain.child import Child
from rhi_desktop.domain.episode import Episode
from rhi_desktop.domain.moments import LONDON, Moment
from rhi_desktop.gui.episode_line import EpisodeLine, spans, told
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.services.preparing import Named, Preparation, Said

Row = tuple[str, str]
_LABEL = 190
_FIRST = "This would be the first interview with this child that the program knows of."


def page_of(preparation: Preparation) -> QWidget:
    """Return the page: who, alerts, the line of episodes, then what was said before."""
    child, today = preparation.child.value, preparation.at.astimezone(LONDON).date()
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE[1])
    column.addWidget(label(f"Before the meeting with {child.called}", "title"))
    column.addWidget(label(_who(child, preparation.at), "muted"))
    for alert in child.alerts:
        column.addWidget(label(alert, "notice"))
    line = spans([one.value for one in preparation.episodes])
    _heading(column, "Times away")
    if line:
        column.addWidget(EpisodeLine(line, today))
    column.addWidget(label(told(line), "body"))
    column.addLayout(_rows([_episode(one.value) for one in reversed(preparation.episodes)]))
    _list(column, "Wishes so far", [_said(one) for one in preparation.wishes])
    _list(column, "What helped, or would have", [_said(one) for one in preparation.helped])
    _list(column, "People named before", [_named(one) for one in preparation.people])
    _list(column, "Where to look first", [_named(one) for one in preparation.hotspots])
    others = [place for place in preparation.places if place.times == 1]
    _list(column, "Other places named or found", [_named(one) for one in others])
    interviews = [(one.when.spoken, one.outcome) for one in preparation.interviews]
    _list(column, "Earlier interviews", interviews, nothing=_FIRST)
    actions = [(_due(action.due), f"{action.what} ({action.who})") for action in preparation.open_actions]
    _list(column, "Still to be done", actions)
    return page


def _heading(column: QVBoxLayout, words: str) -> None:
    column.addSpacing(SPACE[2])
    column.addWidget(label(words, "section"))


def _list(column: QVBoxLayout, heading: str, rows: Sequence[Row], *, nothing: str = "") -> None:
    """Add rows under their heading; where there are none the heading is left out, or `nothing` says so."""
    if not rows and not nothing:
        return
    _heading(column, heading)
    if rows:
        column.addLayout(_rows(rows))
    else:
        column.addWidget(label(nothing, "muted"))


def _rows(rows: Sequence[Row]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(SPACE[3])
    grid.setVerticalSpacing(SPACE[0])
    grid.setColumnMinimumWidth(0, _LABEL)
    grid.setColumnStretch(1, 1)
    for at, (name, text) in enumerate(rows):
        said = label(name, "muted")
        said.setFixedWidth(_LABEL)
        told = label(text, "body")
        for column, words in enumerate((said, told)):
            words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(words, at, column)
    return grid


def _who(child: Child, now: datetime) -> str:
    years = age(child, now.astimezone(LONDON).date())
    facts = [
        child.name if child.called != child.name else "",
        "age not recorded" if years is None else f"{years} years old",
        f"speaks {child.first_language}" if child.first_language else "",
        "an interpreter is needed" if child.interpreter else "",
        child.needs,
        f"school: {child.school}" if child.school else "",
    ]
    return " · ".join(fact for fact in facts if fact)


def _episode(episode: Episode) -> Row:
    since = Moment.parse(episode.missing_since).spoken if episode.missing_since else "Begin not recorded"
    parts = [
        f"from {episode.missing_from}" if episode.missing_from else "",
        f"found at {episode.found_at}" if episode.found_at else "",
        f"back {Moment.parse(episode.returned).spoken}" if episode.returned else "return not recorded",
    ]
    return since, ", ".join(part for part in parts if part)


def _said(said: Said) -> Row:
    return f"{said.label}, {said.when.spoken_day}", said.text


def _named(named: Named) -> Row:
    times = f"{named.times} times, last {named.last.spoken_day}" if named.times > 1 else named.last.spoken_day
    return named.name, ", ".join((*named.details, times))


def _due(due: str) -> str:
    return f"By {Moment.parse(due).spoken}" if due else "No day set"
