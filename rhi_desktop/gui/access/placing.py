"""Puts a widget where a form has left a place for it, also in the order of the Tab key."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from rhi_desktop.gui.forms import Form


def place(form: Form, name: str, widget: QWidget) -> None:
    """Fill the place `name` of the form with the widget."""
    layout = QVBoxLayout(form.child(QWidget, name))
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(widget)


def tab_as_read(root: QWidget) -> None:
    """Let the Tab key go through `root` as its layouts are read, wherever its children were made."""
    before: QWidget | None = None
    for widget in _read(root):
        if before is not None:
            QWidget.setTabOrder(before, widget)
        before = widget


def _read(widget: QWidget) -> Iterator[QWidget]:
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus:
        yield widget
    layout = widget.layout()
    if isinstance(layout, QLayout):
        yield from _read_layout(layout)


def _read_layout(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if isinstance(widget, QWidget):
            yield from _read(widget)
        elif isinstance(inner, QLayout):
            yield from _read_layout(inner)
