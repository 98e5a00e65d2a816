"""The program is killed while somebody writes: what was on the screen as saved is there, and it opens where it was."""

from pathlib import Path

from rhi_desktop.bootstrap import PRACTICE_PASSPHRASE, desk_of, vault_of
from tests.functional.drives import KILLED, TALKING, start

ANSWER = "/data/reasons/why/why_words"


def test_a_kill_loses_nothing_that_was_saved_and_the_next_start_opens_the_draft(
    workspace: Path, tmp_path: Path
) -> None:
    (tmp_path / "out").mkdir()
    program = start(KILLED, str(workspace), str(tmp_path / "out"), home=tmp_path / "home")
    assert program.stdout is not None
    saved = 0
    while saved < 25:
        saved = int(program.stdout.readline())
    program.kill()
    rest = program.communicate()[0].split()
    last = int(rest[-1]) if rest else saved
    store = vault_of(workspace).unlock(PRACTICE_PASSPHRASE)
    found = desk_of(store).interviewing.interrupted()
    assert found is not None
    assert found.recovered
    assert found.draft.page == "/data/reasons/why"
    number = int(found.session.node(ANSWER).value.removeprefix("word "))
    assert last <= number <= last + 1
    store.close()


def test_a_kill_in_the_conversation_loses_no_words_and_leads_back_into_it(workspace: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    words = "he took us to a house with"
    program = start(TALKING, str(workspace), str(tmp_path / "out"), words, home=tmp_path / "home")
    assert program.stdout is not None
    assert program.stdout.readline() == "kept\n"
    program.kill()
    program.communicate()
    store = vault_of(workspace).unlock(PRACTICE_PASSPHRASE)
    found = desk_of(store).interviewing.interrupted()
    assert found is not None
    assert found.draft.page == "talk"
    assert [one.text for one in found.jottings] == [words]
    store.close()
