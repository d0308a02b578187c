"""Who may work out a mapping, what each kind of change allows, and when a mapping is whole.

Each `deny_…` returns "" or the one Vietnamese sentence that service, 403 page and button share.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from criteria import rules
from criteria.enums import MappingKind
from criteria.mapping.sameness import is_same_measure, level_differs
from criteria.models import Assessment, CriteriaSet, Indicator, MappedIndicator, SetMapping
from criteria.models.mappings import ALONE, SAME_SET
from villages.access import Access
from villages.rules import deny_edit_reference

# What a person chooses of an old indicator; what is new is what is left over.
OF_OLD = [kind for kind in MappingKind if kind != MappingKind.NEW]
# Of these a result must be judged anew, whatever it stated.
JUDGED_ANEW = frozenset(
    {MappingKind.LEVEL, MappingKind.REWORDED, MappingKind.SPLIT, MappingKind.MERGED}
)
MOST_NAMED = 12  # codes in one sentence
OTHER_LEVEL = {"commune": "xã", "village": "thôn"}


def deny_edit_mapping(access: Access, mapping: SetMapping) -> str:
    """Whoever keeps the sets works it out, until it is published."""
    if reason := deny_edit_reference(access):
        return reason
    if mapping.closed_at:
        return "Bảng chuyển đã công bố nên không sửa được; cần sửa thì lập bảng mới cho hai bộ này."
    return ""


def new_mapping_errors(old_set: CriteriaSet, new_set: CriteriaSet) -> dict[str, str]:
    """Field → sentence where one set cannot come in the place of the other."""
    if old_set.pk == new_set.pk:
        return {"old_set": SAME_SET}
    if old_set.level != new_set.level:
        return {"old_set": f"Bộ mới dành cho {OTHER_LEVEL[new_set.level]}; chọn bộ cùng cấp."}
    if not old_set.published_at or not new_set.published_at:
        return {"old_set": "Chỉ lập bảng chuyển giữa hai bộ đã công bố, vì bộ ấy không đổi nữa."}
    if old_set.year_from > new_set.year_from:
        return {"old_set": "Bộ cũ phải áp dụng trước hoặc cùng năm với bộ mới."}
    return {}


def choice_errors(old: Indicator, kind: str, news: Sequence[Indicator]) -> dict[str, str]:
    """Field → sentence where a kind does not allow so many, or such, new indicators."""
    number = len(news)
    if kind == MappingKind.DROPPED:
        return {"news": "Đã chọn “Bỏ” thì không chọn chỉ tiêu mới."} if number else {}
    if kind == MappingKind.SPLIT:
        return {} if number > 1 else {"news": "Tách thì phải chọn từ hai chỉ tiêu mới trở lên."}
    if number != 1:
        label = MappingKind(kind).label
        return {"news": f"“{label}” thì phải chọn đúng một chỉ tiêu mới."}
    if kind in (MappingKind.SAME, MappingKind.LEVEL) and not is_same_measure(old, news[0]):
        return {
            "kind": "Hai chỉ tiêu khác kiểu, đơn vị tính hoặc thang xếp loại nên số liệu không "
            "chuyển nguyên được; chọn “Sửa nội dung”."
        }
    if kind == MappingKind.SAME and level_differs(old, news[0]):
        return {"kind": "Mức của hai chỉ tiêu khác nhau; chọn “Đổi mức”."}
    return {}


def taken_errors(
    kind: str, news: Iterable[Indicator], others: Iterable[MappedIndicator]
) -> dict[str, str]:
    """Field → sentence where a new indicator is already taken by another old one."""
    wanted = {row.pk: row for row in news}
    for row in others:
        if row.new_id in wanted and row.old and (kind in ALONE and row.kind in ALONE):
            code = wanted[row.new_id].code
            return {
                "news": f"Chỉ tiêu mới {code} đã nhận riêng chỉ tiêu cũ {row.old.code}; nếu hai "
                "chỉ tiêu cũ nhập làm một thì chọn “Gộp” cho cả hai."
            }
    return {}


def gaps(olds: Sequence[Indicator], rows: Sequence[MappedIndicator]) -> list[str]:
    """What keeps a mapping from being published, each in one sentence."""
    found = []
    decided = {row.old_id for row in rows}
    if missing := [old.code for old in olds if old.pk not in decided]:
        found.append(f"Chưa chốt {len(missing)} chỉ tiêu cũ: {_some(missing)}.")
    sources = Counter(row.new_id for row in rows)
    for row in rows:
        if row.old is None or row.new is None:
            continue
        crowd = sources[row.new_id]
        if row.kind in ALONE and crowd > 1:
            found.append(
                f"{row.old.code} ghi “{row.get_kind_display()}” nhưng chỉ tiêu mới {row.new.code} "
                f"còn nhận {crowd - 1} chỉ tiêu cũ khác; chọn “Gộp”."
            )
        if row.kind == MappingKind.MERGED and crowd < 2:
            found.append(
                f"{row.old.code} ghi “Gộp” nhưng không chỉ tiêu cũ nào khác vào {row.new.code}."
            )
    return found


def _some(codes: Sequence[str]) -> str:
    more = len(codes) - MOST_NAMED
    return ", ".join(codes[:MOST_NAMED]) + (f" và {more} chỉ tiêu nữa" if more > 0 else "")


def deny_carry(
    access: Access, assessment: Assessment, source: Assessment, mapping: SetMapping | None
) -> str:
    """Whoever edits an assessment lets it take over the results of the one before, by a published
    mapping between their sets; both assessments are of one unit."""
    if reason := rules.deny_edit_assessment(access, assessment):
        return reason
    sets = (source.criteria_set_id, assessment.criteria_set_id)
    refusals = [
        (
            not access.sees(source.unit) or source.unit_id != assessment.unit_id,
            "Chỉ lấy kết quả từ đánh giá trước của cùng đơn vị.",
        ),
        (
            source.pk == assessment.pk or source.year > assessment.year,
            "Chỉ lấy kết quả từ đánh giá của năm trước hoặc cùng năm.",
        ),
        (
            assessment.carried_from_id not in (None, source.pk),
            f"Đánh giá này đã lấy kết quả từ {assessment.carried_from}.",
        ),
        (
            mapping is None or mapping.closed_at is None,
            f"Chưa công bố bảng chuyển từ bộ {source.criteria_set.code} sang bộ "
            f"{assessment.criteria_set.code}; người giữ bộ tiêu chí lập bảng ấy trước.",
        ),
        (
            mapping is not None and (mapping.old_set_id, mapping.new_set_id) != sets,
            "Bảng chuyển này dành cho hai bộ tiêu chí khác.",
        ),
    ]
    return next((sentence for refused, sentence in refusals if refused), "")
