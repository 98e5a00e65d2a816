"""Which page comes next, and which pages were left: pure bookkeeping over the outline."""

from rhi_desktop.gui.interview.pages import Page, Section
from rhi_desktop.gui.interview.progress import Progress, pages_of
from rhi_desktop.questions.session import Session
from rhi_desktop.services.immediate import Immediate, look


class Turning:
    """The worker's way through the pages. A page that was left once may say what is wrong on it."""

    def __init__(self, session: Session) -> None:
        self._progress = Progress(session)
        self._sections = self._progress.sections(session)
        self._at = 0
        self.page: Page | None = None
        self._left: set[str] = set()
        self._held: set[str] = set()
        self._violations: dict[str, tuple[str, ...]] = {}
        self._immediate: Immediate | None = None

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections as they were counted last."""
        return self._sections

    @property
    def section(self) -> Section | None:
        """The section of the page that is shown."""
        here = self.page
        return next((s for s in self._sections if here is not None and s.path == here.section), None)

    def note(self, changed: frozenset[str]) -> None:
        """Remember what has to be counted again."""
        self._progress.note(changed)
        self._violations.clear()
        self._immediate = None

    def count(self, session: Session) -> tuple[Section, ...]:
        """Count what has changed, and return the sections."""
        self._sections = self._progress.sections(session)
        return self._sections

    def resume(self, path: str) -> Page | None:
        """Return the page at `path`, else the first."""
        pages = pages_of(self._sections)
        return next((page for page in pages if page.path == path), next(iter(pages), None))

    def first_of(self, section: str) -> Page | None:
        """Return the first page of a section."""
        return next((page for page in pages_of(self._sections) if page.section == section), None)

    def turn_to(self, page: Page | None) -> None:
        """Note the page that is shown now (None: the check), and that the one before was left."""
        if self.page is not None:
            self._left.add(self.page.path)
        self.page = page
        pages = pages_of(self._sections)
        self._at = len(pages) if page is None else _index(pages, page, self._at)

    def following(self) -> Page | None:
        """Return the page after this one; None is the check."""
        pages = pages_of(self._sections)
        here = self.page
        known = here is not None and any(page.path == here.path for page in pages)
        at = _index(pages, here, self._at) + 1 if known and here else self._at
        return pages[at] if at < len(pages) else None

    def previous(self) -> Page | None:
        """Return the page before this one; None at the beginning."""
        pages = pages_of(self._sections)
        here = self.page
        at = (len(pages) if here is None else _index(pages, here, min(self._at, len(pages)))) - 1
        return pages[at] if at >= 0 else None

    def was_left(self, page: Page) -> bool:
        """Whether the page was shown and left before."""
        return page.path in self._left

    def hold(self) -> bool:
        """Return True once for each page: then it may be left whatever is on it."""
        if self.page is None or self.page.path in self._held:
            return False
        self._held.add(self.page.path)
        return True

    def where(self) -> str:
        """Say where one is: “Where you were · page 2 of 6”."""
        section = self.section
        if section is None or self.page is None:
            return ""
        at = _index(section.pages, self.page, -1)
        if len(section.pages) < 2 or at < 0:
            return section.title
        return f"{section.title} · page {at + 1} of {len(section.pages)}"

    def immediate(self, session: Session) -> Immediate:
        """Return what the answers raise that cannot wait; looked at again only after a change."""
        if self._immediate is None:
            self._immediate = look(session)
        return self._immediate

    def problems(self, session: Session) -> dict[str, int]:
        """Count what is wrong in the sections of which a page was left."""
        seen = {p.section for p in pages_of(self._sections) if p.path in self._left}
        return {path: len(found) for path in seen if (found := self._wrong(session, path))}

    def _wrong(self, session: Session, section: str) -> list[str]:
        pages = [p.path for p in pages_of(self._sections) if p.section == section and p.path in self._left]
        if section not in self._violations:
            self._violations[section] = tuple(violation.path for violation in session.violations(section))
        return [path for path in self._violations[section] if any(_under(path, page, section) for page in pages)]


def _index(pages: tuple[Page, ...], page: Page, otherwise: int) -> int:
    return next((at for at, one in enumerate(pages) if one.path == page.path), otherwise)


def _under(path: str, page: str, section: str) -> bool:
    return page == section or path.startswith((f"{page}/", f"{page}["))
