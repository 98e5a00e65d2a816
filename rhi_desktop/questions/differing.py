"""What is different about one question from one version of a question set to the next, in words."""

from collections.abc import Callable, Iterator
from functools import partial

from rhi_desktop.questions.definition import Definition, Form, Question, QuestionType, Texts
from rhi_desktop.questions.plain_words import ANSWERS, choices_of, short, text_words

Names = dict[str, str]
"""The new names of questions that were renamed, by their old ones."""
_CHOOSES = frozenset({QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE, QuestionType.RANK})


def details(before: Definition, old: Form, after: Definition, new: Form, names: Names) -> tuple[str, ...]:
    """Return sentences on all that differs between two versions of one question or group."""
    return (
        *_words(before, old, after, new, names),
        *_answer(before, old, after, new),
        *_rules(before, after, names),
        *_messages(before, old, after, new),
        *_meaning(before, after),
        *_other_languages(before, old, after, new),
    )


def _words(before: Definition, old: Form, after: Definition, new: Form, names: Names) -> Iterator[str]:
    def said(one: Callable[[Definition], Texts]) -> tuple[str, str]:
        first = _renamed(text_words(one(before), old.default_language), names)
        return first, text_words(one(after), new.default_language)

    was, now = said(lambda one: one.label)
    if was != now:
        yield f"It says “{now}” instead of “{was}”."
    was, now = said(lambda one: one.hint)
    if was != now:
        yield f"The hint is “{now}”." if now else "The hint is gone."
    was, now = said(lambda one: one.guidance)
    if was != now:
        yield "How to ask it is worded differently." if now else "How to ask it is gone."


def _answer(before: Definition, old: Form, after: Definition, new: Form) -> Iterator[str]:
    if not (isinstance(before, Question) and isinstance(after, Question)):
        return
    if before.type is not after.type:
        yield f"The answer is {ANSWERS[after.type]} instead of {ANSWERS[before.type]}."
    elif (before.start, before.end, before.step) != (after.start, after.end, after.step):
        yield f"The scale goes from {after.start} to {after.end} instead of {before.start} to {before.end}."
    if after.type in _CHOOSES and before.type in _CHOOSES:
        yield from _choices(choices_of(before, old), choices_of(after, new))


def _choices(was: dict[str, str], now: dict[str, str]) -> Iterator[str]:
    gone = [label for code, label in was.items() if code not in now]
    come = [label for code, label in now.items() if code not in was]
    if gone:
        yield f"No longer offered: {_listed(gone)}."
    if come:
        yield f"New choices: {_listed(come)}."
    for code in was.keys() & now.keys():
        if was[code] != now[code]:
            yield f"The choice “{was[code]}” says “{now[code]}”."
    if not gone and not come and list(was) != list(now):
        yield "The choices stand in another order."


def _rules(before: Definition, after: Definition, names: Names) -> Iterator[str]:
    was, now = before.bind, after.bind
    differ = partial(_differ, names)
    if differ(short(was.relevant), short(now.relevant)):
        yield f"It is asked only where {short(now.relevant)}." if now.relevant else "It is asked always."
    if differ(short(was.required), short(now.required)):
        yield _required(short(now.required))
    if differ(short(was.constraint), short(now.constraint)):
        yield f"An answer has to satisfy {short(now.constraint)}." if now.constraint else "Any answer is taken."
    if differ(short(was.calculate), short(now.calculate)):
        yield f"It is worked out as {short(now.calculate)}." if now.calculate else "It is no longer worked out."
    if differ(short(was.readonly), short(now.readonly)):
        yield "It cannot be changed any more." if now.readonly else "It can be answered by hand."
    if isinstance(before, Question) and isinstance(after, Question) and before.itemset and after.itemset:
        first, second = short(before.itemset.nodes), short(after.itemset.nodes)
        if differ(first, second):
            yield f"Which choices are offered depends on {second}."


def _messages(before: Definition, old: Form, after: Definition, new: Form) -> Iterator[str]:
    def said(one: Definition, form: Form) -> tuple[str, str]:
        language = form.default_language
        return text_words(one.bind.constraint_message, language), text_words(one.bind.required_message, language)

    if said(before, old) != said(after, new):
        yield "What is said of a wrong or missing answer is worded differently."


def _meaning(before: Definition, after: Definition) -> Iterator[str]:
    if before.concept != after.concept:
        was, now = before.concept or "none", after.concept or "none"
        yield f"Its meaning for the program (concept) is {now} instead of {was}."
    if before.bind.urgent != after.bind.urgent:
        codes = _listed(sorted(after.bind.urgent))
        yield f"Answers that speak of danger now: {codes}." if codes else "No answer speaks of danger any more."
    if before.print_label != after.print_label:
        yield f"In print it is called “{after.print_label}”." if after.print_label else "It has no short name in print."
    if before.appearance != after.appearance:
        yield f"It is shown as “{after.appearance or 'plain'}” instead of “{before.appearance or 'plain'}”."


def _other_languages(before: Definition, old: Form, after: Definition, new: Form) -> Iterator[str]:
    for language in new.languages:
        if language in old.languages and language != new.default_language:
            pairs = ((before.label, after.label), (before.hint, after.hint), (before.guidance, after.guidance))
            if any(text_words(a, language) != text_words(b, language) for a, b in pairs):
                yield f"The words in {language} differ."


def _required(expression: str) -> str:
    if not expression or expression == "false()":
        return "It may stay without an answer."
    return "It has to be answered." if expression == "true()" else f"It has to be answered where {expression}."


def _differ(names: Names, was: str, now: str) -> bool:
    return _renamed(was, names) != now


def _renamed(words: str, names: Names) -> str:
    for before, after in names.items():
        words = words.replace(f"${{{before}}}", f"${{{after}}}")
    return words


def _listed(words: list[str]) -> str:
    return ", ".join(f"“{one}”" for one in words)
