"""The quiet screen for the talk itself: topics and prompts at the left, one place to jot at the right."""

from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from rhi_desktop.domain.jotting import Jotting
from rhi_desktop.gui.interview.answering import Answering
from rhi_desktop.gui.interview.conversation_frame import ConversationFrame
from rhi_desktop.gui.interview.conversation_keys import bind_conversation_keys
from rhi_desktop.gui.interview.conversation_topics import KEYS
from rhi_desktop.gui.interview.jottings_list import head
from rhi_desktop.gui.interview.prompts import prompts
from rhi_desktop.services.jottings import Topic, topics

KEEP_MS = 400


class Conversation(QWidget):
    """Jottings of one interview, filed under topics in whatever order a child tells it.

    What is typed is on its way to the disk 0.4 s after the last key. `write_up_asked`: on to the whole form.
    """

    write_up_asked = Signal()
    leave_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._answering: Answering | None = None
        self._topics: tuple[Topic, ...] = ()
        self._current = ""
        self._editing: Jotting | None = None
        self.frame = ConversationFrame(self)
        self._keep = QTimer(self, singleShot=True, interval=KEEP_MS)
        self._keep.timeout.connect(self.flush)
        self._connect()
        bind_conversation_keys(self, self)

    def show_talk(self, answering: Answering) -> None:
        """Show the jottings of the interview under way, and put the keyboard where one jots."""
        if self._answering is not answering:
            self._let_go()
            self._answering = answering
            self.frame.save_line.follow(answering.saver)
            answering.jottings.let_stand()
            answering.jottings.changed.connect(self._show)
        self.frame.say(f"Conversation with {answering.writing.child.called}")
        self._topics = topics(answering.session)
        self._show()
        self._show_prompts()
        self.frame.line.setFocus()

    def flush(self) -> None:
        """Hand on what is being typed."""
        self._keep.stop()
        if self._answering is None:
            return
        book, words = self._answering.jottings, self.frame.line.words()
        if not words:
            self._come_to_nothing()
        elif self._current:
            book.write(self._current, words, own_words=self._own())
        else:
            self._current = book.note(words, own_words=self._own())

    def clear(self) -> None:
        """Hand on what is being typed, and take everything of the child off the screen."""
        self._end()
        self._let_go()
        self.frame.clear()

    def end_line(self) -> None:
        """End the jotting that is being typed, or the change to an older one."""
        self._end()
        self.frame.line.setFocus()

    def file(self, key: str) -> None:
        """File under the topic with a key: the chosen jotting, what is being typed, else the last without a topic."""
        at = KEYS.find(key)
        if self._answering is None or not 0 <= at < len(self._topics):
            return
        topic = self._topics[at]
        jotting = self._to_file()
        if jotting is None:
            self.frame.topics.turn_to(topic.path)
            return
        self._answering.jottings.amend(replace(jotting, topic=topic.path))
        self.frame.tell(f"Filed under “{topic.title}”.", undo=True)

    def mark(self) -> None:
        """Mark the child's own words: those of the chosen jotting, else those that are being typed."""
        chosen = self._chosen()
        if self._answering is not None and chosen is not None and self.frame.list.hasFocus():
            self._answering.jottings.amend(replace(chosen, own_words=not chosen.own_words))
        else:
            self.frame.own.toggle()

    def edit(self) -> None:
        """Bring the chosen jotting back into the line."""
        chosen = self._chosen()
        if chosen is None:
            return
        self._end()
        self._editing, self._current = chosen, chosen.id
        self.frame.edit(chosen)
        self._show()

    def drop(self) -> None:
        """Delete the chosen jotting; it can be brought back."""
        chosen = self._chosen()
        if self._answering is not None and chosen is not None:
            self._answering.jottings.drop(chosen.id)
            self.frame.tell("The jotting is deleted.", undo=True)
            if not self.frame.list.count():
                self.frame.line.setFocus()

    def undo(self) -> None:
        """Take back what was filed, changed or deleted last."""
        if self._answering is not None and self._answering.jottings.undo():
            self.frame.tell("Taken back.", undo=self._answering.jottings.can_undo)

    def escape(self) -> None:
        """Leave off changing a jotting; else go from the list to the line; else leave the interview."""
        if self._editing is not None:
            self._leave_as_it_was(self._editing)
        elif self.frame.line.hasFocus():
            self.leave_asked.emit()
        else:
            self.frame.line.setFocus()

    def step(self, by: int) -> None:
        """Turn to the prompts of the next topic, or of the one before."""
        self.frame.topics.step(by)

    def toggle_guidance(self) -> None:
        """Unfold or fold how to ask."""
        self.frame.topics.toggle_guidance()

    def turn_to_topics(self) -> None:
        """Put the keyboard into the topics, from there into the jottings, and back into the line."""
        ways = [self.frame.line, self.frame.topics.entry, self.frame.list]
        at = next((at for at, one in enumerate(ways) if one.hasFocus()), 0)
        following = ways[(at + 1) % len(ways)]
        (following if following.isVisible() else self.frame.line).setFocus()

    def _connect(self) -> None:
        frame = self.frame
        frame.topics.chosen.connect(lambda _topic: self._show_prompts())
        frame.line.ended.connect(self.end_line)
        frame.line.undo_asked.connect(self.undo)
        frame.line.textChanged.connect(self._typed)
        frame.own.toggled.connect(lambda _on: self._typed())
        frame.list.key_pressed.connect(self.file)
        frame.list.asked.connect(self.edit)
        frame.list.dropped.connect(self.drop)
        frame.undo.clicked.connect(self.undo)
        frame.write_up.clicked.connect(self.write_up_asked)
        frame.close_.clicked.connect(self.leave_asked)

    def _typed(self) -> None:
        if self.frame.line.quoted() and not self.frame.own.isChecked():
            self.frame.own.setChecked(True)
        if self.frame.line.words():
            self.frame.tell("")
        self._keep.start()

    def _own(self) -> bool:
        return self.frame.own.isChecked()

    def _end(self) -> str:
        """End the line and return the id of its jotting, empty where nothing was typed."""
        self.flush()
        before, ended, self._editing, self._current = self._editing, self._current, None, ""
        book = None if self._answering is None else self._answering.jottings
        now = None if book is None else book.find(ended)
        if book is not None and now is not None and before is not None:
            if self.frame.line.words():
                book.amend(now, before=before)
            else:
                book.drop(ended)
                self.frame.tell("The jotting is deleted.", undo=True)
        self.frame.begin_line()
        self._keep.stop()
        self._show()
        return ended

    def _come_to_nothing(self) -> None:
        """A new jotting whose words were all taken out again is none; an older one is kept until Enter."""
        if self._answering is not None and self._editing is None:
            self._answering.jottings.forget(self._current)
            self._current = ""

    def _leave_as_it_was(self, before: Jotting) -> None:
        self._editing, self._current = None, ""
        self.frame.begin_line()
        self._keep.stop()
        if self._answering is not None:
            self._answering.jottings.write(before.id, before.text, own_words=before.own_words)
        self._show()

    def _to_file(self) -> Jotting | None:
        book = None if self._answering is None else self._answering.jottings
        if book is None:
            return None
        if self.frame.list.hasFocus() and (chosen := self._chosen()) is not None:
            return chosen
        if self.frame.line.words():
            return book.find(self._end())
        return next((one for one in reversed(book.jottings) if not one.topic and not one.settled), None)

    def _chosen(self) -> Jotting | None:
        return None if self._answering is None else self._answering.jottings.find(self.frame.list.chosen)

    def _show(self) -> None:
        if self._answering is None:
            return
        titles = {topic.path: topic.title for topic in self._topics}
        listed = [one for one in self._answering.jottings.jottings if one.id != self._current]
        counts = {path: sum(one.topic == path for one in listed) for path in titles}
        self.frame.topics.show_topics(self._topics, counts)
        rows = [
            *(one for one in reversed(listed) if one.topic not in titles),
            *(one for one in reversed(listed) if one.topic in titles),
        ]
        self.frame.list.show_jottings(tuple((one, head(one, titles.get(one.topic, "no topic yet"))) for one in rows))
        self.frame.show_empty(empty=not rows)

    def _show_prompts(self) -> None:
        chosen = next((one for one in self._topics if one.path == self.frame.topics.topic), None)
        if self._answering is not None and chosen is not None:
            self.frame.topics.show_prompts(chosen.title, prompts(self._answering.session, chosen.path))

    def tell_language(self, status: str) -> None:
        """Show the prompts in the languages of the interview, and what is to be known of the translation."""
        self.frame.tell_language(status)
        self._show_prompts()

    def _let_go(self) -> None:
        if self._answering is not None:
            self._answering.jottings.changed.disconnect(self._show)
        self._answering, self._current, self._editing = None, "", None
