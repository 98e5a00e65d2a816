"""How a question set becomes sections and pages: pure functions over a session.

A section is a top-level group. A page is a `field-list` group inside it, a repeat that stands outside such a
group, or what the section itself asks. What is not relevant now is left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from rhi_desktop.domain.answers import AnswerState
from rhi_desktop.questions.definition import Group, Question, QuestionType, Repeat
from rhi_desktop.questions.session import Node, Session
from rhi_desktop.services.findings import questions_under

_UNSEEN = frozenset({QuestionType.CALCULATE, QuestionType.HIDDEN, QuestionType.METADATA})


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `path` is the group, repeat or section it shows; `own` where only the section's own questions."""

    path: str
    section: str
    title: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """One section with its pages, and how many of its questions are no longer “not asked”."""

    path: str
    title: str
    pages: tuple[Page, ...]
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Item:
    """One thing on a page, in order: a question, the heading of an inner group, or a repeat's cards."""

    path: str
    definition: Question | Group | Repeat


def outline(session: Session) -> tuple[Section, ...]:
    """Return the sections that are shown now, each with its pages and progress."""
    return tuple(section for group in section_groups(session) if (section := section_of(session, group)) is not None)


def section_groups(session: Session) -> tuple[Item, ...]:
    """Return what may become a section, relevant or not; the form itself where it asks outside of any group."""
    root = session.form.root
    groups = [Item(f"{root.path}/{c.name}", c) for c in root.children if not isinstance(c, Question)]
    if any(_seen(child) for child in root.children if isinstance(child, Question)):
        groups.insert(0, Item(root.path, root))
    return tuple(groups)


def section_of(session: Session, item: Item) -> Section | None:
    """Return a section as it stands now, None where nothing of it is shown."""
    root = session.form.root.path
    if item.path == root:
        pages = [Page(root, root, session.form.title, own=True)] if _asks_itself(session, item) else []
        own = [node for node in session.children(root) if isinstance(node.definition, Question) and node.relevant]
        asked = [node for node in own if _counts(node)]
    else:
        pages = list(_pages(session, item, item.path))
        asked = list(questions_under(session, item.path)) if _relevant(session, item) else []
    if not pages:
        return None
    done = sum(node.state is not AnswerState.NOT_ASKED for node in asked)
    title = session.form.title if item.path == root else _title(session, item)
    return Section(item.path, title, tuple(pages), done, len(asked))


def items(session: Session, page: Page) -> tuple[Item, ...]:
    """Return what stands on a page, shown or not: relevance changes, the order never does."""
    if page.own:
        return tuple(i for i in below(session, page.path) if isinstance(i.definition, Question))
    found = definition_at(session, page.path)
    if isinstance(found.definition, Repeat):
        return (found,)
    return tuple(flattened(session, page.path))


def flattened(session: Session, path: str) -> Iterator[Item]:
    """Yield everything below a group or repeat instance, inner groups opened out behind their headings."""
    for item in below(session, path):
        if isinstance(item.definition, Question | Repeat):
            yield item
        else:
            yield item
            yield from flattened(session, item.path)


def below(session: Session, path: str) -> Iterator[Item]:
    """Yield the direct children of a group or repeat instance that a person may see."""
    definition = definition_at(session, path).definition
    if isinstance(definition, Question):
        return
    for child in definition.children:
        if _seen(child):
            yield Item(f"{path}/{child.name}", child)


def definition_at(session: Session, path: str) -> Item:
    """Return the definition that belongs to a path, whatever its positions; KeyError where there is none."""
    here: Question | Group | Repeat = session.form.root
    for step in path.removeprefix(here.path).strip("/").split("/"):
        if not step:
            continue
        name = step.partition("[")[0]
        children = () if isinstance(here, Question) else here.children
        here = {child.name: child for child in children}[name]
    return Item(path, here)


def page_holding(sections: tuple[Section, ...], path: str) -> Page | None:
    """Return the page on which a question stands: the one with the longest path that leads to it."""
    plain = without_positions(path)
    holders = [
        page
        for section in sections
        for page in section.pages
        if plain == page.path or plain.startswith(f"{page.path}/")
    ]
    return max(holders, key=lambda page: len(page.path), default=None)


def without_positions(path: str) -> str:
    """Return a path with its repeat positions left out."""
    return "/".join(step.partition("[")[0] for step in path.split("/"))


def shown(session: Session, item: Item) -> bool:
    """Whether an item of a page is shown now."""
    if isinstance(item.definition, Repeat):
        return _repeat_shown(session, item.path)
    return session.relevant().get(item.path, False)


def _pages(session: Session, item: Item, section: str) -> Iterator[Page]:
    if not _relevant(session, item):
        return
    if isinstance(item.definition, Repeat) or "field-list" in item.definition.appearance.split():
        if _shows_something(session, item):
            yield Page(item.path, section, _title(session, item))
        return
    if _asks_itself(session, item):
        yield Page(item.path, section, _title(session, item), own=True)
    for child in below(session, item.path):
        if not isinstance(child.definition, Question):
            yield from _pages(session, child, section)


def _asks_itself(session: Session, item: Item) -> bool:
    return any(isinstance(i.definition, Question) and shown(session, i) for i in below(session, item.path))


def _shows_something(session: Session, item: Item) -> bool:
    if isinstance(item.definition, Repeat):
        return True
    return any(
        shown(session, inner)
        for inner in flattened(session, item.path)
        if isinstance(inner.definition, Question | Repeat)
    )


def _relevant(session: Session, item: Item) -> bool:
    return shown(session, item)


def _repeat_shown(session: Session, path: str) -> bool:
    count = session.repeats(path)
    return session.relevant().get(f"{path}[1]" if count else path.rpartition("/")[0], False)


def _title(session: Session, item: Item) -> str:
    if isinstance(item.definition, Repeat):
        label = session.node(f"{item.path}[1]").label if session.repeats(item.path) else ""
    else:
        label = session.node(item.path).label
    return label or item.definition.name.replace("_", " ").capitalize()


def _seen(definition: Question | Group | Repeat) -> bool:
    return not isinstance(definition, Question) or definition.type not in _UNSEEN


def _counts(node: Node) -> bool:
    definition = node.definition
    return isinstance(definition, Question) and definition.type not in _UNSEEN | {QuestionType.NOTE}
