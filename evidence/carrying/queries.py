"""What would be taken over from an older assessment, for the page that offers it."""

from dataclasses import dataclass, field

from criteria.enums import Claim, MappingKind
from criteria.mapping.queries import Destinations, mapping_rows, sources_of
from criteria.measures import measured_words
from criteria.models import Assessment, Result, SetMapping
from criteria.models.mappings import ALONE
from evidence.papers.models import Proof
from evidence.review.models import Submission
from evidence.review.queries.chain import open_round
from tasks.models import Task
from tasks.queries.carrying import Leaders, leaders_to_carry, tasks_to_carry
from villages.access import Access


@dataclass(frozen=True)
class DroppedIndicator:
    """An indicator that the new set no longer has, with what was stated of it."""

    code: str
    wording: str
    stated: str


@dataclass
class Preview:
    """One older assessment, and what of it goes where: of its `total` results `stated` state
    something, each of which is counted once; `receiving` contents of the new set take them over."""

    source: Assessment
    mapping: SetMapping
    places: Destinations
    leaders: Leaders
    tasks: list[Task]
    papers: int = 0
    total: int = 0
    stated: int = 0
    receiving: int = 0
    same: int = 0
    figures: int = 0  # the figure goes along, its claim must be judged anew
    pointed: int = 0  # split or merged: the old result is shown, everything is judged anew
    gone: list[DroppedIndicator] = field(default_factory=list)
    others: list[Assessment] = field(default_factory=list)  # that could be taken over instead
    round: Submission | None = None  # of the older assessment, that waits for a decision


def carry_preview(access: Access, assessment: Assessment, wanted: int) -> Preview | None:
    """The older assessment of the unit that can be taken over, the one wanted or the newest, with
    its contents read; and the others."""
    sources = sources_of(assessment)
    sources.sort(key=lambda found: found[0].pk != wanted)
    if not sources:
        return None
    preview = _preview(access, assessment, *sources[0])
    preview.others = [source for source, _ in sources[1:]]
    return preview


def _preview(
    access: Access, assessment: Assessment, source: Assessment, mapping: SetMapping
) -> Preview:
    places = Destinations(mapping)
    found = Preview(
        source,
        mapping,
        places,
        leaders_to_carry(access, assessment, source, places),
        list(tasks_to_carry(access, source)),
        round=open_round(source),
    )
    rows = Result.objects.filter(assessment=source).select_related("indicator")
    results = {row.indicator_id: row for row in rows}
    leading: set[int] = set()
    receiving: set[int | None] = set()
    kinds: dict[int, str] = {}  # of each old result that states something and leads on
    for row in mapping_rows(mapping):
        result = results.get(row.old_id or 0)
        if result is None:
            continue
        if row.kind == MappingKind.DROPPED:
            found.gone.append(_gone(result))
            continue
        leading.add(result.pk)
        receiving.add(row.new_id)
        if _is_stated(result):
            kinds[result.pk] = row.kind
    found.total, found.receiving = len(results), len(receiving - {None})
    found.stated = sum(map(_is_stated, results.values()))
    found.same = sum(kind == MappingKind.SAME for kind in kinds.values())
    found.figures = sum(kind in ALONE for kind in kinds.values()) - found.same
    found.pointed = len(kinds) - found.same - found.figures
    proofs = Proof.objects.in_use().filter(result__in=leading)
    found.papers = proofs.values("evidence").distinct().count()
    return found


def _is_stated(result: Result) -> bool:
    return result.claim != Claim.NOT_YET or result.value is not None or bool(result.grade)


def _gone(result: Result) -> DroppedIndicator:
    words = [result.get_claim_display(), measured_words(result.indicator, result)]
    return DroppedIndicator(
        result.indicator.code, result.indicator.wording, " · ".join(filter(None, words))
    )
