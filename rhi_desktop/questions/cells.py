"""The living instance: a tree of cells, one for each node of the form as it is filled in."""

from rhi_desktop.domain.answers import AnswerState
from rhi_desktop.questions.definition import Definition, Group
from rhi_desktop.questions.model import ModelNode


class Cell:
    """One node. `relevant` is effective (its own and its ancestors'); `number` is a repeat instance's stable number.

    `text` is what was answered, kept while the cell is not relevant; `computed` what a calculation last gave;
    `model` is what it was made from; `place` is its path where no repeat is around it, empty otherwise;
    `narrowed` what the choices offered now leave of an answer. `fresh` cells were not yet settled, `gone` ones dropped.
    """

    __slots__ = (
        "children",
        "computed",
        "definition",
        "fresh",
        "gone",
        "model",
        "name",
        "named",
        "narrowed",
        "number",
        "own",
        "parent",
        "place",
        "relevant",
        "state",
        "text",
    )

    def __init__(self, name: str, parent: "Cell | None", definition: Definition | None = None, text: str = "") -> None:
        self.name = name
        self.parent = parent
        self.definition = definition
        self.text = text
        self.state = AnswerState.ANSWERED if text else AnswerState.NOT_ASKED
        self.children: list[Cell] = []
        self.named: dict[str, list[Cell]] = {}
        self.own = True
        self.relevant = True
        self.number = 0
        self.place = ""
        self.model: ModelNode | None = None
        self.computed: str | None = None
        self.narrowed: str | None = None
        self.fresh = True
        self.gone = False

    def append(self, child: "Cell") -> None:
        """Add a child after its namesakes, so that repeat instances stand together, or where the form has it."""
        namesakes = self.named.setdefault(child.name, [])
        if namesakes:
            self.children.insert(self.children.index(namesakes[-1]) + 1, child)
        elif child.number:
            self.children.insert(self._place_of(child), child)
        else:
            self.children.append(child)
        namesakes.append(child)

    def _place_of(self, child: "Cell") -> int:
        if self.definition is None or not isinstance(self.definition, Group):
            return len(self.children)
        names = [definition.name for definition in self.definition.children]
        later = set(names[names.index(child.name) + 1 :])
        return next((at for at, other in enumerate(self.children) if other.name in later), len(self.children))

    def drop(self, child: "Cell") -> None:
        """Take a child out."""
        self.children.remove(child)
        self.named[child.name].remove(child)

    @property
    def string(self) -> str:
        """The text as an expression sees it: blank while not relevant; a group's is that of all below it."""
        if not self.relevant:
            return ""
        if self.children:
            return "".join(child.string for child in self.children)
        return self.text if self.narrowed is None else self.narrowed

    @property
    def shown(self) -> str:
        """The text less the choices that are not offered now, whether relevant or not."""
        return self.text if self.narrowed is None else self.narrowed
