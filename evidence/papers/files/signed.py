"""Who signed a PDF, and whether it was changed since; what is known without any outside source.

Whether the issuer of a certificate may be trusted is known by nobody here, and this is shown.
"""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from evidence.papers.files.limits import MAX_SIGNATURES
from ntm_project.common.text import clean_line

WHOLE, ADDED, CHANGED, BROKEN, UNREAD = "whole", "added", "changed", "broken", "unread"
STATES = {
    WHOLE: ("green", "Tệp không đổi từ khi ký."),
    ADDED: ("green", "Sau đó tệp có thêm chữ ký hoặc phần điền vào biểu; phần đã ký không đổi."),
    CHANGED: ("red", "Tệp đã bị sửa sau khi ký: phần hiện nay khác phần đã ký."),
    BROKEN: (
        "red",
        "Nội dung không còn đúng như lúc ký, hoặc chữ ký không khớp chứng thư.",
    ),
    UNREAD: ("amber", "Tệp có chữ ký số nhưng chương trình không đọc được chữ ký này."),
}
MOST_CHARS = 200


@dataclass(frozen=True)
class FoundSignature:
    """One signature: whom and whose certificate it names, when by the signer's own clock."""

    state: str
    signer: str = ""
    office: str = ""
    issuer: str = ""
    signed_at: datetime | None = None

    @property
    def tone(self) -> str:
        return STATES[self.state][0]

    @property
    def words(self) -> str:
        """What became of the file since, in one sentence."""
        return STATES[self.state][1]


def plain_signatures(signatures: list[FoundSignature]) -> list[dict[str, Any]]:
    """The signatures as plain values, to be sent from process to process and kept."""
    return [
        asdict(one) | {"signed_at": one.signed_at.isoformat() if one.signed_at else ""}
        for one in signatures
    ]


def signatures_of(plain: Any) -> list[FoundSignature]:
    """The signatures that `plain_signatures` wrote; what is something else is left out."""
    rows = plain[:MAX_SIGNATURES] if isinstance(plain, list) else []
    return [_signature(row) for row in rows if isinstance(row, dict)]


def _signature(row: dict[str, Any]) -> FoundSignature:
    state = str(row.get("state", UNREAD))
    try:
        at = datetime.fromisoformat(str(row.get("signed_at", "")))
    except ValueError:
        at = None
    signer, office, issuer = (
        clean_line(str(row.get(name, "")).encode(errors="ignore").decode())[:MOST_CHARS]
        for name in ("signer", "office", "issuer")
    )
    is_zoned = at is not None and at.tzinfo is not None
    known = state if state in STATES else UNREAD
    return FoundSignature(known, signer, office, issuer, at if is_zoned else None)
