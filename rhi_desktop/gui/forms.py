"""Loads the fixed forms of `ui/forms` and hands back their children typed, or fails at once."""

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QDir
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from rhi_desktop.gui.theme import repolish

if TYPE_CHECKING:
    from PySide6.QtUiTools import QUiLoader

W = TypeVar("W", bound=QWidget)


class FormError(LookupError):
    """A form does not hold what its code expects: a fault of the program, noticed when the window is made."""


class Forms:
    """The forms in one folder. One loader serves them all; making it takes 25 ms, so it waits until it is needed."""

    def __init__(self, ui: Path) -> None:
        self._folder = ui / "forms"
        self._made: QUiLoader | None = None

    def fill(self, host: QWidget, name: str) -> "Form":
        """Load `name`.ui into `host`, which it fills without a margin. Raises FormError."""
        loader = self._loader()
        root = loader.load(str(self._folder / f"{name}.ui"), host)
        if not isinstance(root, QWidget):
            message = f"the form {name}.ui cannot be loaded: {loader.errorString()}"
            raise FormError(message)
        layout = QVBoxLayout(host)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(root)
        return Form(root, name)

    def _loader(self) -> "QUiLoader":
        if self._made is None:
            from PySide6.QtUiTools import QUiLoader

            self._made = QUiLoader()
            self._made.setWorkingDirectory(QDir(str(self._folder)))
        return self._made


class Form:
    """A loaded form."""

    def __init__(self, root: QWidget, name: str) -> None:
        self._root = root
        self._name = name

    def child(self, kind: type[W], name: str) -> W:
        """Return the child `name`. Raises FormError where it is missing or of another kind."""
        found = self._root.findChild(QWidget, name)
        if not isinstance(found, kind):
            message = f"{self._name}.ui has no {kind.__name__} named {name}"
            raise FormError(message)
        return found

    def label(self, name: str) -> QLabel:
        """Return the label `name`."""
        return self.child(QLabel, name)


def say(label: QLabel, words: str, role: str = "") -> None:
    """Show words in a label, hide it where there are none; `role` changes how they look."""
    label.setText(words)
    label.setVisible(bool(words))
    if role and label.property("role") != role:
        label.setProperty("role", role)
        repolish(label)
