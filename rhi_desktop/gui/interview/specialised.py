"""What a repeat's appearance adds to its cards."""

from rhi_desktop.gui.interview.answering import Answering
from rhi_desktop.gui.interview.card_list import CardList
from rhi_desktop.gui.interview.pages import Item
from rhi_desktop.gui.interview.timeline.panel import TimeLine
from rhi_desktop.questions.definition import Repeat

TIMELINE = "timeline"


def adorned(answering: Answering, item: Item, cards: CardList) -> CardList:
    """Return the cards with what belongs above or beneath them: `timeline` draws the places along their times."""
    definition = item.definition
    styles = definition.appearance.split() if isinstance(definition, Repeat) else []
    if TIMELINE in styles:
        cards.crown(TimeLine(answering, cards))
    return cards
