"""Search without diacritics: people, tasks, indicators, units and organisations in scope."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, Prefetch, Q, QuerySet, Value, When

from criteria.models import Result
from ntm_project.common.text import canonical_tones, clean_line, fold
from reports import links
from reports.lines import Line, short
from tasks.models import Task
from villages.access import Access
from villages.models import Body, Official, Posting, Unit

SHOWN = 10  # of each kind
READ = 200  # candidates of each kind, ranked here

# Abbreviations (docs/domain/vietnamese.md §7), folded; only those with one meaning.
SYNONYMS = {
    "ntm": "nong thon moi",
    "bcd": "ban chi dao",
    "bql": "ban quan ly",
    "bpt": "ban phat trien",
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "mttq": "mat tran to quoc",
    "bch": "ban chap hanh",
    "hnd": "hoi nong dan",
    "hpn": "hoi phu nu",
    "ccb": "cuu chien binh",
    "ctmt": "cong tac mat tran",
    "vpdp": "van phong dieu phoi",
    "ktht": "kinh te ha tang",
    "nn&ptnt": "nong nghiep va phat trien nong thon",
    "vhxh": "van hoa xa hoi",
    "gdvh": "gia dinh van hoa",
    "tdtt": "the duc the thao",
    "vhvn": "van hoa van nghe",
    "clb": "cau lac bo",
    "bhyt": "bao hiem y te",
    "bhxh": "bao hiem xa hoi",
    "tyt": "tram y te",
    "mn": "mam non",
    "thcs": "trung hoc co so",
    "htcd": "hoc tap cong dong",
    "gtnt": "giao thong nong thon",
    "gpmb": "giai phong mat bang",
    "attp": "an toan thuc pham",
    "vsattp": "ve sinh an toan thuc pham",
    "bvmt": "bao ve moi truong",
    "antt": "an ninh trat tu",
    "pctt": "phong chong thien tai",
    "pccc": "phong chay chua chay",
    "cchc": "cai cach hanh chinh",
    "cbcc": "can bo cong chuc",
    "dvc": "dich vu cong",
    "htx": "hop tac xa",
    "khkt": "khoa hoc ky thuat",
    "nvh": "nha van hoa",
}

# Officials write i or y after these letters alike: kỹ/kĩ, tỷ/tỉ, lý/lí.
_I_OR_Y = re.compile(r"\b([hklmstv]|qu)[iy]\b")


def spoken(text: str) -> str:
    """The folded text with one spelling of i and y and without punctuation."""
    words = re.sub(r"[^\w&/.]+", " ", fold(text))
    return _I_OR_Y.sub(r"\1i", " ".join(words.split()))


def variants(query: str) -> list[str]:
    """The folded query, with its abbreviations written out, and its phrases abbreviated."""
    asked = fold(query)
    written_out = " ".join(SYNONYMS.get(word, word) for word in asked.split())
    shortened = asked
    for abbreviation, phrase in SYNONYMS.items():
        shortened = re.sub(rf"\b{re.escape(phrase)}\b", abbreviation, shortened)
    return list(dict.fromkeys(text for text in (asked, written_out, shortened) if text))


def _spellings(word: str) -> list[str]:
    """A word with i and with y where both are written."""
    if match := _I_OR_Y.fullmatch(word):
        return [f"{match[1]}i", f"{match[1]}y"]
    return [word]


def _holds(variant: str, field: str) -> Q:
    found = Q()
    for word in variant.split():
        spelt = Q()
        for spelling in _spellings(word):
            spelt |= Q(**{f"{field}__contains": spelling})
        found &= spelt
    return found


def narrowed(rows: "QuerySet[Any]", query: str, field: str = "search") -> "QuerySet[Any]":
    """Rows whose key holds every word of a variant; whole phrases come first."""
    asked = variants(query)
    holds, whole = Q(pk__in=[]), Q(pk__in=[])
    for variant in asked:
        holds |= _holds(variant, field)
        whole |= Q(**{f"{field}__contains": variant})
    rank = Case(When(whole, then=Value(0)), default=Value(1), output_field=IntegerField())
    return rows.filter(holds).annotate(search_rank=rank).order_by("search_rank", "pk")[:READ]


def rank(query: str, text: str) -> int | None:
    """0 exact with diacritics, 1 as a phrase without, 2 word by word; None when it does not match.

    A word matches the beginning of a word, so that `hoa` does not find `khoa`.
    """
    if re.search(rf"(?<!\w){re.escape(canonical_tones(query))}", canonical_tones(text)):
        return 0
    spoken_text = f" {spoken(text)}"
    asked = [spoken(variant) for variant in variants(query)]
    if any(f" {variant}" in spoken_text for variant in asked):
        return 1
    if any(all(f" {word}" in spoken_text for word in variant.split()) for variant in asked):
        return 2
    return None


@dataclass(frozen=True)
class Group:
    """The things of one kind, best first; `count` also counts those not shown."""

    title: str
    hits: Sequence[Line]
    count: int
    is_more: bool


def _group(
    title: str,
    query: str,
    rows: Iterable[Any],
    text: Callable[[Any], str],
    hit: Callable[[Any], Line],
) -> Group:
    ranked = [
        (place, order, row)
        for order, row in enumerate(rows)
        if (place := rank(query, text(row))) is not None
    ]
    ranked.sort(key=lambda found: found[:2])
    hits = [hit(row) for _, _, row in ranked[:SHOWN]]
    return Group(title, hits, len(ranked), len(ranked) > SHOWN)


def search(access: Access, text: str) -> list[Group]:
    """What the scope holds of the words asked for, kind by kind, in six queries."""
    query = clean_line(text)
    if len(fold(query).replace(" ", "")) < 2:
        return []
    groups = [
        _people(access, query),
        _tasks(access, query),
        _indicators(access, query),
        _units(access, query),
        _bodies(access, query),
    ]
    return [group for group in groups if group.hits]


def _people(access: Access, query: str) -> Group:
    held = Posting.objects.visible_to(access)
    offices = held.select_related("unit").order_by("-is_main", "pk")
    rows = narrowed(Official.objects.visible_to(access), query).prefetch_related(
        Prefetch("postings", offices, to_attr="offices")
    )

    def hit(official: Any) -> Line:
        note = "; ".join(f"{p.title}, {p.unit}" for p in official.offices[:2])
        url = links.address("villages:official", official.pk)
        return Line(official.full_name, url, note)

    return _group("Cán bộ", query, rows, lambda o: f"{o.full_name} {o.aliases}", hit)


def _tasks(access: Access, query: str) -> Group:
    rows = narrowed(Task.objects.visible_to(access).select_related("unit"), query)

    def hit(task: Task) -> Line:
        note = f"{task.unit.title_name} · {task.get_state_display().lower()}"
        if task.deadline_words:
            note += f" · {task.deadline_words}"
        return Line(short(task.text), links.task(task.pk), note)

    return _group("Nhiệm vụ", query, rows, lambda t: t.text, hit)


def _indicators(access: Access, query: str) -> Group:
    results = Result.objects.visible_to(access).select_related(
        "indicator__criterion", "assessment__unit", "assessment__criteria_set"
    )
    rows = narrowed(results, query, "indicator__search")

    def hit(result: Result) -> Line:
        indicator = result.indicator
        note = f"{result.assessment} · {result.get_claim_display().lower()}"
        url = links.criterion(result.assessment_id, indicator.criterion.number)
        return Line(short(f"{indicator.code} {indicator.wording}"), url, note)

    return _group(
        "Chỉ tiêu", query, rows, lambda r: f"{r.indicator.code} {r.indicator.wording}", hit
    )


def _units(access: Access, query: str) -> Group:
    rows = narrowed(Unit.objects.visible_to(access).select_related("parent"), query)

    def hit(unit: Unit) -> Line:
        note = unit.parent.title_name if unit.parent else ""
        return Line(unit.title_name, links.address("villages:unit", unit.pk), note)

    return _group("Đơn vị", query, rows, lambda u: f"{u.full_name} {u.code}", hit)


def _bodies(access: Access, query: str) -> Group:
    bodies = Body.objects.visible_to(access).select_related("unit")
    rows = narrowed(bodies, query)

    def hit(body: Body) -> Line:
        url = links.tasks(to_chuc=body.pk) or links.address("villages:unit", body.unit_id)
        return Line(body.name, url, body.unit.title_name)

    return _group("Tổ chức", query, rows, lambda b: f"{b.name} {b.short_names}", hit)
