"""From jottings to answers: one key puts the words where they belong, and notes where they went."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from rhi_desktop.domain.jotting import Jotting
from rhi_desktop.gui.interview.answering import Answering
from rhi_desktop.gui.interview.jottings_list import head
from rhi_desktop.gui.interview.jottings_panel import JottingsPanel
from rhi_desktop.gui.interview.question_block import QuestionBlock
from rhi_desktop.services.answer_words import short_label
from rhi_desktop.services.jottings import added, open_jottings, path_of, topics


@dataclass(frozen=True, slots=True)
class _Placed:
    """An answer and a jotting as they were before the words went over."""

    path: str
    answer: str
    jotting: Jotting


class Placing(QObject):
    """Fills the panel for the section that is written up. `went` leads to the answer that took a jotting up."""

    went = Signal(str)
    counted = Signal()

    def __init__(self, panel: JottingsPanel, current: Callable[[], QuestionBlock | None], parent: QObject) -> None:
        super().__init__(parent)
        self._panel = panel
        self._current = current
        self._answering: Answering | None = None
        self._section = ""
        self._last: _Placed | None = None
        self._open: tuple[Jotting, ...] = ()
        panel.place_asked.connect(self.place)
        panel.where_asked.connect(self._go)
        panel.back_asked.connect(self._take_back)
        panel.undo_asked.connect(self._undo)
        panel.set_aside.connect(self._set_aside)
        panel.all_asked.connect(lambda _on: self.show_all())
        panel.list.dropped.connect(panel.ask_reason)
        panel.list.itemSelectionChanged.connect(self._offer)

    @property
    def any(self) -> bool:
        """Whether anything was jotted at all."""
        return self._answering is not None and bool(self._answering.jottings.jottings)

    @property
    def left(self) -> tuple[Jotting, ...]:
        """The jottings that are in no answer and were not set aside, as they were counted last."""
        return self._open

    def forget(self) -> None:
        """Let go of the interview, and of its words."""
        if self._answering is not None:
            self._answering.jottings.changed.disconnect(self.show_all)
        self._answering, self._section, self._last, self._open = None, "", None, ()
        self._panel.show_jottings(())
        self._panel.tell("")

    @property
    def _every(self) -> bool:
        """Whether every topic is shown: when asked for, and beside the check."""
        return self._panel.every.isChecked() or not self._section

    def follow(self, answering: Answering) -> None:
        """Serve another interview."""
        self.forget()
        self._answering = answering
        answering.jottings.changed.connect(self.show_all)
        self._panel.every.setChecked(False)
        self.show_all()

    def turn_to(self, section: str) -> None:
        """Show the jottings of a section that is written up now."""
        if section != self._section:
            self._section, self._last = section, None
            self._panel.tell("")
            self.show_all()
            self._panel.list.choose("")

    def count(self) -> dict[str, int]:
        """Count again, and return by section how many jottings are still to be used."""
        if self._answering is None:
            return {}
        before, self._open = self._open, open_jottings(self._answering.session, self._answering.jottings.jottings)
        if before != self._open:
            self._show(self._answering)
        return {topic: sum(one.topic == topic for one in self._open) for topic in {one.topic for one in self._open}}

    def show_all(self) -> None:
        """Show what there is now."""
        if self._answering is not None:
            self._open = open_jottings(self._answering.session, self._answering.jottings.jottings)
            self._show(self._answering)
            self.counted.emit()

    def _show(self, answering: Answering) -> None:
        if not self.any:
            return
        titles = {topic.path: topic.title for topic in topics(answering.session)}
        rows = self._rows(answering)
        self._panel.say(self._title(titles), "Nothing was jotted under this topic.")
        self._panel.show_jottings(tuple((one, self._head(answering, one, titles)) for one in rows))
        if not self._panel.list.chosen:
            self._panel.list.choose("")
        self._offer()

    def place(self) -> None:
        """Put the chosen jotting's words into the answer that the keyboard is in, or was in last."""
        answering, jotting, block = self._answering, self._chosen(), self._current()
        if answering is None or jotting is None or jotting not in self._open:
            return
        if block is None or not block.takes_words:
            self._panel.tell("Put the keyboard into a question that takes words first.")
            return
        block.flush()
        node = answering.node(block.path)
        self._last = _Placed(block.path, node.value, jotting)
        answering.answer(block.path, added(node.value, jotting, lines=block.takes_lines))
        block.go_to_end()
        following = self._after(jotting)
        answering.jottings.amend(replace(jotting, placed=node.key, set_aside=""))
        self._panel.list.choose(following)
        self._panel.tell(f"Put in “{short_label(node)}”.", undo=True)

    def _undo(self) -> None:
        last, answering, self._last = self._last, self._answering, None
        if last is not None and answering is not None:
            answering.answer(last.path, last.answer)
            answering.jottings.amend(last.jotting)
            self._panel.list.choose(last.jotting.id)
            self._panel.tell("Taken out again.")

    def _set_aside(self, reason: str) -> None:
        jotting = self._chosen()
        if self._answering is not None and jotting is not None:
            following = self._after(jotting)
            self._answering.jottings.amend(replace(jotting, set_aside=reason, placed=""))
            self._panel.list.choose(following)
            self._panel.tell("Set aside.")

    def _take_back(self) -> None:
        jotting = self._chosen()
        if self._answering is not None and jotting is not None:
            self._answering.jottings.amend(replace(jotting, set_aside="", placed=""))
            self._panel.list.choose(jotting.id)
            self._panel.tell("")

    def _go(self) -> None:
        jotting = self._chosen()
        path = "" if self._answering is None or jotting is None else path_of(self._answering.session, jotting.placed)
        if path:
            self.went.emit(path)

    def _offer(self) -> None:
        chosen = self._chosen()
        used = chosen is not None and chosen not in self._open and not chosen.set_aside
        self._panel.offer(chosen, used=used)

    def _chosen(self) -> Jotting | None:
        return None if self._answering is None else self._answering.jottings.find(self._panel.list.chosen)

    def _after(self, jotting: Jotting) -> str:
        rows = () if self._answering is None else self._rows(self._answering)
        waiting = [one.id for one in rows if one in self._open]
        at = waiting.index(jotting.id) if jotting.id in waiting else -1
        return next(iter(waiting[at + 1 :] or waiting[:1]), "")

    def _rows(self, answering: Answering) -> tuple[Jotting, ...]:
        """Return those of this topic, then those without one; what was dealt with stands below."""
        every = self._every
        known = {topic.path for topic in topics(answering.session)}
        mine = [one for one in answering.jottings.jottings if every or one.topic == self._section]
        loose = [one for one in answering.jottings.jottings if not every and one.topic not in known]
        rows = [*mine, *(one for one in loose if one in self._open and one not in mine)]
        return tuple(sorted(rows, key=lambda one: one not in self._open))

    def _head(self, answering: Answering, jotting: Jotting, titles: dict[str, str]) -> str:
        title = titles.get(jotting.topic, "no topic yet")
        shown = title if self._every or jotting.topic not in titles else ""
        if jotting.set_aside:
            return head(jotting, shown, f"set aside: {jotting.set_aside}")
        if jotting in self._open:
            return head(jotting, shown)
        path = path_of(answering.session, jotting.placed)
        return head(jotting, shown, f"in “{short_label(answering.node(path))}”")

    def _title(self, titles: dict[str, str]) -> str:
        if self._every:
            return "Jottings of every topic"
        return f"Jottings: {titles[self._section]}" if self._section in titles else "Jottings"
