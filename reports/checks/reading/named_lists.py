"""Counts beside the names that follow: how many are named, and how many a share leaves."""

import re
from collections.abc import Iterator

from reports.checks.reading.patterns import A_FEW, ASIDE, FIRST_DIGIT, read_count
from reports.checks.reading.quantities import SENTENCE

_NAME = r"[A-ZĐÀ-Ỹ]\w*(?: (?:[A-ZĐÀ-Ỹ]\w*|\d+))*"
# `xóa 4 nhà dột của các hộ Tẩn A Sử, Lù Thị Páo, Vàng Seo Chẩn`
_OF_NAMED = re.compile(
    rf"(?P<n>{FIRST_DIGIT}\d?)\s+[^\W\d][^.;:,\n\d()]{{0,40}}?"
    r"(?:\bcủa|\bcho|\bgồm|\blà|:)\s*(?:các\s+|những\s+)?(?P<noun>hộ|nhà|gia đình)\s*:?\s+"
    rf"(?P<names>{_NAME}(?:(?:\s*,\s*|\s+và\s+)(?:(?P=noun)\s+)?{_NAME})+)\s*"
    r"(?=[.;()\n]|,\s*[a-zđà-ỹ]|$)"
)
# `5 hộ chưa di dời gồm ông An, bà Bích và ông Chiến`
_PERSON = r"(?:hộ\s+)?(?:ông|bà|anh|chị|cô|chú)\s+[A-ZĐÀ-Ỹ][^.;:,\n()]*?"
_OF_PERSONS = re.compile(
    rf"(?P<n>{FIRST_DIGIT}\d?)\s+(?:hộ|nhà|gia đình|trường hợp|người|đồng chí)\b"
    r"[^.;:\n\d()]{0,60}?"
    rf"(?:\bgồm\b:?|\blà\b|:|\()\s*(?:các\s+)?"
    rf"(?P<names>{_PERSON}(?:(?:\s*,\s*(?:và\s+)?|\s+và\s+){_PERSON})+)\s*(?=[.;()\n]|$)"
)
_A_PERSON = re.compile(r"\b(?:ông|bà|anh|chị|cô|chú)\s+[A-ZĐÀ-Ỹ]")
_NEXT = re.compile(r"\s*,\s*(?:và\s+)?|\s+và\s+")
# `còn 5 tiêu chí chưa đạt là: đường giao thông, nhà ở, vườn hộ, môi trường`
_CRITERIA = re.compile(
    rf"(?P<n>{A_FEW})\s+tiêu chí\b[^.;:\n\d()]{{0,40}}?(?::|\b(?:gồm|là)\b:?)\s*"
    r"(?P<names>[^.;:\n\d()]+)(?=[.;\n]|$)",
    re.I,
)
_MORE = re.compile(r"\.\.|…|v\.v|\b(?:khác|như|vân vân|trong đó|tiêu chí|do|vì)\b", re.I)
LONGEST = 8  # words of a criterion's name
# `3/4 trường đạt chuẩn, còn Trường Tiểu học A và Trường Mẫu giáo B chưa đạt`
_LEFT_BY_NAME = re.compile(
    rf"(?P<done>{FIRST_DIGIT}\d?)\s*/\s*(?P<of>\d{{1,2}})\s+(?P<noun>[^\W\d]+)\b[^.;\n\d]{{0,60}}?[,;]\s*"
    r"(?:hiện\s+)?(?:còn(?: lại)?|chỉ còn|chưa đạt(?: là)?)\s*:?\s+(?P<names>[^.;\n\d]{4,160})",
    re.I,
)


def wrongly_named(text: str) -> Iterator[tuple[str, str]]:
    """(words, how many are named) where a count is not that of the names behind it."""
    for found in _OF_NAMED.finditer(text):
        names = _NEXT.split(found["names"])
        if len(names) != int(found["n"]) and len(names) > 1 and not _MORE.search(found[0]):
            yield " ".join(found[0].split()), f"kể ra {len(names)}"
    for found in _OF_PERSONS.finditer(text):
        persons = len(_A_PERSON.findall(found["names"]))
        if persons != int(found["n"]) and not _MORE.search(found["names"]):
            yield " ".join(found[0].split()), f"kể ra {persons}"
    for sentence in SENTENCE.split(text) if "tiêu chí" in text else ():
        for found in _CRITERIA.finditer(sentence):
            names = _NEXT.split(ASIDE.sub("", found["names"]).strip())
            is_list = len(names) > 1 and all(name.count(" ") < LONGEST for name in names)
            # A comma, and `và`, may stand within a name: only fewer than are counted is a fault.
            if is_list and len(names) < read_count(found["n"]) and not _MORE.search(found["names"]):
                yield " ".join(found[0].split()), f"kể ra {len(names)}"
    for found in _LEFT_BY_NAME.finditer(text) if "/" in text else ():
        noun = found["noun"]
        named = re.findall(
            rf"\b{noun.capitalize()}\s+(?=[^\W\d])|\b{noun}\s+(?=[A-ZĐ])", found["names"]
        )
        left = int(found["of"]) - int(found["done"])
        if named and left > 0 and len(named) != left and not _MORE.search(found["names"]):
            yield " ".join(found[0].split()), f"kể ra {len(named)}, còn {left}"


# `17/19 tiêu chí, tăng 2 tiêu chí so với năm 2022 (14/19)`
_MORE_OF = re.compile(
    rf"(?P<now>{FIRST_DIGIT}\d?)\s*/\s*(?P<of>\d{{1,3}})\s+(?P<noun>[^\W\d]+)\b[^.;\n\d]{{0,30}}?"
    r"[,;(]\s*(?P<way>tăng|giảm)\s+(?:thêm\s+|được\s+)?(?P<by>\d{1,2})\b(?!\s*%)[^.;\n/]{0,60}?"
    r"(?P<was>\d{1,2})\s*(?:/\s*(?P=of)(?!\d)|(?P=noun)\b)",
    re.I,
)


def wrong_steps(text: str) -> Iterator[tuple[str, str]]:
    """(words, the difference) where a count out of all is another number more than it was."""
    for found in _MORE_OF.finditer(text) if "/" in text else ():
        now, was, by = (int(found[name]) for name in ("now", "was", "by"))
        step = now - was if found["way"].lower() == "tăng" else was - now
        if step != by:
            yield " ".join(found[0].split()), f"tính ra {found['way'].lower()} {step}"
