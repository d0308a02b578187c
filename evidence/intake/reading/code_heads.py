"""Codes of indicators with which a point begins: "Chỉ tiêu 13.2: …", "Nội dung 3.1: …"."""

import re
from collections.abc import Container
from dataclasses import dataclass

_I = re.IGNORECASE

CODE = re.compile(
    r"^(?:đối với |về )?(?:nội dung )?(?:chỉ tiêu|CT)\s*(?:số\s*)?(?P<codes>\d{1,2}(?:\.\d{1,2})+)",
    _I,
)
# "Nội dung 3.1: …", as the set of 2026 calls them; elsewhere it counts the points of a plan.
_CONTENT = re.compile(
    r"(?:về )?nội dung (?P<of>tiêu chí )?(?:số )?(?P<code>\d{1,2}\.\d{1,2})(?![\d.])"
    r"\s*(?:\([^()]*\))?\s*[:.–-]*\s*",
    _I,
)
_MORE_CODES = re.compile(r"(?<![\d.])(\d{1,2}\.\d{1,2})(?=\s*\()")


@dataclass(frozen=True)
class CodeHead:
    """Codes of indicators at the start of a point, and the work behind them."""

    codes: tuple[str, ...]
    rest: str
    words: str


_BARE_CODE = re.compile(r"(?P<code>\d{1,2}\.\d{1,2})\s*(?::|\.(?=\s))\s*")


def code_head(
    text: str, known: Container[str] = (), criterion: int | None = None
) -> CodeHead | None:
    """ "Chỉ tiêu 13.2 (Sản phẩm OCOP): Rà soát …"; several before the colon share the work. A code
    alone, "17.5: …", is one only where it is known, and "Nội dung 3.1: …" under its criterion
    too."""
    if (bare := _BARE_CODE.match(text)) and bare["code"] in known:
        return CodeHead((bare["code"],), text[bare.end() :], bare["code"])
    named = _CONTENT.match(text)
    code = named["code"] if named else ""
    is_known = code in known or code.partition(".")[0] == str(criterion)
    if named and (named["of"] or is_known):
        return CodeHead((code,), text[named.end() :], named[0].strip(" :.–-"))
    found = CODE.match(text)
    if not found:
        return None
    rest = text[found.end() :]
    colon = _colon(rest)
    if colon is None:
        stop = re.match(r"\s*[-–.]?\s*", rest)
        return CodeHead((found["codes"],), rest[stop.end() if stop else 0 :], found[0])
    head = rest[:colon]
    more = tuple(
        m[1]
        for m in _MORE_CODES.finditer(head)
        if m[1].split(".")[0] == found["codes"].split(".")[0]
    )
    more += tuple(
        m for m in re.findall(r"[,;và]\s*(\d{1,2}\.\d{1,2})(?![\d.])", head) if m not in more
    )
    return CodeHead((found["codes"], *more), rest[colon + 1 :].strip(), (found[0] + head).strip())


def _colon(text: str) -> int | None:
    depth = 0
    for at, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if char == ":" and depth <= 0:
            return at
        if char == "." and depth <= 0 and text[at + 1 : at + 2] == " ":
            return None
    return None
