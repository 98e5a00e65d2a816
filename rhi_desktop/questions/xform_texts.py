"""Reading labels, hints and translations of an XForm."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from rhi_desktop.questions.compiler import Expression, compile_expression
from rhi_desktop.questions.definition import Text, Texts
from rhi_desktop.questions.syntax import Call, Literal

DEFAULT = "default"


def tag(element: Element) -> str:
    """Return an element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def children(element: Element, name: str) -> Iterator[Element]:
    """Yield the child elements with a name, whatever their namespace."""
    return (child for child in element if tag(child) == name)


def child(element: Element, name: str) -> Element | None:
    """Return the first child element with a name."""
    return next(children(element, name), None)


@dataclass(frozen=True, slots=True)
class Translations:
    """All translated texts: by id, by form (`` or `guidance`), by language."""

    languages: tuple[str, ...]
    default: str
    texts: Mapping[tuple[str, str], Texts]

    def of(self, itext: str, form: str = "") -> Texts:
        """Return a text in all languages, empty where there is none."""
        return self.texts.get((itext, form), {})


def read_translations(model: Element) -> Translations:
    """Read the `itext` part of a model."""
    itext = child(model, "itext")
    if itext is None:
        return Translations((DEFAULT,), DEFAULT, {})
    texts: dict[tuple[str, str], dict[str, Text]] = {}
    languages: list[str] = []
    default = ""
    for translation in children(itext, "translation"):
        language = translation.get("lang", DEFAULT)
        languages.append(language)
        if translation.get("default") == "true()":
            default = language
        for entry in children(translation, "text"):
            for value in children(entry, "value"):
                key = (entry.get("id", ""), value.get("form", ""))
                texts.setdefault(key, {})[language] = read_text(value)
    return Translations(tuple(languages) or (DEFAULT,), default or (languages[0] if languages else DEFAULT), texts)


def read_text(element: Element) -> Text:
    """Return the words of an element and the expressions of its outputs, in order."""
    parts: list[str | Expression] = [element.text or ""]
    for inner in element:
        if tag(inner) == "output":
            parts.append(compile_expression((inner.get("value") or inner.get("ref") or "").strip()))
        parts.append(inner.tail or "")
    if isinstance(parts[0], str):
        parts[0] = parts[0].lstrip()
    if isinstance(parts[-1], str):
        parts[-1] = parts[-1].rstrip()
    return tuple(part for part in parts if part != "")


def read_label(element: Element | None, translations: Translations, form: str = "") -> Texts:
    """Return a label or hint in all languages: from its `jr:itext` reference, or as it stands."""
    if element is None:
        return {}
    reference = element.get("ref")
    if reference:
        return read_reference(reference, translations, form)
    return {} if form else dict.fromkeys(translations.languages, read_text(element))


def read_reference(text: str, translations: Translations, form: str = "") -> Texts:
    """Return what `jr:itext('id')` refers to; any other text stands for itself in every language."""
    if text.startswith("jr:itext("):
        tree = compile_expression(text).tree
        if isinstance(tree, Call) and tree.arguments and isinstance(tree.arguments[0], Literal):
            return translations.of(str(tree.arguments[0].value), form)
    return {} if form else dict.fromkeys(translations.languages, (text,))
