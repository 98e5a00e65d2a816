"""A child recorded twice: find the other record, look at both, make them one; and part them again."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from rhi_desktop.domain.child import Child
from rhi_desktop.domain.code_lists import CodeLists
from rhi_desktop.domain.counted import counted
from rhi_desktop.domain.errors import RhiError
from rhi_desktop.domain.filed import Filed
from rhi_desktop.gui.cards import button
from rhi_desktop.gui.casework.child_search import ChildSearch
from rhi_desktop.gui.casework.twice_forms import JoinForm, PartForm
from rhi_desktop.gui.editing import EditPage, EditWords
from rhi_desktop.gui.forms import say
from rhi_desktop.gui.jobs import Err, Jobs, Result
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.services.duplicates import Duplicates, Joined, Preview, Undone
from rhi_desktop.services.field_words import LABELS
from rhi_desktop.services.worklists import Worklists

_JOIN = EditWords("Make it one record", "Leave both as they are", unsaved="Nothing has been changed yet.")
_PART = EditWords("Part the records", "Leave it as it is", unsaved="Nothing has been changed yet.")
_FIND = "Find the other record of {name}, by name or reference. Nothing is changed yet: you see both first."


@dataclass(frozen=True, slots=True)
class TwiceParts:
    """What joining records takes."""

    duplicates: Duplicates
    worklists: Worklists


class TwiceView(QWidget):
    """Leads through joining and parting. `done` carries what is to be said of it, `left` nothing was changed."""

    done = Signal(str)
    left = Signal()

    def __init__(self, parts: TwiceParts, lists: CodeLists, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._duplicates = parts.duplicates
        self._jobs = jobs
        self._child = ""
        self.search = ChildSearch(parts.worklists, jobs)
        self._asked, self._trouble = label("", "muted"), label("", "error")
        self.join_form, self.part_form = JoinForm(lists), PartForm()
        self._join = EditPage(self.join_form, self.join_form, jobs, _JOIN)
        self._part = EditPage(self.part_form, self.part_form, jobs, _PART)
        self._pages = QStackedLayout(self)
        self._find = self._find_page()
        for page in (self._find, self._join, self._part):
            self._pages.addWidget(page)
        for edit in (self._join, self._part):
            edit.left.connect(self.left)
        self._join.made.connect(lambda _made: self.done.emit(""))
        self._part.made.connect(lambda undone: self.done.emit(undone_words(undone)))
        self.search.chosen.connect(self._look)

    def begin(self, child: Filed[Child]) -> None:
        """Ask which is the other record of a child."""
        self._child = child.id
        self._asked.setText(_FIND.format(name=child.value.name))
        say(self._trouble, "", "error")
        self.search.field.clear()
        self.search.search()
        self._pages.setCurrentWidget(self._find)
        self.search.field.setFocus()

    def part(self, joined: Joined) -> None:
        """Ask before a joining is undone."""
        form, said = self.part_form, joined.said
        form.show_joined(joined)
        self._part.begin(
            f"Part {joined.other.name} from this record",
            lambda: partial(self._duplicates.undo, said.id, said.head, form.reason.text()),
        )
        self._pages.setCurrentWidget(self._part)
        form.reason.setFocus()

    def leave(self) -> None:
        """Leave without a change."""
        shown = self._pages.currentWidget()
        if isinstance(shown, EditPage):
            shown.leave()
        else:
            self.left.emit()

    def _find_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(SPACE[4], SPACE[3], SPACE[4], SPACE[3])
        column.setSpacing(SPACE[2])
        column.addWidget(button("Back to the child", "link", self.left.emit))
        column.addWidget(label("This child is recorded twice", "title"))
        column.addWidget(self._asked)
        column.addWidget(self._trouble)
        column.addWidget(self.search, 1)
        return page

    def _look(self, other: str, _name: str) -> None:
        self._jobs.store(partial(self._duplicates.preview, self._child, other), self._show)

    def _show(self, result: Result[Preview]) -> None:
        if isinstance(result, Err):
            if not isinstance(result.error, RhiError):
                raise result.error
            say(self._trouble, str(result.error), "error")
            return
        seen, form = result.value, self.join_form
        form.show_preview(seen)
        self._join.begin(
            "Two records of one child",
            lambda: partial(self._duplicates.join, seen, form.chosen(), form.reason.text()),
        )
        self._pages.setCurrentWidget(self._join)
        next((one.one for one in form.choices.values()), form.reason).setFocus()


def undone_words(undone: Undone) -> str:
    """Say what undoing did."""
    words = [f"The records are two again: {_records(undone.back)} went back."]
    if undone.stayed:
        words.append(
            f"{_records(undone.stayed).capitalize()} taken up since stayed with this child; look through them."
        )
    if undone.kept:
        facts = ", ".join(LABELS[name].lower() for name in undone.kept)
        words.append(f"Changed since, and left as it is: {facts}.")
    return " ".join(words)


def _records(count: int) -> str:
    return "nothing" if not count else counted(count, "record")
