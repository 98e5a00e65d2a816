"""The languages of a question set, and who has checked each translation."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from rhi_desktop.domain.bodies import from_body, to_body
from rhi_desktop.domain.british_dates import date_words
from rhi_desktop.domain.moments import LONDON
from rhi_desktop.questions.cells import Cell
from rhi_desktop.questions.definition import Form, Group, Question, Texts
from rhi_desktop.questions.presenting import UNTRANSLATED
from rhi_desktop.services.jottings import WORKER
from rhi_desktop.services.kept_settings import KeptSettings
from rhi_desktop.services.ports import Records

_CODE = re.compile(r"\(([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)\)\s*$")


@dataclass(frozen=True, slots=True)
class Checked:
    """Who has looked at a translation, and on which day (ISO)."""

    by: str
    on: str


@dataclass(frozen=True, slots=True)
class Translation:
    """One language of a question set beside its first, and whether anybody checked it.

    `said` of the `of` texts that a child hears are in it; the worker's own questions are not counted.
    """

    language: str
    said: int
    of: int
    checked: Checked | None = None

    @property
    def name(self) -> str:
        """The language without its code: Arabic."""
        return _CODE.sub("", self.language).strip() or self.language

    @property
    def status(self) -> str:
        """The state of the translation in one sentence."""
        if self.checked is None:
            return "Translation not checked by anybody."
        return f"Translation checked by {self.checked.by} on {date_words(date.fromisoformat(self.checked.on))}."


class Translations:
    """Reads and keeps which translations somebody has checked. A changed set has to be checked anew.

    Calls read the store: give them to its lane.
    """

    def __init__(self, records: Records, clock: Callable[[], datetime]) -> None:
        self._settings = KeptSettings(records)
        self._clock = clock

    def of(self, form: Form) -> tuple[Translation, ...]:
        """Return the translations that a form offers."""
        kept = self._settings.beginning(_name(form.digest, ""))
        texts = tuple(_texts(form))
        others = (language for language in form.languages if language != form.default_language)
        return tuple(
            Translation(
                language,
                sum(_is_said(text, language, form.default_language) for text in texts),
                len(texts),
                _read(kept[language].value.value) if language in kept else None,
            )
            for language in others
        )

    def check(self, form: Form, language: str, by: str) -> None:
        """Note that somebody has read a translation and found it good, today. Raises RecordChanged."""
        today = self._clock().astimezone(LONDON).date().isoformat()
        self._keep(form.digest, language, json.dumps(to_body(Checked(by, today)), ensure_ascii=False, sort_keys=True))

    def uncheck(self, form: Form, language: str) -> None:
        """Take that back. Raises RecordChanged."""
        self._keep(form.digest, language, "")

    def _keep(self, digest: str, language: str, value: str) -> None:
        self._settings.keep(_name(digest, language), value)


def meant(languages: tuple[str, ...], wanted: str) -> str:
    """Return the language of a form that somebody means by its code or name (“ar”, “Arabic”), empty for none."""
    plain = wanted.strip().casefold()
    for language in languages if plain else ():
        code = _CODE.search(language)
        names = {language, _CODE.sub("", language).strip(), code[1] if code else "", code[1][:2] if code else ""}
        if plain in {name.casefold() for name in names if name}:
            return language
    return ""


def _name(digest: str, language: str) -> str:
    return f"translation.{digest}.{language}"


def _read(value: str) -> Checked | None:
    return from_body(json.loads(value), Checked) if value else None


def _texts(form: Form) -> list[Texts]:
    """Return what a child hears: the labels of questions, and those of each list of choices once."""
    questions = list(_said_to_child(form.root))
    labels = [one.label for one in questions if one.label]
    lists = " ".join(one.itemset.nodes.text for one in questions if one.itemset is not None)
    for name, top in form.instances:
        if f"'{name}'" in lists:
            labels.extend(_label(item, form) for root in top.children for item in root.children)
    return labels


def _said_to_child(group: Group) -> Iterator[Question]:
    for one in group.children:
        if WORKER in one.appearance.split():
            continue
        if isinstance(one, Group):
            yield from _said_to_child(one)
        else:
            yield one


def _label(item: Cell, form: Form) -> Texts:
    named = item.named.get("itextId")
    return form.itexts.get(named[0].text, {}) if named else {}


def _is_said(texts: Texts, language: str, first: str) -> bool:
    text = texts.get(language)
    return text not in {None, (), (UNTRANSLATED,)} and text != texts.get(first)
