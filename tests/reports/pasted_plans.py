"""Whole plans of other communes as they are pasted, each with the faults that are planted in it.

`pasted/NAME.faults.csv` has a fault a row: its kind; what a finding of it names (`about`, parts
between `;;`, alternatives between `|`) and states (`wrong`); the words of the sound plan and those
that take their place. Text and register stand beside it, or among the plans of the intake.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

from django.db import transaction
from django.urls import reverse

from criteria.models import CriteriaSet
from evidence.models import Intake
from ntm_project.sample.loader import load_sets
from reports.checks.queries import checked
from reports.record import load_record
from tasks.models import Plan
from tests import factories as make
from tests.evidence.intake.measured import PLANS, SETS, rows_of
from tests.world import client_of
from villages.access import system_access
from villages.enums import Role
from villages.models import Body, Official, Unit

PASTED = Path(__file__).parent / "pasted"
NAMES = sorted(path.name.removesuffix(".faults.csv") for path in PASTED.glob("*.faults.csv"))
TWO_LEVELS = date(2025, 7, 1)  # from when on there are no districts
# What the checks say of any plan that was only just pasted: it is true of the sound ones too.
OF_A_DRAFT = frozenset(
    (
        "leaders", "no-lead", "no-deadline", "standing-unknown", "several-leads", "no-money",
        "tentative", "rhythm-silent", "village-without-body", "plan-not-issued",
    )
)  # fmt: skip
_DAY = re.compile(r"ngày\s+(\d+)(?:/| tháng )(\d+)(?:/| năm )(\d{4})")
_OFFICES = (("Chủ tịch UBND", Role.CHAIR), ("Phó Chủ tịch UBND", Role.VICE_CHAIR))
_AUTHORITIES = (
    (Role.CHAIR, "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH"),
    (Role.VICE_CHAIR, "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"),
)
MOST_ROUNDS = 3  # of giving the rows again without those that are refused

Found = tuple[str, str]  # slug, all words of a finding


def _path(name: str, ending: str) -> Path:
    own = PASTED / f"{name}.{ending}"
    return own if own.exists() else PLANS / f"{name}.{ending}"


def faults_of(name: str) -> list[dict[str, str]]:
    return rows_of(PASTED / f"{name}.faults.csv")


def text_of(name: str, *, is_sound: bool) -> str:
    """The plan as it was, or with each of its faults."""
    text = _path(name, "txt").read_text(encoding="utf-8")
    for fault in () if is_sound else faults_of(name):
        assert text.count(fault["old"]) == 1, fault["old"]
        text = text.replace(fault["old"], fault["new"])
    return text


def day_of(name: str) -> date:
    """The day on the head of the plan."""
    found = _DAY.search(text_of(name, is_sound=True)[:900])
    assert found, name
    return date(int(found[3]), int(found[2]), int(found[1]))


def read_on(name: str) -> date:
    return day_of(name) + timedelta(days=2)


def load_all_sets() -> None:
    """Once, before the first plan is read."""
    load_sets(SETS.parent, by=make.system())


def findings_in(name: str, text: str) -> list[Found]:
    """What the checks find in the text, and what the intake refuses of it; nothing stays."""
    with transaction.atomic():
        plan, standing = _plan_of(name)
        refused = _pasted(plan, text, standing)
        access = system_access(read_on(name))
        record = load_record([plan.unit], access, year=plan.year)
        groups = checked(record, plan.unit, access, may_waive=False).groups
        transaction.set_rollback(True)
    return [("refused", words) for words in refused] + [
        (group.check.slug, f"{line.text} · {line.note} · {line.badge} · {group.check.heading}")
        for group in groups
        for line in group.lines
    ]


def is_found(fault: Mapping[str, str], words: str) -> bool:
    small = words.lower()
    names = fault["about"].lower().split(";;")
    is_about = all(any(one in small for one in name.split("|")) for name in names)
    return is_about and bool(re.search(fault["wrong"], small))


def _plan_of(name: str) -> tuple[Plan, Official]:
    """A plan of the unit for which the first set of the register is, and who may paste it."""
    rows = rows_of(_path(name, "register.csv"))
    sets = [row for row in rows if row["loại"] == "bộ"]
    year = min(int(row["khác"]) for row in sets if row["khác"])
    units = _units(rows, is_below_a_district=day_of(name) < TWO_LEVELS)
    owner = units[next(row["đơn vị"] for row in sets if row["khác"])]
    for row in rows:
        if row["loại"] == "tổ chức":
            short = "\n".join(filter(None, map(str.strip, row["khác"].split(";"))))
            Body.objects.create(unit=units[row["đơn vị"]], name=row["tên"], short_names=short)
    signs = next(_officials(rows, units, owner, year))
    for row in sets:
        made = CriteriaSet.objects.get(code=row["tên"])
        make.make_assessment(units[row["đơn vị"]], made, year)
    commune = units["xã"]
    standing = make.make_official(
        commune, Role.STANDING_OFFICER, "Nguyễn Thường Trực", starts_on=date(year - 2, 1, 1)
    )
    authority = "TM. BAN CHỈ ĐẠO\nTRƯỞNG BAN"
    for role, words in _AUTHORITIES:
        if signs.postings.filter(role=role).exists():
            authority = words
    plan = make.make_plan(
        owner, year, title="Thực hiện xây dựng nông thôn mới", place=commune.name,
        authority=authority,
        issuer=f"ỦY BAN NHÂN DÂN\n{commune.title_name.upper()}", signatory_name=signs.full_name,
    )  # fmt: skip
    return plan, standing


def _units(rows: list[dict[str, str]], *, is_below_a_district: bool) -> dict[str, Unit]:
    above = make.make_province("Tỉnh Thử")
    if is_below_a_district:
        above = make.make_unit("district", "Huyện Thử", above)
    first, *others = (r for r in rows if r["loại"] not in {"bộ", "người", "tổ chức"})
    commune = make.make_unit("commune", first["tên"], above, region="TDMNPB", noun=first["loại"])
    units = {"xã": commune, first["tên"]: commune}
    for row in others:
        units[row["tên"]] = make.make_unit(
            "village", row["tên"], commune, region="TDMNPB", noun=row["loại"]
        )
    return units


def _officials(
    rows: list[dict[str, str]], units: Mapping[str, Unit], owner: Unit, year: int
) -> Iterator[Official]:
    """Makes the people of the register; who signs comes first."""
    made = []
    for row in rows:
        if row["loại"] != "người":
            continue
        title = row["khác"].split(";")[0].strip() or "cán bộ"
        role = next((role for words, role in _OFFICES if title.startswith(words)), Role.OFFICIAL)
        unit = units[row["đơn vị"]]
        official = make.make_official(
            unit, role, row["tên"], title=title[0].upper() + title[1:],
            starts_on=date(year - 2, 1, 1),
        )  # fmt: skip
        is_head = role == Role.CHAIR or unit.is_village
        made.append((not (is_head and unit == owner), len(made), official))
    yield from (official for *_, official in sorted(made, key=lambda one: one[:2]))


def _pasted(plan: Plan, text: str, standing: Official) -> list[str]:
    """Pastes a text and gives the rows that are ticked at first but for those that are refused; why
    they are."""
    client, refused = client_of(standing), []
    answer = client.post(reverse("evidence:take_plan", args=[plan.pk]), {"text": text})
    assert answer.status_code == 303
    intake = Intake.objects.latest("pk")
    # As they are ticked at first.
    rows = list(intake.rows.filter(is_likely=True).order_by("order"))
    for _ in range(MOST_ROUNDS):
        sent = {"chon": [row.pk for row in rows]}
        sent |= {f"seen_version_{row.pk}": row.version for row in rows}
        answer = client.post(reverse("evidence:intake", args=[intake.pk]), sent)
        if answer.status_code == 303:
            break
        wrong = {one.row.pk: one for one in answer.context["rows"] if one.errors}
        refused += [f"{one.row.source} · {one.errors}" for one in wrong.values()]
        rows = [row for row in rows if row.pk not in wrong]
    return refused
