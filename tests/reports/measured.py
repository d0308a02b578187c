"""A made paper with the places that the checks of the decree measure from."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import mode

from tests.reports.paper import MM, Line, Sheet, in_table, parts, rule_below

MOTTO = "Độc lập - Tự do - Hạnh phúc"
UNIT = "Đơn vị tính:"  # stands above a table, at its right
ROUNDING = 0.3 * MM


@dataclass(frozen=True)
class Paper:
    """A read document with the places that several checks need.

    `rounding` is how far the end of a justified line may lie from that of the others.
    """

    sheets: list[Sheet]
    rounding: float = ROUNDING

    @cached_property
    def parts(self) -> list[list[Sheet]]:
        return parts(self.sheets)

    @property
    def first(self) -> Sheet:
        return self.sheets[0]

    @cached_property
    def number(self) -> Line | None:
        return next((line for line in self.first.segments if line.text.startswith("Số:")), None)

    @cached_property
    def head_end(self) -> float:
        """The last baseline of the head: of number and date, else of the motto."""
        motto = next((line for line in self.first.segments if line.text == MOTTO), None)
        return max(baseline(line) for line in (self.number, date_of(self), motto))

    @cached_property
    def end(self) -> tuple[int, float] | None:
        """Where the body ends: the page and baseline of the recipients or of a signature."""
        last = self.closing
        top = max([self.head_end, *(line.baseline for line in self.title)])
        found = [(last.page, last.baseline)] if last else []
        for sheet in self.parts[0]:
            found += [
                (line.page, line.baseline)
                for line in sheet.segments
                if line.is_bold and line.is_upper and line.x0 > 95 * MM
                if not in_table(sheet, line)
                if (line.page, line.baseline) > (0, top)
            ]
        return min(found, default=None)

    @cached_property
    def subject(self) -> list[Line]:
        """The abstract of a letter: the lines of the left column below its number."""
        limit = 30 * MM + 0.4 * (self.first.width - 50 * MM)
        found: list[Line] = []
        for line in self.first.segments:
            is_next = found and line.baseline - found[-1].baseline < 1.8 * line.size
            if line.x1 < limit and (line.text.startswith("V/v ") or is_next):
                found.append(line)
        return found

    @cached_property
    def addressees(self) -> list[Line]:
        """`Kính gửi:` and the lines of whom it goes to, down to the first sentence of the body."""
        found = [line for line in self.first.lines if line.text.startswith("Kính gửi:")][:1]
        if not found:
            return []
        below = [line for line in self.first.lines if line.baseline > found[0].baseline]
        for line in below:
            if self.opens(line) or self.goes_on(line):
                break
            found.append(line)
        return found

    @cached_property
    def title(self) -> list[Line]:
        """Kind and abstract: the bold centred lines below the number, down to the rule."""
        if self.subject:
            return []
        below = [line for line in self.first.lines if line.baseline > self.head_end + line.size]
        found: list[Line] = []
        for line in below:
            if not line.is_bold or line.x0 < 35 * MM:
                break
            found.append(line)
            if rule_below(self.first, line):
                break
        return found

    @cached_property
    def closing(self) -> Line | None:
        segments = [line for sheet in self.parts[0] for line in sheet.segments]
        return next((line for line in segments if line.text.startswith("Nơi nhận")), None)

    @cached_property
    def body(self) -> list[Line]:
        """The lines of the body outside tables, from below the title to above the closing."""
        named = (*self.title, *self.subject, *self.addressees)
        top = max([self.head_end, *(baseline(line) for line in named)])
        end = self.end
        found = []
        for sheet in self.parts[0]:
            for line in sheet.lines:
                before = sheet.index == 0 and line.baseline <= top
                after = end and (sheet.index, line.baseline + 4) >= end
                of_table = in_table(sheet, line) or line.text.startswith(UNIT)
                if not before and not after and not of_table:
                    found.append(line)
        return found

    @cached_property
    def left(self) -> float:
        """The left edge of the text block, which some line of the body or the closing touches."""
        return min(line.x0 for sheet in self.parts[0] for line in sheet.lines)

    @cached_property
    def right(self) -> float:
        """The right edge, where most lines end that go on in the next; headings stand left."""
        pairs = [(one, two) for one, two in pairwise(self.body) if not one.is_bold]
        full = [round(one.x1, 1) for one, two in pairs if self.goes_on(two)]
        return mode(full) if full else self.first.width - 20 * MM

    def goes_on(self, line: Line) -> bool:
        """Whether the line continues the paragraph of the line before it."""
        return abs(line.x0 - self.left) < 0.3 * MM

    def is_centred(self, line: Line, sheet: Sheet | None = None) -> bool:
        width = (sheet or self.first).width
        blocks = [(30 * MM + width - margin * MM) / 2 for margin in (15, 20)]
        return any(abs(line.centre - centre) < 1.5 * MM for centre in blocks)

    def opens(self, line: Line) -> bool:
        """Whether the line is the first of a paragraph: indented by 10 or 12.7 mm."""
        return any(abs(line.x0 - self.left - indent * MM) < 0.3 * MM for indent in (10, 12.7))


def baseline(line: Line | None) -> float:
    return line.baseline if line else 0.0


def date_of(paper: Paper) -> Line | None:
    dated = (line for line in paper.first.segments if ", ngày" in line.text)
    return next((line for line in dated if line.x0 > 85 * MM), None)
