"""What the sentences of one point share: a time, a criterion, or the work itself."""

import re
from collections.abc import Callable

from .pieces import ReadSentence
from .proposals import Proposal
from .sentences import is_no_work

FROM_BEFORE = "Lấy từ câu trước."
FROM_BEHIND = "Lấy từ câu sau."
_I = re.IGNORECASE
_DONE = re.compile(r", (?:làm )?(?:xong|hoàn thành) [^,]*$", _I)
_GIVES = re.compile(r"giao (?:cho )?(?=\w)", _I)


def shares_time(piece: ReadSentence, behind: ReadSentence) -> bool:
    """Whether the time of the next part is for this one too: "…; lắp 5 camera, thời gian xong quý
    II", where a comma parts it from the work before it."""
    if piece.text.endswith(","):
        return True
    last = behind.deadline
    if not (piece.text.endswith(";") and last):
        return False
    before = behind.text[: last.start].rstrip()
    if before.endswith(";"):  # "Lát sân; lắp xà đơn; chậm nhất 30/6 phải xong": of all
        return True
    is_named = last.words.lower().startswith("thời ")
    if behind.leads:  # "Nạo vét 2 km mương; Hội Nông dân huy động 90 công, làm xong trong tháng 3"
        return not piece.leads and bool(_DONE.search(behind.text[: last.end]))
    return is_named and before.endswith(",")


def share_criterion(made: Proposal, before: Proposal, piece: ReadSentence, point: str) -> None:
    """The rest of a sentence, or one that gives its work, is of the criterion that its beginning
    names; what stands before a semicolon of the one behind: "…; cập nhật hồ sơ (tiêu chí 14)"."""
    words = made.words.get("criterion", "")
    is_beside = before.source in point and bool(_GIVES.match(piece.text))
    is_last = bool(words) and bool(re.search(rf"{re.escape(words)}\W*$", piece.text))
    if made.criterion is None and (piece.text[:1].islower() or is_beside):
        made.criterion = before.criterion
        made.words["criterion"] = before.words.get("criterion", "")
        made.doubts |= {"criterion": FROM_BEFORE} if made.criterion else {}
    elif is_last and not made.indicator and (before.criterion, before.source[-1:]) == (None, ";"):
        before.criterion, before.words["criterion"] = made.criterion, words
        before.doubts["criterion"] = FROM_BEHIND


def merged_work(
    pieces: list[ReadSentence], made: Callable[[str], ReadSentence]
) -> list[ReadSentence]:
    """Sentences of one point made one where only together they are a piece of work: the last alone
    states until when, and none before it by whom."""
    work = [p for p in pieces if not p.only_adds and not is_no_work(p.text)]
    if len(work) < 2:
        return pieces
    ends = work[-1]
    is_one = (
        bool(ends.deadline)
        and not ends.leads
        and not any(p.deadline or p.only_adds for p in pieces[: pieces.index(ends)])
    )
    if not is_one or not re.match(r"phối hợp|đồng thời", ends.text, _I):
        return pieces
    at = pieces.index(work[0])
    rest = [p for p in pieces if p not in work]
    return [*rest[:at], made(" ".join(p.text for p in work)), *rest[at:]]
