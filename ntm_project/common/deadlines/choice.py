"""Which of the named times is the deadline: the one that plainly ends the work, or none."""

import re
from dataclasses import replace
from datetime import date

from ..dates import format_day
from .line import not_understood, quoted
from .marks import Mark, Token
from .model import Relation
from .periods import Kind, Unreadable
from .phrases import BACKWARDS, MANY, Phrase, Window
from .spelling import Words

QUOTED = 60
EXAMPLES = "ví dụ “trong tháng 8/2024”, “trước ngày 15/8/2024”, “hàng tuần”"
ONLY_A_START = "Chỉ nêu ngày bắt đầu, chưa nêu hạn hoàn thành."
LAST_OF_MANY = "Có nhiều mốc thời gian; hạn được hiểu là mốc cuối. Nếu không đúng, chỉ ghi một mốc."
BY_ITS_NAME = "Mốc này có thể là kỳ hoặc tên gọi, không phải hạn; nếu đúng là hạn, ghi “trong …”."
OF_EVENT = "Được hiểu là xong trước khi thời gian trong ngoặc bắt đầu: đến hết {}."
FIRST_ROUND = "Chỉ nêu đợt đầu; ghi cả đợt cuối nếu có."

# What may stand before a time and after the last one; the letters are those of `Mark`.
PLAIN = re.compile(r"[xwvnyekgruo,TD]*")
AFTER = re.compile(r"(?:,*[veykg][wvnyekg]*|,)*")
# "trước lễ hội làng, chậm nhất 12/4/2025": what has no day is bounded by a time that has one.
EVENT = re.compile(r"[xwvnyekro,]*[bdilfhcsm]+[xwvnyeku]+,?[evk]*")
# "trước mùa mưa (tháng 5)": before the time in the bracket begins.
BEFORE_EVENT = re.compile(r"[xwvnyekro,]*b[xwvnyekui]+,")
STARTS_AT_EVENT = re.compile(r"[xwvnyekro,]*f[xwvnyeku?]+,?[evk]*")
WHENEVER = re.compile(r"[xwvnyek,]*[bdilf]*[?][xwvnyek?u]+,[evk]*")
STRONG = set("bhl")


def choose(line: list[Token], phrases: list[Phrase], words: Words) -> Window:
    """The window of the deadline; Unreadable where no time plainly is it."""
    _refuse_leftovers(line, phrases, words)
    stated = [p for p in phrases if not p.gap.endswith(Mark.OFFICE)]
    if wrong := next((p.wrong for p in stated if p.wrong), None):
        raise wrong
    starts = [p for p in stated if p.window is None or _begins(p, stated)]
    ends = [p for p in stated if p not in starts]
    if not ends:
        raise Unreadable(
            ONLY_A_START if starts else f"Chưa đọc được thời hạn. Ghi rõ hơn, {EXAMPLES}."
        )
    chosen = _by_event(ends[0]) if len(ends) == 1 else _of_many(line, ends, words)
    chosen = _with_doubts(line, chosen, ends, len(starts))
    return _from_first(chosen, [*starts, *ends])


def _refuse_leftovers(line: list[Token], phrases: list[Phrase], words: Words) -> None:
    """Unreadable with the clause that stands where the grammar has no place for it."""
    for phrase in phrases:
        lead, gap = set(phrase.lead), phrase.gap.removesuffix(Mark.OFFICE)
        is_bounded = bool(lead & {*STRONG, "d"}) or _explains(line, phrase, words)
        is_fine = (
            PLAIN.fullmatch(gap)
            or (EVENT.fullmatch(gap) and is_bounded and (lead or _is_full_day(phrase)))
            or (BEFORE_EVENT.fullmatch(gap) and _explains(line, phrase, words))
            or (STARTS_AT_EVENT.fullmatch(gap) and lead & set("dhlb"))
            or (WHENEVER.fullmatch(gap) and "l" in lead)
        )
        if not is_fine:
            at = phrase.first - 1 if not gap.endswith(",") else phrase.first - 2
            raise not_understood(quoted(line, max(at, 0), words, QUOTED), EXAMPLES)
    end = phrases[-1].last if phrases else 0
    after = "".join(token.mark for token in line[end:])
    if not AFTER.fullmatch(after):
        odd = next(at for at, mark in enumerate(after) if not AFTER.fullmatch(mark))
        raise not_understood(quoted(line, end + odd, words, QUOTED), EXAMPLES)


def _explains(line: list[Token], phrase: Phrase, words: Words) -> bool:
    """Whether the time stands directly behind the words before it, or behind a bracket."""
    before = words.written[line[phrase.first - 1].start] if phrase.gap else ""
    return not phrase.gap.endswith(Mark.AND) or before in {"(", "["}


def _is_full_day(phrase: Phrase) -> bool:
    return bool(phrase.window and phrase.window.named.kind == Kind.DAY)


def _begins(phrase: Phrase, stated: list[Phrase]) -> bool:
    """Whether the phrase gives only the start of the work: "khởi công tháng 3"; "trước" alone makes
    it a deadline."""
    return Mark.BEGIN in phrase.clause and (
        len(stated) > 1 or not set(phrase.lead) & {*STRONG, "i"}
    )


def _by_event(phrase: Phrase) -> Phrase:
    """ "trước lễ hội làng ngày 12/4/2025" is before that day."""
    window = phrase.window
    dangling = re.search(r"b[bdilfhcsm]*(?=[xwvnyeku]+,?$)", phrase.gap)
    is_before = dangling or BEFORE_EVENT.fullmatch(phrase.gap)
    if window is None or not is_before or phrase.lead:
        return phrase
    first, _ = window.named.days()
    day = date.fromordinal(first.toordinal() - 1)
    caution = window.caution if _is_full_day(phrase) else OF_EVENT.format(format_day(day))
    window = replace(window, relation=Relation.BEFORE, starts_on=None, ends_on=day, caution=caution)
    return replace(phrase, window=window)


def _of_many(line: list[Token], ends: list[Phrase], words: Words) -> Phrase:
    """The time that ends the work among several, with a caution where it is only likely."""
    # "báo cáo quý III" is for the quarter; another time gives until when.
    ends = [p for p in ends if p.lead or not p.clause.endswith(Mark.REPORT)] or ends
    if len(ends) == 1:
        return ends[0]
    last = ends[-1]
    marks = "".join(token.mark for token in line)
    latest = max(_end(p) for p in ends)
    if any(Mark.EXTEND in p.gap for p in ends):
        if Mark.EXTEND in last.gap:
            return replace(last, window=replace(_of(last), starts_on=None, caution=""))
        raise Unreadable(MANY)
    if Mark.ROUND in marks and _end(last) == latest:
        return last
    finishing = [p for p in ends if _finishes(line, p)]
    if _lies_within(last, ends[0]) and (finishing == [last] or _only_narrows(last)):
        return last
    if any(_end(p) == latest for p in finishing):
        chosen = next(p for p in reversed(finishing) if _end(p) == latest)
        return chosen if _differ(line, finishing, words) else _doubted(chosen)
    if _end(last) == latest and set(last.lead) & STRONG:
        is_plain = "l" in last.lead and not finishing and not any("l" in p.lead for p in ends[:-1])
        return last if is_plain else _doubted(last)
    raise Unreadable(MANY)


def _of(phrase: Phrase) -> Window:
    assert phrase.window is not None
    return phrase.window


def _end(phrase: Phrase) -> date:
    return _of(phrase).ends_on


def _doubted(phrase: Phrase) -> Phrase:
    window = _of(phrase)
    return replace(phrase, window=replace(window, caution=window.caution or LAST_OF_MANY))


def _lies_within(last: Phrase, first: Phrase) -> bool:
    outer, inner = _of(first), _of(last)
    return outer.starts_on is not None and outer.starts_on <= inner.ends_on <= outer.ends_on


def _only_narrows(phrase: Phrase) -> bool:
    """Whether it gives the time before it closer, and no other work: "(chậm nhất 15/9/2025)"."""
    return bool(set(phrase.lead) & STRONG) and set(phrase.clause) <= {Mark.FINISH}


def _finishes(line: list[Token], phrase: Phrase) -> bool:
    """Whether a word of finishing stands in the clause of the phrase, before or after it."""
    after = "".join(token.mark for token in line[phrase.last :]).split(",")[0]
    is_its_own = Mark.POINT not in after
    return Mark.FINISH in phrase.clause or (is_its_own and Mark.FINISH in after)


def _differ(line: list[Token], finishing: list[Phrase], words: Words) -> bool:
    """Whether each finishes by a word of its own: "hoàn thành …, bàn giao …" is one work."""
    finishes = []
    for phrase in finishing:
        clause = line[phrase.first - len(phrase.clause) : phrase.first]
        finishes.append([words.letters[t.start : t.end] for t in clause if t.mark == Mark.FINISH])
    return all(finishes.count(one) == 1 for one in finishes)


def _with_doubts(line: list[Token], chosen: Phrase, ends: list[Phrase], starts: int) -> Phrase:
    """The phrase with a caution where its words may name something else than a deadline."""
    window, is_alone = _of(chosen), len(ends) == 1
    rounds = sum(token.mark == Mark.ROUND for token in line)
    if rounds > 1 and rounds > len(ends):
        raise Unreadable(MANY)
    caution = window.caution
    if _may_be_a_name(chosen, is_alone=is_alone and not starts):
        caution = caution or BY_ITS_NAME
    if Mark.EXTEND in chosen.gap:
        window = replace(window, starts_on=None)
    elif rounds == 1 and is_alone:
        caution = caution or FIRST_ROUND
    return replace(chosen, window=replace(window, caution=caution))


def _may_be_a_name(chosen: Phrase, *, is_alone: bool) -> bool:
    """Whether the words before the time may make it a name, a report's period or a start."""
    clause = chosen.clause
    before = clause[-1:]
    if STARTS_AT_EVENT.fullmatch(clause):
        return False
    if is_alone and Mark.BEGIN in clause:
        return True
    if chosen.lead:
        return before == Mark.REPORT and chosen.lead[0] == Mark.UNTIL
    if EVENT.fullmatch(clause) and Mark.BEFORE in clause:
        return False
    is_bare = is_alone and Mark.FINISH not in clause
    return before == Mark.REPORT or (is_bare and before in {Mark.UNKNOWN, Mark.OBJECT})


def _from_first(chosen: Phrase, stated: list[Phrase]) -> Window:
    """The window from the day on which the earlier times begin."""
    window = _of(chosen)
    if Mark.EXTEND in chosen.gap:
        return window
    others = [p for p in stated if p.first != chosen.first]
    days = [p.starts_on or (p.window.starts_on if p.window else None) for p in others]
    known = [day for day in days if day]
    if known and len(known) == len(days) and min(known) <= window.ends_on:
        start = min([*known, window.starts_on or window.ends_on])
        return replace(window, starts_on=start)
    if any(p.starts_on and p.starts_on > window.ends_on for p in stated):
        raise Unreadable(BACKWARDS)
    return window
