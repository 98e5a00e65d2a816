"""Two records of one child side by side, before they become one; and what is asked before they are parted again."""

from collections.abc import Iterable
from textwrap import fill

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QFrame, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from rhi_desktop.domain.checks import Problem
from rhi_desktop.domain.child import Child
from rhi_desktop.domain.code_lists import CodeLists
from rhi_desktop.domain.duplicate import Differing
from rhi_desktop.domain.filed import Filed
from rhi_desktop.domain.moments import Moment
from rhi_desktop.domain.records import Kind
from rhi_desktop.gui.cards import card
from rhi_desktop.gui.fields import Fields
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.services.duplicates import Joined, Preview
from rhi_desktop.services.field_words import LABELS, WHEREABOUTS
from rhi_desktop.services.record_words import RecordWords
from rhi_desktop.services.syncing.naming import NOUNS

_SIDE_BY_SIDE = 240
"""The width that one of two needs at least to stand beside the other."""
_LINE = 28
"""How many characters of a value stand in one line: Qt breaks none of them."""
_WHY = "Why these are one child"
_WHY_NOT = "Why these are two children"
_NO_REASON = "Please say why, in a few words. It stays with the record."
_BORN = "The dates of birth are not the same. Make sure that this is one child."
_KEPT_BACK = (
    "The two addresses are not the same, and one of them is not to be disclosed: that of the record that stays is "
    "kept. Amend the record afterwards where the other one is right."
)
_CHOOSE = "The records differ here. Say which is right; what one of them alone knows is kept."
_NOTHING_LOST = "Nothing is deleted, and it can be undone. The child is still found by both names."
_WHO_SEES = "The workers of either record see the whole child from now on."


class JoinForm(QWidget):
    """Which record stays, what goes over, and a choice where the two say different things."""

    def __init__(self, lists: CodeLists) -> None:
        super().__init__()
        self._words = RecordWords(lists)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._shown = QWidget()
        self._column.addWidget(self._shown)
        self.choices: dict[str, FactChoice] = {}
        self.reason = QLineEdit()
        self._fields = Fields()
        self._fields.add("reason", _WHY, self.reason)
        self._column.addWidget(self._fields)

    def show_preview(self, seen: Preview) -> None:
        """Lay two records out."""
        hidden = seen.one.value.address_withheld or seen.other.value.address_withheld
        offered = [one for one in seen.differing if not (hidden and one.field in WHEREABOUTS)]
        self.choices = {one.field: FactChoice(one, self._words) for one in offered if one.field != "postcode"}
        shown = QWidget()
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[2])
        stays = card([("Stays", "caption"), *_facts(seen.one)], [])
        goes = card([("Goes into it", "caption"), *_facts(seen.other), (_counted(seen), "muted")], [])
        column.addWidget(Pair(stays, goes))
        notices = [_BORN] if seen.others_born else []
        notices += [_KEPT_BACK] if any(one.field in WHEREABOUTS for one in seen.differing) and hidden else []
        for words in notices:
            column.addWidget(label(words, "notice"))
        if self.choices:
            column.addWidget(label(_CHOOSE, "muted"))
        for choice in self.choices.values():
            column.addWidget(choice)
        column.addWidget(label(f"{_NOTHING_LOST} {_WHO_SEES}", "muted"))
        self._column.replaceWidget(self._shown, shown)
        self._shown.hide()
        self._shown.deleteLater()
        self._shown = shown
        self.reason.clear()
        self._fields.tell(())

    def chosen(self) -> frozenset[str]:
        """Return the facts in which the other record is right."""
        return frozenset(name for name, choice in self.choices.items() if choice.other.isChecked())

    def wrong(self) -> QWidget | None:
        """Ask for the reason where there is none."""
        return _asked(self._fields, self.reason)


class Pair(QWidget):
    """Two things side by side, below each other where they would be too narrow."""

    def __init__(self, one: QWidget, other: QWidget) -> None:
        super().__init__()
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SPACE[1])
        self._row.addWidget(one, 1)
        self._row.addWidget(other, 1)
        self._two = (one, other)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn the row with the width."""
        super().resizeEvent(event)
        wide = self.width() >= 2 * max(_SIDE_BY_SIDE, *(one.minimumSizeHint().width() for one in self._two))
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)


class FactChoice(QFrame):
    """One fact that the two records tell differently; that of the record that stays is chosen at first."""

    def __init__(self, fact: Differing, words: RecordWords) -> None:
        super().__init__()
        heading = LABELS[fact.field]
        said = [words.said(Kind.CHILD, fact.field, value) for value in (fact.one, fact.other)]
        self.one, self.other = (QRadioButton(fill(one, _LINE)) for one in said)
        group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[0])
        column.addWidget(label(heading, "field"))
        by = ("the record that stays", "the other record")
        for which, value, whose in zip((self.one, self.other), said, by, strict=True):
            which.setAccessibleName(f"{heading}: {value}, by {whose}")
            group.addButton(which)
        column.addWidget(Pair(self.one, self.other))
        self.one.setChecked(True)


class PartForm(QWidget):
    """What happens when two records are parted, and why it is done."""

    def __init__(self) -> None:
        super().__init__()
        self._about = label("")
        self.reason = QLineEdit()
        self._fields = Fields()
        self._fields.add("reason", _WHY_NOT, self.reason)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[2])
        column.addWidget(self._about)
        column.addWidget(self._fields)

    def show_joined(self, joined: Joined) -> None:
        """Say what will happen."""
        count = len(joined.said.value.moved)
        many = {0: "Nothing was", 1: "1 record was"}.get(count, f"{count} records were")
        self._about.setText(
            f"{joined.other.name} becomes a record of its own again. {many} moved when the two became one: what of it "
            "is still here goes back, and so do the facts that nobody has changed since. What was written after that "
            "stays with this child, and it is said how much that is."
        )
        self.reason.clear()
        self._fields.tell(())

    def wrong(self) -> QWidget | None:
        """Ask for the reason where there is none."""
        return _asked(self._fields, self.reason)


def _asked(fields: Fields, reason: QLineEdit) -> QWidget | None:
    missing: Iterable[Problem] = () if reason.text().strip() else [Problem("reason", _NO_REASON)]
    return fields.tell(missing)


def _facts(record: Filed[Child]) -> list[tuple[str, str]]:
    child = record.value
    born = f"born {Moment.parse(child.born).spoken[4:]}" if child.born else "date of birth not recorded"
    known = ", ".join(one for one in (child.reference, born, child.school) if one)
    return [(child.name, "section"), (known, "muted"), (f"Last changed {Moment.at(record.at).spoken}", "caption")]


def _counted(seen: Preview) -> str:
    counts = ", ".join(f"{count} {NOUNS[kind][count != 1]}" for kind, count in seen.counts)
    return f"Goes over with it: {counts}" if counts else "Nothing else is recorded there."
