"""What is known of a commune: its units, people, bodies and criteria sets, and which of them words
name."""

import re
from dataclasses import dataclass, field
from datetime import date

from rapidfuzz import fuzz

from criteria.naming import SURE, nearest_criterion
from ntm_project.common.text import canonical_tones, fold, spoken
from villages.long_forms import TITLES, long_form
from villages.nouns import COMMUNE

_COMRADE = re.compile(r"^(?:đồng chí|đ/c|đ\.c|ông|bà|anh|chị|cô|chú)\s", re.IGNORECASE)
# "ông Dương Văn Quyền, tổ trưởng": of a name that nobody here has, and no post of somebody else's.
_BY_NAME = re.compile(
    r"(?<!\w)(?:đồng chí|đ/c|đ\.c|ông|bà|anh|chị|cô|chú) +(?-i:[A-ZĐÀ-Ỹ]\w+(?: [A-ZĐÀ-Ỹ]\w+)+)",
    re.IGNORECASE,
)
_SIGNS = re.compile(r"[,;:.()–-]")
# Names of the Highlands begin with what their bearer is called by.
_HIGHLAND = re.compile(r"(?:[YAK] |Ka |[HK]['’]\s?)\w")
_POST = re.compile(
    r"(?:công chức|cán bộ|cc|cb|(?:phó )?trưởng|bí thư|chỉ huy|cht)\s", re.IGNORECASE
)
# "Bí thư chi bộ - Trưởng thôn", "Bí thư kiêm Trưởng thôn": two posts.
_SECOND_POST = re.compile(
    r"\s*(?:[,;]|(?<!\w)kiêm(?!\w)|[-–](?=\s*(?:trưởng|phó|bí thư)\s))\s*", re.IGNORECASE
)
# "Hội Nông dân phường", once folded.
_ITS_COMMUNE = re.compile(rf"\b{fold(COMMUNE)}$")
_ITS_VILLAGE = re.compile(r"\b(?:thon|xom|ban|ap)$")
SHORTEST = 5  # letters of a title
NEAR = 86


@dataclass(frozen=True)
class UnitEntry:
    """The commune or one of its villages; of one that has ended, the units that it became."""

    key: int
    noun: str
    name: str
    is_commune: bool = False
    ended_on: date | None = None
    heirs: tuple[int, ...] = ()


@dataclass(frozen=True)
class PersonEntry:
    """Somebody in an open post, with the titles held."""

    key: int
    name: str
    titles: tuple[str, ...] = ()
    unit: int | None = None


@dataclass(frozen=True)
class BodyEntry:
    """An organisation with whatever else it is called."""

    key: int
    name: str
    aliases: tuple[str, ...] = ()
    unit: int | None = None


@dataclass(frozen=True)
class SetEntry:
    """The criteria by which a unit is judged: number → name, and the codes of its indicators."""

    criteria: dict[int, str] = field(default_factory=dict)
    codes: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class NamedInText:
    """Who the words name: "person", "body" or "" for a role without a name."""

    kind: str = ""
    key: int | None = None
    name: str = ""
    is_sure: bool = True
    is_post: bool = False  # by all words of a post that is theirs

    def __bool__(self) -> bool:
        """Whether it is somebody."""
        return self.key is not None


NOBODY = NamedInText()

# "Công chức Văn phòng - Thống kê (đ/c Thiện)"
_IN_BRACKETS = re.compile(r"\(((?:đồng chí|đ/c|ông|bà|anh|chị) [^()]+)\)", re.IGNORECASE)


@dataclass
class Register:
    """Everything that the rules may look up."""

    units: list[UnitEntry] = field(default_factory=list)
    people: list[PersonEntry] = field(default_factory=list)
    bodies: list[BodyEntry] = field(default_factory=list)
    sets: dict[int, SetEntry] = field(default_factory=dict)

    @property
    def commune(self) -> UnitEntry:
        return next(unit for unit in self.units if unit.is_commune)

    @property
    def villages(self) -> list[UnitEntry]:
        return [unit for unit in self.units if not unit.is_commune]

    def unit_of(self, key: int) -> UnitEntry:
        return next(unit for unit in self.units if unit.key == key)

    def today(self, key: int) -> int:
        """The unit itself, or the one that it became; the commune where it became several or
        none."""
        unit = self.unit_of(key)
        if unit.ended_on is None:
            return key
        return unit.heirs[0] if len(unit.heirs) == 1 else self.commune.key

    def criteria_set(self, unit: int) -> SetEntry:
        """The set by which a unit is judged today."""
        return self.sets.get(self.today(unit), SetEntry())

    def found(self, words: str, unit: int) -> NamedInText:
        """The person or body that the words name, as seen from the unit of the task."""
        unit = self.today(unit)
        found = self._person(words, unit) or self._body(words, unit)
        return found or (NOBODY if _BY_NAME.search(words) else self._titled(words, unit))

    def _person(self, words: str, unit: int) -> NamedInText:
        """The official of that full name, or of that given name where nobody else has it."""
        spelled = canonical_tones(_SIGNS.sub(" ", words))
        named = [p for p in self.people if canonical_tones(p.name) in spelled]
        if len(named) == 1:
            return NamedInText("person", named[0].key, named[0].name)
        if len(named) > 1:
            here = [p for p in named if p.unit == unit]
            return (
                NamedInText("person", here[0].key, here[0].name, False)
                if len(here) == 1
                else NOBODY
            )
        if not _COMRADE.match(words):
            inside = _IN_BRACKETS.search(words)
            return self._person(inside[1], unit) if inside else NOBODY
        name, *titles = re.split(r"[,(–-]|\s-\s", TITLES.sub("", words), maxsplit=1)
        given = name.split()
        if _HIGHLAND.match(" ".join(given)):
            return self._begun(given)
        if len(given) != 1 or not given[0][:1].isupper():
            return NOBODY
        same = [
            p
            for p in self.people
            if canonical_tones(p.name).split()[-1:] == [canonical_tones(given[0])]
        ]
        is_post = len(same) == 1 and any(_holds(same[0], title.strip(" ()")) for title in titles)
        return (
            NamedInText("person", same[0].key, same[0].name, False, is_post)
            if len(same) == 1
            else NOBODY
        )

    def _begun(self, given: list[str]) -> NamedInText:
        """ "Y Blang", "H’Nguyệt": with what the name of one person alone begins."""
        key = canonical_tones(" ".join(given))
        same = [p for p in self.people if f"{canonical_tones(p.name)} ".startswith(f"{key} ")]
        return NamedInText("person", same[0].key, same[0].name, False) if len(same) == 1 else NOBODY

    def _titled(self, words: str, unit: int) -> NamedInText:
        """The official who alone holds that title; never sure, since another may do the work."""
        keys = [key for part in _posts(words) if len(key := long_form(part)) >= SHORTEST]
        posts = [
            (one, long_form(post))
            for one in self.people
            for title in one.titles
            for post in (title, *_posts(title))
        ]
        near = [one for one, post in posts if any(_is_post(key, post) for key in keys)]
        if not near and _POST.match(words):
            # "Trưởng thôn" under a heading of the village, "công chức Địa chính"
            near = [
                one
                for one, post in posts
                if one.unit in {unit, self.commune.key}
                and any(_is_part_of_post(key, post) for key in keys)
            ]
        near = list({one.key: one for one in near}.values())
        here = [p for p in near if p.unit == unit] or near
        if len(here) != 1:
            return NOBODY
        is_post = len(near) == 1 and any(one in here and post in keys for one, post in posts)
        return NamedInText("person", here[0].key, here[0].name, False, is_post)

    def _body(self, words: str, unit: int) -> NamedInText:
        """The body of that whole name, else the one whose name is nearest once names of units are
        left out."""
        whole = [b for b in self.bodies if spoken(words) in map(spoken, (b.name, *b.aliases))]
        if len(whole) == 1:
            return NamedInText("body", whole[0].key, whole[0].name)
        key = self._bare(words)
        if not key:
            return NOBODY
        scored = [
            (max(_alike(key, self._bare(name)) for name in (body.name, *body.aliases)), body)
            for body in self.bodies
        ]
        best = max((score for score, _ in scored), default=0)
        if best < NEAR:
            return NOBODY
        same = [body for score, body in scored if score == best]
        here = [b for b in same if b.unit == unit] or [
            b for b in same if b.unit == self.commune.key
        ]
        chosen = here or same
        if len(chosen) > 1:
            return NOBODY
        is_sure = best == SURE and (chosen[0].unit in {unit, self.commune.key})
        return NamedInText("body", chosen[0].key, chosen[0].name, is_sure)

    def is_body(self, words: str) -> bool:
        """Whether the words are a body of the register, by its name or another, and no other."""
        found = self._body(words, self.commune.key)
        return found.kind == "body" and found.is_sure

    def _bare(self, words: str) -> str:
        """The long form without the names of units, which every body carries or leaves out."""
        key = long_form(words)
        for unit in self.units:
            key = re.sub(rf"\b(?:{fold(unit.noun)}\s+)?{re.escape(spoken(unit.name))}\b", " ", key)
        return " ".join(_ITS_VILLAGE.sub("", _ITS_COMMUNE.sub("", " ".join(key.split()))).split())

    def criterion_named(self, words: str, unit: int) -> tuple[int, float]:
        """The criterion whose name is nearest, and how near (0 to 100)."""
        return nearest_criterion(words, self.criteria_set(unit).criteria)


def _posts(title: str) -> list[str]:
    """Each post of a title that names several."""
    return _SECOND_POST.split(title)


def _alike(one: str, other: str) -> float:
    if not one or not other:
        return 0
    if one == other:
        return SURE
    return min(fuzz.token_sort_ratio(one, other), SURE - 1)


def _holds(person: PersonEntry, title: str) -> bool:
    """Whether the title is one of the person's, in whichever short forms."""
    posts = (post for held in person.titles for post in (held, *_posts(held)))
    return long_form(title) in map(long_form, posts)


def _is_post(words: str, post: str) -> bool:
    """Whether the words are the title; a deputy is not who they stand in for."""
    is_deputy = "pho" in words.split(), "pho" in post.split()
    return is_deputy[0] == is_deputy[1] and _alike(words, post) >= NEAR


def _is_part_of_post(words: str, post: str) -> bool:
    """Whether the title begins as the words do, and has all of them."""
    mine, theirs = _ITS_COMMUNE.sub("", words).split(), post.split()
    return mine[:2] == theirs[:2] and set(mine) <= set(theirs)
