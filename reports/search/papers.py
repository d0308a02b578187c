"""Papers by what is recorded of them, and by the words inside their files.

Words inside are looked for with LIKE, within the scope and in the newest files alone: no key of
syllables could do better, since every Vietnamese document holds most of them, and neither database
needs an extension. The cost has a bound however many papers there are (3,000 files of ten pages:
0.3 to 1.3 s on SQLite beside six other programs on two cores).
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import reduce
from operator import and_
from typing import Any

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When

from evidence.models import ContentScan, Evidence, FileFacts, Revision
from evidence.papers.enums import ScanState
from evidence.papers.models.papers import in_use
from ntm_project.common.text import I_OR_Y, fold_letters, shortened, spoken
from reports.lines import Line
from reports.search.terms import READ, narrowed, rank, variants
from villages.access import Access
from villages.models import in_scope

NEWEST = 3_000  # files whose words are looked through
AROUND = 70  # letters shown on each side of what was found
_BARE = {
    code: fold_letters(chr(code))
    for code in (*range(0x41, 0x5B), *range(0xC0, 0x250), *range(0x1E00, 0x1F00))
    if unicodedata.category(chr(code)).startswith("L")
}


def _line(paper: Evidence, note: str) -> Line:
    return Line(shortened(str(paper)), paper.get_absolute_url(), note)


def papers_found(access: Access, query: str, shown: int) -> tuple[list[Line], int]:
    """The first papers, those by title and number before those by the words inside; and how many
    there are, of at most so many as are ranked."""
    papers = Evidence.objects.visible_to(access).in_use().select_related("unit")
    papers = papers.only("number", "title", "issuer", "kind", "unit__noun", "unit__name")
    named = [
        paper
        for paper in narrowed(papers, query)
        if rank(query, f"{paper.number} {paper.title} {paper.issuer}") is not None
    ]
    lines = {p.pk: _line(p, f"{p.unit.title_name} · {p.get_kind_display().lower()}") for p in named}
    inside = dict(_holding(access, query))
    others = [pk for paper, pk in inside.items() if paper not in lines]
    room = max(0, shown - len(lines))
    shown_too = others[:room]
    found = FileFacts.objects.filter(pk__in=shown_too).select_related("revision__evidence__unit")
    for facts in found if shown_too else ():
        paper = facts.revision.evidence
        note = f"{paper.unit.title_name} · trong tệp: {excerpt(facts.text, query)}"
        lines[paper.pk] = _line(paper, note)
    return list(lines.values())[:shown], len(named) + len(others)


def _holding(access: Access, query: str) -> "QuerySet[Any, Any]":
    """The keys of papers in use whose newest file holds the words, with the keys of their facts;
    those that hold them as one phrase first, then the newest."""
    scope = in_scope(access, "revision__evidence__unit__path")
    newer = Revision.objects.filter(
        evidence=OuterRef("revision__evidence"), number__gt=OuterRef("revision__number")
    )
    blocked = ContentScan.objects.filter(
        state=ScanState.BLOCKED, sha256=OuterRef("revision__sha256")
    )
    # A sum is in no index: so the files of the scope are sorted, none of others are walked over.
    order = (F("pk") + 0).desc()
    newest = FileFacts.objects.filter(scope).exclude(words="").order_by(order).values("pk")[:NEWEST]
    holds, whole = Q(pk__in=[]), Q(pk__in=[])
    for variant in filter(None, map(spoken, variants(query))):
        holds |= reduce(and_, (Q(words__contains=f" {word}") for word in variant.split()))
        whole |= Q(words__contains=f" {variant}")
    place = Case(When(whole, then=Value(0)), default=Value(1), output_field=IntegerField())
    return (
        FileFacts.objects.filter(holds, pk__in=newest)
        .filter(~Exists(newer), ~Exists(blocked), in_use("revision__evidence__"))
        .order_by(place, "-pk")
        .values_list("revision__evidence", "pk")[:READ]
    )


def excerpt(text: str, query: str) -> str:
    """The words around the first place in the text where the query, or its first word, stands."""
    text = unicodedata.normalize("NFC", text)
    bare = text.translate(_BARE)
    spellings: Sequence[list[str]] = [spoken(variant).split() for variant in variants(query)]
    for words in [*spellings, *(words[:1] for words in spellings)]:
        pattern = r"\W+".join(map(_spelt, words))
        if pattern and (found := re.search(rf"(?<!\w){pattern}", bare)):
            begin, end = max(0, found.start() - AROUND), found.end() + AROUND
            head = "…" if begin else ""
            return shortened(f"{head}{text[begin:end]}{'…' if end < len(text) else ''}")
    return shortened(text, 2 * AROUND)


def _spelt(word: str) -> str:
    """A word with i or y where both are written."""
    return I_OR_Y.sub(r"\1[iy]", re.escape(word))
