"""All checks before submission, in the order of the form."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from rhi_desktop.domain.jotting import Jotting
from rhi_desktop.questions.session import Session
from rhi_desktop.services.checking.dates import Times, date_findings
from rhi_desktop.services.checking.language import LanguageList
from rhi_desktop.services.checking.likeness import ALIKE, LastReport, likeness
from rhi_desktop.services.checking.voices import own_words, texts, voice_findings
from rhi_desktop.services.findings import Finding, Likeness, completeness, sections
from rhi_desktop.services.immediate import immediate_findings
from rhi_desktop.services.jottings import open_jottings

LIKENESS, JOTTINGS = "likeness", "jottings"


@dataclass(frozen=True, slots=True)
class Background:
    """What the checks hold an interview against: the child's times, and the child's last report if there is one."""

    times: Times = field(default_factory=Times)
    last: LastReport | None = None


class Checks:
    """Finds what stands between an interview and its submission."""

    def __init__(self, language: LanguageList, clock: Callable[[], datetime]) -> None:
        self._language = language
        self._clock = clock

    def findings(
        self, session: Session, background: Background, jottings: tuple[Jotting, ...] = ()
    ) -> tuple[Finding, ...]:
        """Return all findings, section by section; within one what must be mended comes first."""
        found = [
            *completeness(session),
            *immediate_findings(session),
            *date_findings(session, background.times, self._clock()),
            *voice_findings(session, self._language),
            *_alike(session, background.last),
            *_loose(session, jottings),
        ]
        order = {section.path: at for at, section in enumerate(sections(session))}
        found.sort(key=lambda one: (order.get(one.section, len(order)), one.overridable))
        return tuple(found)


def _alike(session: Session, last: LastReport | None) -> Iterator[Finding]:
    if last is None:
        return
    for section, node in texts(session):
        before = last.texts.get(node.definition.concept or "", "")
        if before and likeness(node.value, before) >= ALIKE:
            whose = "what the child said" if own_words(node) else "what you wrote"
            sentence = f"This is much like {whose} in the last report. If it is the same again, say so in the reason."
            beside = Likeness(node.value, before, last.submitted)
            yield Finding(node.path, section.path, LIKENESS, sentence, overridable=True, detail=beside)


def _loose(session: Session, jottings: tuple[Jotting, ...]) -> Iterator[Finding]:
    """Yield one finding for each topic whose jottings are not all dealt with; those without a topic come first."""
    shown = [section.path for section in sections(session)]
    root = session.form.root.path
    topics = [one.topic if one.topic in shown else root for one in open_jottings(session, jottings)]
    for topic in (root, *shown):
        count = topics.count(topic)
        if count:
            what = "One jotting is" if count == 1 else f"{count} jottings are"
            where = "under no topic and in no answer" if topic == root else "in no answer yet"
            sentence = f"{what} {where}. Take up what matters, or say why it can stay."
            yield Finding(topic, topic, JOTTINGS, sentence, overridable=True)
