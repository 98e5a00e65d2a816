"""The line of time above the cards of the places, with the same in words."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from rhi_desktop.domain.whereabouts import Span, Whereabouts, lay_out
from rhi_desktop.gui.interview.answering import Answering
from rhi_desktop.gui.interview.card_list import CardList
from rhi_desktop.gui.interview.timeline.reading import FROM, TO, answer_for, aways, stay_of
from rhi_desktop.gui.interview.timeline.strip import Strip
from rhi_desktop.gui.interview.timeline.wording import beneath, legend

NOTHING = "As soon as a place has a time, it stands on a line of time here."


class TimeLine(QFrame):
    """Follows a list of places: a strip for each time away. A bar opens its card, a gap adds a place."""

    def __init__(self, answering: Answering, cards: CardList) -> None:
        super().__init__(cards)
        self._answering = answering
        self._cards = cards
        self._found: Whereabouts | None = None
        self._strips: list[QWidget] = []
        self._words = QLabel(self, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._words.setProperty("role", "muted")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 6)
        self._layout.setSpacing(4)
        self._layout.addWidget(self._words)
        cards.told.connect(self.follow)
        self.follow()

    @property
    def strips(self) -> tuple[Strip, ...]:
        """The lines that are drawn."""
        return tuple(one for one in self._strips if isinstance(one, Strip))

    @property
    def words(self) -> str:
        """What stands beneath the drawing."""
        return self._words.text()

    def follow(self) -> None:
        """Draw anew where something differs."""
        session, today = self._answering.session, self._answering.today()
        stays = [stay_of(session, card.path, card.key, card.number, today) for card in self._cards.cards()]
        found = lay_out(aways(self._answering.writing.background.times.episodes), stays)
        if found != self._found:
            self._found = found
            self._draw(found)

    def _draw(self, found: Whereabouts) -> None:
        for strip in self._strips:
            strip.hide()
            strip.deleteLater()
        self._strips.clear()
        for line in found.lines:
            said = QLabel(legend(line), self, wordWrap=True)
            said.setProperty("role", "caption")
            strip = Strip(line, self)
            strip.place_chosen.connect(self._cards.open)
            strip.gap_chosen.connect(self._fill)
            self._strips += [said, strip]
        for at, widget in enumerate(self._strips):
            self._layout.insertWidget(at, widget)
            if self.isVisible():
                widget.show()
        self._words.setText("\n".join(beneath(found)) if found.lines else NOTHING)
        self._words.setVisible(bool(self._words.text()))

    def _fill(self, gap: Span) -> None:
        self._cards.add_with(
            {FROM: lambda question: answer_for(question, gap.start), TO: lambda question: answer_for(question, gap.end)}
        )
