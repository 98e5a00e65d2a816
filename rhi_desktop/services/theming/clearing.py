"""The passages of a survey without names: what is known of whom, and what a person still has to look at."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from rhi_desktop.domain.child import Child
from rhi_desktop.domain.filed import Filed
from rhi_desktop.domain.interview import Interview, MentionKind
from rhi_desktop.domain.survey import Passage, Survey
from rhi_desktop.domain.without_names import Known, doubtful, without_names

_PEOPLE = frozenset({MentionKind.NAME, MentionKind.NICKNAME})
_SAID = {
    MentionKind.PHONE: "[number]", MentionKind.HANDLE: "[handle]", MentionKind.VEHICLE: "[vehicle]",
    MentionKind.POSTCODE: "[postcode]",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Names:
    """The children of a survey by id, and the names of the team's members."""

    children: Mapping[str, Child]
    members: tuple[str, ...]

    def of(self, interview: Interview) -> tuple[Known, ...]:
        """Return the names that may be said in an interview, each with what stands for it."""
        child = self.children.get(interview.child)
        own = tuple(_of_child(child)) if child is not None else ()
        mentioned = tuple(_mentioned(interview))
        others = (one for id_, one in self.children.items() if id_ != interview.child)
        away = tuple(
            Known(name, "[another child]") for one in others for name in (one.name, one.preferred_name) if name
        )
        return (*own, *mentioned, *(Known(name, "[worker]") for name in self.members), *away)


@dataclass(frozen=True, slots=True)
class Cleared:
    """One passage without the names known. `doubtful` are words that may be names all the same.

    `interview` is a number that stands for the interview in this survey alone.
    """

    themes: tuple[str, ...]
    interview: int
    text: str
    doubtful: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clearing:
    """All passages of a survey without the names known, by theme."""

    title: str
    passages: tuple[Cleared, ...]

    @classmethod
    def of(
        cls, survey: Survey, passages: tuple[Passage, ...], names: Names, interviews: Mapping[str, Filed[Interview]]
    ) -> "Clearing":
        """Clear passages. Interviews are numbered in an order that says nothing of anybody."""

        def mixed(interview: str) -> bytes:
            return sha256(f"{survey.at}\n{interview}".encode()).digest()

        numbers = {one: number for number, one in enumerate(sorted(survey.interviews, key=mixed), start=1)}
        known = {one: names.of(interviews[one].value) for one in {each.interview for each in passages}}
        order = {theme: at for at, theme in enumerate(survey.themes)}
        cleared = []
        for one in passages:
            text = without_names(one.quote, known[one.interview])
            themes = tuple(sorted(one.themes, key=lambda theme: order.get(theme, len(order))))
            cleared.append(Cleared(themes, numbers[one.interview], text, doubtful(text)))
        cleared.sort(key=lambda one: (order.get(one.themes[0], len(order)), one.interview, one.text))
        return cls(survey.title, tuple(cleared))


def _of_child(child: Child) -> Iterator[Known]:
    for name in (child.name, child.preferred_name, *child.other_names):
        yield Known(name, "[child]")
    for number in (child.reference, child.police_reference, child.nhs_number, child.pupil_number):
        yield Known(number, "[reference]", apart=False)
    yield Known(child.carer, "[carer]")
    yield Known(child.social_worker, "[worker]")
    for place, word in ((child.address, "[address]"), (child.school, "[school]")):
        yield Known(place, word, apart=False)


def _mentioned(interview: Interview) -> Iterator[Known]:
    """Number people by their card, so that name and nickname of one are the same person; and places by name."""
    people: dict[str, int] = {}
    places: dict[str, int] = {}
    for one in interview.mentions:
        if one.kind in _PEOPLE:
            number = people.setdefault(one.key or one.text.casefold(), len(people) + 1)
            yield Known(one.text, f"[person {number}]")
        elif one.kind is MentionKind.PLACE:
            number = places.setdefault(one.text.casefold(), len(places) + 1)
            yield Known(one.text, f"[place {number}]", apart=False)
        else:
            yield Known(one.text, _SAID[one.kind], apart=False)
