"""Random answer sequences for a form."""

from hypothesis import strategies as st

from tests.oracle.peer import Step
from tests.oracle.shape import Asked, Shape

WORDS = ["a", "b", "ann", "abc", "x", "yes", "no", "1", "0", "5", "12", "a b", "Ann Lee", "-3", "2.5", "true", "bad"]
WORDS += ["abcdefgh", "a@b.c", "żółw", "it's", "<&>", "2026-03-04"]
DATES = ["2026-11-25", "2026-11-24", "2026-11-26", "2010-02-28", "2012-02-29", "2026-03-29", "2025-12-31", "1999-01-01"]
MOMENTS = [
    "2026-11-25T10:00:00.000+00:00",
    "2026-11-25T11:00:00.000+00:00",
    "2026-11-20T23:59:59.000+00:00",
    "2026-07-01T08:15:30.000+01:00",
    "2024-02-29T00:00:00.000+00:00",
]
TIMES = ["08:00:00.000+00:00", "00:00:00.000+00:00", "23:59:00.000+00:00", "12:30:00.000+00:00"]
DECIMALS = [
    "0.5",
    "1.5",
    "2.5",
    "-0.5",
    "-1.5",
    "0.125",
    "10.75",
    "3.14159",
    "0.1",
    "0.2",
    "-20.005",
    "99.999",
    "0.01",
    "3",
]

integers = st.integers(-3, 8) | st.sampled_from([10, 17, 18, 25, 100, 119, 150, 151, 12345, -2147483648, 2147483647])
_by_type = {
    "count": st.integers(-1, 4).map(str),
    "int": integers.map(str),
    "decimal": st.sampled_from(DECIMALS),
    "date": st.sampled_from(DATES),
    "dateTime": st.sampled_from(MOMENTS),
    "time": st.sampled_from(TIMES),
}


def values(question: Asked) -> st.SearchStrategy[str]:
    """Draw a value that the question's control can give, blank now and then."""
    return st.one_of(_filled(question), _filled(question), _filled(question), st.just(""))


def _filled(question: Asked) -> st.SearchStrategy[str]:
    match question.control:
        case "select1":
            return st.sampled_from(question.choices)
        case "select":
            return st.lists(st.sampled_from(question.choices), unique=True).map(" ".join)
        case "rank":
            return st.permutations(question.choices).map(" ".join)
        case "trigger":
            return st.just("OK")
        case "range":
            ticks = round((question.end - question.start) / question.step)
            return st.integers(0, ticks).map(lambda tick: f"{question.start + tick * question.step:g}")
    return _by_type.get(question.type, st.sampled_from(WORDS))


@st.composite
def steps(draw: st.DrawFn, shape: Shape, most: int = 14) -> list[Step]:
    """Draw steps with `seats`, which the driver turns into positions."""
    return [draw(_step(shape)) for _ in range(draw(st.integers(1, most)))]


def _step(shape: Shape) -> st.SearchStrategy[Step]:
    answer = st.sampled_from(shape.questions).flatmap(lambda question: _answer(shape, question))
    if not shape.growing:
        return answer
    grow = st.sampled_from(shape.growing).flatmap(
        lambda path: _seats(shape.depth(path) - 1).map(lambda seats: Step(add=path, seats=seats))
    )
    if not shape.shrinking:
        return st.one_of(answer, answer, answer, grow)
    shrink = st.sampled_from(shape.shrinking).flatmap(
        lambda path: _seats(shape.depth(path)).map(lambda seats: Step(remove=path, seats=seats))
    )
    return st.one_of(answer, answer, answer, answer, grow, grow, shrink)


def _answer(shape: Shape, question: Asked) -> st.SearchStrategy[Step]:
    seats = _seats(shape.depth(question.path))
    return st.builds(lambda value, at: Step(set=question.path, value=value, seats=at), values(question), seats)


def _seats(depth: int) -> st.SearchStrategy[list[int]]:
    return st.lists(st.integers(0, 5), min_size=depth, max_size=depth)
