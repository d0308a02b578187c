"""What a whole paper, as it was pasted, shows around its sections: places left blank, numbers that
stand twice, an annex to another paper, the year of its title."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from reports.checks.reading.once import all_read_once
from reports.lines import short

_HEAD = 1_200  # letters
_TAIL = 900
_BLANK_NUMBER = re.compile(
    r"^[^\n]{0,60}?\bSố\s*:?[ \t]*[.…_ \t]*/(?:20\d\d/)?(?P<sign>[A-ZĐ]{2,}[\w-]*)", re.M
)
_BLANK_DAY = re.compile(
    r"(?:^|[,|\t])[ \t]*ngày[ \t.…_/]*tháng[ \t.…_]*\d*[ \t.…_]*năm[ \t]*[\d.…_]+", re.M | re.I
)
_DAY_IS_THERE = re.compile(r"ngày[ \t]*\d", re.I)
_TITLE = re.compile(
    r"^[|\t* ]*(?:(?:KT|TM|Q|TL)\.?\s*)?(?:(?:PHÓ\s+)?(?:CHỦ TỊCH|TRƯỞNG BAN|TRƯỞNG THÔN|GIÁM ĐỐC)"
    r"|(?:Phó\s+)?(?:CHỦ TỊCH|Chủ tịch|Trưởng ban|Trưởng thôn))"
    r"(?:\s+(?:UBND|ỦY BAN NHÂN DÂN)[^\n]{0,30})?"
    r"[|\t* ]*$",
    re.M,
)
_A_NAME = re.compile(r"[A-ZĐÀ-Ỹ][^\W\d]*(?: [A-ZĐÀ-Ỹ][^\W\d]*){1,5}")
_AFTER = re.compile(r"(?:nơi nhận|phụ lục|biểu|kèm theo)\b", re.I)
_SIGNED = re.compile(r"\(?\s*(?:đã ký|ký tên|ký|đóng dấu|chữ ký)", re.I)
_NUMBER = r"(?P<n>\d{1,5})\s*/(?:20\d\d/)?(?P<sign>[A-ZĐ]{2,}[\w-]*)"
_OWN_NUMBER = re.compile(rf"^[^\n]{{0,60}}?\bSố\s*:?\s*{_NUMBER}", re.M)
_ANNEX = re.compile(
    rf"\bkèm theo\s+(?:Kế hoạch|Báo cáo|Quyết định|Chương trình|Phương án)\s+số\s*:?\s*{_NUMBER}",
    re.I,
)
_ROW = re.compile(r"^[ \t]*\|?[ \t]*(?P<n>\d{1,3})[ \t]*[|\t][ \t]*(?P<rest>[^\n]+)", re.M)
_ROMAN = re.compile(
    r"^(?:PHẦN\s+(?:THỨ\s+)?)?(?P<n>[IVX]{1,5})\s*[.)–-]\s*(?=[^\W\d])", re.M | re.I
)
_NAMED = re.compile(
    r"^\W*(?P<label>Việc|Nhiệm vụ|Nội dung|Công việc|Hạng mục|Điều|Biểu|Phụ lục)\s+(?:số\s+)?"
    r"(?P<n>\d{1,2})\s*[.:)]",
    re.M | re.I,
)
_ITEM = re.compile(r"^[ ]*(?P<n>\d{1,2})[.)][ ]+(?P<words>[^\W\d][^\n\t|]*)$", re.M)
_VALUES = {"I": 1, "V": 5, "X": 10}
_GROUNDS = re.compile(
    r"\W*(?:(?:căn cứ|thực hiện|theo|kính gửi|để|nhằm|phần|mục)\b|[IVX]+\s*[.)–-]|[A-H\d]+[.)])",
    re.I,
)
_GROUNDS_OF_A_PART = re.compile(r"\W*(?:căn cứ\b|[IVX]+\s*[.)–-]|[A-H\d]+[.)])", re.I)
LONGEST_OF_TITLE = 140
_TITLE_YEAR = re.compile(r"(?<![\d/-])năm\s+(20\d\d)\b(?!\s*[-–/]\s*\d)", re.I)
_A_DAY = re.compile(r"ngày[^\n]{0,30}$|tháng\s+\d{1,2}\s*$", re.I)
_PERIOD = re.compile(r"giai đoạn|nhiệm kỳ|quyết định|kế hoạch số|đến\s*$", re.I)


class ShownFault(NamedTuple):
    """What is wrong with a paper, and where."""

    place: str
    fault: str


@all_read_once
def shown_by(text: str, year: int) -> Iterator[ShownFault]:
    """What is wrong with a pasted paper of a year around its sections."""
    head = text[:_HEAD]
    if found := _BLANK_NUMBER.search(head):
        yield ShownFault(
            "Đầu văn bản đã nhập", f"Kế hoạch chưa có số: trước “/{found['sign']}” để trống."
        )
    if (found := _BLANK_DAY.search(head)) and not _DAY_IS_THERE.search(found[0]):
        words = " ".join(found[0].strip(" |,\t").split())
        yield ShownFault("Đầu văn bản đã nhập", f"Ngày ban hành để trống: “{words}”.")
    if title := _unsigned(text):
        yield ShownFault("Chữ ký trong văn bản đã nhập", f"Dưới “{title}” chưa có họ tên người ký.")
    yield from _annexed_to_another(text)
    yield from _numbered_twice(text)
    if (named := _year_of_title(head)) and named != year:
        fault = f"Tên văn bản nêu năm {named}, kế hoạch của năm {year}."
        yield ShownFault("Tên văn bản đã nhập", fault)


def _unsigned(text: str) -> str:
    """The last title under which a paper is signed, where nobody's name stands below it; ""."""
    titles = [one for one in _TITLE.finditer(text) if _stands_at_an_end(text, one)]
    lines = text[titles[-1].end() :].split("\n") if titles else []
    for words in (line.strip(" |\t*_.…") for line in lines):
        if _AFTER.match(words):
            break
        if words and not _SIGNED.match(words):
            return "" if _A_NAME.search(words) else titles[-1][0].strip(" |\t*")
    return titles[-1][0].strip(" |\t*") if titles else ""


def _stands_at_an_end(text: str, title: re.Match[str]) -> bool:
    """Whether a title stands where a paper ends: at its end, or before an annex."""
    rest = text[title.end() :]
    annex = re.search(r"^\W*(?:PHỤ LỤC|BIỂU)\b", rest, re.M)
    return len(rest[: annex.start()] if annex else rest) < _TAIL


def _annexed_to_another(text: str) -> Iterator[ShownFault]:
    own = _OWN_NUMBER.search(text[:_HEAD])
    for annex in _ANNEX.finditer(text) if own else ():
        if (
            own
            and annex["sign"].upper() == own["sign"].upper()
            and int(annex["n"]) != int(own["n"])
        ):
            fault = f"Phụ lục kèm theo số {annex['n']}/{annex['sign']}, văn bản mang số {own['n']}."
            yield ShownFault("Phụ lục trong văn bản đã nhập", fault)


def _numbered_twice(text: str) -> Iterator[ShownFault]:
    """A row of a table, or a part of the paper, has the number of the one above it."""
    last, end, above_cell = 0, -1, ""
    for row in _ROW.finditer(text):
        between = text[end : row.start()].strip() if end >= 0 else "\n"
        number, is_next = int(row["n"]), "\n" not in between  # but for the head of a group
        # The cells of several rows that are one in Word stand in each of them.
        is_of_one = above_cell == row["rest"].split("|")[0].split("\t")[0].strip()
        above_cell = row["rest"].split("|")[0].split("\t")[0].strip()
        is_again = number == last > (1 if between else 0)  # each group may begin with 1
        if is_next and is_again and not is_of_one:
            fault = f"Số thứ tự {number} ghi hai lần, trùng ở “{row['rest'][:60].strip(' |')}”."
            yield ShownFault("Bảng trong văn bản đã nhập", fault)
        last, end = number, row.end()
    before = ("", 0)
    for named in _NAMED.finditer(text):
        label, number = named["label"].lower(), int(named["n"])
        if (label, number) == before:
            words = f"{named['label']} {number}"
            yield ShownFault("Văn bản đã nhập", f"“{words}” ghi hai lần, đánh số trùng.")
        before = (label, number)
    yield from _items_numbered_twice(text)
    yield from _in_another_month(text)
    above = 0
    for part in _ROMAN.finditer(text):
        value = _value(part["n"].upper())
        if value == above and value:
            yield ShownFault(
                "Văn bản đã nhập", f"Mục {part['n'].upper()} ghi hai lần, đánh số trùng."
            )
        elif value > above + 1 and above:
            yield ShownFault(
                "Văn bản đã nhập", f"Sau mục số {above} là mục {part['n'].upper()}, bỏ số."
            )
        above = value


def _items_numbered_twice(text: str) -> Iterator[ShownFault]:
    """`3. Nhóm văn hóa`, and the next of its kind `3. Nhóm quốc phòng`; a list of its own begins
    with 1."""
    last, above = 0, ""
    for item in _ITEM.finditer(text):
        number, words = int(item["n"]), item["words"].strip()
        if number == last > 1 and words != above:
            fault = (
                f"Số {number} ghi hai lần, trùng ở “{short(words, 60)}” và “{short(above, 60)}”."
            )
            yield ShownFault("Văn bản đã nhập", fault)
        last, above = number, words


# `THÁNG 9` over the works of that month
_A_MONTH = re.compile(r"^\W*tháng\s+(?P<m>\d{1,2})(?:\s*/\s*20\d\d)?\W*$", re.M | re.I)
_DUE = re.compile(
    r"\b(?:trước|xong|hạn|chậm nhất|hoàn thành)\s[^.;\n\d]{0,16}?"
    r"(?P<d>\d{1,2})/(?P<m>\d{1,2})(?![\d/]\d)",
    re.I,
)
FIRST_DAYS = 5  # of the next month, before which work of a month may still be due


def _in_another_month(text: str) -> Iterator[ShownFault]:
    """Under the heading of a month stands work that is due in another one."""
    heads = list(_A_MONTH.finditer(text))
    for at, head in enumerate(heads if len(heads) > 1 else ()):
        end = heads[at + 1].start() if at + 1 < len(heads) else head.end()
        month = int(head["m"])
        for due in _DUE.finditer(text, head.end(), end):
            is_next = int(due["m"]) == month % 12 + 1 and int(due["d"]) <= FIRST_DAYS
            if int(due["m"]) != month and not is_next:
                fault = f"Dưới “{head[0].strip()}” ghi “{due[0]}”, không thuộc tháng ấy."
                yield ShownFault("Văn bản đã nhập", fault)


def _value(roman: str) -> int:
    numbers = [_VALUES.get(sign, 0) for sign in roman]
    pairs = zip(numbers, [*numbers[1:], 0], strict=True)
    return sum(-one if one < after else one for one, after in pairs)


def _year_of_title(head: str) -> int:
    """The last year that the lines of the title name; 0 where they name none."""
    begin = re.search(r"^\W*(?:KẾ HOẠCH|BÁO CÁO|CHƯƠNG TRÌNH|PHƯƠNG ÁN|ĐỀ ÁN)\W*$", head, re.M)
    if not begin:
        return 0
    title = ""
    for line in head[begin.end() :].strip().split("\n"):
        is_past = not line.strip() or len(line) > LONGEST_OF_TITLE or line.endswith((".", ";", ":"))
        if is_past or (title and _GROUNDS.match(line)) or _GROUNDS_OF_A_PART.match(line):
            break
        title += f"{line}\n"
    years = [
        int(one[1])
        for one in _TITLE_YEAR.finditer(title)
        if not _A_DAY.search(title[: one.start()])
        and not _PERIOD.search(title[max(0, one.start() - 40) : one.start()])
    ]
    return years[-1] if years else 0
