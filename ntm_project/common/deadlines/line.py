"""The line of tokens made ready for the grammar: what only looks like a time is marked."""

from collections.abc import Iterable
from dataclasses import replace

from .marks import Mark, Token
from .periods import Kind, TimePoint, Unreadable
from .spelling import Words, with_marks, without_marks
from .times import SUNDAY, WEEKDAY, weekday_number

WRONG_WEEKDAY = "Thứ trong tuần không khớp với ngày đã ghi; hãy kiểm tra lại."
MAY_BE_A_SHARE = "“{}” được hiểu là ngày, tháng; nếu là tỷ lệ thì đây không phải thời hạn."

LAST_MONTH = 12
_AT = {with_marks("vào"), without_marks("vào")}

_LEADS_TO_A_DAY = {Mark.BEFORE, Mark.UNTIL, Mark.LATEST, Mark.FROM, Mark.TO}
_LEADS = {*_LEADS_TO_A_DAY, Mark.IN, Mark.WHOLE, Mark.END, Mark.START, Mark.MIDDLE}
_HOURS = {Mark.CLOCK, Mark.DAWN}
_JOINS = {Mark.AND, Mark.TO, Mark.UNTIL, Mark.FROM}
_NAMED = {Mark.UNKNOWN, Mark.NOUN, Mark.REPORT}
_COUNTS = {*_NAMED, Mark.FINISH, Mark.WORK, Mark.WHOLE, Mark.TENTATIVE}
_TAKES_OBJECTS = {Mark.WORK, Mark.NOUN, Mark.REPORT, Mark.FINISH, Mark.BEGIN, Mark.OBJECT}
_SAYS_NOTHING = {Mark.FILLER, Mark.TENTATIVE, Mark.SHARE, Mark.CITED}


def mark_tokens(tokens: list[Token], words: Words) -> list[Token]:
    """The tokens that bear on the time, each with the mark that its neighbours give it."""
    made = _with_weekdays(_trimmed(tokens), words)
    made = list(_with_numbers(made))
    made = list(_with_shares(made, words))
    made = list(_with_objects(made))
    made = _trimmed([token for token in made if token.mark not in _SAYS_NOTHING])
    return list(_without_idle_joins(made))


def _trimmed(tokens: list[Token]) -> list[Token]:
    """Signs that join nothing are dropped at both ends, a hyphen there is a bullet."""
    ends = {Mark.AND, Mark.TO, Mark.FILLER}
    first = next((at for at, token in enumerate(tokens) if token.mark not in ends), len(tokens))
    kept = tokens[first:]
    while kept and kept[-1].mark in ends:
        kept.pop()
    return kept


def _without_idle_joins(line: list[Token]) -> Iterable[Token]:
    """A join counts between two things: not in "trước và trong", nor between hour and day."""
    for at, token in enumerate(line):
        if token.mark == Mark.AND:
            before, following = line[at - 1].mark, line[at + 1].mark
            if before in _HOURS or (before in _LEADS and following in {*_LEADS, Mark.POINT}):
                continue
        yield token


def _with_weekdays(tokens: list[Token], words: Words) -> list[Token]:
    """A weekday goes with the full day before or after it; alone it names no day."""
    made: list[Token] = []
    waiting: Token | None = None
    for at, token in enumerate(tokens):
        following = next((t for t in tokens[at + 1 :] if t.mark != Mark.AND), None)
        before = next((t for t in reversed(made) if t.mark != Mark.AND), None)
        if token.mark == Mark.WEEKDAY and _is_day(following):
            waiting = token
        elif token.mark == Mark.WEEKDAY and before and _is_day(before):
            place = made.index(before)
            made[place] = _noted(before, token, words)
        elif token.mark == Mark.WEEKDAY:
            made.append(replace(token, mark=Mark.STOP))
        elif waiting and token.mark != Mark.AND:
            made.append(_noted(token, waiting, words))
            waiting = None
        elif not waiting:
            made.append(token)
    return made


def _is_day(token: Token | None) -> bool:
    return bool(token and token.point and token.point.kind == Kind.DAY and token.point.number)


def _noted(day: Token, weekday: Token, words: Words) -> Token:
    """The day, with a caution where it is no such weekday."""
    match, point = words.match(WEEKDAY, weekday.start), day.point
    if match is None or point is None or point.year is None:
        return day
    name = match["n"] or match["t"] or ""
    spoken = words.written[weekday.start : weekday.end].lower().split()[-1]
    number = SUNDAY if match["sunday"] else weekday_number(name, spoken)
    return day if point.days()[0].weekday() == number else replace(day, note=WRONG_WEEKDAY)


def _with_numbers(tokens: list[Token]) -> Iterable[Token]:
    """A time of mere numbers behind a name numbers that; a stray hyphen parts two clauses."""
    before: Token | None = None
    demoted = False
    for at, token in enumerate(tokens):
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        made, point = token, token.point
        is_joined = demoted and before is not None and before.mark in {Mark.TO, Mark.AND}
        if point and point.is_bare and not point.share:
            if point.kind == Kind.NUMBER and following and _is_year(following.point):
                joins = before is not None and before.mark in _JOINS
                made = token if joins else replace(token, mark=Mark.STOP, point=None)
            elif (before and before.mark in _NAMED) or is_joined:
                made = replace(token, mark=Mark.UNKNOWN, point=None)
        if token.mark == Mark.TO and not (
            before and following and before.point and (following.point or following.mark in _LEADS)
        ):
            made = replace(token, mark=Mark.AND)
        demoted = (made is not token and bool(point)) or (demoted and token.mark in _JOINS)
        yield made
        if token.mark not in {Mark.FILLER, Mark.TENTATIVE}:
            before = made


def _is_year(point: TimePoint | None) -> bool:
    return point is not None and point.kind == Kind.YEAR


def _with_shares(tokens: list[Token], words: Words) -> Iterable[Token]:
    """Two bare numbers are a day where the words around them lead to a day, else a share."""
    for at, token in enumerate(tokens):
        if token.point is None or token.point.share is None:
            yield token
            continue
        if at and token.point.kind == Kind.DAY and token.point.share[1] <= LAST_MONTH:
            lead = tokens[at - 1]
            if words.letters[lead.start : lead.end] in _AT:  # "kết thúc vào 10/12"
                yield token
                continue
        leads = []
        behind = at - 1
        while behind >= 0 and tokens[behind].mark in {*_LEADS, *_HOURS, Mark.FILLER}:
            leads.append(tokens[behind].mark)
            behind -= 1
        before = tokens[behind].mark if behind >= 0 else None
        part, whole = token.point.share
        if before == Mark.FINISH and part == whole and len(tokens) == 2:
            before = None  # "xong 10/10", and nothing is counted
        following = tokens[at + 1].mark if at + 1 < len(tokens) else None
        yield _day_or_share(token, set(leads), before, following, words)


def _day_or_share(
    token: Token, leads: set[Mark], before: Mark | None, following: Mark | None, words: Words
) -> Token:
    part, whole = (token.point and token.point.share) or (0, 0)
    can_be_day = token.point is not None and (whole <= 12 or token.point.kind == Kind.MONTH)
    share = replace(token, mark=Mark.SHARE, point=None)
    note = MAY_BE_A_SHARE.format(words.written[token.start : token.end])
    if following in _NAMED:
        return share
    if can_be_day and (leads & _LEADS_TO_A_DAY or following in {Mark.TO, Mark.UNTIL}):
        return token
    can_be_share = part <= whole
    if before in _NAMED or not can_be_day or (can_be_share and before in _COUNTS):
        return share
    if can_be_share and Mark.WHOLE in leads:
        return share
    is_sure = not can_be_share and before not in _COUNTS and Mark.WHOLE not in leads
    return token if is_sure else replace(token, note=token.note or note)


def _with_objects(tokens: list[Token]) -> Iterable[Token]:
    """An unknown word behind a word of work is what the work is done on or for."""
    before = None
    for token in tokens:
        made = token
        takes = _TAKES_OBJECTS if token.mark == Mark.UNKNOWN else _TAKES_OBJECTS - {Mark.FINISH}
        if token.mark in {Mark.UNKNOWN, Mark.ACCORDING} and before in takes:
            made = replace(token, mark=Mark.OBJECT)
        yield made
        if token.mark not in _SAYS_NOTHING:
            before = made.mark


def quoted(line: list[Token], at: int, words: Words, longest: int) -> str:
    """The whole clause around a token, as it was written."""
    first = last = at
    ends = {Mark.AND, Mark.POINT}
    while first > 0 and line[first - 1].mark not in ends:
        first -= 1
    while last + 1 < len(line) and line[last + 1].mark not in ends:
        last += 1
    text = words.written[line[first].start : line[last].end]
    return text if len(text) <= longest else f"{text[:longest].rstrip()}…"


def refuse_unclear(line: list[Token], words: Words, examples: str, longest: int) -> None:
    """Unreadable with the clause that turns the meaning or cannot be understood."""
    for at, token in enumerate(line):
        if token.mark == Mark.SHORT_YEAR:
            raise Unreadable("Năm phải ghi đủ bốn chữ số, ví dụ “tháng 8/2024”.")
        following = next((t for t in line[at + 1 :] if t.mark != Mark.AND), None)
        is_cut = token.mark == Mark.INCOMPLETE and following and following.point
        if token.mark == Mark.STOP or is_cut:
            raise not_understood(quoted(line, at, words, longest), examples)


def not_understood(text: str, examples: str) -> Unreadable:
    """The refusal that quotes what could not be understood."""
    return Unreadable(f"Chưa hiểu “{text}” nên không tính được ngày. Ghi rõ hơn, {examples}.")
