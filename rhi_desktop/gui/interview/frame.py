"""The fixed parts of the interview window and how they fit: side, head, page, foot."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from rhi_desktop.gui.interview.check_page import CheckPage
from rhi_desktop.gui.interview.header import Header, NoticeBar
from rhi_desktop.gui.interview.page_view import PageView
from rhi_desktop.gui.interview.save_line import SaveLine
from rhi_desktop.gui.interview.section_list import WIDTH, SectionList

NARROW, LOW = 760, 460
LEAST = QSize(320, 240)


class Frame(QWidget):
    """Lays the parts out in the window `parent`. On a narrow one the sections take the place of the page."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.sections = SectionList(self)
        self.header = Header(self)
        self.notice = NoticeBar(self)
        self.page = PageView(self)
        self.check = CheckPage(self)
        self.save_line = SaveLine(self)
        self.back = QPushButton("Back", self, autoDefault=False)
        self.next = QPushButton("Next", self, autoDefault=False)
        self._stack = QStackedWidget(self)
        self._main = QWidget(self)
        self._narrow = False
        self._asked_for_sections = False
        self._lay_out(parent)
        self.header.sections_asked.connect(self.turn_to_sections)
        self.sections.chosen.connect(self._sections_done)

    @property
    def checking(self) -> bool:
        """Whether the check is shown rather than a page."""
        return self._stack.currentWidget() is self.check

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
        self._asked_for_sections = True
        self.fit()
        self.sections.setFocus()

    def fit(self) -> None:
        """Follow the size of the window."""
        self._narrow = self.width() < NARROW
        self.header.set_narrow(narrow=self._narrow, low=self.height() < LOW)
        self.sections.setVisible(not self._narrow or self._asked_for_sections)
        self._main.setVisible(not (self._narrow and self._asked_for_sections))
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
        column = QVBoxLayout(self._main)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        notice = QHBoxLayout()
        notice.setContentsMargins(24, 0, 24, 8)
        notice.addWidget(self.notice)
        column.addLayout(notice)
        column.addWidget(self._stack, 1)
        column.addWidget(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sections)
        row.addWidget(self._main, 1)
