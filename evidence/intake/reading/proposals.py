"""What is proposed for one task, each part with the words that it was read from."""

from dataclasses import dataclass, field

from ntm_project.common.deadlines import parse_deadline

from .register import NOBODY, NamedInText

# While a text is read it matters whether words name a day, not of which year.
ANY_YEAR = 2000


@dataclass(frozen=True)
class Named:
    """Who leads or supports: the words as written, and whom of the register they name."""

    words: str
    found: NamedInText = NOBODY


@dataclass
class Proposal:
    """One task as read; nothing of it is a task before a person confirms it."""

    text: str
    source: str  # the whole sentence or row
    section: str = ""
    mark: str = ""  # its own number or letter in the plan
    unit: int | None = None
    criterion: int | None = None
    indicator: str = ""
    leads: list[Named] = field(default_factory=list)
    partners: list[Named] = field(default_factory=list)
    deadline_words: str = ""
    # Field → the words that it was read from; where they are not in `source`, from a heading.
    words: dict[str, str] = field(default_factory=dict)
    # Field → one sentence on what is not sure.
    doubts: dict[str, str] = field(default_factory=dict)
    # Fields that a heading gave, which words of its own outweigh.
    inherited: set[str] = field(default_factory=set)
    is_likely: bool = True  # a piece of work, and not a principle or a result

    def doubts_in(self, year: int) -> dict[str, str]:
        """The doubts, of which that of the deadline may name a day, in a plan of the year."""
        meant, doubts = parse_deadline(self.deadline_words, year=ANY_YEAR).warning, self.doubts
        if not meant or doubts.get("deadline_words") != meant:
            return doubts
        return doubts | {"deadline_words": parse_deadline(self.deadline_words, year=year).warning}
