"""The job: composes the paper, has it laid out unless the same was before, and keeps the file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from django_tasks import TaskContext, task

from reports.documents.blocks import Document
from reports.documents.kinds import kind_of
from reports.documents.tables import table_files
from reports.documents.word import render_docx
from reports.documents.word.reference import looks_for
from reports.documents.word.styles import Look
from reports.drawn import drawn
from reports.kept import unit_read
from reports.pdf import character_fault, page_to_print
from reports.pdf_head import with_head
from reports.prints import store
from reports.prints.layouts import layout_of
from reports.prints.press_room import ROOM
from villages.chain import head_of

QUEUE = "prints"
# What is made in another way than from the blocks of a kind, by the slug of its order.
MAKERS: "dict[str, Callable[[dict[str, Any], Path, Room], None]]" = {}
# What does more than leave a file; its last act ends the job (`Room.end`), or nothing was done.
ACTS: "dict[str, Callable[[dict[str, Any], Room], dict[str, str]]]" = {}
GONE = "Nội dung của bản in này không còn nữa."


class Room(Protocol):
    """Where the heavy part is done: in a process of its own, or, in tests, at hand."""

    def lay_out(self, page: str, styles: tuple[str, ...], into: Path) -> None:
        """The page as PDF into the file."""

    def run(self, make: Callable[[], bytes], into: Path) -> None:
        """What `make` gives into the file."""

    def look(self) -> None:
        """Raise where the paper is not wanted any more, or the worker has to stop."""

    def show(self, done: int, of: int) -> None:
        """Does what `look` does, and records how many parts are read, for whoever waits."""

    def end(self, value: dict[str, str]) -> None:
        """Ends the job within the transaction of what is recorded; raises where nobody wants it any
        more."""


class CannotPrint(Exception):
    """The paper itself is the reason; the sentence is for whoever ordered it."""


@dataclass(frozen=True)
class ReadPaper:
    """A paper as it was read: its blocks, and where the trail of its unit stood before."""

    document: Document
    head: str
    looks: Mapping[str, Look]


@task(queue_name=QUEUE, takes_context=True)
def make_print(context: TaskContext, **order: Any) -> dict[str, str]:
    """Leave the file of the order in the store; the reason where a paper cannot be printed."""
    ROOM.begin(context.task_result.id)
    return make(order, ROOM)


def make(order: dict[str, Any], room: Room) -> dict[str, str]:
    """Make the print that was ordered, in the room that is given."""
    name = f"{order['key']}.{order['ending']}"
    if store.find(name):
        return {}
    try:
        if act := ACTS.get(order["slug"]):
            return act(order, room)
        if maker := MAKERS.get(order["slug"]):
            with store.making(name) as part:
                maker(order, part, room)
        elif order["is_given"]:
            page, styles = store.read_given(order["key"])
            with store.making(name) as part:
                room.lay_out(page, styles, part)
        elif order["ending"] == "docx":
            paper = _read(order)
            with store.making(name) as part:
                room.run(lambda: render_docx(paper.document, paper.looks), part)
        else:
            _make_pdf(_read(order), name, room, is_tagged="tagged" in order["facts"])
    except CannotPrint as reason:
        return {"reason": str(reason)}
    except store.NoRoom as full:
        return {"reason": full.reason}
    except FileNotFoundError:
        return {"reason": GONE}
    return {}


def _read(order: dict[str, Any]) -> ReadPaper:
    kind = kind_of(order["slug"])
    row = kind.row(order["row"])
    if row is None:
        raise CannotPrint(GONE)
    head = head_of(unit_read(row))
    one = drawn(kind, row, order["part"])
    if reason := character_fault(one.document):
        raise CannotPrint(reason)
    return ReadPaper(one.document, head, looks_for(one.unit))


def _make_pdf(paper: ReadPaper, name: str, room: Room, *, is_tagged: bool) -> None:
    """The same words are laid out once, whatever else was recorded meanwhile."""
    page, styles = page_to_print(paper.document, is_tagged=is_tagged)
    laid_out = layout_of(page, styles, room.lay_out)
    with store.making(name) as part:
        tables = table_files(paper.document)
        part.write_bytes(with_head(laid_out.read_bytes(), paper.head, tables))
