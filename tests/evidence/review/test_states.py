"""The table of paths, and the document that is drawn from it."""

import pytest
from django.core.management import CommandError, call_command

from evidence.management.commands import print_state_machine as command
from evidence.review.enums import SubmissionState as State
from evidence.review.states import PATHS, Side, mermaid, paths_from

# path → (from, to, owner), written apart from the program's own table
EXPECTED = {
    "submit": (None, State.SENT, Side.SUBMITTER),
    "withdraw": (State.SENT, State.WITHDRAWN, Side.SUBMITTER),
    "return": (State.SENT, State.RETURNED, Side.REVIEWER),
    "approve": (State.SENT, State.APPROVED, Side.REVIEWER),
    "reopen": (State.APPROVED, State.REOPENED, Side.REVIEWER),
    "recognise": (State.APPROVED, State.APPROVED, Side.ADMINISTRATOR),
}


def test_the_table_holds_these_paths_and_no_other() -> None:
    assert {n: (p.source, p.target, p.owner) for n, p in PATHS.items()} == EXPECTED


def test_every_state_can_be_reached_and_only_open_or_approved_ones_left() -> None:
    assert {path.target for path in PATHS.values()} == set(State)
    assert {state for state in State if paths_from(state)} == {State.SENT, State.APPROVED}


def test_the_document_is_drawn_from_the_table() -> None:
    text = command.DOC.read_text(encoding="utf-8")
    assert command.redraw(text) == text, "Hãy chạy: manage.py print_state_machine"
    assert mermaid() in text


def test_the_command_redraws_a_stale_document(tmp_path, monkeypatch, capsys) -> None:
    doc = tmp_path / "review.md"
    doc.write_text(f"Đầu\n{command.BEGIN}\ncũ\n{command.END}\nCuối\n", encoding="utf-8")
    monkeypatch.setattr(command, "DOC", doc)
    call_command("print_state_machine")
    text = doc.read_text(encoding="utf-8")
    assert mermaid() in text
    assert "cũ" not in text
    assert text.startswith("Đầu\n")
    assert text.endswith("\nCuối\n")
    call_command("print_state_machine", "--print")
    assert "stateDiagram-v2" in capsys.readouterr().out


def test_a_document_without_its_marks_is_refused(tmp_path, monkeypatch) -> None:
    doc = tmp_path / "review.md"
    doc.write_text("Không có dấu mốc", encoding="utf-8")
    monkeypatch.setattr(command, "DOC", doc)
    with pytest.raises(CommandError):
        call_command("print_state_machine")
