"""Reads review chains with their steps."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from criteria.enums import SetLevel
from evidence.review.enums import HolderKind
from ntm_project.sample.places import BODIES, UNITS
from ntm_project.sample.rows import Draft, FixtureRow, by_key, read_rows
from villages.enums import Role

CHAINS = "review_chains.csv"
CHAIN_COLUMNS = [
    "quy trình",
    "áp dụng trong",
    "cấp được đánh giá",
    "tên quy trình",
    "từ ngày",
    "đến ngày",
    "căn cứ",
    "bước",
    "tên bước",
    "đơn vị thẩm tra",
    "đơn vị giữ bước",
    "tổ chức giữ bước",
    "vai trò",
    "số ngày làm việc",
    "nguồn của bước",
]
_OF_CHAIN = CHAIN_COLUMNS[1:7]


@dataclass
class ChainDraft:
    """A chain with its steps in order."""

    chain: Draft
    steps: list[Draft] = field(default_factory=list)


def read_chains(
    folder: Path, units: Mapping[str, Draft], bodies: Mapping[str, Draft]
) -> list[ChainDraft]:
    """One row a step; the rows of a chain state the same of the chain."""
    found: dict[str, ChainDraft] = {}
    for row in read_rows(folder, CHAINS, CHAIN_COLUMNS, may_lack=True):
        key = row.required("quy trình")
        made = found.setdefault(key, ChainDraft(_chain(row, key, units)))
        if odd := [c for c in _OF_CHAIN if row.text(c) != made.chain.row.text(c)]:
            raise row.error(
                f"khác dòng {made.chain.row.number} của cùng quy trình; hãy ghi giống nhau.", odd[0]
            )
        made.steps.append(_step(row, key, units, bodies))
    for made in found.values():
        made.steps = sorted(by_key(made.steps).values(), key=lambda s: s.fields["order"])
    return list(found.values())


def _chain(row: FixtureRow, key: str, units: Mapping[str, Draft]) -> Draft:
    fields = {
        "level": row.needed_choice("cấp được đánh giá", SetLevel),
        "name": row.required("tên quy trình"),
        "valid_from": row.day("từ ngày"),
        "valid_to": row.day("đến ngày"),
        "source": row.required("căn cứ"),
    }
    return Draft(
        row, key, fields, {"unit": row.needed_key("áp dụng trong", units, "đơn vị", UNITS)}
    )


def _step(
    row: FixtureRow, chain: str, units: Mapping[str, Draft], bodies: Mapping[str, Draft]
) -> Draft:
    row.required("nguồn của bước")
    kind = row.needed_choice("đơn vị thẩm tra", HolderKind)
    unit = row.key_of("đơn vị giữ bước", units, "đơn vị", UNITS)
    if (kind == HolderKind.FIXED_UNIT) != bool(unit):
        raise row.error(
            "chỉ ghi, và phải ghi, khi đơn vị thẩm tra nêu đích danh.", "đơn vị giữ bước"
        )
    fields = {
        "order": row.needed_whole("bước"),
        "name": row.required("tên bước"),
        "holder_kind": kind,
        "role": row.needed_choice("vai trò", Role),
        "working_days": row.needed_whole("số ngày làm việc"),
    }
    refs = {
        "holder_unit": unit,
        "holder_body": row.key_of("tổ chức giữ bước", bodies, "tổ chức", BODIES),
    }
    return Draft(row, (chain, fields["order"]), fields, refs)
