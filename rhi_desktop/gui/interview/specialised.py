"""What a repeat's appearance adds to its cards."""

from rhi_desktop.gui.interview.answering import Answering
from rhi_desktop.gui.interview.card_list import CardList
from rhi_desktop.gui.interview.pages import Item
from rhi_desktop.gui.interview.people.heard_of import People
from rhi_desktop.gui.interview.timeline.panel import TimeLine
from rhi_desktop.questions.definition import Repeat

TIMELINE, PEOPLE = "timeline", "people"


def adorned(answering: Answering, item: Item, cards: CardList) -> CardList:
    """Return the cards with what belongs above or beneath them.

    `timeline` draws the places along their times; `people` says beneath each card who was perhaps heard of before.
    """
    definition = item.definition
    styles = definition.appearance.split() if isinstance(definition, Repeat) else []
    if TIMELINE in styles:
        cards.crown(TimeLine(answering, cards))
    if PEOPLE in styles and answering.recogniser is not None:
        People(answering, cards, answering.recogniser)
    return cards
