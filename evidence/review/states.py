"""The life of a round as one table: which path leads whence and whither, and whose it is.

`manage.py print_state_machine` draws `docs/review.md` from this table; the rules read nothing else.
"""

from dataclasses import dataclass

from django.db.models import TextChoices

from evidence.review.enums import SubmissionState


class Side(TextChoices):
    """Who owns a path. A person may be on several sides; rules then look at what they did."""

    SUBMITTER = "submitter", "Bên gửi"
    REVIEWER = "reviewer", "Người thẩm tra của bước"
    ADMINISTRATOR = "administrator", "Cấp trên, Thường trực NTM hoặc quản trị"


@dataclass(frozen=True)
class Path:
    """One path of the table; `source` None means that the round does not exist yet."""

    name: str
    label: str
    source: SubmissionState | None
    target: SubmissionState
    owner: Side
    needs: str = ""


_SENT, _APPROVED = SubmissionState.SENT, SubmissionState.APPROVED

_TABLE = [
    Path(
        "submit",
        "Gửi thẩm tra",
        None,
        _SENT,
        Side.SUBMITTER,
        "đúng bước kế tiếp, không còn thiếu giấy tờ bắt buộc",
    ),
    Path("withdraw", "Rút lại", _SENT, SubmissionState.WITHDRAWN, Side.SUBMITTER, "lý do"),
    Path(
        "return",
        "Trả lại",
        _SENT,
        SubmissionState.RETURNED,
        Side.REVIEWER,
        "mọi chỉ tiêu có kết luận, ít nhất một chưa đạt; lý do và hạn bổ sung",
    ),
    Path("approve", "Thông qua", _SENT, _APPROVED, Side.REVIEWER, "mọi chỉ tiêu đạt"),
    Path(
        "reopen",
        "Mở lại",
        _APPROVED,
        SubmissionState.REOPENED,
        Side.REVIEWER,
        "lý do; chưa gửi lên bước sau",
    ),
    Path(
        "recognise",
        "Ghi công nhận",
        _APPROVED,
        _APPROVED,
        Side.ADMINISTRATOR,
        "mọi bước đã thông qua, đủ tiêu chí theo quy định của bộ; số, ngày quyết định, cơ quan ban "
        "hành; đơn vị tự ghi thì kèm bản quét và chờ cấp trên xác nhận",
    ),
]

PATHS: dict[str, Path] = {path.name: path for path in _TABLE}


def paths_from(state: SubmissionState | None) -> list[Path]:
    """The paths that leave a state, in the order of the table."""
    return [path for path in _TABLE if path.source == state]


def mermaid() -> str:
    """The table as a Mermaid state diagram."""
    lines = ["stateDiagram-v2"]
    lines += [f"    {state.value}: {state.label}" for state in SubmissionState]
    lines += [
        f"    {path.source or '[*]'} --> {path.target}: {path.label} ({path.owner.label})"
        for path in _TABLE
    ]
    lines += [f"    {state} --> [*]" for state in SubmissionState if not paths_from(state)]
    return "\n".join(lines)


def markdown_table() -> str:
    """The table as Markdown, one row a path."""
    rows = ["| path | from | to | owner | needs |", "|---|---|---|---|---|"]
    rows += [
        f"| `{p.name}` {p.label} | {p.source.label if p.source else '(chưa gửi)'} "
        f"| {p.target.label} | {p.owner.label} | {p.needs} |"
        for p in _TABLE
    ]
    return "\n".join(rows)
