"""What is remarked of a file that is taken, each remark one sentence."""

from dataclasses import dataclass
from typing import Any

SENTENCES = {
    "pdf_begins_late": "Trước phần đầu của tệp PDF có vài byte thừa; tệp vẫn mở được bình thường.",
    "pdf_owner_lock": (
        "Tệp PDF khóa sao chép hoặc in; vẫn mở xem được mà không cần mật khẩu. Nếu khóa cả việc "
        "ghép trang thì tập PDF của hồ sơ không lấy được, chỉ có trong ZIP."
    ),
    "pdf_attachment": (
        "Tệp PDF mang theo tệp đính kèm: {what}; phần đính kèm không hiện ở đây, hãy tải tệp về "
        "để mở."
    ),
    "office_links": (
        "Tệp có liên kết đến tệp ở ngoài: {what}; chương trình không mở liên kết, số liệu hiện ở "
        "đây là số đã lưu trong tệp."
    ),
    "office_pictures": (
        "Ảnh nằm ngoài tệp, trên máy của người soạn: {what}; máy khác không thấy ảnh, hãy chèn lại "
        "ảnh vào tệp nếu cần."
    ),
}
MOST_NAMES = 5
MOST_CHARS = 60
MOST_REMARKS = 10
MOST_WHAT = 500


@dataclass(frozen=True)
class Remark:
    """One thing worth knowing: its key, and the names that its sentence lists."""

    key: str
    what: str = ""

    @property
    def sentence(self) -> str:
        return SENTENCES[self.key].format(what=self.what)


def some_names(names: list[str]) -> str:
    """A few of the names, each shortened, and how many there are beside."""
    once = list(dict.fromkeys(names))
    shown = [name if len(name) <= MOST_CHARS else name[: MOST_CHARS - 1] + "…" for name in once]
    more = f" và {len(once) - MOST_NAMES} tệp khác" if len(once) > MOST_NAMES else ""
    return ", ".join(f"“{name}”" for name in shown[:MOST_NAMES]) + more


def plain_remarks(remarks: list[Remark]) -> list[list[str]]:
    """The remarks as lists of strings, to be sent from process to process and kept."""
    return [[remark.key, remark.what] for remark in remarks]


def remarks_of(plain: Any) -> list[Remark]:
    """The remarks that `plain_remarks` wrote; what is something else is left out."""
    return [
        Remark(row[0], str(row[1])[:MOST_WHAT])
        for row in (plain[:MOST_REMARKS] if isinstance(plain, list) else ())
        if isinstance(row, list) and len(row) == 2 and row[0] in SENTENCES
    ]
