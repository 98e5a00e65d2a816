"""The cover: hides the window at once, so that nobody who looks over a shoulder reads a child's name."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QVBoxLayout, QWidget

RETURN = "Press Ctrl+. to return"


class Cover(QFrame):
    """Lies over all of `content` in its window. While it is there, keys and clicks reach nothing below."""

    def __init__(self, window: QWidget, content: QWidget) -> None:
        super().__init__(window)
        self._content = content
        self._focused: QWidget | None = None
        self.setProperty("role", "cover")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("The screen is hidden")
        name = QLabel("RHI Desktop", self, alignment=Qt.AlignmentFlag.AlignCenter)
        name.setProperty("role", "display")
        self._words = QLabel(RETURN, self, alignment=Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(name)
        column.addWidget(self._words)
        column.addStretch(1)
        window.installEventFilter(self)
        self.hide()

    @property
    def on(self) -> bool:
        """Whether the window is covered."""
        return not self.isHidden()

    def toggle(self) -> None:
        """Cover the window, or uncover it."""
        if self.on:
            self.uncover()
        else:
            self.cover()

    def cover(self, words: str = RETURN) -> None:
        """Cover the window, close what lies before it, and empty the clipboard."""
        self._words.setText(words)
        window = self.window()
        if not self.on:
            self._focused = window.focusWidget()
        self.setGeometry(window.rect())
        self.show()
        self.raise_()
        self._content.setEnabled(False)
        self.setFocus()
        for other in QApplication.topLevelWidgets():
            if other is not window and other.isVisible():
                other.close()
        QGuiApplication.clipboard().clear()

    def uncover(self) -> None:
        """Show the window again, the keyboard where it was."""
        self.hide()
        self._content.setEnabled(True)
        if self._focused is not None:
            self._focused.setFocus()
        self._focused = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the window."""
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self.window().rect())
        return super().eventFilter(watched, event)
