"""The headings above a paragraph, and what they mean for everything under them."""

from dataclasses import dataclass, field, replace
from typing import Any

from .headings import HeadingPart
from .markers import Marker
from .time_words import StatedTime

TOPIC = "topic"  # "Về môi trường: …", under whatever is numbered
_RANKS: tuple[str, ...] = (
    "part",
    "large",
    "roman",
    "",
    "number1",
    "number2",
    "number3",
    "number4",
    TOPIC,
    "small",
    "round",
)
_RANKS += ("*", "•", "-", "+")
NUMBERS = _RANKS.index("number1")


def depth_of(marker: Marker) -> int:
    """How far out headings with such a mark stand: `A.` over `I.` over `1.` over a bullet."""
    return _RANKS.index(marker.style) if marker.style in _RANKS else len(_RANKS)


@dataclass(frozen=True)
class Frame:
    """One heading that is open; what it leaves out comes from the one above it."""

    marker: Marker
    part: HeadingPart | None = None
    unit: int | None = None
    unit_words: str = ""
    unit_doubt: str = ""
    criterion: int | None = None
    criterion_words: str = ""
    criterion_doubt: str = ""
    codes: tuple[str, ...] = ()
    code_words: str = ""
    code_doubt: str = ""
    leads: tuple[str, ...] = ()
    lead_words: str = ""
    partners: tuple[str, ...] = ()
    deadline: StatedTime | None = None
    first: int = 0  # the first proposal under it
    is_label: bool = False
    of_criteria: bool = False  # its unit is that of the work for criteria alone
    is_bare: bool = False  # a unit without a mark, over points that have one


@dataclass
class Outline:
    """The open headings, the outermost first."""

    frames: list[Frame] = field(default_factory=list)
    of_all: Frame = Frame(Marker())  # what holds under no heading too
    closed_for: Marker | None = None  # since then nothing was opened

    def open(self, frame: Frame) -> None:
        """Close what the new heading ends, and open it."""
        self.close_for(frame.marker, is_label=frame.is_label)
        self.frames.append(frame)
        self.closed_for = None

    def close_for(self, marker: Marker, *, is_label: bool = False, of: int | None = None) -> None:
        """A mark ends the headings of its kind with a lower number, and all under them; number one
        begins a list of its own under whatever is open, and that of an indicator stands under the
        criterion `of` which it is."""
        if not is_label:
            self.close_labels()
        place = self._place_of_level if marker.level else self._place
        at = None if marker is self.closed_for else place(marker)
        self.closed_for = marker
        kept = [n for n, frame in enumerate(self.frames, 1) if of and frame.criterion == of]
        if not marker.level and depth_of(marker) >= NUMBERS:  # a list ends no heading of Word's
            kept += [n for n, frame in enumerate(self.frames, 1) if frame.marker.level]
        at = max([at, *kept]) if at is not None else None
        if at is not None:
            del self.frames[at:]

    def actor_above(self, marker: Marker) -> int | None:
        """Where the numbered heading of somebody stands, over a line without a mark that names a
        criterion: "5. Công an xã", "Tiêu chí số 19: lắp camera"; None elsewhere."""
        for at in range(len(self.frames) - 1, -1, -1):
            frame = self.frames[at]
            is_actor = bool(frame.leads) and frame.criterion is None and frame.marker.is_numbered
            if marker.style or frame.marker.style or frame.criterion is None:
                return at if is_actor and not marker.style else None
        return None

    def put_below(self, at: int, frame: Frame) -> None:
        """Open a heading right below another, in place of what stood there."""
        self.frames[at + 1 :] = [frame]
        self.closed_for = None

    def close_codes(self) -> None:
        """Ends what was valid under "- 13.1. …"."""
        while self.frames and self.frames[-1].code_words:
            self.frames.pop()

    def close_bare(self, found: int) -> None:
        """Behind its points a line without a mark is no more of the unit that stands without one:
        so many proposals were found by now."""
        if self.frames and self.frames[-1].is_bare and found > self.frames[-1].first:
            bare = self.frames.pop()
            self.frames.append(Frame(bare.marker, part=bare.part, first=found))

    def end_criterion(self, found: int) -> None:
        """What follows is of no criterion, and work as what stood under it is."""
        if self.frames and self.frames[-1].criterion is not None:
            last = self.frames.pop()
            self.frames.append(Frame(last.marker, part=last.part, first=found))

    def close_labels(self) -> None:
        """Ends what was valid under "Hiện trạng:", "Giải pháp:"."""
        while self.frames and self.frames[-1].is_label:
            self.frames.pop()

    def close_beside(self, marker: Marker, *, is_topic: bool) -> None:
        """A point of the same kind as the innermost heading stands beside it, not under it: under
        a criterion, where it names a topic of its own."""
        while self.frames and self._is_beside(self.frames[-1], marker, is_topic=is_topic):
            self.frames.pop()
        for at, frame in enumerate(self.frames):
            if marker.is_numbered and self._is_beside(frame, marker, is_topic=is_topic):
                # "7. …" behind "6. Hội Phụ nữ" and the points under it is work as they are
                self.frames[at:] = [Frame(marker, part=frame.part, first=frame.first)]
                break
        last = self.frames[-1] if self.frames else Frame(Marker())
        both = last.marker.style, marker.style
        if all(style.startswith("number") for style in both) and both[0] > both[1]:
            # "3. …" stands under no "2.12. …", but is work as what stood there is
            self.frames[-1] = Frame(last.marker, part=last.part, first=last.first)

    def _is_beside(self, last: Frame, marker: Marker, *, is_topic: bool) -> bool:
        if last.marker.style != marker.style or last.marker.level > marker.level:
            return False
        is_next = not marker.is_numbered or marker.number == last.marker.number + 1
        # An official's heading may name the criterion: it ends where the next official begins.
        is_open = last.criterion is None or last.criterion_words == last.lead_words
        return last.is_label or (is_next and (is_topic or is_open))

    def _place_of_level(self, marker: Marker) -> int | None:
        """From which on the open headings do not stand above the level of the mark."""
        inner = (n for n, f in enumerate(self.frames) if not 0 < f.marker.level < marker.level)
        return next(inner, None)

    def _place(self, marker: Marker) -> int | None:
        """From which of the open headings on the mark closes them."""
        near = lower = same = None
        is_outer = False  # beyond a heading of a higher kind only the number before it counts
        for at in range(len(self.frames) - 1, -1, -1):
            frame = self.frames[at].marker
            if frame.style == marker.style:
                if frame.number == marker.number - 1 or not (marker.is_numbered or is_outer):
                    near = at
                    break
                if not is_outer:
                    same = at
                    if lower is None and frame.number <= marker.number:
                        lower = at
            elif depth_of(frame) < depth_of(marker):
                is_outer = True
        begins_anew = marker.number == 1 and (
            depth_of(marker) >= NUMBERS or marker.style == "large"
        )
        if near is not None:
            return near
        if lower is not None and not begins_anew:
            return lower
        if begins_anew or same is not None:
            return same if not begins_anew else None
        # A line without a mark ends no unit: "2. Thôn Đông", and under it "Tiêu chí 3 - Thu nhập".
        weaker = [
            at
            for at, frame in enumerate(self.frames)
            if depth_of(frame.marker) > depth_of(marker) and (marker.style or frame.unit is None)
        ]
        return next((at for at in weaker if set(weaker) >= set(range(at, len(self.frames)))), None)

    @property
    def now(self) -> Frame:
        """What holds here."""
        held = self.of_all
        for frame in self.frames:
            if frame.part:
                held = replace(held, part=frame.part)
            if frame.unit is not None:
                held = _in_unit(held, frame)
            if frame.criterion is not None:
                held = replace(
                    held,
                    criterion=frame.criterion,
                    criterion_words=frame.criterion_words,
                    criterion_doubt=frame.criterion_doubt,
                    codes=(),
                )
            if frame.codes:
                held = replace(
                    held,
                    codes=frame.codes,
                    code_words=frame.code_words,
                    code_doubt=frame.code_doubt,
                )
            if frame.leads:
                held = replace(
                    held,
                    leads=frame.leads,
                    lead_words=frame.lead_words,
                    partners=frame.partners,
                )
            if frame.deadline:
                held = replace(held, deadline=frame.deadline)
        return held

    def set_last(self, **values: Any) -> None:
        """What a line gives to all that stands under the heading it belongs to."""
        for at in range(len(self.frames) - 1, -1, -1):
            if not self.frames[at].is_label:
                self.frames[at] = replace(self.frames[at], **values)
                return

    @property
    def first(self) -> int:
        """The first proposal under the innermost heading that is no label."""
        return next((f.first for f in reversed(self.frames) if not f.is_label), 0)

    @property
    def outer_first(self) -> int:
        """The first proposal under the heading above the innermost one."""
        firsts = [frame.first for frame in self.frames if not frame.is_label]
        return firsts[-2] if len(firsts) > 1 else 0

    @property
    def section(self) -> str:
        """The numbers of the headings: `III.1.2`."""
        found: list[str] = []
        for frame in self.frames:
            if frame.marker.is_numbered and frame.marker.written:
                deep = frame.marker.style.startswith("number") and frame.marker.style != "number1"
                found = [*found[: 1 if deep else None], frame.marker.written]
        return ".".join(found)[:40]


def _in_unit(held: Frame, frame: Frame) -> Frame:
    """What holds under the heading of a unit: no criterion and nobody from above."""
    return Frame(
        held.marker,
        part=held.part,
        unit=frame.unit,
        unit_words=frame.unit_words,
        unit_doubt=frame.unit_doubt,
        deadline=held.deadline,
    )
