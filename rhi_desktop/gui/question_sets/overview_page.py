"""The questions in use, the interviews that are not on them, their translations and earlier versions."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from rhi_desktop.gui.labels import label
from rhi_desktop.gui.question_sets.parts import act, card, column
from rhi_desktop.gui.question_sets.words import QUESTIONS, SetWords, version_words
from rhi_desktop.gui.scrolled import Scrolled
from rhi_desktop.services.set_changes import OpenDraft, Overview, Version
from rhi_desktop.services.translations import Translation

BRING = "bring"
_ONE_LANGUAGE = (
    "The questions are in one language. To add another, give the workbook a column such as “label::Arabic (ar)” beside "
    "“label”, on the sheets survey and choices."
)


class OverviewPage(QWidget):
    """Shows an overview. `saved` and `again` carry a version's id, `moved` an interview's, `checked` a language."""

    brought = Signal()
    shipped = Signal()
    saved = Signal(str)
    again = Signal(str)
    moved = Signal(str)
    checked = Signal(str, bool)

    def __init__(self, words: SetWords = QUESTIONS, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._body, self._column = column()
        self._list: QWidget | None = None
        self.told = label("", "notice")
        self.told.hide()
        self._column.addWidget(label(words.title, "title"))
        self._column.addWidget(label(words.about, "body"))
        self._column.addWidget(self.told)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(Scrolled(self._body))

    def tell(self, words: str) -> None:
        """Say what happened, or what is wrong."""
        self.told.setText(words)
        self.told.setVisible(bool(words))

    def show_overview(self, overview: Overview) -> None:
        """Show what there is now. The keyboard stays where it was, or goes to the first button."""
        before, focused = self._list, QApplication.focusWidget()
        key = focused.objectName() if focused is not None and self.isAncestorOf(focused) else BRING
        self._list, inside = column()
        current, *earlier = overview.versions
        inside.addWidget(self._current(current))
        if overview.shipped_waits:
            inside.addWidget(
                card([(self._words.shipped, "body")], [act("See what would change", "shipped", self.shipped.emit)])
            )
        if overview.drafts:
            inside.addWidget(label("Interviews on other questions", "section"))
        for draft in overview.drafts:
            inside.addWidget(self._draft(draft))
        if self._words is QUESTIONS:
            inside.addWidget(label("Translations", "section"))
        for translation in overview.translations:
            inside.addWidget(self._translation(translation))
        if not overview.translations and self._words is QUESTIONS:
            inside.addWidget(label(_ONE_LANGUAGE, "muted"))
        if earlier:
            inside.addWidget(label("Earlier versions", "section"))
        for version in earlier:
            inside.addWidget(self._earlier(version))
        if before is not None:
            self._column.removeWidget(before)
            before.hide()
            before.deleteLater()
        self._column.addWidget(self._list)
        self._list.show()
        self._take_focus(self._list, key)
        self._body.updateGeometry()

    def set_busy(self, *, busy: bool) -> None:
        """While something is read nothing else can be begun."""
        if self._list is not None:
            self._list.setEnabled(not busy)

    def _take_focus(self, list_: QWidget, key: str) -> None:
        entry = list_.findChild(QPushButton, key) or list_.findChild(QPushButton, BRING)
        if isinstance(entry, QPushButton) and self.isVisible():
            entry.setFocus(Qt.FocusReason.OtherFocusReason)

    def _current(self, version: Version) -> QWidget:
        lines = [(f"{version.title}, version {version.version}", "section"), (version_words(version), "muted")]
        return card(lines, [act("Bring in a workbook…", BRING, self.brought.emit, "primary"), self._save(version)])

    def _earlier(self, version: Version) -> QWidget:
        named = f"Use version {version.version} again"
        lines = [(f"{version.title}, version {version.version}", "field"), (version_words(version), "muted")]
        if version.drafts:
            count = "One interview is" if version.drafts == 1 else f"{version.drafts} interviews are"
            lines.append((f"{count} being written on it.", "muted"))
        again = act("Use it again…", f"again {version.id}", partial(self.again.emit, version.id), "", named)
        return card(lines, [again, self._save(version)])

    def _save(self, version: Version) -> QPushButton:
        named = f"Save version {version.version} as a workbook"
        button = act("Save as a workbook…", f"save {version.id}", partial(self.saved.emit, version.id), "", named)
        button.setEnabled(version.kept_whole)
        return button

    def _draft(self, draft: OpenDraft) -> QWidget:
        named = f"Move the interview with {draft.called} to the questions in use"
        move = act(
            "Move it to the questions in use…",
            f"move {draft.interview}",
            partial(self.moved.emit, draft.interview),
            "",
            named,
        )
        return card([(f"Interview with {draft.called}, on version {draft.version}", "field")], [move])

    def _translation(self, one: Translation) -> QWidget:
        done = one.checked is not None
        words = "Take that back" if done else "I have checked it"
        button = act(
            words,
            f"check {one.language}",
            partial(self.checked.emit, one.language, not done),
            "",
            f"{one.language}: {words}",
        )
        lines = [(one.language, "field"), (f"{one.said} of {one.of} texts that a child hears are translated.", "muted")]
        return card(lines, [button], "good" if done else "warning", one.status)
