"""A round before its reviewer at one item: its place in the list, its papers, what changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from evidence.review.enums import VerdictKind
from evidence.review.models import Submission, Verdict
from evidence.review.queries.items import ItemRow, PaperRow, ReviewerRow, items_for_reviewer
from ntm_project.common.blanks import EMPTY
from ntm_project.common.dates import format_day
from villages.access import Access
from villages.trail import FieldChange

_SIGNS = {VerdictKind.MET: "✓", VerdictKind.NOT_MET: "✗", VerdictKind.SUPPLEMENT: "+"}
_SIGN_WORDS = {
    VerdictKind.MET: "đạt",
    VerdictKind.NOT_MET: "chưa đạt",
    VerdictKind.SUPPLEMENT: "bổ sung",
}


@dataclass(frozen=True)
class Sign:
    """The mark before an item in the reviewer's list: its state in one sign."""

    text: str
    tone: str
    words: str


def sign_of(row: ReviewerRow) -> Sign:
    present = row.present
    if present is None:
        if row.denied:
            return Sign("–", "grey", "chưa xét, dành cho người thẩm tra khác")
        if row.row.before is not None and not row.row.is_changed:
            return Sign("lại", "amber", "không đổi nhưng phải xét lại, chưa xét")
        if row.row.before is not None:
            return Sign("đổi", "blue", "đã đổi so với lượt trước, chưa xét")
        return Sign("○", "grey", "chưa xét")
    kind = VerdictKind(present.kind)
    words = _SIGN_WORDS[kind]
    if present.is_kept:
        return Sign("giữ", kind.tone, f"{words}, giữ từ lượt trước")
    return Sign(_SIGNS[kind], kind.tone, words)


@dataclass(frozen=True)
class ListLine:
    """One item in the list of a round."""

    item: ItemRow
    sign: Sign
    is_current: bool

    @property
    def is_same(self) -> bool:
        """Whether nothing of it has changed since the round before."""
        return self.item.before is not None and not self.item.is_changed


@dataclass(frozen=True)
class PaperTab:
    """A paper of the item, its own or one of the round before (`round`), and whether it is open."""

    paper: PaperRow
    round: int | None
    is_current: bool
    is_new: bool = False  # the round before did not have it


@dataclass(frozen=True)
class Review:
    """The rows of a round and the one that is open, with what earlier steps found of it."""

    rows: Sequence[ReviewerRow]
    current: ReviewerRow
    steps_before: Sequence[str] = ()

    @property
    def left(self) -> int:
        """Items without a verdict or a draft of one."""
        return sum(row.present is None for row in self.rows)

    @property
    def criteria(self) -> list[tuple[str, list[ListLine]]]:
        """The items under their criteria, in the order of the set."""
        groups: dict[str, list[ListLine]] = {}
        for row in self.rows:
            line = ListLine(row.row, sign_of(row), row is self.current)
            heading = f"{row.row.criterion_number}. {row.row.criterion_name}"
            groups.setdefault(heading, []).append(line)
        return list(groups.items())

    @property
    def following(self) -> ItemRow | None:
        """The next item to judge, going round; when none is left, the one that follows."""
        at = self.rows.index(self.current)
        after = self.rows[at + 1 :]
        left = next((row for row in [*after, *self.rows[:at]] if row.is_left), None)
        found = left or next(iter(after), None)
        return found.row if found else None

    def tabs(self, wanted: int) -> list[PaperTab]:
        """The papers of the item, what is new first, then those that only the round before had;
        `wanted` is open, else the first."""
        item = self.current.row
        known = {paper.revision_id for paper in item.before.papers} if item.before else set()
        new = {paper.revision_id for paper in item.sent.papers} - known if item.before else set()
        sent = sorted(item.sent.papers, key=lambda paper: paper.revision_id not in new)
        papers: dict[int, tuple[PaperRow, int | None]] = {
            paper.revision_id: (paper, None) for paper in sent
        }
        if item.before:
            for paper in item.before.papers:
                papers.setdefault(paper.revision_id, (paper, item.before.round))
        current = wanted if wanted in papers else next(iter(papers), None)
        return [PaperTab(*found, key == current, key in new) for key, found in papers.items()]

    @property
    def changes(self) -> list[FieldChange]:
        """What differs from the round before; of the papers those that came and those that went."""
        now, then = self.current.row.sent, self.current.row.before
        if then is None:
            return []
        pairs = [
            ("Tự đánh giá", then.claim_label, now.claim_label),
            ("Kết quả", then.value_words, now.value_words),
            ("So với mức", then.comparison, now.comparison),
            ("Ghi chú", then.note, now.note),
            ("Minh chứng thêm", "", _paper_words(now.papers, but=then.papers)),
            ("Minh chứng không còn", _paper_words(then.papers, but=now.papers), ""),
        ]
        differing = ((label, old, new) for label, old, new in pairs if old != new)
        return [FieldChange(label, old or EMPTY, new or EMPTY) for label, old, new in differing]

    @property
    def before_words(self) -> str:
        """How the last decided round judged the item."""
        before = self.current.row.before
        if before is None or before.verdict is None:
            return ""
        words = f"Lượt {before.round}: {before.verdict.kind_label.lower()}"
        parts = [part for part in (before.verdict.reason_label, before.verdict.text) if part]
        return f"{words} – {'; '.join(parts)}" if parts else words


def _paper_words(papers: Sequence[PaperRow], *, but: Sequence[PaperRow]) -> str:
    """The papers, but for those files that are among the others too."""
    others = {paper.revision_id for paper in but}
    return "; ".join(
        f"{paper.title} (bản {paper.revision_number})"
        for paper in papers
        if paper.revision_id not in others
    )


def review_of(submission: Submission, by: Access, item_id: int | None) -> Review | None:
    """A round at an item (without one, at the first that is to be judged); None for no such item.

    `Refused` for whoever may not read its drafts.
    """
    rows = items_for_reviewer(submission, by=by)
    if item_id is None:
        left = (row for row in rows if row.is_left)
        current = next(left, None) or next(iter(rows), None)
    else:
        current = next((row for row in rows if row.row.item_id == item_id), None)
    if current is None:
        return None
    return Review(rows, current, _concluded_before(submission, current.row.result_id))


def _concluded_before(submission: Submission, result_id: int) -> list[str]:
    """What each earlier step last concluded of the result, in the order of the steps."""
    verdicts = Verdict.objects.filter(
        item__result=result_id,
        item__submission__step__chain=submission.step.chain_id,
        item__submission__step__order__lt=submission.step.order,
        item__submission__decided_at__isnull=False,
    ).select_related("by", "item__submission__step")
    last = {row.item.submission.step_id: row for row in verdicts.order_by("pk")}
    return [
        f"Bước “{row.item.submission.step}”: {row.get_kind_display().lower()}"
        + (f" – {row.text}" if row.text else "")
        + f" ({row.by or 'Hệ thống'}, {format_day(timezone.localdate(row.at))})"
        for row in sorted(last.values(), key=lambda row: row.item.submission.step.order)
    ]


def verdict_counts(rows: Sequence[ReviewerRow]) -> list[tuple[str, str, int]]:
    """(words, tone, count) for each kind of verdict, and for what has none."""
    kinds = [row.present.kind if row.present else "" for row in rows]
    counted = [(str(kind.label), kind.tone, kinds.count(kind)) for kind in VerdictKind]
    return [*counted, ("Chưa xét", "grey", kinds.count(""))]
