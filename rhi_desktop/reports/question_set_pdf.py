"""A question set as a document that a practitioner reads and comments on: what is asked, how, and when."""

from collections.abc import Iterator, Sequence

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, HRFlowable, Spacer, Table

from rhi_desktop.questions.definition import Definition, Form, Group, Question, QuestionType, Repeat, Texts
from rhi_desktop.questions.in_words import Naming, in_words
from rhi_desktop.questions.session import Session
from rhi_desktop.reports import styles
from rhi_desktop.reports.frame import Frames, build
from rhi_desktop.reports.writing import paragraph

_WIDTH = 210 * mm - 2 * styles.MARGIN
_LEFT = 104 * mm
_INDICATOR = (62 * mm, 76 * mm, _WIDTH - 138 * mm)
_MANY = 14
_LONG = 1500
_PAGE = ParagraphStyle("page", styles.SECTION, fontSize=9, leading=12, textColor=styles.CHILD_RULE)
_SECTION = ParagraphStyle("set-section", styles.TITLE, fontSize=13, leading=17)
_ASKED = ParagraphStyle("asked", styles.FACT, fontSize=8.6, leading=11)
_CODE = ParagraphStyle("code", styles.QUIET, fontSize=6.6, leading=8.4)
_KINDS = {
    QuestionType.TEXT: "Words",
    QuestionType.INTEGER: "A whole number",
    QuestionType.DECIMAL: "A number",
    QuestionType.DATE: "A date",
    QuestionType.TIME: "A time",
    QuestionType.DATETIME: "A date and a time",
    QuestionType.SELECT_ONE: "One of",
    QuestionType.SELECT_MULTIPLE: "Any of",
    QuestionType.RANK: "In order",
    QuestionType.NOTE: "To be read, nothing to answer",
    QuestionType.ACKNOWLEDGE: "To be confirmed",
}
_STYLE = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 5),
    ("RIGHTPADDING", (0, 0), (-1, -1), 5),
    ("TOPPADDING", (0, 0), (-1, -1), 2.5),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ("LINEBELOW", (0, 0), (-1, -1), 0.3, styles.CARD_RULE),
]
_ABOUT = (
    "A bar at the left marks what is said to the child; the rest is for the worker. “Must be answered” is met by "
    "“declined to say” and “not known” too: every question takes them. An answer marked † says that a child is in "
    "danger or was harmed, and raises a decision the same day. The small print names the concept by which the program "
    "knows a question."
)


def question_set_pdf(session: Session) -> bytes:
    """Return the PDF of the set that a fresh session runs on."""
    return _Printed(session).pdf()


class _Printed:
    def __init__(self, session: Session) -> None:
        self._session = session
        self._form: Form = session.form
        self._choices = {one.path: self._options(one) for one in self._form.walk() if isinstance(one, Question)}
        self._naming = Naming(
            {
                one.name: one.print_label or self._text(one.label) or one.name.replace("_", " ")
                for one in self._form.walk()
            },
            {one.name: dict(self._choices.get(one.path, ())) for one in self._form.walk()},
        )
        self._explained = False

    def pdf(self) -> bytes:
        """Lay out the whole set."""
        form = self._form
        questions = [one for one in form.walk() if isinstance(one, Question) and _asks(one)]
        about = f"Version {form.version} · {len(questions)} fields · {', '.join(form.languages) or 'one language'}"
        story: list[Flowable] = [paragraph(form.title, styles.TITLE), paragraph(about, styles.SUBTITLE), Spacer(0, 4)]
        story += [paragraph(_ABOUT, styles.TEXT), Spacer(0, 6)]
        for child in form.root.children:
            if any(_asks(one) for one in questions if one.path.startswith(f"{child.path}/") or one is child):
                story += self._section(child)
        story += self._computed()
        return build(story, Frames(title=form.title, left=f"{form.title} · version {form.version}", marking=""))

    def _section(self, definition: Definition) -> Iterator[Flowable]:
        if not isinstance(definition, Group):
            yield from self._rows((definition,), worker=False)
            return
        yield CondPageBreak(45 * mm)
        yield Spacer(0, 9)
        yield paragraph(self._text(definition.label) or definition.name, _SECTION)
        yield HRFlowable(width="100%", thickness=1.2, color=styles.CHILD_RULE, spaceBefore=1, spaceAfter=2)
        yield from self._about(definition)
        yield from self._inside(definition, _worker(definition))

    def _inside(self, group: Group, worker: bool) -> Iterator[Flowable]:
        loose: list[Question] = []
        for child in group.children:
            if isinstance(child, Question):
                loose.append(child)
                continue
            yield from self._rows(tuple(loose), worker=worker)
            loose = []
            yield CondPageBreak(26 * mm)
            yield Spacer(0, 5)
            again = " (as often as needed)" if isinstance(child, Repeat) else ""
            yield paragraph((self._text(child.label) or child.name) + again, _PAGE)
            yield from self._about(child)
            yield from self._inside(child, worker or _worker(child))
        yield from self._rows(tuple(loose), worker=worker)

    def _about(self, group: Group) -> Iterator[Flowable]:
        heading = group.print_label if group.print_label != self._text(group.label) else None
        said = [self._when(group), f"In the record: “{heading}”." if heading else ""]
        text = " ".join(part for part in said if part)
        if text:
            yield paragraph(text, styles.QUIET)
        if group.concept:
            yield paragraph(group.concept, _CODE)

    def _rows(self, questions: tuple[Question, ...], *, worker: bool) -> Iterator[Flowable]:
        behind = [one for one in questions if _has(one, "indicator-")]
        table: list[Question] = []
        for one in questions:
            if "indicator" in one.appearance.split():
                table.append(one)
            elif one not in behind and _asks(one):
                yield from self._indicators(table, behind)
                table = []
                yield self._row(one, worker or _worker(one))
        yield from self._indicators(table, behind)

    def _row(self, one: Question, worker: bool) -> Flowable:
        left = [paragraph(self._text(one.label) or one.name, _ASKED if _answers(one) else styles.TEXT)]
        left += [paragraph(text, styles.TEXT) for text in (self._text(one.hint),) if text]
        left += [paragraph(text, styles.QUIET) for text in (self._text(one.guidance),) if text]
        right = [paragraph(self._kind(one), styles.TEXT)]
        right += [
            paragraph(text, styles.QUIET) for text in (self._when(one), self._demand(one), self._refuses(one)) if text
        ]
        small = " · ".join(part for part in (one.concept, f"“{one.print_label}”" if one.print_label else "") if part)
        right += [paragraph(small, _CODE)] if small else []
        bar = [] if worker else [("LINEBEFORE", (0, 0), (0, -1), 2.2, styles.CHILD_RULE)]
        long = sum(len(text) for text in (self._text(one.label), self._text(one.guidance), self._kind(one))) > _LONG
        return _table([[left, right]], (_LEFT, _WIDTH - _LEFT), bar, long=long)

    def _indicators(self, table: list[Question], behind: list[Question]) -> Iterator[Flowable]:
        if not table:
            return
        if not self._explained:
            self._explained = True
            first = [one for one in behind if one.name.startswith(table[0].name)]
            answers = ", ".join(label for _, label in self._choices[table[0].path])
            asked = " ".join(f"{one.print_label}: {self._text(one.label)} {self._kind(one)}." for one in first)
            text = f"Each takes one of: {answers}. As soon as it is suspected or known, these are asked too. {asked}"
            yield paragraph(text, styles.TEXT)
            yield Spacer(0, 3)
        rows = [
            [
                paragraph(self._text(one.label), _ASKED),
                [paragraph(self._text(one.guidance), styles.QUIET)],
                [paragraph(one.concept or one.name, _CODE), *self._danger(one)],
            ]
            for one in table
        ]
        yield _table(rows, _INDICATOR, [])

    def _danger(self, one: Question) -> list[Flowable]:
        labels = dict(self._choices[one.path])
        marked = ", ".join(labels.get(code, code) for code in labels if code in one.urgent)
        return [paragraph(f"† {marked}", _CODE)] if marked else []

    def _kind(self, one: Question) -> str:
        if one.type is QuestionType.RANGE:
            return f"A scale from {one.start} to {one.end}"
        choices = self._choices[one.path]
        words = "In the child’s own words" if _has(one, "own-words") else _KINDS.get(one.type, one.type.value)
        if one.type not in {QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE, QuestionType.RANK}:
            return words
        if not choices:
            return f"{words}: what the answers before it leave"
        labels = [f"{label} †" if code in one.urgent else label for code, label in choices]
        joint = " / " if len(labels) <= _MANY else "; "
        return f"{words}: {joint.join(labels)}"

    def _when(self, definition: Definition) -> str:
        relevant = definition.bind.relevant
        return f"Asked when {in_words(relevant.tree, self._naming)}." if relevant else ""

    def _demand(self, one: Question) -> str:
        required = one.bind.required
        if required is None or required.text == "false()":
            return ""
        always = required.text in {"true()", "yes"}
        return "Must be answered." if always else f"Must be answered when {in_words(required.tree, self._naming)}."

    def _refuses(self, one: Question) -> str:
        message = self._text(one.bind.constraint_message)
        return f"Else it says: {message}" if message else ""

    def _computed(self) -> Iterator[Flowable]:
        found = [
            one for one in self._form.walk() if isinstance(one, Question) and one.bind.calculate and not _asks(one)
        ]
        if not found:
            return
        yield CondPageBreak(45 * mm)
        yield Spacer(0, 9)
        yield paragraph("What is worked out", _SECTION)
        yield HRFlowable(width="100%", thickness=1.2, color=styles.CHILD_RULE, spaceBefore=1, spaceAfter=2)
        for one in found:
            if one.bind.calculate:
                words = in_words(one.bind.calculate.tree, self._naming)
                left = [paragraph(one.name.replace("_", " "), _ASKED), paragraph(one.concept or "", _CODE)]
                yield _table([[left, paragraph(words, styles.TEXT)]], (45 * mm, _WIDTH - 45 * mm), [], long=True)

    def _options(self, one: Question) -> tuple[tuple[str, str], ...]:
        path = self._form.root.path
        for step in one.path.removeprefix(f"{path}/").split("/"):
            path = f"{path}/{step}"
            if isinstance(self._form.definitions[_bare(path)], Repeat):
                path += "[1]"
        if self._missing(path):
            return tuple((option.value, self._text(option.label)) for option in one.options)
        return tuple((choice.value, choice.label) for choice in self._session.node(path).choices)

    def _missing(self, path: str) -> bool:
        """Whether a question stands in a repeat of which there is none at first."""
        steps = path.split("/")
        places = ["/".join(steps[: at + 1]) for at, step in enumerate(steps) if step.endswith("[1]")]
        return any(self._session.repeats(place.removesuffix("[1]")) == 0 for place in places)

    def _text(self, texts: Texts) -> str:
        text = texts.get(self._form.default_language) or next(iter(texts.values()), ())
        return "".join(part if isinstance(part, str) else "…" for part in text)


def _table(
    rows: list[list[object]], widths: tuple[float, ...], style: Sequence[tuple[object, ...]], *, long: bool = False
) -> Flowable:
    """Return rows that a page's end does not cut through, but for a long one."""
    table = Table(rows, colWidths=widths, style=[*_STYLE, *style], splitInRow=int(long))
    table.hAlign = "LEFT"
    return table


def _bare(path: str) -> str:
    return path.replace("[1]", "")


def _has(definition: Definition, word: str) -> bool:
    return any(one.startswith(word) for one in definition.appearance.split())


def _worker(definition: Definition) -> bool:
    return "worker" in definition.appearance.split()


def _asks(one: Question) -> bool:
    return one.type not in {QuestionType.CALCULATE, QuestionType.HIDDEN, QuestionType.METADATA} and bool(one.label)


def _answers(one: Question) -> bool:
    return one.type is not QuestionType.NOTE
