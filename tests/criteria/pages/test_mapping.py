"""A mapping worked through in the browser, and what it brings to an assessment."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from criteria.enums import MappingKind
from criteria.mapping.proposal import offers_for
from criteria.mapping.queries import mapping_rows
from criteria.models import Indicator, Level, SetMapping
from criteria.services import publish
from evidence.review.services import submit
from tasks.models import Task
from tests import factories as make
from tests.criteria.pages.test_drafting import seen_now
from tests.queries import assert_constant_queries
from tests.shared import text_of
from tests.villages.imports.files import texts_below
from tests.villages.imports.test_units_and_people import confirm, upload
from tests.world import World, client_of
from villages.enums import Role
from villages.models import AuditEvent


@pytest.fixture
def sets(world: World) -> dict[str, Any]:
    """The world's set (2 × 2) and the one that comes after it, both published."""
    old = world.assessment.criteria_set
    new = make.make_set(criteria=1, indicators=4, year_from=2024)
    for made in (old, new):
        publish(made)
        made.save()
    rows = Indicator.objects.select_related("criterion")
    olds = list(rows.filter(criterion__criteria_set=old).order_by("criterion__number", "order"))
    news = list(rows.filter(criterion__criteria_set=new).order_by("order"))
    olds[0].wording = news[0].wording = "Tỷ lệ hộ dùng nước sạch theo quy chuẩn"
    olds[1].wording = news[1].wording = "Tỷ lệ đường trục thôn được cứng hóa"
    for row in (*olds, *news):
        row.save()
    Level.objects.filter(indicator=news[1]).update(value=Decimal(60))
    return {"old": old, "new": new, "olds": olds, "news": news}


def steward(world: World) -> Client:
    return client_of(make.make_official(world.commune, Role.DATA_STEWARD))


def settle(client: Client, mapping: SetMapping, old: Indicator, **typed: Any) -> Any:
    url = reverse("criteria:settle_indicator", args=[mapping.pk, old.pk])
    seen = client.get(url).context["line"].seen
    return client.post(url, {"seen_version": seen, "note": "", "source": "", **typed})


def begun(world: World, sets: dict[str, Any], client: Client) -> SetMapping:
    url = reverse("criteria:begin_mapping", args=[sets["new"].pk])
    client.post(url, {"old_set": sets["old"].pk, "source": "QĐ 1", "note": ""})
    return SetMapping.objects.get()


def test_a_set_by_which_nothing_is_opened_any_more_leads_to_the_one_in_its_place(
    world, sets
) -> None:
    client = steward(world)
    url = reverse("criteria:begin_mapping", args=[sets["new"].pk])
    assert client.get(url).context["amending"] is None
    amending = make.make_set(criteria=1, indicators=1, year_from=2024, amends=sets["new"])
    publish(amending)
    amending.save()
    shown = client.get(url).content.decode()
    assert reverse("criteria:begin_mapping", args=[amending.pk]) in shown


def test_offers_are_taken_by_a_person_alone_and_the_rest_settled(world, sets) -> None:
    client = steward(world)
    mapping = begun(world, sets, client)
    home = reverse("criteria:mapping", args=[mapping.pk])
    page = client.get(home)
    assert "Đề xuất: giữ nguyên" in text_of(page)
    assert "Đề xuất: đổi mức" in text_of(page)
    assert mapping.rows.count() == 0
    # Read by everybody, worked out by whoever keeps the sets.
    assert "Đề xuất" not in world.standing.get(home).content.decode()
    assert world.standing.post(home, {}).status_code == 403
    client.post(home, {"chon": [row.pk for row in sets["olds"][:2]]})
    assert [row.kind for row in mapping.rows.order_by("pk")] == ["same", "level"]
    publishing = reverse("criteria:publish_mapping", args=[mapping.pk])
    unsettled = client.get(publishing).content.decode()
    assert "Chưa chốt 2 chỉ tiêu cũ: 2.1, 2.2." in unsettled
    assert f'href="{home}?con=1"' in unsettled
    third, fourth = sets["olds"][2:]
    mapped = sets["news"][2].pk
    refused = settle(client, mapping, third, kind=MappingKind.SPLIT, news=[mapped])
    assert "từ hai chỉ tiêu mới trở lên" in refused.content.decode()
    answer = settle(client, mapping, third, kind=MappingKind.MERGED, news=[mapped], next="1")
    assert str(fourth.pk) in answer["Location"]
    settle(client, mapping, fourth, kind=MappingKind.DROPPED)
    # All is settled, and some of it wrongly: the list of what is open would be empty.
    contrary = client.get(publishing).content.decode()
    assert "không chỉ tiêu cũ nào khác" in contrary
    assert f'href="{home}?con=1"' not in contrary
    settle(client, mapping, third, kind=MappingKind.REWORDED, news=[mapped], note="Sửa lời")
    mapping.refresh_from_db()
    client.post(publishing, {"seen_version": mapping.version})
    mapping.refresh_from_db()
    assert mapping.closed_at is not None
    kinds = sorted(mapping.rows.values_list("kind", flat=True))
    assert kinds == ["dropped", "level", "new", "reworded", "same"]
    assert client.post(home, {"chon": [third.pk]}).status_code == 403


def test_a_draft_that_is_wrong_is_discarded_and_stays_in_the_trail(world, sets) -> None:
    client = steward(world)
    mapping = begun(world, sets, client)
    settle(client, mapping, sets["olds"][0], kind=MappingKind.DROPPED)
    url = reverse("criteria:discard_mapping", args=[mapping.pk])
    assert world.standing.get(url).status_code == 403
    assert "Đã chốt 1 trên 4 chỉ tiêu cũ" in client.get(url).content.decode()
    # Somebody settled another line meanwhile: nothing is thrown away unseen.
    mapping.refresh_from_db()
    settle(client, mapping, sets["olds"][1], kind=MappingKind.DROPPED)
    assert client.post(url, {"seen_version": mapping.version}).status_code == 409
    mapping.refresh_from_db()
    assert client.post(url, {"seen_version": mapping.version}).status_code == 303
    assert not SetMapping.objects.exists()
    event = AuditEvent.objects.get(action="bỏ bảng chuyển soạn dở")
    assert "1.1 → –: Bỏ" in str(event.changes)
    # The pair is free for another, and what is published stays.
    again = begun(world, sets, client)
    SetMapping.objects.filter(pk=again.pk).update(closed_at=timezone.now())
    assert client.post(reverse("criteria:discard_mapping", args=[again.pk])).status_code == 403


def test_a_table_is_tried_then_written_and_comes_back(world, sets) -> None:
    client = steward(world)
    mapping = begun(world, sets, client)
    head = "BẢNG CHUYỂN;;;\n\nMã cũ;Thay đổi;Mã mới;Ghi chú\n"
    text = f"{head}1.1;Giữ nguyên;1.1;\n1.2;Đổi mức;1.2;\n2.1;Tách;1.3;\n9.9;Bỏ;;\n2.2;Bỏ;;thôi\n"
    run = upload(client, "bang-chuyen", mapping, text)
    assert run.outcome["counts"]["refused"] == 2
    assert mapping.rows.count() == 0
    text = text.replace("Tách;1.3;", "Tách;1.3, 1.4;").replace("9.9;Bỏ;;\n", "")
    run = upload(client, "bang-chuyen", mapping, text)
    assert "refused" not in run.outcome["counts"], run.outcome
    run = confirm(client, run)
    assert run.state == "done"
    kinds = sorted(mapping.rows.values_list("kind", flat=True))
    assert kinds == ["dropped", "level", "same", "split", "split"]
    out = client.get(reverse("villages:export_list", args=["bang-chuyen", mapping.pk]))
    content = b"".join(out.streaming_content) if out.streaming else out.content
    again = upload(client, "bang-chuyen", mapping, content, "bang.xlsx")
    assert again.outcome["counts"] == {"same": 4, "cells": 0}
    home = reverse("criteria:mapping", args=[mapping.pk])
    file = out.request["PATH_INFO"]
    assert texts_below(client.get(file).content, "Chỉ tiêu cũ") == ["1.1", "1.2", "2.1", "2.2"]
    mapping.rows.filter(old__code="1.2").delete()
    assert texts_below(client.get(f"{file}?con=1").content, "Chỉ tiêu cũ") == ["1.2"]
    assert f"{file}?con=1" in client.get(f"{home}?con=1").content.decode()
    url = reverse("villages:import_list", args=["bang-chuyen", mapping.pk])
    assert world.standing.get(url).status_code == 403


def test_two_who_settle_the_same_indicator_see_each_other(world, sets) -> None:
    client = steward(world)
    mapping = begun(world, sets, client)
    old, new = sets["olds"][0], sets["news"][0]
    assert settle(client, mapping, old, kind=MappingKind.DROPPED).status_code == 303
    url = reverse("criteria:settle_indicator", args=[mapping.pk, old.pk])
    typed = {"seen_version": 0, "kind": "same", "news": [new.pk], "note": "", "source": ""}
    assert client.post(url, typed).status_code == 409
    assert mapping.rows.get().kind == MappingKind.DROPPED


def ready(world: World, sets: dict[str, Any]) -> Any:
    """The new assessment, with a published mapping of one to one."""
    client = steward(world)
    mapping = begun(world, sets, client)
    for old, new in zip(sets["olds"], sets["news"], strict=True):
        settle(client, mapping, old, kind=MappingKind.REWORDED, news=[new.pk])
    mapping.refresh_from_db()
    publishing = reverse("criteria:publish_mapping", args=[mapping.pk])
    client.post(publishing, {"seen_version": mapping.version})
    return make.make_assessment(world.commune, sets["new"])


def test_open_tasks_go_together_with_single_exceptions_from_any_page(world, sets) -> None:
    assessment = world.assessment
    criterion = assessment.criteria_set.criteria.get(number=1)

    def add(number: int) -> None:
        fields = {"plan": world.plan, "unit": world.commune, "assessment": assessment}
        names = [f"Việc {n:04}" for n in range(number)]
        Task.objects.bulk_create(
            Task(**fields, criterion=criterion, text=name, order=n, search="x")
            for n, name in enumerate(names)
        )

    new = ready(world, sets)
    url = reverse("evidence:take_over", args=[new.pk])
    add(50)
    small = len(world.standing.get(url).content)
    assert_constant_queries(world.standing, url, lambda: add(300), most=18)
    page = world.standing.get(url)
    assert len(page.content) < small + 500
    (together,) = page.context["form"].group_fields
    first, last = Task.objects.filter(text="Việc 0299"), Task.objects.filter(text="Việc 0298")
    look = {together.name: together.initial, "qtasks": "0299", "look": "tasks:1"}
    found = world.standing.post(url, look)
    assert [task.pk for task in found.context["form"].singles.page] == [first.get().pk]
    typed = {together.name: together.initial, f"t{first.get().pk}": "-"}
    again = world.standing.post(url, typed | {"look": "tasks:3"})
    assert (again.status_code, again.context["form"].singles.page.number) == (200, 3)
    assert again.context["form"].singles.chosen == [first.get()]
    assert not Task.objects.filter(assessment=new).exists()
    assert world.standing.post(url, typed).status_code == 303
    assert first.get().assessment == assessment
    assert last.get().assessment == new


def test_a_round_of_the_older_assessment_is_named_before_anything_is_taken(world, sets) -> None:
    new = ready(world, sets)
    url = reverse("evidence:take_over", args=[new.pk])
    assert "Đang thẩm tra" not in world.standing.get(url).content.decode()
    for result in world.results():
        world.claim(result)
    sent = submit(by=world.lan, assessment=world.assessment, step=world.steps[0])
    page = world.standing.get(url).content.decode()
    assert "Đang thẩm tra" in page
    assert reverse("evidence:round", args=[sent.pk]) in page


def test_a_mapping_from_the_amended_set_begins_with_what_stays(world, sets) -> None:
    old = sets["old"]
    amending = make.make_set(0, 0, amends=old, year_from=2024)
    criterion = amending.criteria.create(number=2, name="Tiêu chí thử 2")
    make.make_indicator(criterion, "2.1", level="95")
    client = steward(world)
    publishing = reverse("criteria:publish_set", args=[amending.pk])
    assert client.post(publishing, seen_now(amending) | {"accepts_doubts": "on"}).status_code == 303
    url = reverse("criteria:begin_mapping", args=[amending.pk])
    assert client.get(url).context["form"]["old_set"].value() == old.pk
    client.post(url, {"old_set": old.pk, "source": "", "note": ""})
    mapping = SetMapping.objects.get()
    assert [(row.kind, row.old.code, row.new.code) for row in mapping_rows(mapping)] == [
        ("same", code, code) for code in ("1.1", "1.2", "2.2")
    ]
    page = client.get(reverse("criteria:mapping", args=[mapping.pk]))
    assert [line.old.code for line in page.context["page"].lines if line.offer] == ["2.1"]


def test_an_assessment_takes_over_and_shows_what_must_be_judged_anew(world, sets) -> None:
    client = steward(world)
    mapping = begun(world, sets, client)
    for old, new, kind in zip(
        sets["olds"], sets["news"], ("same", "level", "reworded", "reworded"), strict=True
    ):
        settle(client, mapping, old, kind=kind, news=[new.pk])
    mapping.refresh_from_db()
    publishing = reverse("criteria:publish_mapping", args=[mapping.pk])
    client.post(publishing, {"seen_version": mapping.version})
    for result in world.results()[:2]:
        world.claim(result, value="50")
    task = world.task
    new = make.make_assessment(world.commune, sets["new"])
    url = reverse("evidence:take_over", args=[new.pk])
    offered = world.standing.get(url)
    (together,) = offered.context["form"].group_fields
    assert together.initial
    seen = offered.context["preview"]
    assert (seen.total, seen.stated, seen.receiving, seen.same, seen.figures) == (4, 2, 4, 1, 1)
    assert world.client("hien").get(url).status_code == 403
    answer = world.standing.post(url, {together.name: "", "every": "1"}, follow=True)
    page = answer.content.decode()
    assert "Đã lấy kết quả cho 4 chỉ tiêu của bộ mới, 1 nhiệm vụ. 1 chỉ tiêu phải xét lại." in page
    assert "1 chỉ tiêu cần xét lại" in page
    task.refresh_from_db()
    assert task.assessment == new
    number = new.criteria_set.criteria.get().number
    row = world.standing.get(reverse("reports:criterion", args=[new.pk, number])).content.decode()
    assert row.count("Cần xét lại") == 1
    assert "Đổi mức, từ" in row
    grid = text_of(world.standing.get(reverse("criteria:quick_entry", args=[new.pk])))
    assert grid.count("Cần xét lại") == 1
    assert "Đổi mức, từ 1.2 của" in grid
    board = world.standing.get(reverse("reports:board", args=[world.commune.pk])).content.decode()
    assert "1 chỉ tiêu lấy từ bộ cũ cần xét lại" in board
    before = world.standing.get(reverse("reports:assessment", args=[world.assessment.pk]))
    assert "đánh giá theo bộ mới" in before.content.decode()
    again = world.standing.post(url, {}, follow=True).content.decode()
    assert "Không có gì mới để lấy." in again


def test_levels_of_another_year_are_tried_without_writing(world) -> None:
    results = world.results()
    for result in results:
        world.claim(result, value="50")
    Level.objects.create(
        indicator=results[0].indicator,
        comparator="gte",
        value=Decimal(60),
        year_from=2025,
        confidence="verified",
    )
    url = reverse("reports:assessment", args=[world.assessment.pk])
    page = text_of(world.standing.get(url, {"muc": "2025"}))
    assert "1 tiêu chí đang đạt sẽ không còn đạt: 1" in page
    assert "1 chỉ tiêu sẽ không đủ mức" in page
    number = results[0].indicator.criterion.number
    opened = world.standing.get(
        reverse("reports:criterion", args=[world.assessment.pk, number]), {"muc": "2025"}
    ).content.decode()
    assert "Mức năm 2025: ≥ 60%" in opened
    assert "Sẽ không đủ mức" in opened
    assert "Nếu áp dụng mức năm" not in world.standing.get(url).content.decode().split("<main")[0]
    assert "không có mức nào khác" in world.standing.get(url, {"muc": "2024"}).content.decode()
    wrong = world.standing.get(url, {"muc": "2019"})
    assert wrong.status_code == 422


def test_what_an_indicator_is_split_into_stands_in_the_order_of_the_set(world, sets) -> None:
    """Offered, settled and exported: 1.2 before 2.1, though each begins a criterion anew."""
    old = sets["olds"][0]
    new_set = make.make_set(criteria=2, indicators=2, year_from=2024)
    rows = Indicator.objects.select_related("criterion").filter(criterion__criteria_set=new_set)
    first, second = rows.get(code="1.2"), rows.get(code="2.1")
    first.wording = second.wording = old.wording
    # The likest is the second, whose criterion bears the old name.
    first.criterion.name, second.criterion.name = "Chăn nuôi xa khu dân cư", old.criterion.name
    (offer,) = offers_for([old], [second, first]).values()
    assert [new.code for new in offer.news] == ["1.2", "2.1"]
    mapping = SetMapping.objects.create(old_set=sets["old"], new_set=new_set)
    for new in (second, first):
        mapping.rows.create(kind="split", old=old, new=new)
    assert [row.new for row in mapping_rows(mapping)] == [first, second]
