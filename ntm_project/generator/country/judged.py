"""Assessments of communes and villages: results with their changes, standings, tallies."""

from collections import defaultdict
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from criteria.comparison import edition_of, level_of
from criteria.enums import Claim, IndicatorKind, State
from criteria.judging import score_of
from criteria.models import (
    Assessment,
    CriteriaSet,
    Criterion,
    Indicator,
    Result,
    ResultChange,
    Standing,
    StandingStep,
    Tally,
)
from criteria.models.assessments import measured_values
from criteria.models.levels import levels_of
from criteria.services.steps import steps_of
from ntm_project.generator.country.places import MadeCommune, MadeProvince, moments
from ntm_project.generator.country.size import Size
from ntm_project.generator.country.writer import Writer
from ntm_project.generator.dice import Dice
from ntm_project.generator.values import measure
from tasks.models import Supervision
from villages.models import Posting, Unit

COMMUNE_SET = "VN-XA-NC-2021"  # 19 criteria, 75 indicators
VILLAGE_SET = "BG-THON-NTM-2023"
VILLAGES_JUDGED = 2  # of each commune of the province whose set it is
_UNITS = ("Phòng Kinh tế", "Phòng Văn hóa - Xã hội", "Công an xã", "Trạm Y tế", "Văn phòng")


@dataclass(frozen=True)
class KnownSet:
    """A set with its criteria and indicators, read once; levels come with them."""

    set: CriteriaSet
    criteria: list[Criterion]
    indicators: dict[int, list[Indicator]]

    @classmethod
    def read(cls, code: str) -> "KnownSet":
        judged_by = CriteriaSet.objects.get(code=code)
        criteria = list(judged_by.criteria.order_by("number"))
        found: dict[int, list[Indicator]] = defaultdict(list)
        rows = Indicator.objects.filter(criterion__in=criteria, part_of__isnull=True)
        rows = rows.select_related("criterion").order_by("criterion__number", "order", "pk")
        levels = levels_of(rows)
        for row in rows:
            row.known_levels = levels[row.pk]
            found[row.criterion_id].append(row)
        return cls(judged_by, criteria, found)


class Judged:
    """Writes assessments as their people would have recorded them, month by month."""

    def __init__(self, size: Size, writer: Writer) -> None:
        self.size, self.writer = size, writer
        self.words: dict[int, list[ResultChange]] = {}
        self.of_communes = KnownSet.read(COMMUNE_SET)
        self.of_villages = KnownSet.read(VILLAGE_SET)

    def commune(self, made: MadeCommune) -> Assessment:
        """The commune's own assessments, of this year and of the years before; the last of them."""
        quality = made.dice.random.betavariate(5, 1.4)
        for year in range(self.size.year - self.size.years + 1, self.size.year):
            drift = (self.size.year - year) * 0.02
            self._past(made, year, max(0.3, quality - drift))
        return self._present(made, made.unit, self.of_communes, quality)

    def villages(self, made: MadeCommune) -> None:
        if made.province.number == 0:
            for unit in made.villages[:VILLAGES_JUDGED]:
                self._present(made, unit, self.of_villages, made.dice.random.betavariate(4, 1.3))

    def _open(self, made: MadeCommune, unit: Unit, known: KnownSet, year: int) -> Assessment:
        return self.writer.add(
            Assessment(
                unit=unit,
                criteria_set=known.set,
                year=year,
                baseline_on=date(year - 1, 12, 31),
                target_on=date(year, 12, 31),
                is_registered=made.dice.chance(0.6),
            )
        )

    def _present(
        self, made: MadeCommune, unit: Unit, known: KnownSet, quality: float
    ) -> Assessment:
        year, dice = self.size.year, Dice(self.size.seed, "assessment", unit.pk)
        assessment = self._open(made, unit, known, year)
        at = dice.moment(date(year, 7, 7))
        made.trail.record(at, dice.key(), made.officer, "lập đánh giá", assessment, unit=unit)
        for number, criterion in enumerate(known.criteria):
            charge = _in_charge(made, number)
            rows = [
                self._result(made, assessment, indicator, charge, quality, dice)
                for indicator in known.indicators[criterion.pk]
            ]
            self._stand(made, assessment, criterion, rows)
            if unit.level == "commune":
                self._supervise(made, assessment, criterion, number)
        return assessment

    def _result(
        self,
        made: MadeCommune,
        assessment: Assessment,
        indicator: Indicator,
        charge: Posting,
        quality: float,
        dice: Dice,
    ) -> Result:
        """One indicator: recorded early in the year, most of them again later."""
        result = self.writer.add(
            Result(assessment=assessment, indicator=indicator, in_charge=charge.official)
        )
        if dice.chance(0.04):
            return result
        ends_met = dice.chance(quality)
        first = ends_met and dice.chance(0.7)
        steps = [first] if dice.chance(0.7) and first == ends_met else [first, ends_met]
        level = level_of(assessment, indicator)
        year = assessment.year
        times = [dice.moment(dice.day(date(year, 7, 10), date(year, 8, 29)))]
        if len(steps) > 1:
            times += moments(dice, date(year, 9, 5), self.size.day, 1)
        for at, is_met in zip(times, steps, strict=True):
            day = at.date() - timedelta(days=dice.whole(0, 6))
            fields = _fields(dice, indicator, level, day, is_met=is_met, is_last=at == times[-1])
            self._save(made, result, charge, at, fields, dice)
        return result

    def _save(
        self,
        made: MadeCommune,
        result: Result,
        by: Posting,
        at: Any,
        fields: dict[str, Any],
        dice: Dice,
    ) -> None:
        """One save of a result: the row, its change for ever, and the event."""
        old = {name: getattr(result, name) for name in fields}
        for name, value in fields.items():
            setattr(result, name, value)
        result.edition = edition_of(result.indicator)
        result.version += 1
        request = dice.key()
        self._keep(
            ResultChange(
                result=result,
                version=result.version,
                effective_on=fields["as_of"],
                recorded_at=at,
                recorded_by_id=by.official_id,
                recorded_by_name=by.official.full_name,
                request_id=request,
                **measured_values(result),
            )
        )
        unit = result.assessment.unit
        made.trail.record(
            at, request, by, "cập nhật kết quả", result, old=old, new=fields, unit=unit
        )

    def _past(self, made: MadeCommune, year: int, quality: float) -> None:
        """An ended year: recorded once at its end, by one event."""
        dice = Dice(self.size.seed, "past", made.number, year)
        assessment = self._open(made, made.unit, self.of_communes, year)
        at, request, day = dice.moment(date(year, 12, 20)), dice.key(), date(year, 12, 15)
        made.trail.record(at, request, made.officer, "nhập từ Excel", assessment)
        for criterion in self.of_communes.criteria:
            rows = []
            for indicator in self.of_communes.indicators[criterion.pk]:
                is_met = dice.chance(quality)
                fields = _fields(
                    dice, indicator, level_of(assessment, indicator), day, is_met=is_met
                )
                result = self.writer.add(
                    Result(
                        assessment=assessment,
                        indicator=indicator,
                        version=1,
                        edition=edition_of(indicator),
                        **fields,
                    )
                )
                self._keep(
                    ResultChange(
                        result=result, version=1, effective_on=day, recorded_at=at,
                        recorded_by_id=made.officer.official_id,
                        recorded_by_name=made.officer.official.full_name,
                        request_id=request, **measured_values(result),
                    )
                )  # fmt: skip
                rows.append(result)
            self._stand(made, assessment, criterion, rows)

    def _keep(self, word: ResultChange) -> None:
        """What was recorded of a result, until its criterion stands."""
        self.writer.add(word)
        self.words.setdefault(word.result_id, []).append(word)

    def _stand(
        self, made: MadeCommune, assessment: Assessment, criterion: Criterion, rows: list[Result]
    ) -> None:
        """The standing of a criterion by the one function, counted in the tallies above it."""
        score = score_of(assessment, criterion, rows, None)
        self.writer.add(Standing(assessment=assessment, criterion=criterion, **asdict(score)))
        words = [word for row in rows for word in self.words.pop(row.pk, ())]
        words.sort(key=lambda word: word.pk)
        for day, then in steps_of(assessment, criterion, rows, words, None).items():
            step = {"assessment": assessment, "criterion": criterion, "on": day}
            self.writer.add(StandingStep(**step, **asdict(then)))
        key = (criterion.pk, assessment.year)
        above = [made.province.tallies]
        if assessment.unit_id != made.unit.pk:
            above.append(made.tallies)
        for tallies in above:
            counts = tallies.setdefault(key, dict.fromkeys(State.values, 0))
            counts[score.state] += 1

    def tally(self, made: MadeCommune | MadeProvince) -> None:
        """Write what was counted for the unit."""
        sets = {c.pk: known.set for known in (self.of_communes, self.of_villages)
                for c in known.criteria}  # fmt: skip
        for (criterion, year), counts in sorted(made.tallies.items()):
            self.writer.add(
                Tally(
                    unit=made.unit,
                    criteria_set=sets[criterion],
                    criterion_id=criterion,
                    year=year,
                    **counts,
                )
            )
        made.tallies.clear()

    def _supervise(
        self, made: MadeCommune, assessment: Assessment, criterion: Criterion, number: int
    ) -> None:
        """One leader directs a criterion; of some nobody was named yet."""
        if made.dice.chance(0.03):
            return
        leader = made.people[("phokinhte", "phokinhte", "phovanhoa", "chutich")[number % 4]]
        self.writer.add(
            Supervision(assessment=assessment, criterion=criterion, official=leader.official)
        )


def _in_charge(made: MadeCommune, number: int) -> Posting:
    keys = ("diachinh", "nongnghiep", "vanhoa", "tuphap", "congan")
    return made.people[keys[number * len(keys) // 19 % len(keys)]]


def _fields(
    dice: Dice, indicator: Indicator, level: Any, day: date, *, is_met: bool, is_last: bool = False
) -> dict[str, Any]:
    """What is recorded of an indicator on a day: claim, figures, source."""
    if is_last and indicator.kind == IndicatorKind.BOOLEAN and dice.chance(0.012):
        note = "Trên địa bàn xã không có đối tượng áp dụng."
        return {"claim": Claim.NOT_APPLICABLE, "note": note, "as_of": day}
    # One in two hundred is claimed met against its figure.
    measured = measure(dice, indicator, level, is_met=is_met and not dice.chance(0.005))
    number = dice.whole(5, 180)
    source = f"Báo cáo số {number}/BC-UBND, {dice.pick(_UNITS)} tổng hợp"
    claim = Claim.MET if is_met else Claim.NOT_MET
    return {"claim": claim, **measured, "as_of": day, "source": source}
