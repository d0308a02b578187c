"""Criteria and indicators that a sentence names in passing: "(TC 17)", "(Trạm Y tế; 17.1)"."""

import re
from collections.abc import Container

from .headings import SEVERAL_CRITERIA

_I = re.IGNORECASE
_BRACKET = re.compile(r"\(([^()]*)\)")
_NAMED = (
    r"(?:thuộc |theo )?(?:các )?(?:tiêu chí|TC)\s*(?:số\s*)?:?\s*(?P<n>\d{1,2})(?![\d]|[.,]\d)"
    r"(?P<more>(?:\s*(?:,|;|và)\s*(?:tiêu chí\s*|TC\s*)?(?:số\s*)?\d{1,2}(?![\d]|[.,/]\d))*)"
)
_IN_BRACKET = re.compile(rf"(?:^|[,;–-]\s*){_NAMED}\s*(?=$|[,;:.–-])", _I)
# "…, trước 30/6, TC 13.", "… - tiêu chí 6 (Ban Quản lý xã)."
_AT_END = re.compile(rf"[,.;:–)-]\s*{_NAMED}\s*(?:[.;]?$|(?=\())", _I)
# "… - TC 13 - tháng 5", "… - 13.2 - tháng 5": one cell of a line cut by dashes.
_BETWEEN = re.compile(rf"\s[–-]\s*{_NAMED}(?=\s[–-]\s)", _I)
_LAST = re.compile(rf"\s[–-]\s*{_NAMED}\s*$", _I)
_CODE_BETWEEN = re.compile(r"\s[–-]\s*(?P<code>\d{1,2}\.\d{1,2})(?=\s[–-]\s|\.?$)")
# "Đoàn xã: TC 17: ra quân …", behind who does it.
_BEHIND = re.compile(rf"^[^:]{{2,60}}:\s*{_NAMED}\s*(?=:)", _I)
_ANYWHERE = re.compile(rf"(?<!\w){_NAMED}", _I)
_ALONE = re.compile(rf"{_NAMED}\s*[.;]?", _I)
_CODE = re.compile(
    r"\(?(?:chỉ tiêu|tiêu chí|CT|TC)\s*(?:số\s*)?:?\s*(?P<code>\d{1,2}\.\d{1,2})(?!\.?\d)\)?", _I
)
_BARE_CODE = re.compile(r"(?:^|[,;–-]\s*)(?P<code>\d{1,2}\.\d{1,2})\s*(?=$|[,;–-])")


def criterion_inside(text: str) -> tuple[int, str, str]:
    """A criterion that the sentence names in brackets or at its end, the words that do, and what is
    not sure; 0 for none."""
    for bracket in _BRACKET.finditer(text):
        if found := _IN_BRACKET.search(bracket[1]):
            return int(found["n"]), bracket[0], SEVERAL_CRITERIA if found["more"] else ""
    found = (
        _AT_END.search(text)
        or _BETWEEN.search(text)
        or _ALONE.fullmatch(text)
        or _BEHIND.match(text)
    )
    if not found:
        return 0, "", ""
    return int(found["n"]), found[0], SEVERAL_CRITERIA if found["more"] else ""


def criterion_anywhere(text: str) -> tuple[int, str, str]:
    """The one criterion that a sentence of no other names anywhere, "gắn với tiêu chí 17", the
    words that do, and what is not sure where they are a pair; 0 for none, and where it names more
    or speaks of them all, "hồ sơ các tiêu chí 2, 17"."""
    found = list(_ANYWHERE.finditer(text))
    beside = [number for one in found for number in re.findall(r"\d+", one["more"])]
    is_of_all = bool(beside) and found[0][0].lower().startswith("các ")
    if len({one["n"] for one in found}) != 1 or len(beside) > 1 or is_of_all:
        return 0, "", ""
    return int(found[0]["n"]), found[0][0], SEVERAL_CRITERIA if beside else ""


def code_inside(text: str, known: Container[str]) -> tuple[str, str]:
    """A code that the sentence names, one of the set where only brackets make it one, and the words
    that do; two empty ones for none."""
    if found := _CODE.search(text):
        return found["code"], found[0]
    for bracket in _BRACKET.finditer(text):
        bare = _BARE_CODE.search(bracket[1])
        if bare and bare["code"] in known:
            return bare["code"], bracket[0]
    between = _CODE_BETWEEN.search(text)
    return (between["code"], between[0]) if between and between["code"] in known else ("", "")


def without_last(text: str) -> str:
    """The text without the criterion that a dash parts from its end: "… - TC 13"."""
    return _LAST.sub("", text)


def without_passing(text: str) -> str:
    """The text without the criteria and codes that it names in passing."""
    if _ALONE.fullmatch(text):
        return ""
    for bracket in reversed(list(_BRACKET.finditer(text))):
        rest = _BARE_CODE.sub("", _CODE.sub("", _IN_BRACKET.sub("", bracket[1])))
        if rest != bracket[1]:
            kept = f"({rest.strip(' ,;–-')})" if re.search(r"\w", rest) else ""
            text = f"{text[: bracket.start()]}{kept}{text[bracket.end() :]}"
    return _AT_END.sub("", _CODE_BETWEEN.sub("", _BETWEEN.sub("", text)))
