"""The keys, on one page (F1)."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from rhi_desktop.gui.rail import STOPS
from rhi_desktop.gui.scrolled import Scrolled
from rhi_desktop.gui.theme import SPACE

KEYS = (
    (
        "Everywhere",
        (
            ("F1", "Show these keys"),
            ("Ctrl+.", "Hide the screen at once; the same again to return"),
            ("Ctrl+L", "Lock the program"),
            *((stop.keys, stop.words) for stop in STOPS if stop.place),
            ("Ctrl+Shift+S", "Send and receive now"),
            ("Ctrl+F", "Search this screen"),
            ("Ctrl+N", "Take a referral, from the worklist"),
            ("Ctrl+I", "Import notifications, from the worklist"),
            ("Ctrl+S", "Save a form"),
            ("Enter", "Open the chosen referral; Shift+Enter its interview"),
            ("Ctrl+Enter", "Open the chosen child"),
            ("Esc", "Back"),
            ("Tab, Shift+Tab", "Next or previous field"),
        ),
    ),
    (
        "In an interview",
        (
            ("Ctrl+Page Down", "Next page"),
            ("Ctrl+Page Up", "Page before"),
            ("F6", "Sections, and back to the page"),
            ("F2", "How to ask this question"),
            ("Alt+D", "Declined to say"),
            ("Alt+K", "Not known"),
            ("Alt+N", "Not asked"),
            ("F8", "A second language beneath the first, on or off"),
            ("Ctrl+Shift+A", "Add a card, such as a place or a person"),
            ("0 to 9", "Choose on a scale; for a sign of harm 1 is its first state"),
            ("Left, Right", "Along a scale, or the line of time; Enter opens a place there"),
            ("F5", "To the conversation, and back"),
            ("F7", "To the jottings, and back"),
            ("Ctrl+J", "Put the chosen jotting into this answer"),
            ("Ctrl+S", "Save now; it is saved by itself as well"),
        ),
    ),
    (
        "In the conversation",
        (
            ("Enter", "Keep the jotting; on one in the list, change it"),
            ("Ctrl+Enter", "New line inside a jotting"),
            ("F4", "Child’s own words; so does a quotation mark at the beginning"),
            ("Alt+1, Alt+2, …", "File under that topic; else show its prompts"),
            ("1, 2, …", "File the chosen jotting in the list"),
            ("Delete, Ctrl+Z", "Delete the chosen jotting; bring it back"),
            ("F6", "Topics, jottings, and back to the line"),
            ("F2", "How to ask"),
            ("Ctrl+Page Down, Up", "Prompts of the next topic, or of the one before"),
            ("F5", "On to the form"),
        ),
    ),
    (
        "In a review, and in a survey of themes",
        (
            ("Ctrl+M", "Comment on the words that are chosen, or on the answer"),
            ("F8", "The next answer that changed since the version before"),
            ("1 to 4", "On a point of the rubric: met, partly, not met, not applicable"),
            ("1 to 9", "In a survey: put the chosen words, or the answer, under that theme"),
            ("Delete", "In a survey: take a passage away, in the list of them"),
        ),
    ),
    (
        "In a drawing of who appears with whom, and on a map",
        (
            ("Left, Right", "From one to the next"),
            ("Up, Down", "Along the lines of the one that is chosen; Enter goes to the other end"),
            ("+, -", "Larger, smaller"),
        ),
    ),
)


class KeysView(QDialog):
    """A list of all keys; not modal."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("RHI Desktop")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[2])
        title = QLabel("Keys")
        title.setProperty("role", "title")
        column.addWidget(title)
        for heading, keys in KEYS:
            column.addWidget(_heading(heading))
            column.addLayout(_table(keys))
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        close.rejected.connect(self.close)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, SPACE[2])
        around.addWidget(Scrolled(content))
        around.addWidget(close)
        around.setAlignment(close, Qt.AlignmentFlag.AlignHCenter)
        room = parent.window().size()
        self.resize(min(560, room.width()), min(600, room.height()))


def _heading(words: str) -> QLabel:
    label = QLabel(words)
    label.setProperty("role", "section")
    return label


def _table(keys: tuple[tuple[str, str], ...]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(SPACE[4])
    grid.setVerticalSpacing(SPACE[1])
    grid.setColumnMinimumWidth(0, 150)
    grid.setColumnStretch(1, 1)
    for row, (key, does) in enumerate(keys):
        name = QLabel(key)
        name.setProperty("role", "chip")
        grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(QLabel(does, wordWrap=True), row, 1)
    return grid
