"""The outline of the interview under way, kept up to date section by section."""

from rhi_desktop.gui.interview.pages import Item, Page, Section, section_groups, section_of
from rhi_desktop.questions.session import Session


class Progress:
    """Knows the sections that are shown. A change costs only the sections in which something differs."""

    def __init__(self, session: Session) -> None:
        self._root = session.form.root.path
        self._items: tuple[Item, ...] = section_groups(session)
        self._sections = {item.path: section_of(session, item) for item in self._items}
        self._stale: set[str] = set()

    def note(self, changed: frozenset[str]) -> None:
        """Remember which sections have to be looked at again."""
        for path in changed:
            top = path.removeprefix(f"{self._root}/").partition("/")[0].partition("[")[0]
            section = f"{self._root}/{top}"
            self._stale.add(section if section in self._sections else self._root)

    def sections(self, session: Session) -> tuple[Section, ...]:
        """Return the sections as they stand now."""
        for item in self._items:
            if item.path in self._stale:
                self._sections[item.path] = section_of(session, item)
        self._stale.clear()
        return tuple(section for section in self._sections.values() if section is not None)


def pages_of(sections: tuple[Section, ...]) -> tuple[Page, ...]:
    """Return all pages in order."""
    return tuple(page for section in sections for page in section.pages)
