"""Topics and prompts beside the jottings: what may be talked about, and words to ask it with."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from rhi_desktop.gui.interview.prompts import Prompt, page
from rhi_desktop.services.jottings import Topic

KEYS = "1234567890ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""The key of each topic in turn: alone on a chosen jotting, with Alt while one types."""
_PATH = Qt.ItemDataRole.UserRole
_WIDE = 264


class Topics(QWidget):
    """The topics with their keys, and the prompts of the one that is chosen. On a narrow window one or the other."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._narrow = False
        self._guided = False
        self._prompts: tuple[Prompt, ...] = ()
        self.list = QListWidget(self)
        self.list.setProperty("role", "nav")
        self.list.setAccessibleName("Topics")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setUniformItemSizes(True)
        self._title = QLabel(self, wordWrap=True)
        self._title.setProperty("role", "section")
        self.text = QTextBrowser(self)
        self.text.setOpenLinks(False)
        self.text.setAccessibleName("Prompts")
        self.text.setProperty("role", "prompts")
        self._how = QPushButton("How to ask", self, autoDefault=False)
        self._how.setCheckable(True)
        self._how.setProperty("role", "prompt")
        self._how.setToolTip("How to ask this (F2)")
        self._turn = QPushButton(self, autoDefault=False)
        self._turn.setProperty("role", "quiet")
        self._side = QWidget(self)
        self._lay_out()
        self.list.currentRowChanged.connect(self._choose)
        self.list.itemActivated.connect(lambda _item: self._show_side(prompts=True))
        self.list.itemClicked.connect(lambda _item: self._show_side(prompts=True))
        self._how.toggled.connect(self._guide)
        self._turn.clicked.connect(lambda: self._show_side(prompts=self._side.isHidden()))

    @property
    def topic(self) -> str:
        """The path of the topic whose prompts are shown."""
        row = self.list.currentRow()
        return str(self.list.item(row).data(_PATH)) if row >= 0 else ""

    @property
    def entry(self) -> QWidget:
        """What takes the keyboard: the list, or the prompts where they have its place."""
        return self.text if self.list.isHidden() else self.list

    def show_topics(self, topics: tuple[Topic, ...], counts: dict[str, int]) -> None:
        """Show the topics, each with its key and how many jottings are filed under it."""
        while self.list.count() > len(topics):
            self.list.takeItem(self.list.count() - 1)
        while self.list.count() < len(topics):
            self.list.addItem(QListWidgetItem())
        for row, topic in enumerate(topics):
            item, count = self.list.item(row), counts.get(topic.path, 0)
            key = KEYS[row] if row < len(KEYS) else " "
            words = f"{key}   {topic.title}" + (f"  ({count})" if count else "")
            if item.text() != words:
                item.setData(_PATH, topic.path)
                item.setText(words)
                item.setToolTip(f"Alt+{key}: {topic.title}")
        if self.list.currentRow() < 0 and topics:
            self.list.setCurrentRow(0)

    def turn_to(self, path: str) -> None:
        """Show the prompts of a topic."""
        for row in range(self.list.count()):
            if self.list.item(row).data(_PATH) == path:
                self.list.setCurrentRow(row)
                self._show_side(prompts=True)

    def step(self, by: int) -> None:
        """Show the prompts of the topic after or before."""
        row = self.list.currentRow() + by
        if 0 <= row < self.list.count():
            self.turn_to(str(self.list.item(row).data(_PATH)))

    def show_prompts(self, title: str, prompts: tuple[Prompt, ...]) -> None:
        """Show what may be asked."""
        self._prompts = prompts
        self._title.setText(title)
        self._how.setVisible(any(one.guidance for one in prompts))
        self._fill()

    def toggle_guidance(self) -> None:
        """Unfold or fold how the questions can be asked."""
        self._how.toggle()
        self._show_side(prompts=True)

    def set_narrow(self, *, narrow: bool) -> None:
        """Fit the window."""
        if narrow != self._narrow or self._turn.isHidden() is narrow:
            self._narrow = narrow
            self._show_side(prompts=not narrow or not self._side.isHidden())

    def changeEvent(self, event: QEvent) -> None:
        """The muted colour follows the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._prompts:
            self._fill()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self._how, 0, Qt.AlignmentFlag.AlignTop)
        side = QVBoxLayout(self._side)
        side.setContentsMargins(12, 0, 0, 0)
        side.setSpacing(4)
        side.addLayout(top)
        side.addWidget(self.text, 1)
        both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        both.setSpacing(0)
        both.addWidget(self.list, 1)
        both.addWidget(self._side, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._turn, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(both, 1)
        self.list.setMinimumHeight(40)
        self.text.setMinimumSize(QSize(120, 40))

    def _choose(self, row: int) -> None:
        if row >= 0:
            self.chosen.emit(self.topic)

    def _guide(self, on: bool) -> None:
        self._guided = on
        self._fill()

    def _fill(self) -> None:
        muted = QApplication.palette().color(QPalette.ColorRole.PlaceholderText).name()
        self.text.setHtml(page(self._prompts, muted=muted, guided=self._guided))

    def _show_side(self, *, prompts: bool) -> None:
        narrow = self._narrow
        self._side.setVisible(prompts)
        self.list.setVisible(not narrow or not prompts)
        self.list.setMaximumWidth(16_777_215 if narrow else _WIDE)
        self.list.setMinimumWidth(120 if narrow else _WIDE)
        self.setContentsMargins(12 if narrow else 0, 0, 0, 0)
        self._turn.setVisible(narrow)
        self._turn.setText("Topics" if prompts else "Prompts")
