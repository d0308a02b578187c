"""Precision and recall of the reader of old plans by field, against rows that people made."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from rapidfuzz import fuzz

from evidence.intake.reading import (
    BodyEntry,
    PersonEntry,
    Proposal,
    Register,
    SetEntry,
    UnitEntry,
    read_plan,
)
from ntm_project.common.deadlines import parse_deadline
from ntm_project.common.text import spoken

PLANS = Path(__file__).parent / "plans"
SETS = Path(__file__).resolve().parents[3] / "fixtures" / "sets"
FIELDS = ("việc", "đơn vị", "tiêu chí", "chỉ tiêu", "hạn", "nhịp", "chủ trì", "phối hợp", "dự kiến")


@dataclass
class Truth:
    """One task as people read it."""

    unit: str
    criterion: str
    indicator: str
    text: str
    leads: str
    partners: str
    ends_on: date | None
    rhythm: str
    is_tentative: bool


@dataclass
class Score:
    """Of one field: how many are right, proposed, true."""

    right: int = 0
    proposed: int = 0
    true: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.proposed if self.proposed else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.true if self.true else 1.0


@dataclass
class Result:
    """All fields of one plan, with what went wrong."""

    name: str
    scores: dict[str, Score] = field(default_factory=lambda: {f: Score() for f in FIELDS})
    # Of the tasks found: how many have the right value or rightly none.
    agreed: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FIELDS, 0))
    found: int = 0
    faults: list[str] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)
    maimed: list[str] = field(default_factory=list)  # with words that the plan does not hold
    # Names that the register has to the letter, and nobody was found for.
    strangers: list[str] = field(default_factory=list)


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def set_of(name: str) -> SetEntry:
    rows = rows_of(SETS / f"{name}.csv")
    return SetEntry(
        {int(row["tiêu chí"]): row["tên tiêu chí"] for row in rows},
        {row["chỉ tiêu"]: int(row["tiêu chí"]) for row in rows},
    )


def register_of(rows: list[dict[str, str]]) -> Register:
    """The register of an invented commune; unit 1 is the commune."""
    places = [row for row in rows if row["loại"] not in {"bộ", "người", "tổ chức"}]
    units = [
        UnitEntry(at, row["loại"], row["tên"], is_commune=at == 1)
        for at, row in enumerate(places, 1)
    ]
    keys = {unit.name: unit.key for unit in units} | {"xã": 1}
    register = Register(units)
    for at, row in enumerate(rows, 1):
        aliases = tuple(filter(None, (name.strip() for name in row["khác"].split(";"))))
        unit = keys.get(row["đơn vị"])
        if row["loại"] == "người":
            register.people.append(PersonEntry(at, row["tên"], aliases, unit))
        elif row["loại"] == "tổ chức":
            register.bodies.append(BodyEntry(at, row["tên"], aliases, unit))
        elif row["loại"] == "bộ" and unit:
            register.sets[unit] = set_of(row["tên"])
    return register


def truths_of(rows: list[dict[str, str]]) -> list[Truth]:
    return [
        Truth(
            row["đơn vị"],
            row["tiêu chí"],
            row["chỉ tiêu"],
            row["nội dung"],
            row["chủ trì"],
            row["phối hợp"],
            date.fromisoformat(row["hạn"]) if row["hạn"] else None,
            row["nhịp"],
            bool(row["dự kiến"]),
        )
        for row in rows
    ]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _near(one: str, other: str) -> float:
    one, other = spoken(one), spoken(other)
    return max(fuzz.token_sort_ratio(one, other), fuzz.partial_ratio(one, other) - 5)


def pairs(
    truths: list[Truth], found: list[Proposal]
) -> Iterator[tuple[Truth | None, Proposal | None]]:
    """Each truth with the proposal nearest to it, each proposal once; what is left over alone."""
    scored = sorted(
        (
            (
                max(_near(t.text, p.text), _near(t.text, p.source))
                + (3 if t.indicator and t.indicator == p.indicator else 0)
                + (2 if str(p.criterion or "") == t.criterion else 0),
                i,
                j,
            )
            for i, t in enumerate(truths)
            for j, p in enumerate(found)
        ),
        key=lambda one: -one[0],
    )
    left, right = set(range(len(truths))), set(range(len(found)))
    for near, i, j in scored:
        if near >= 70 and i in left and j in right:
            left.discard(i)
            right.discard(j)
            yield truths[i], found[j]
    for i in sorted(left):
        yield truths[i], None
    for j in sorted(right):
        yield None, found[j]


def _names_agree(truth: str, words: list[str]) -> bool:
    mine, theirs = spoken(truth), [spoken(one) for one in words]
    if not mine:
        return not theirs
    wanted = [spoken(one) for one in truth.split(";") if one.strip()]
    joined = " ".join(theirs)
    return bool(theirs) and all(
        fuzz.partial_ratio(one, joined) >= 85 or fuzz.token_set_ratio(one, joined) >= 90
        for one in wanted
    )


def measure(name: str, text: str, register: Register, truths: list[Truth], year: int) -> Result:
    """Read the plan and compare."""
    result = Result(name)
    units = {unit.key: "xã" if unit.is_commune else unit.name for unit in register.units}
    found = read_plan(text, register)
    result.maimed = [p.text for p in found if not set(_words(p.text)) <= set(_words(p.source))]
    entries = [*register.people, *register.bodies]
    known = Counter(entry.name.casefold() for entry in entries)
    named = [one for p in found for one in (*p.leads, *p.partners)]
    result.strangers = [
        one.words for one in named if known[one.words.casefold()] == 1 and not one.found
    ]
    for truth, proposal in pairs(truths, found):
        if truth is None:
            assert proposal is not None
            if proposal.is_likely:
                result.scores["việc"].proposed += 1
                result.faults.append(f"thừa: {proposal.text[:90]} [{proposal.criterion}]")
            continue
        result.scores["việc"].true += 1
        if proposal is None:
            result.faults.append(f"SÓT: {truth.text[:100]}")
            continue
        result.scores["việc"].proposed += 1
        result.scores["việc"].right += 1
        result.found += 1
        _compare(result, truth, proposal, units, year)
    return result


def _compare(
    result: Result, truth: Truth, proposal: Proposal, units: dict[int, str], year: int
) -> None:
    read = parse_deadline(proposal.deadline_words, year=year)
    values = {
        "đơn vị": (truth.unit, units.get(proposal.unit or 0, "")),
        "tiêu chí": (truth.criterion, str(proposal.criterion or "")),
        "chỉ tiêu": (truth.indicator, proposal.indicator),
        "hạn": (truth.ends_on, read.ends_on),
        "nhịp": (truth.rhythm, read.rhythm if not read.ends_on else ""),
        "dự kiến": (truth.is_tentative, read.is_tentative and bool(read.ends_on)),
    }
    for name, (mine, theirs) in values.items():
        _count(result, name, mine, theirs, mine == theirs, truth)
    for name, words, named in (
        ("chủ trì", truth.leads, proposal.leads),
        ("phối hợp", truth.partners, proposal.partners),
    ):
        spelled = [one.words for one in named]
        meant = [f"{one.words} {one.found.name}" for one in named]
        agrees = _names_agree(words, spelled) or _names_agree(words, meant)
        _count(result, name, words, "; ".join(spelled), agrees, truth)
    if read.ends_on and read.ends_on != truth.ends_on:
        result.invented.append(f"{truth.text[:60]}: {proposal.deadline_words} ({truth.ends_on})")


def _count(
    result: Result, name: str, mine: object, theirs: object, agrees: bool, truth: Truth
) -> None:
    score = result.scores[name]
    score.true += bool(mine)
    score.proposed += bool(theirs)
    score.right += bool(mine) and agrees
    result.agreed[name] += agrees
    if not agrees:
        result.faults.append(f"{name}: {theirs!r} thay vì {mine!r} — {truth.text[:70]}")


ROOT = Path(__file__).resolve().parents[3]
# The plans of invented communes, and the two real ones with their years.
INVENTED = tuple(sorted(path.stem for path in PLANS.glob("*.txt")))
SEEDS = {"mai-dinh": 2024, "nghi-hoa": 2024}
MEASURED = (*INVENTED, *SEEDS)


@cache
def measured(name: str) -> Result:
    """The plan of `MEASURED` read and compared: the real ones by the rows of the sample."""
    if name in SEEDS:
        year, folder = SEEDS[name], ROOT / "fixtures" / name
        text = (ROOT / "tests" / "reports" / "seeds" / f"{name}.txt").read_text()
        truths = list(_sample_truths(folder, name, year))
        return measure(name, text, _sample_register(folder), truths, year)
    path = PLANS / f"{name}.txt"
    rows = rows_of(path.with_suffix(".register.csv"))
    truths = truths_of(rows_of(path.with_suffix(".csv")))
    years = [int(row["khác"]) for row in rows if row["loại"] == "bộ" and row["khác"]]
    return measure(name, path.read_text(), register_of(rows), truths, min(years, default=2025))


def _sample_register(folder: Path) -> Register:
    rows = [r for r in rows_of(folder / "units.csv") if r["cấp"] in {"Xã", "Thôn"}]
    keys = {row["mã"]: at for at, row in enumerate(rows, 1)}
    units = [UnitEntry(keys[r["mã"]], r["danh xưng"], r["tên"], r["cấp"] == "Xã") for r in rows]
    register = Register(units)
    titles: dict[str, list[tuple[str, str]]] = {}
    for row in rows_of(folder / "postings.csv"):
        titles.setdefault(row["tên đăng nhập"], []).append((row["chức vụ"], row["đơn vị"]))
    for at, row in enumerate(rows_of(folder / "officials.csv"), 1):
        held = titles.get(row["tên đăng nhập"], [])
        unit = keys.get(held[0][1]) if held else None
        register.people.append(PersonEntry(at, row["họ và tên"], tuple(t for t, _ in held), unit))
    for at, row in enumerate(rows_of(folder / "bodies.csv"), 1):
        aliases = tuple(filter(None, (n.strip() for n in row["tên gọi khác"].split(";"))))
        register.bodies.append(BodyEntry(at, row["tên"], aliases, keys.get(row["đơn vị"])))
    for row in rows_of(folder / "assessments.csv"):
        if row["đơn vị"] in keys:
            register.sets[keys[row["đơn vị"]]] = set_of(row["bộ tiêu chí"])
    return register


def _sample_truths(folder: Path, name: str, year: int) -> Iterator[Truth]:
    units = {row["mã"]: row["tên"] for row in rows_of(folder / "units.csv")}
    for row in rows_of(folder / "tasks.csv"):
        read = parse_deadline(row["thời hạn"], year=year)
        yield Truth(
            "xã" if row["đơn vị"] == name else units[row["đơn vị"]],
            row["tiêu chí"],
            row["chỉ tiêu"],
            row["nội dung"],
            row["chủ trì"],
            row["phối hợp"],
            read.ends_on,
            read.rhythm if not read.ends_on else "",
            read.is_tentative,
        )


def table(results: list[Result]) -> str:
    """The figures as lines: precision / recall, and of the tasks found how many agree."""
    lines = [f"{'':12}" + "".join(f"{name:>18}" for name in FIELDS)]
    for result in results:
        cells = []
        for name in FIELDS:
            score = result.scores[name]
            agreed = (
                result.agreed[name] / result.found
                if result.found and name != "việc"
                else score.recall
            )
            cells.append(f"{score.precision:6.0%}{score.recall:6.0%}{agreed:6.0%}")
        lines.append(f"{result.name:12}" + "".join(cells) + f"  ngày sai {len(result.invented)}")
    return "\n".join(lines)
