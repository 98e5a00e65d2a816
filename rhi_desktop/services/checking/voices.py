"""Who speaks: blaming words, an opinion in the account, the account in the opinion."""

from collections.abc import Iterator

from rhi_desktop.domain.answers import AnswerState
from rhi_desktop.questions.definition import Question, QuestionType
from rhi_desktop.questions.session import Node, Session
from rhi_desktop.services.checking.language import Hit, LanguageList, hits, mended
from rhi_desktop.services.findings import Finding, Wording, questions_under, sections

LANGUAGE, VOICE = "language", "voice"
_OPINION = (
    "This reads like a worker’s view. The child’s account and your view are kept apart: put it into your analysis."
)
_RETOLD = "These are to be the child’s own words, as they were said. Write “I …” where the child said it so."
_ACCOUNT = "This tells what was said. It belongs with the account; here the record asks for what you make of it."


def texts(session: Session) -> Iterator[tuple[Node, Node]]:
    """Yield each section with each of its answered questions that take text."""
    for section in sections(session):
        for node in questions_under(session, section.path):
            question = node.definition
            is_text = isinstance(question, Question) and question.type is QuestionType.TEXT
            if is_text and node.state is AnswerState.ANSWERED:
                yield section, node


def own_words(node: Node) -> bool:
    """Whether the question asks for words as they were said."""
    question = node.definition
    return (question.concept or "").endswith("own_words") or "own-words" in question.appearance.split()


def voice_findings(session: Session, language: LanguageList) -> Iterator[Finding]:
    """Yield what is worded in a way, or a voice, that does not belong where it stands."""
    for section, node in texts(session):
        concept = node.definition.concept or ""
        if own_words(node):
            yield from _found(section, node, hits(node.value, language.opinion), _OPINION)
            yield from _found(section, node, hits(node.value, language.retold), _RETOLD)
            continue
        for hit in hits(node.value, language.words):
            yield _blaming(section, node, hit)
        if concept.startswith("analysis."):
            yield from _found(section, node, hits(node.value, language.account, in_quotes=True), _ACCOUNT)


def _blaming(section: Node, node: Node, hit: Hit) -> Finding:
    phrase = hit.phrase
    wording = Wording(hit.text, phrase.better, mended(node.value, hit) if phrase.better else "")
    kind = f"{LANGUAGE}.{hit.text.casefold()}"
    return Finding(node.path, section.path, kind, f"“{hit.text}”: {phrase.why}", overridable=True, detail=wording)


def _found(section: Node, node: Node, found: Iterator[Hit], sentence: str) -> Iterator[Finding]:
    """Yield one finding for a question, however often the phrases stand in it."""
    hit = next(found, None)
    if hit is not None:
        words, kind = Wording(hit.text), f"{VOICE}.{hit.text.casefold()}"
        yield Finding(node.path, section.path, kind, sentence, overridable=True, detail=words)
