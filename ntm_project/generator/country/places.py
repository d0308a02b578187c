"""Provinces, communes and villages with their bodies and people."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from criteria.enums import SetLevel
from evidence.models import ReviewChain, ReviewStep
from evidence.review.enums import HolderKind
from ntm_project.generator import name_parts
from ntm_project.generator.country.size import FIRST_DAY, Size
from ntm_project.generator.country.trail import Trail
from ntm_project.generator.country.writer import Writer
from ntm_project.generator.dice import Dice
from villages.enums import Region, Role, UnitLevel
from villages.models import Body, Official, Posting, Unit

INVENTED = "Đơn vị do chương trình dựng để thử và đo, không có thật."
CLOSED = "!" + "0" * 40  # a password that nobody can type

# Key, name, short names, under the People's Committee.
BODIES = [
    ("ubnd", "UBND xã", "UBND", False),
    ("van-phong", "Văn phòng HĐND và UBND xã", "Văn phòng UBND", True),
    ("kinh-te", "Phòng Kinh tế xã", "Phòng Kinh tế", True),
    ("van-hoa", "Phòng Văn hóa - Xã hội xã", "Phòng VH-XH", True),
    ("bcd", "Ban Chỉ đạo các chương trình MTQG xã", "BCĐ xã", False),
    ("mttq", "Ủy ban Mặt trận Tổ quốc Việt Nam xã", "MTTQ xã", False),
    ("cong-an", "Công an xã", "", False),
    ("tram-y-te", "Trạm Y tế xã", "", True),
]
# Key, role, title, body; the first of them keeps the record.
PEOPLE = [
    ("thuongtruc", Role.STANDING_OFFICER, "Công chức Phòng Kinh tế, thường trực NTM", "kinh-te"),
    ("chutich", Role.CHAIR, "Chủ tịch UBND xã", "ubnd"),
    ("phokinhte", Role.VICE_CHAIR, "Phó Chủ tịch UBND xã (kinh tế)", "ubnd"),
    ("phovanhoa", Role.VICE_CHAIR, "Phó Chủ tịch UBND xã (văn hóa - xã hội)", "ubnd"),
    ("diachinh", Role.OFFICIAL, "Công chức Địa chính - Xây dựng", "kinh-te"),
    ("nongnghiep", Role.OFFICIAL, "Công chức Nông nghiệp - Môi trường", "kinh-te"),
    ("vanhoa", Role.OFFICIAL, "Công chức Văn hóa - Xã hội", "van-hoa"),
    ("tuphap", Role.OFFICIAL, "Công chức Tư pháp - Hộ tịch", "van-phong"),
    ("congan", Role.OFFICIAL, "Phó Trưởng Công an xã", "cong-an"),
    ("vanthu", Role.CLERK, "Văn thư", "van-phong"),
    ("mattran", Role.COMMITTEE, "Chủ tịch Ủy ban MTTQ Việt Nam xã", "mttq"),
]
_OFFICE_BODY = "Văn phòng điều phối nông thôn mới {}"


@dataclass
class MadeProvince:
    number: int
    unit: Unit
    office: Body
    trail: Trail
    tallies: dict[tuple[int, int], dict[str, int]] = field(default_factory=dict)


@dataclass
class MadeCommune:
    number: int
    province: MadeProvince
    unit: Unit
    trail: Trail
    dice: Dice
    bodies: dict[str, Body] = field(default_factory=dict)
    people: dict[str, Posting] = field(default_factory=dict)
    villages: list[Unit] = field(default_factory=list)
    tallies: dict[tuple[int, int], dict[str, int]] = field(default_factory=dict)

    @property
    def officer(self) -> Posting:
        return self.people["thuongtruc"]


class Places:
    """Makes units from the root down, each with its bodies and people."""

    def __init__(self, size: Size, writer: Writer, password: str) -> None:
        self.size, self.writer, self.password = size, writer, password

    def province(self, number: int) -> MadeProvince:
        dice = Dice(self.size.seed, "province", number)
        noun, name, region = name_parts.PROVINCES[number % len(name_parts.PROVINCES)]
        unit = self._unit(None, UnitLevel.PROVINCE, noun, name, number + 1, region)
        trail = Trail(unit)
        office = self.writer.add(
            Body(unit=unit, name=_OFFICE_BODY.format(unit.full_name), short_names="VPĐP NTM tỉnh")
        )
        start = self.size.first
        key = f"t{number + 1:02}"
        reviewer = self._person(
            dice, f"{key}.thamtra", unit, office, Role.REVIEWER, "Chuyên viên thẩm tra", start
        )
        committee = "Phó Chủ tịch UBND, Phó Trưởng Ban Chỉ đạo"
        more = [
            self._person(dice, f"{key}.banchidao", unit, None, Role.COMMITTEE, committee, start),
            self._person(
                dice, f"{key}.quantri", unit, office, Role.ADMINISTRATOR, "Quản trị", start
            ),
        ]
        at = dice.moment(start)
        for row in (unit, office, reviewer, *more):
            trail.record(at, dice.key(), None, _made(row), row)
        self._review(unit, office)
        return MadeProvince(number, unit, office, trail)

    def _review(self, unit: Unit, office: Body) -> None:
        """Dossiers of communes go to the province's office, in fifteen working days."""
        name = f"Thẩm tra xã của {unit.full_name}"
        chain = ReviewChain(
            unit=unit, level=SetLevel.COMMUNE, name=name, valid_from=self.size.first
        )
        step = ReviewStep(
            chain=self.writer.add(chain),
            order=1,
            name="Thẩm tra cấp tỉnh",
            holder_kind=HolderKind.FIXED_UNIT,
            holder_unit=unit,
            holder_body=office,
            role=Role.REVIEWER,
        )
        self.writer.add(step)

    def watcher(self, provinces: list[MadeProvince]) -> None:
        """One who looks at the whole country: on the committee of every province."""
        dice = Dice(self.size.seed, "watcher")
        first, *rest = provinces
        title = "Theo dõi chương trình cả nước"
        held = self._person(
            dice, "trunguong", first.unit, None, Role.COMMITTEE, title, self.size.first
        )
        for province in rest:
            self._posting(
                held.official, province.unit, None, Role.COMMITTEE, title, self.size.first
            )

    def commune(self, province: MadeProvince, number: int, name: str) -> MadeCommune:
        dice = Dice(self.size.seed, "commune", number)
        order = number - self.size.communes_of(province.number).start + 1
        region = Region(province.unit.region)
        unit = self._unit(province.unit, UnitLevel.COMMUNE, "xã", name, order, region)
        unit.code = f"D{number + 1:05}"
        unit.commune_group = dice.pick((1, 2, 2, 3, 3))
        made = MadeCommune(number, province, unit, Trail(unit), dice)
        self._bodies(made)
        self._people(made)
        self._villages(made, region)
        at = dice.moment(self.size.first)
        for row in (unit, *made.bodies.values(), *made.people.values(), *made.villages):
            made.trail.record(at, dice.key(), None, _made(row), row)
        return made

    def _bodies(self, made: MadeCommune) -> None:
        for order, (key, name, short, is_subordinate) in enumerate(BODIES, 1):
            made.bodies[key] = self.writer.add(
                Body(
                    unit=made.unit,
                    name=f"{name} {made.unit.name}",
                    short_names=short,
                    is_subordinate=is_subordinate,
                    order=order,
                )
            )

    def _people(self, made: MadeCommune) -> None:
        for key, role, title, body in PEOPLE:
            start = made.dice.day(self.size.first, self.size.first + timedelta(days=20))
            made.people[key] = self._person(
                made.dice,
                f"x{made.number + 1:04}.{key}",
                made.unit,
                made.bodies[body],
                role,
                title,
                start,
            )
        # Somebody moved on, as in any commune.
        gone = self._person(
            made.dice,
            f"x{made.number + 1:04}.cu",
            made.unit,
            made.bodies["kinh-te"],
            Role.OFFICIAL,
            "Công chức Nông nghiệp - Môi trường",
            self.size.first,
        )
        gone.ends_on = made.dice.day(self.size.first + timedelta(days=30), self.size.day)
        gone.is_main = False
        gone.official.is_active = False

    def _villages(self, made: MadeCommune, region: Region) -> None:
        number = self.size.villages_of(made.number)
        noun = name_parts.VILLAGE_NOUNS.get(region, "thôn")
        for order, name in enumerate(name_parts.villages(made.dice, number), 1):
            village = self._unit(made.unit, UnitLevel.VILLAGE, noun, name, order, region)
            made.villages.append(village)

    def _unit(
        self,
        parent: Unit | None,
        level: UnitLevel,
        noun: str,
        name: str,
        order: int,
        region: Region,
    ) -> Unit:
        unit = self.writer.add(
            Unit(
                parent=parent,
                level=level,
                noun=noun,
                name=name,
                order=order,
                region=region,
                valid_from=FIRST_DAY,
                note=INVENTED if level != UnitLevel.PROVINCE else "",
            )
        )
        unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
        return unit

    def _person(
        self,
        dice: Dice,
        username: str,
        unit: Unit,
        body: Body | None,
        role: Role,
        title: str,
        start: date,
    ) -> Posting:
        official = Official(
            username=username,
            full_name=name_parts.person(dice),
            phone=f"09{dice.whole(0, 99_999_999):08}",
            password=self.password or CLOSED,
            has_sample_password=bool(self.password),
            home_unit=unit,
            note="Người do chương trình dựng, không có thật.",
        )
        official = self.writer.add(official)
        return self._posting(official, unit, body, role, title, start, is_main=True)

    def _posting(
        self,
        official: Official,
        unit: Unit,
        body: Body | None,
        role: Role,
        title: str,
        start: date,
        *,
        is_main: bool = False,
    ) -> Posting:
        return self.writer.add(
            Posting(
                official=official,
                unit=unit,
                body=body,
                role=role,
                title=title,
                is_main=is_main,
                starts_on=start,
            )
        )


def _made(row: object) -> str:
    """What the trail calls the making of such a row."""
    if isinstance(row, Unit):
        return "thêm đơn vị"
    return "thêm tổ chức" if isinstance(row, Body) else "bổ nhiệm"


def moments(dice: Dice, first: date, last: date, number: int) -> list[datetime]:
    """That number of moments between two days, in order."""
    return sorted(dice.moment(dice.day(first, last)) for _ in range(number))
