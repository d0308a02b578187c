"""The works of a list in one paragraph made proposals: each with what is clearly for all of them,
and with a doubt where the words at the end may be."""

import re
from dataclasses import replace

from ntm_project.common.text import uncapitalised

from .common_lines import common_lines
from .last_named import only_name
from .listed import ListedWorks
from .names import is_only_a_name, names_of, split_names
from .outline import Frame
from .passing import criterion_inside
from .pieces import CUT, given_below, piece_of
from .points import Points, WorkPoint
from .proposals import Proposal
from .sentences import sentences

# "riêng việc (1) xong trước 31/3"
_MARK = re.compile(r"\((\w{1,2})\)")
MAY_BE = "“{}” ở cuối câu có thể cũng cho việc này."


def read_list(points: Points, listed: ListedWorks, point: WorkPoint) -> None:
    """Read each work of the list."""
    first, frame = len(points.found), _under(listed.head, point.frame)
    for mark, text in listed.items:
        points.new_point()
        points.read(replace(point, text=text, frame=frame, mark=mark))
    made = points.found[first:]
    if listed.is_of_one_work and frame.leads == point.frame.leads:
        for one in made:
            one.text = f"{listed.head}: {uncapitalised(one.text)}"
            one.source = f"{listed.head}: {one.source}"
    if made:
        _doubt_others(made[:-1], made[-1])
    for words in sentences(listed.behind):
        _give(points, words, point, first)
    if listed.tail:
        _give(points, listed.tail, point, first)
    points.begun = first


def _under(head: str, frame: Frame) -> Frame:
    """What the words before the list give to all of it."""
    if name := only_name(head):  # "Hội Phụ nữ thực hiện: …"
        return replace(frame, leads=tuple(split_names(name)), lead_words=head, partners=())
    if given := given_below(f"{head}:"):
        leads, partners = given
        return replace(frame, leads=leads, lead_words=head, partners=partners)
    number, words, doubt = criterion_inside(head)
    if number:
        frame = replace(frame, criterion=number, criterion_words=words, codes=())
        frame = replace(frame, criterion_doubt=doubt)
    piece = piece_of(head)
    names = names_of(piece.leads)
    if not names and is_only_a_name(left := piece.left.strip(CUT)):
        names = tuple(split_names(left))  # "Trong quý II, Hội Nông dân: …"
    if names:
        partners = names_of(piece.partners)
        frame = replace(frame, leads=names, lead_words=head, partners=partners)
    return replace(frame, deadline=piece.deadline) if piece.deadline else frame


def _give(points: Points, words: str, point: WorkPoint, first: int) -> None:
    """What a sentence behind the list gives to all of it that have none of their own; one that is
    work itself is read as such."""
    if lines := common_lines(_MARK.sub(r"\1", words)):
        for line in lines:
            points.give_common(line, first)
        return
    piece = piece_of(words)
    if not piece.only_adds and not _is_of_all(words):
        points.read(replace(point, text=words))
        return
    if piece.deadline:
        points.give_deadline(piece.deadline, words, first)
    if piece.leads:
        points.give_leads(names_of(piece.leads), words, first)
    if piece.partners:
        points.add_partners(names_of(piece.partners), words, first)


_THESE = re.compile(
    r"(?:hai|ba|bốn|năm|các|những|\d+) (?:(?:phần |công )?việc|nội dung|nhiệm vụ) (?:này|trên)",
    re.IGNORECASE,
)


def _is_of_all(words: str) -> bool:
    if _THESE.search(words):
        return True
    return words.lower().startswith(("tất cả", "toàn bộ", "các ", "những ", "cả ", "hai ", "ba "))


def _doubt_others(others: list[Proposal], last: Proposal) -> None:
    """The time and the lead behind the last work stand at the end of all of them."""
    for one in others:
        if not one.deadline_words and _is_behind(last, "deadline_words", last.deadline_words):
            one.doubts["deadline_words"] = MAY_BE.format(last.deadline_words)
        if not one.leads and last.leads and _is_behind(last, "leads", last.leads[0].words):
            one.doubts["leads"] = MAY_BE.format(last.leads[0].words)


def _is_behind(one: Proposal, field: str, words: str) -> bool:
    """Whether a work has it of its own, and behind a sign."""
    before = one.source.partition(words)[0].rstrip() if words else ""
    return field not in one.inherited and before.endswith((",", ";", "(", ".", "giao"))
