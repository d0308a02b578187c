"""Makes the country, commune by commune."""

from collections import Counter
from collections.abc import Callable

from ntm_project.generator import name_parts
from ntm_project.generator.country.judged import Judged
from ntm_project.generator.country.places import MadeProvince, Places
from ntm_project.generator.country.size import Size
from ntm_project.generator.country.work import YearOfWork
from ntm_project.generator.country.writer import Writer
from ntm_project.generator.dice import Dice
from villages.models import Official, Unit


class NotEmpty(Exception):
    """The database holds a place or a person: nothing invented is mixed with it."""


def build(
    size: Size, *, password: str = "", report: Callable[[str], None] = lambda _: None
) -> Counter[str]:
    """Write a country into a database that holds the criteria sets and no place; what was made.

    `password` is a hash that every account gets; without it nobody can sign in.
    """
    if Unit.objects.exists() or Official.objects.exists():
        raise NotEmpty(
            "Cơ sở dữ liệu này đã có đơn vị hoặc cán bộ; dữ liệu đo chỉ dựng vào sổ còn trống."
        )
    writer = Writer()
    places, judged = Places(size, writer, password), Judged(size, writer)
    provinces = []
    for number in range(size.provinces):
        province = places.province(number)
        _communes(size, writer, places, judged, province)
        judged.tally(province)
        province.trail.link(writer)
        provinces.append(province)
        report(f"{province.unit.title_name}: {len(size.communes_of(number))} xã")
    places.watcher(provinces)
    writer.finish()
    return writer.written


def _communes(
    size: Size, writer: Writer, places: Places, judged: Judged, province: MadeProvince
) -> None:
    numbers = size.communes_of(province.number)
    names = name_parts.communes(Dice(size.seed, "communes", province.number), len(numbers))
    for number, name in zip(numbers, names, strict=True):
        made = places.commune(province, number, name)
        assessment = judged.commune(made)
        judged.villages(made)
        if size.tasks:
            YearOfWork(size, writer, made, assessment, judged.of_communes.criteria).write()
        judged.tally(made)
        made.trail.link(writer)
        writer.settle()
