"""The fixed parts of the interview window and how they fit: side, head, page, foot."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from rhi_desktop.gui.interview import wording
from rhi_desktop.gui.interview.check_page import CheckPage
from rhi_desktop.gui.interview.comments_bar import CommentsBar
from rhi_desktop.gui.interview.conversation import Conversation
from rhi_desktop.gui.interview.header import Header, NoticeBar
from rhi_desktop.gui.interview.jottings_panel import JottingsPanel
from rhi_desktop.gui.interview.page_view import PageView
from rhi_desktop.gui.interview.risk_panel import RiskPanel
from rhi_desktop.gui.interview.save_line import SaveLine
from rhi_desktop.gui.interview.section_list import WIDTH, SectionList
from rhi_desktop.services.immediate import Immediate

NARROW, LOW = 760, 460
BESIDE = 53
"""From this width on, in heights of a line, the jottings stand beside the page; below it they take its place."""
_LOW_LINES = 24
LEAST = QSize(320, 240)


class Frame(QWidget):
    """Lays the parts out in the window `parent`. On a narrow one the sections take the place of the page."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.sections = SectionList(self)
        self.header = Header(self)
        self.notice = NoticeBar(self)
        self.comments = CommentsBar(self)
        self.page = PageView(self)
        self.check = CheckPage(self)
        self.conversation = Conversation(self)
        self.jottings = JottingsPanel(self)
        self.risk = RiskPanel(self)
        self.left = QPushButton(self, autoDefault=False)
        self.save_line = SaveLine(self)
        self.back = QPushButton("Back", self, autoDefault=False)
        self.next = QPushButton("Next", self, autoDefault=False)
        self._stack = QStackedWidget(self)
        self._main = QWidget(self)
        self._narrow = False
        self._asked_for_sections = False
        self._asked_for_jottings = False
        self._jotted = False
        self._talking = False
        self._lay_out(parent)
        self.left.clicked.connect(self.turn_to_jottings)
        self.jottings.closed.connect(self.turn_to_page)
        self.header.sections_asked.connect(self.turn_to_sections)
        self.sections.chosen.connect(self._sections_done)

    @property
    def checking(self) -> bool:
        """Whether the check is shown rather than a page."""
        return self._stack.currentWidget() is self.check

    @property
    def talking(self) -> bool:
        """Whether the conversation is shown rather than the form."""
        return self._talking

    def show_talk(self, *, talking: bool) -> None:
        """Bring the conversation to the front, or the form."""
        self._talking = talking
        self._asked_for_sections = self._asked_for_jottings = False
        self.fit()

    def tell_jottings(self, *, jotted: bool, left: int) -> None:
        """Show the jottings where there are any, and say how many are still to be used."""
        self.left.setVisible(jotted)
        self.left.setText(wording.jottings_open(left))
        if jotted != self._jotted:
            self._jotted = jotted
            self.fit()

    def tell_risk(self, seen: Immediate) -> None:
        """Say whom to tell; while a child sits opposite only that there is something to decide afterwards."""
        self.risk.show_risk(seen)
        self.conversation.frame.tell_later(len(seen.raised) if seen.waits else 0)

    def turn_to_jottings(self) -> None:
        """Put the keyboard into the jottings, or back into the page."""
        if self.jottings.isVisible() and self.jottings.isAncestorOf(QApplication.focusWidget() or self):
            self.turn_to_page()
        elif self._jotted and not self._talking:
            self._asked_for_jottings, self._asked_for_sections = True, False
            self.fit()
            self.jottings.list.setFocus()

    def turn_to_page(self) -> None:
        """Put the keyboard back into the question in which it was."""
        self._asked_for_jottings = False
        self.fit()
        if self.checking:
            self.check.take_focus()
        elif self.page.current is not None:
            self.page.current.take_focus()
        else:
            self.page.focus_first()

    def show_page(self) -> None:
        """Bring the page to the front."""
        self._stack.setCurrentWidget(self.page)
        self.next.show()

    def show_check(self) -> None:
        """Bring the check to the front."""
        self._stack.setCurrentWidget(self.check)
        self.next.hide()
        self.check.take_focus()

    def turn_to_sections(self) -> None:
        """Put the keyboard into the sections, or back into the page."""
        if self.sections.hasFocus():
            self._sections_done()
            self.page.focus_first()
            return
        self._asked_for_sections, self._asked_for_jottings = True, False
        self.fit()
        self.sections.setFocus()

    def fit(self) -> None:
        """Follow the size of the window."""
        self._narrow = self.width() < NARROW
        self.header.set_narrow(narrow=self._narrow, low=self.height() < LOW)
        beside = self.width() >= BESIDE * self.fontMetrics().lineSpacing()
        instead = self._asked_for_jottings and not beside
        only_sections = self._narrow and self._asked_for_sections
        self.conversation.setVisible(self._talking)
        self.sections.setVisible(not self._talking and (only_sections or not self._narrow))
        self._main.setVisible(not self._talking and not only_sections and not instead)
        self.jottings.set_narrow(narrow=not beside)
        self.risk.fit(low=self.height() < _LOW_LINES * self.fontMetrics().lineSpacing())
        self.jottings.setVisible(self._jotted and not self._talking and (beside or instead))
        self.sections.setMaximumWidth(16_777_215 if self._narrow else WIDTH)

    def _sections_done(self) -> None:
        self._asked_for_sections = False
        self.fit()

    def _lay_out(self, parent: QWidget) -> None:
        around = QHBoxLayout(parent)
        around.setContentsMargins(0, 0, 0, 0)
        around.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        parent.setMinimumSize(LEAST)
        around.addWidget(self)
        self._stack.addWidget(self.page)
        self._stack.addWidget(self.check)
        self.next.setProperty("role", "primary")
        self.back.setToolTip("Back (Ctrl+Page Up)")
        self.next.setToolTip("Next (Ctrl+Page Down)")
        foot = QWidget(self)
        foot.setProperty("role", "foot")
        buttons = QHBoxLayout(foot)
        buttons.setContentsMargins(24, 8, 16, 10)
        buttons.setSpacing(12)
        buttons.addWidget(self.back)
        buttons.addWidget(self.next)
        buttons.addWidget(self.save_line, 1)
        self.left.setProperty("role", "quiet")
        self.left.setToolTip("Jottings (F7)")
        self.left.hide()
        buttons.addWidget(self.left)
        column = QVBoxLayout(self._main)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        notice = QHBoxLayout()
        notice.setContentsMargins(24, 0, 24, 8)
        notice.addWidget(self.notice)
        column.addLayout(notice)
        comments = QHBoxLayout()
        comments.setContentsMargins(24, 0, 24, 4)
        comments.addWidget(self.comments)
        column.addLayout(comments)
        column.addWidget(self._stack, 1)
        risk = QHBoxLayout()
        risk.setContentsMargins(24, 0, 24, 4)
        risk.addWidget(self.risk)
        column.addLayout(risk)
        column.addWidget(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sections)
        row.addWidget(self._main, 1)
        row.addWidget(self.jottings)
        row.addWidget(self.conversation, 1)
