"""Gathers the people, vehicles and places that an interview names, by concept, so that others can recognise them."""

import re
from collections.abc import Iterator

from rhi_desktop.domain.interview import Mention, MentionKind
from rhi_desktop.questions.session import Node, Session
from rhi_desktop.services.concepts import answered

_KINDS = {
    "associate.name": MentionKind.NAME,
    "associate.nickname": MentionKind.NICKNAME,
    "associate.phone": MentionKind.PHONE,
    "associate.handle": MentionKind.HANDLE,
    "associate.vehicle": MentionKind.VEHICLE,
    "travel.vehicle": MentionKind.VEHICLE,
    "place.name": MentionKind.PLACE,
    "place.postcode": MentionKind.POSTCODE,
}
_CONTACT = "associate.contact"
_PHONE = re.compile(r"\+?\(?\d[\d\s()\-]{7,}\d")
_AT = re.compile(r"(?<!\S)@[\w.\-]{2,}")
_APPS = "snap(?:chat)?|insta(?:gram)?|tik ?tok|discord|telegram|kik|facebook|messenger|signal|xbox|psn"
_NAMED = re.compile(rf"\b(?:{_APPS})\s*[:=]\s*@?([\w.\-]{{3,}})", re.IGNORECASE)


def mentions(session: Session, under: str = "") -> tuple[Mention, ...]:
    """Return what the relevant answers name, in the order of the form; below a repeat instance where one is given."""
    return tuple(mention for node in answered(session, under) for mention in _mentioned(session, node))


def _mentioned(session: Session, node: Node) -> Iterator[Mention]:
    concept, text = node.definition.concept or "", node.value.strip()
    if concept in _KINDS and text:
        yield Mention(_KINDS[concept], text, _card(session, node))
    elif concept == _CONTACT:
        card = _card(session, node)
        for found in _PHONE.findall(text):
            yield Mention(MentionKind.PHONE, found.strip(), card)
        for found in dict.fromkeys((*_AT.findall(text), *_NAMED.findall(text))):
            yield Mention(MentionKind.HANDLE, found, card)


def _card(session: Session, node: Node) -> str:
    """Return the key of the innermost repeat instance around a question, empty where there is none."""
    instance, bracket, _ = node.path.rpartition("]/")
    return session.node(f"{instance}]").key if bracket else ""
