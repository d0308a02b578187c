"""`load_sample`: what stands in the record after it, and that a second run changes nothing."""

import csv
import hashlib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import transaction

from criteria.models import Assessment, CriteriaSet, Figure, Indicator, Level, Recognition, Result
from criteria.services.standings import standing_drifts, tally_drifts
from ntm_project.sample.loader import load
from reports.checks.queries import checked
from reports.record import load_record
from tasks.models import Citation, Funding, Plan, PlanText, PlanWindow, Supervision, Target, Task
from tests.reports.test_known_inconsistencies import ROWS as INCONSISTENCIES
from villages.access import access_of, system_access
from villages.enums import Ability, Role
from villages.models import AuditEvent, Body, Lineage, Official, Unit

FIXTURES = Path(settings.BASE_DIR, "fixtures")
TODAY = date(2024, 3, 4)


def run(*args: str) -> str:
    out = StringIO()
    call_command("load_sample", *args, stdout=out)
    return out.getvalue()


def checksums() -> dict[str, str]:
    """Model → a digest of all its rows."""
    return {
        model._meta.label: hashlib.sha256(
            repr(list(model._default_manager.order_by("pk").values_list())).encode()
        ).hexdigest()
        for model in apps.get_models()
    }


@pytest.fixture(scope="module")
def _loaded(django_db_setup: None, django_db_blocker: object) -> Iterator[None]:
    """The sample, loaded once for this module and taken back at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        with time_machine.travel(TODAY, tick=False):
            load(FIXTURES, by=system_access(TODAY), with_accounts=True)
        with django_db_blocker.block():
            yield
        transaction.set_rollback(True)


@pytest.fixture
def sample(_loaded: None, db: None) -> None:
    """The loaded sample; what a test changes is taken back after it."""


def states(unit: str) -> Counter[tuple[str, str, bool]]:
    assessment = Assessment.objects.get(unit__name=unit)
    return Counter(assessment.standings.values_list("state", "source", "is_inferred"))


class TestStandings:
    def test_mai_dinh_stands_at_11_of_19_as_the_plan_says(self, sample: None) -> None:
        assert states("Mai Đình") == {
            ("met", "baseline", True): 11,
            ("not_met", "baseline", False): 6,
            ("not_met", "results", False): 2,
        }

    def test_mai_ha_stands_at_10_of_12(self, sample: None) -> None:
        assert states("Mai Hạ") == {
            ("met", "baseline", True): 10,
            ("not_met", "baseline", False): 1,
            ("not_met", "results", False): 1,
        }

    def test_thang_loi_is_unknown_because_its_plan_does_not_say(self, sample: None) -> None:
        assert states("Thắng Lợi") == {("unknown", "none", False): 7}
        baselines = Assessment.objects.get(unit__name="Thắng Lợi").baselines
        quoted = "Các tiêu chí chưa đạt và các tiêu chí cần bổ sung"
        assert baselines.filter(words=quoted).exclude(conclusion="").count() == 6
        assert baselines.get(words="").conclusion == "Văn bản không nhắc, có thể đã đạt."

    def test_nghi_hoa_has_7_met_and_does_not_call_the_rest_unmet(self, sample: None) -> None:
        assert sum(states("Nghi Hoa").values()) == 19
        assert {state for state, _, _ in states("Nghi Hoa")} == {"met", "unknown"}
        assert sum(n for (state, _, _), n in states("Nghi Hoa").items() if state == "met") == 7

    def test_computed_rows_agree_with_their_rows(self, sample: None) -> None:
        assert list(standing_drifts()) == []
        assert list(tally_drifts()) == []


class TestSets:
    def test_nine_sets_are_published_and_none_is_called_verified(self, sample: None) -> None:
        assert CriteriaSet.objects.count() == 9
        assert not CriteriaSet.objects.filter(published_at=None).exists()
        assert not CriteriaSet.objects.filter(is_verified=True).exists()

    def test_amendments_come_as_sets_conditions_and_added_levels(self, sample: None) -> None:
        whole = Indicator.objects.get(criterion__criteria_set__code="VN-XA-NTM-2026-1", code="3.9")
        assert whole.criterion.criteria_set.amends.code == "VN-XA-NTM-2026"
        assert whole.criterion.criteria_set.indicator_noun == "nội dung"
        conditions = whole.conditions.order_by("order").values_list("code", flat=True)
        assert list(conditions) == ["3.9a", "3.9b", "3.9c"]
        added = Level.objects.filter(edition__gt=0)
        assert set(added.values_list("indicator__code", flat=True)) == {"14.2", "14.3", "14.4"}

    def test_every_criterion_has_an_indicator(self, sample: None) -> None:
        for criteria_set in CriteriaSet.objects.all():
            criteria = criteria_set.criteria.filter(indicators=None)
            assert criteria_set.criteria.count() == criteria_set.criteria_known
            assert not criteria.exists()

    def test_provinces_refine_the_national_set_but_where_numbers_differ(self, sample: None) -> None:
        ours = Indicator.objects.filter(criterion__criteria_set__code="BG-XA-NC-2022")

        assert [one.code for one in ours.filter(parent=None)] == ["13.5"]
        # Table by table: of some just filled PostgreSQL may take six joins in the worst order.
        refining = ours.exclude(parent=None)
        for indicator in refining.prefetch_related("parent__criterion__criteria_set"):
            assert indicator.parent.code == indicator.code
            assert indicator.parent.criterion.criteria_set.code == "VN-XA-NC-2021"

    def test_levels_keep_sign_fraction_and_words(self, sample: None) -> None:
        def level(code: str, indicator: str) -> tuple:
            row = Indicator.objects.get(
                criterion__criteria_set__code=code, code=indicator
            ).levels.get()
            return row.comparator, row.value, row.denominator, row.words

        assert level("BG-THON-NTM-2023", "5.3") == (
            "gte",
            2,
            3,
            "ít nhất 2/3 số hộ trong thôn nghe được",
        )
        assert level("NA-XA-NC-2021", "11") == ("lt", 4, None, "< 4%")
        assert level("NA-XA-NC-2021", "10")[:2] == ("gte", 51)
        assert level("VN-XA-NC-2021", "11") == ("lte", None, None, "")

    def test_a_level_by_region_has_a_row_for_each_region(self, sample: None) -> None:
        power = Indicator.objects.get(criterion__criteria_set__code="VN-XA-NC-2021", code="4")

        assert {level.region for level in power.levels.all()} == {
            "TDMNPB",
            "DBSH",
            "BTB",
            "DHNTB",
            "TN",
            "DNB",
            "DBSCL",
        }


class TestRecord:
    def test_named_unmet_indicators_are_claims_with_a_day(self, sample: None) -> None:
        unmet = Result.objects.filter(claim="not_met", as_of=date(2023, 12, 30))
        codes = unmet.filter(assessment__unit__name="Mai Đình").values_list(
            "indicator__code", flat=True
        )

        assert sorted(codes) == ["13.2", "13.3", "13.4", "13.5", "13.7", "18.1"]
        assert unmet.filter(assessment__unit__name="Mai Hạ").count() == 2

    def test_measures_that_answer_an_indicator_are_results_the_rest_figures(
        self, sample: None
    ) -> None:
        measured = Result.objects.exclude(value=None).order_by("indicator__code")

        assert [(r.indicator.code, format(r.value, "f"), r.claim) for r in measured] == [
            ("10", "51.0000", "met"),
            ("11", "2.3600", "met"),
        ]
        assert Figure.objects.filter(assessment__unit__name="Nghi Hoa").count() == 29
        camera = Figure.objects.get(text__contains="Camera")
        assert (camera.value, camera.out_of) == (4, 8)

    def test_recognition_stands_apart_with_an_unknown_number_left_empty(self, sample: None) -> None:
        row = Recognition.objects.get()

        assert (row.unit.name, row.decided_on) == ("Mai Đình", date(2021, 11, 6))
        assert row.decision_number == ""

    def test_supervision_is_kept_as_written(self, sample: None) -> None:
        def leaders(number: int) -> list[tuple[str, str]]:
            rows = Supervision.objects.filter(criterion__number=number).order_by("pk")
            return [(row.official.username, row.words.rpartition("phụ trách ")[2]) for row in rows]

        assert leaders(18) == [("tam", "văn xã"), ("dong", "kinh tế nông nghiệp")]
        assert leaders(19) == []
        assert Supervision.objects.count() == 19

    def test_money_is_kept_even_where_it_does_not_add_up(self, sample: None) -> None:
        row = Funding.objects.get(words="2,32 tỷ đồng")

        assert row.total == 2_320_000_000
        assert sum(part.amount for part in row.parts.all()) == 2_250_000_000
        assert Funding.objects.get(unit__name="Mai Đình").total is None


class TestUnits:
    def test_the_old_commune_ends_and_the_new_one_follows(self, sample: None) -> None:
        new = Unit.objects.get(name="Xuân Cẩm", valid_to=None)

        assert Lineage.objects.filter(successor=new).count() == 4
        assert Unit.objects.get(name="Hương Lâm").valid_to == date(2025, 6, 30)
        # The commune of the plan stays open, so that the sample can be worked with.
        assert Unit.objects.get(name="Mai Đình").valid_to is None
        assert new.parent.level == "province"

    def test_the_commune_of_the_plan_becomes_the_new_one(self, sample: None) -> None:
        """The worked sample: Mai Đình joins its neighbours in Xuân Cẩm, and is still read."""
        plan = Plan.objects.get(unit__name="Mai Đình")
        left = Task.objects.open().filter(plan=plan).count()
        with time_machine.travel(date(2026, 11, 27), tick=False):
            call_command("merge_sample", stdout=StringIO())
            with pytest.raises(CommandError):
                call_command("merge_sample", stdout=StringIO())
        new = Unit.objects.get(name="Xuân Cẩm", valid_to=None)
        assert Lineage.objects.filter(successor=new).count() == 5
        assert left == Task.objects.open().filter(plan__unit=new).count() > 0
        assert {u.name for u in new.children.filter(valid_to=None)} >= {"Mai Hạ", "Thắng Lợi"}
        lan = access_of(Official.objects.get(full_name="Nguyễn Thị Lan"), date(2026, 11, 27))
        assert lan.main_posting.unit == new
        assert lan.sees(plan.unit)
        assert not lan.can(Ability.EDIT_PLAN, plan.unit)
        reviewer = Official.objects.get(username="thamtra").postings.filter(ends_on=None)
        assert [posting.unit.name for posting in reviewer] == ["Bắc Ninh"]
        assert not Unit.objects.filter(parent__name="Hiệp Hòa", valid_to=None).exists()
        # The paper of 2024 keeps its head.
        assert "MAI ĐÌNH" in plan.issuer

    def test_hamlets_called_old_are_not_current(self, sample: None) -> None:
        current = Unit.objects.filter(parent__name="Nghi Hoa", valid_to=None)

        assert current.count() == 7
        assert not current.filter(name__in=["Hoa Nam", "Hoa Trung"]).exists()

    def test_short_names_lead_to_bodies(self, sample: None) -> None:
        for words, name in (
            ("phòng KTHT", "Phòng Kinh tế và Hạ tầng huyện"),
            ("HPN", "Hội phụ nữ xã"),
            ("BLĐ thôn", "Cấp ủy, ban lãnh đạo thôn"),
        ):
            assert words in Body.objects.get(name=name).short_names.splitlines()


class TestPlan:
    def test_all_tasks_with_who_does_them(self, sample: None) -> None:
        assert Task.objects.count() == 118
        assert Task.objects.filter(plan__unit__name="Mai Đình").count() == 55
        water = Task.objects.get(text__contains="nước sạch theo quy chuẩn")
        assert [(a.kind, a.name, a.words) for a in water.assignments.order_by("order")] == [
            ("lead", "Nguyễn Thị Lan", "đồng chí Lan"),
            ("support", "BQL các thôn", "BQL các thôn"),
            ("support", "Đơn vị cung cấp nước Lam Sơn", "đơn vị cung cấp nước Lam Sơn"),
        ]

    def test_a_role_without_a_name_stays_a_role(self, sample: None) -> None:
        task = Task.objects.get(text__contains="lắp đặt dụng cụ thể thao tại các điểm")
        lead = task.assignments.get(kind="lead")

        assert lead.official is None
        assert lead.role_words == "Thành viên BQL phụ trách tiêu chí văn hóa"

    def test_every_deadline_is_read_as_the_facts_say(self, sample: None) -> None:
        with (Path(__file__).parent / "fact_deadlines.csv").open(encoding="utf-8") as lines:
            expected = {row["fact_id"]: row for row in csv.DictReader(lines)}
        found = dict(_deadlines())

        assert set(found) >= set(expected)
        for fact, row in expected.items():
            read = found[fact]
            assert (
                read.deadline_precision,
                read.deadline_relation,
                str(read.starts_on or ""),
                str(read.ends_on or ""),
                "yes" if read.rhythm else "no",
            ) == tuple(row[name] for name in ("precision", "relation", "start", "end", "recurs"))

    def test_plan_texts_targets_and_citations(self, sample: None) -> None:
        plan = Plan.objects.get(unit__name="Mai Đình")

        assert plan.issuer == "ỦY BAN NHÂN DÂN\nXÃ MAI ĐÌNH"
        assert plan.signatory_name == ""
        assert plan.texts.count() == 14
        assert plan.targets.count() == 4
        assert plan.recipients.count() == 9
        assert plan.windows.count() == 2
        assert Citation.objects.get(number="741/QĐ-UBND").dated_on == date(2022, 7, 26)


def _deadlines() -> Iterator[tuple[str, Task | Target | PlanWindow]]:
    """Fact → the row that came of it; rows stand in the order of their table."""
    for folder, commune in (("mai-dinh", "Mai Đình"), ("nghi-hoa", "Nghi Hoa")):
        for table, model in (("tasks", Task), ("targets", Target), ("windows", PlanWindow)):
            path = FIXTURES / folder / f"{table}.csv"
            if not path.exists():
                continue
            with path.open(encoding="utf-8-sig", newline="") as lines:
                facts = [row["mã dữ kiện"].split(";")[0] for row in csv.DictReader(lines)]
            rows = model.objects.filter(plan__unit__name=commune).order_by("order")
            yield from zip(facts, rows, strict=True)


class TestPeople:
    @pytest.mark.parametrize(
        ("username", "ability", "unit"),
        [
            ("lan", Ability.EDIT_PLAN, "Mai Đình"),
            ("tam", Ability.MANAGE_TASK, "Thắng Lợi"),
            ("hien", Ability.SET_RESULT, "Thắng Lợi"),
            ("thangloi", Ability.SET_RESULT, "Thắng Lợi"),
            ("vanthu", Ability.ISSUE_DOCUMENT, "Mai Đình"),
            ("thamtra", Ability.REVIEW, "Mai Đình"),
            ("quantri", Ability.ADMINISTER, "Nghi Hoa"),
            ("tam.nghihoa", Ability.EDIT_PLAN, "Nghi Hoa"),
        ],
    )
    def test_rights_follow_from_postings(
        self, sample: None, username: str, ability: Ability, unit: str
    ) -> None:
        access = access_of(Official.objects.get(username=username), TODAY)

        assert access.can(ability, Unit.objects.get(name=unit))

    def test_nobody_reaches_the_other_commune_but_the_administrator(self, sample: None) -> None:
        nghi_hoa = Unit.objects.get(name="Nghi Hoa")
        ours = Official.objects.filter(postings__unit__path__startswith=nghi_hoa.path)
        sees = [o.username for o in Official.objects.all() if access_of(o, TODAY).sees(nghi_hoa)]

        assert set(sees) == {*ours.values_list("username", flat=True), "quantri"}

    def test_every_role_has_somebody(self, sample: None) -> None:
        held = {p.role for o in Official.objects.all() for p in access_of(o, TODAY).postings}

        assert held == set(Role.values)


class TestLoadingAgain:
    def test_changes_no_row(self, sample: None) -> None:
        before = checksums()
        out = run("--with-accounts")

        assert checksums() == before
        assert "không nạp thêm gì" in out

    def test_leaves_alone_what_people_changed_or_removed(self, sample: None) -> None:
        Body.objects.get(name="Trạm Y tế xã").delete()
        body = Body.objects.get(name="Hội Nông dân xã")
        body.name = "Hội Nông dân xã Mai Đình"
        body.save()
        task = Task.objects.order_by("pk").first()
        task.text = "Đã sửa"
        task.save()
        Citation.objects.all().delete()
        text = PlanText.objects.order_by("pk").first()
        text.text = ""
        text.save()
        lan = Official.objects.get(username="lan")
        lan.set_password("mat-khau-rieng-cua-lan")
        lan.save()
        before = checksums()

        run("--with-accounts")

        assert checksums() == before

    def test_takes_few_queries(self, sample: None, django_assert_max_num_queries: object) -> None:
        with django_assert_max_num_queries(10):
            load(FIXTURES, by=system_access(TODAY), with_accounts=True)


class TestTrail:
    def test_the_trail_tells_of_the_loading(self, sample: None) -> None:
        actions = Counter(AuditEvent.objects.values_list("action", flat=True))

        assert set(AuditEvent.objects.values_list("actor_name", flat=True)) == {"Hệ thống"}
        assert actions["giao nhiệm vụ"] == 118
        assert actions["ghi hiện trạng"] == 57
        assert actions["công bố bộ tiêu chí"] == 9


def test_the_checks_find_what_a_careful_reader_found(sample: None) -> None:
    unit = Unit.objects.get(name="Mai Đình", level="commune")
    access = system_access(TODAY)
    page = checked(load_record([unit], access), unit, access, may_waive=False)
    found = {g.check.slug: [f"{one.text} | {one.note}" for one in g.lines] for g in page.groups}
    for row in INCONSISTENCIES:
        assert row["words"] in "\n".join(found.get(row["found_by"], [])), row["id"]
