"""The proposals that were read so far, and what a line gives to several of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from ntm_project.common.text import spoken

from .assignments import directed
from .common_lines import CommonLine
from .names import Span, names_of
from .pieces import CUT
from .proposals import Named, Proposal
from .register import Register
from .shared_times import shared_times, time_of
from .tables import is_as_above
from .time_words import StatedTime

DIRECTED = "Một người chỉ đạo, một người thực hiện; hãy chọn người chủ trì."
COMMON_LINE = "Lấy từ dòng chung của mục."
# How the work is done, where a line of its own states until when.
ALWAYS = "thường xuyên"


@dataclass
class Gathered:
    """The proposals of a plan in their order."""

    register: Register
    found: list[Proposal] = field(default_factory=list)
    begun: int = 0  # the first proposal of the point under way

    def new_point(self) -> None:
        self.begun = len(self.found)

    def give_deadline(
        self, stated: StatedTime, words: str, first: int, *, outweighs: bool = False
    ) -> None:
        """The deadline to all from that one on that have none; a line of its own outweighs what the
        words of the one work give: "Lập quy hoạch đến năm 2030", "Thời gian: tháng 10"."""
        several = len(self.found) - first > 1
        shared = shared_times(words)
        of_rest = stated if self.begun <= first else None  # of one point they end with the last
        for one in self.found[first:]:
            is_own = outweighs and not (several or stated.doubt) and _is_own(one, "deadline_words")
            if one.deadline_words.lower() not in {"", ALWAYS} and not is_own:
                continue
            if shared and several:
                set_deadline(one, time_of(one.text, shared) or of_rest, words)
            else:
                set_deadline(one, stated, words)
                if several:
                    one.doubts.setdefault("deadline_words", COMMON_LINE)

    def give_leads(
        self, names: tuple[str, ...], words: str, first: int, *, outweighs: bool = False
    ) -> None:
        """Who leads to all from that one on that nobody leads; a line of its own outweighs whom the
        words of the one work name: "Đề nghị Điện lực thay dây", "Chủ trì: bà Ngân"."""
        if len(names) == 1 and is_as_above(names[0]) and first:
            names = tuple(one.words for one in self.found[first - 1].leads)
        several = len(self.found) - first > 1
        for one in self.found[first:]:
            is_less = "leads" in one.inherited or _is_own(one, "leads")
            if not one.leads or (outweighs and not several and is_less):
                self._lead(one, names, words)
                if several:
                    one.doubts.setdefault("leads", COMMON_LINE)

    def add_partners(self, names: Iterable[str], words: str, first: int) -> None:
        """Who supports to all from that one on that nobody supports."""
        for one in self.found[first:]:
            if not one.partners:
                one.partners = [self._name(name, one) for name in names]
                one.words["partners"] = words

    def give_common(self, line: CommonLine, first: int) -> bool:
        """Gives to the works it names, from the first on, what the line states of them; returns
        whether it names any.

        What a work has of its own stays, unless the line names it by its number; whose works are
        meant outweighs what an earlier line gave to all.
        """
        meant = [one for one in self.found[first:] if line.means(one)]
        for one in meant:
            is_own = bool(one.deadline_words) and "deadline_words" not in one.inherited
            is_common = one.doubts.get("deadline_words") == COMMON_LINE
            if line.deadline and (not is_own or line.marks or (line.whose and is_common)):
                set_deadline(one, line.deadline, line.text)
                one.doubts.setdefault("deadline_words", COMMON_LINE)
            is_free = not one.leads or (line.is_exact and "leads" in one.inherited)
            if line.leads and is_free:
                self._lead(one, line.leads, line.text)
                one.doubts.setdefault("leads", COMMON_LINE)
            if line.partners and not one.partners:
                one.partners = [self._name(name, one) for name in line.partners]
                one.words["partners"] = line.text
        return bool(meant)

    def drop_repeated(self) -> None:
        """Leave out what is written once more with who does it and until when, as in the table
        behind a list of the works."""
        full = {
            (one.unit, spoken(one.text)) for one in self.found if one.leads or one.deadline_words
        }
        self.found = [
            one
            for one in self.found
            if one.leads or one.deadline_words or (one.unit, spoken(one.text)) not in full
        ]

    def _lead(self, one: Proposal, names: Iterable[str], words: str) -> None:
        one.leads = [self._name(name, one) for name in names]
        one.words["leads"] = words
        one.inherited.discard("leads")
        if len(one.leads) > 1 and directed(words):
            one.doubts["leads"] = DIRECTED

    def _set_leads(self, made: Proposal, spans: list[Span], words: str) -> None:
        self._lead(made, names_of(spans), words)

    def _named(self, spans: list[Span], made: Proposal) -> list[Named]:
        return [self._name(name, made) for name in names_of(spans)]

    def _name(self, words: str, made: Proposal) -> Named:
        assert made.unit is not None
        words = words.strip(CUT)[:200]
        return Named(words, self.register.found(words, made.unit))


def _is_own(one: Proposal, name: str) -> bool:
    """Whether the words of the work itself state it."""
    return one.words.get(name, "") in one.source


def set_deadline(made: Proposal, stated: StatedTime | None, words: str) -> None:
    if stated is None:
        return
    made.deadline_words = stated.words[:200]
    made.words["deadline_words"] = words
    made.inherited.discard("deadline_words")
    made.doubts.pop("deadline_words", None)
    if stated.doubt:
        made.doubts["deadline_words"] = stated.doubt
