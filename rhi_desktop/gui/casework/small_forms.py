"""Two small forms of a referral: which episodes it is about, and what was done about a prompt."""

from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QVBoxLayout, QWidget

from rhi_desktop.domain.checks import Problem
from rhi_desktop.domain.thresholds import Prompt
from rhi_desktop.gui.casework.wording import episode_words
from rhi_desktop.gui.fields import Fields
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.services.referrals import Raised, ReferralDesk

_HIGH = 96
_NONE = "A referral is about at least one episode. Please choose one."
_SEVERAL = "One interview may cover several episodes. The 72 hours run from the last return among them."
_NOTHING = "Please say in a few words what was done, or why nothing is."


class EpisodesForm(QWidget):
    """A tick for each episode of the child."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes: dict[str, QCheckBox] = {}
        self._none = label(_NONE, "error")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE[1])
        self._column.addWidget(label(_SEVERAL, "muted"))
        self._column.addWidget(self._none)

    def show_desk(self, desk: ReferralDesk) -> None:
        """Show the episodes of the child; those that the referral is about are ticked."""
        for old in self.boxes.values():
            self._column.removeWidget(old)
            old.setParent(None)
        self.boxes = {}
        for episode in (*desk.episodes, *desk.others):
            box = QCheckBox(episode_words(episode.value, ",\n"))
            box.setChecked(episode in desk.episodes)
            self._column.insertWidget(self._column.count() - 1, box)
            self.boxes[episode.id] = box
        self._none.hide()

    def chosen(self) -> tuple[str, ...]:
        """Return the ids of the ticked episodes."""
        return tuple(record for record, box in self.boxes.items() if box.isChecked())

    def wrong(self) -> QWidget | None:
        """Say that none is chosen; return the first box then."""
        self._none.setVisible(not self.chosen())
        return None if self.chosen() else next(iter(self.boxes.values()))


class DealtForm(QWidget):
    """What was done about a prompt, in a few words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._about = label("", "notice")
        self.done = QPlainTextEdit()
        self.done.setTabChangesFocus(True)
        self.done.setFixedHeight(_HIGH)
        self._fields = Fields()
        self._fields.add("done", "What was done, by whom and when", self.done)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[2])
        column.addWidget(self._about)
        column.addWidget(self._fields)

    def show_prompt(self, raised: Raised) -> None:
        """Show a prompt, with what was noted before."""
        self._about.setText(prompt_words(raised.prompt))
        self.done.setPlainText(raised.dealt.done if raised.dealt is not None else "")
        self._fields.tell(())

    def noted(self) -> str:
        """Return what was written."""
        return self.done.toPlainText().strip()

    def wrong(self) -> QWidget | None:
        """Ask for a few words; return the field then."""
        return self._fields.tell([] if self.noted() else [Problem("done", _NOTHING)])


def prompt_words(prompt: Prompt) -> str:
    """Return a prompt in words: what was counted, and what is to be done."""
    return f"{prompt.sentence} {prompt.threshold.then}"
