"""Walks over the widgets of a window, to hold rules that every window has to keep."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QLabel,
    QScrollArea,
    QWidget,
)


def visible(root: QWidget) -> Iterator[QWidget]:
    """Yield every widget below `root` that is shown."""
    for widget in root.findChildren(QWidget):
        if widget.isVisibleTo(root):
            yield widget


def focusable(root: QWidget) -> list[QWidget]:
    """Return what the Tab key can reach below `root`."""
    return [
        widget for widget in visible(root) if widget.isEnabled() and _takes_tab(widget) and widget.focusProxy() is None
    ]


def unnamed(root: QWidget) -> list[str]:
    """Return a description of every widget that takes the keyboard and has no name for a screen reader."""
    found = []
    for widget in focusable(root):
        interface = QAccessible.queryAccessibleInterface(widget)
        if not interface.text(QAccessible.Text.Name).strip():
            found.append(_described(widget))
    return found


def cut_off(root: QWidget) -> list[str]:
    """Return a description of every widget that is cut off where it cannot be scrolled into sight.

    A widget may lie outside a scroll area's view, but not outside what it scrolls over; and a label or a button
    must have the room its words need.
    """
    found = []
    for widget in visible(root):
        if _is_part_of_another(widget):
            continue
        parent = widget.parentWidget()
        if parent is not None and not _inside(widget, parent):
            found.append(f"{_described(widget)} lies outside {_described(parent)}")
        if _too_small(widget):
            size, needs = widget.size(), widget.minimumSizeHint()
            found.append(
                f"{_described(widget)} is {size.width()}x{size.height()}, needs {needs.width()}x{needs.height()}"
            )
    return found


def _takes_tab(widget: QWidget) -> bool:
    return widget.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus


def _inside(widget: QWidget, parent: QWidget) -> bool:
    room = QRect(QPoint(0, 0), parent.size())
    return isinstance(parent.parentWidget(), QAbstractScrollArea) or room.contains(widget.geometry())


def _too_small(widget: QWidget) -> bool:
    if isinstance(widget, QLabel) and widget.wordWrap():
        return widget.height() < widget.heightForWidth(widget.width())
    if isinstance(widget, QLabel | QAbstractButton):
        needs = widget.minimumSizeHint()
        return widget.width() < needs.width() or widget.height() < needs.height()
    if isinstance(widget, QScrollArea):
        return widget.height() < 60
    return False


def _is_part_of_another(widget: QWidget) -> bool:
    return widget.objectName().startswith("qt_") or widget.metaObject().className().startswith("QComboBoxPrivate")


def _described(widget: QWidget) -> str:
    words = widget.property("text") or widget.accessibleName() or widget.objectName()
    return f"{widget.metaObject().className()} “{str(words)[:40]}”"
