"""What the tables of offices write where a criterion is named by its number."""

import re

_CODE = re.compile(r"\d{1,2}(?:[.,]\d{1,2})+[a-zđ]?", re.IGNORECASE)
# `1.1. Có quy hoạch`, `Chỉ tiêu 1.1: Có quy hoạch`; and no `2.5 %`.
_CODE_BEFORE = re.compile(
    r"(?:(?:nội dung(?: tiêu chí)?|chỉ tiêu)(?: số)?\s*)?(?P<code>\d{1,2}(?:\.\d{1,2}){1,2})"
    r"\s*[.:)–-]*\s*(?P<words>[^\W\d_].*)",
    re.IGNORECASE | re.DOTALL,
)
_BEFORE = re.compile(r"(?:(?:tiêu chí(?: số)?|tc)[\s.:]*(?=\d))?0*(?=\d)", re.IGNORECASE)


_BEFORE_CODE = re.compile(r"(?:mã )?(?:chỉ tiêu(?: số)?|ct|tiêu chí(?: số)?|tc)[\s.:]*(?=\d)", re.I)


def indicator_code(words: str) -> str:
    """`6.1` of `Chỉ tiêu 6.1`, `CT 6,1` (Excel takes it for a number); other words as they are."""
    return _BEFORE_CODE.sub("", words.strip(), count=1).replace(",", ".").strip(" .")


def code_named(words: str) -> str:
    """The same where the wording may follow: `1.1` of `1.1. Có quy hoạch`."""
    return code_before(words)[0] or indicator_code(words)


def criterion_number(words: str) -> str:
    """`2` of `Tiêu chí số 2`, `TC 2`, `02`; other words as they are."""
    bare = words.strip()
    found = _BEFORE.match(bare)
    return bare[found.end() if found else 0 :].strip(" .")


def is_code(words: str) -> bool:
    """Whether a cell holds the code of an indicator and nothing else."""
    return _CODE.fullmatch(indicator_code(words)) is not None


def code_before(words: str) -> tuple[str, str]:
    """The code with which a wording begins, and the wording after it; no code where none does."""
    found = _CODE_BEFORE.fullmatch(words.strip())
    return (found["code"], found["words"]) if found else ("", words)
