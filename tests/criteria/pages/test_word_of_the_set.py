"""From 2026 on the official word is “nội dung”: no page of one assessment has “chỉ tiêu” then."""

import re

import pytest
import time_machine
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from criteria.enums import Claim
from criteria.models import Indicator, SetMapping
from criteria.nouns import of_set
from evidence.review.services import submit
from ntm_project.common.refusals import Refused
from ntm_project.common.tables.read import read_book
from reports.views import boards
from tests import factories as make
from tests.evidence import factories as ev
from tests.villages.imports.test_units_and_people import upload
from tests.world import World, client_of
from villages.enums import Role

MAIN = re.compile(r"<main.*?</main>", re.S)


@pytest.fixture
def world() -> World:
    """A commune judged in 2024 by a set of its year, and by one of 2026."""
    world = World()
    judged_by = make.make_set(year_from=2026, year_to=2030)
    for indicator in Indicator.objects.all():
        indicator.wording = "Tỷ lệ thử"
        indicator.save()
    world.__dict__["assessment"] = make.make_assessment(world.commune, judged_by, year=2026)
    return world


def plant(world: World) -> None:
    """What the checks report something of, with the word for an indicator in it."""
    assessment, results = world.assessment, world.results()
    world.claim(results[0], Claim.NOT_MET, "20")
    ev.requirement(results[0].indicator)
    plan = make.make_plan(world.commune, year=2026)
    at = {"assessment": assessment, "criterion": results[0].indicator.criterion}
    make.make_task(plan, text="Theo nội dung 9.9", **at)
    last = results[3].indicator
    make.make_task(plan, assessment=assessment, criterion=last.criterion, indicator=last)


@pytest.mark.django_db
def test_every_page_of_an_assessment_has_the_word_of_its_set(world: World) -> None:
    assessment, result = world.assessment, world.result
    assert world.chain
    world.claim(world.results()[1])
    plant(world)
    criterion = result.indicator.criterion
    of_assessment = [
        "reports:assessment", "criteria:quick_entry", "criteria:baselines", "evidence:submit",
        "evidence:rounds", "evidence:index", "tasks:supervision", "criteria:edit_assessment",
    ]  # fmt: skip
    of_result = [
        "criteria:edit_result", "criteria:result_history", "criteria:put_in_charge",
        "evidence:of_result",
    ]  # fmt: skip
    urls = [
        *(reverse(name, args=[assessment.pk]) for name in of_assessment),
        *(reverse(name, args=[result.pk]) for name in of_result),
        reverse("reports:assessment", args=[assessment.pk]) + "?mo=tat-ca",
        reverse("reports:criterion", args=[assessment.pk, criterion.number]),
        reverse("reports:board", args=[world.commune.pk]) + "?nam=2026",
        reverse("reports:checks", args=[world.commune.pk]) + "?nam=2026",
        reverse("criteria:set", args=[assessment.criteria_set_id]),
        f"{reverse('evidence:upload')}?ket_qua={result.pk}",
    ]
    client, faults = world.client("lan"), {}
    for url in urls:
        response = client.get(url, follow=True)
        assert response.status_code == 200, url
        shown = MAIN.search(response.content.decode())[0]
        found = re.findall(r".{0,60}chỉ tiêu.{0,40}", shown, re.I)
        if found:
            faults[url] = found
    assert faults == {}, faults


@pytest.mark.django_db
def test_the_printed_board_has_the_word_of_its_set(world: World, monkeypatch) -> None:
    printed: list[str] = []

    def keep(request, order, name) -> HttpResponse:
        printed.append(order.page)
        return HttpResponse()

    monkeypatch.setattr(boards, "print_answer", keep)
    monkeypatch.setattr(boards, "pdf_available", str)
    world.claim(world.result, Claim.MET, "20")
    url = reverse("reports:board_print", args=[world.commune.pk])
    assert world.client("lan").get(f"{url}?nam=2026").status_code == 200
    (page,) = printed
    assert "1 nội dung không khớp số liệu" in page
    assert "chỉ tiêu" not in page.casefold()


@pytest.mark.django_db
def test_results_go_to_excel_and_back_in_the_word_of_the_set(world: World) -> None:
    client, key = world.client("lan"), ["ket-qua", world.assessment.pk]
    world.claim(world.results()[1])
    url = reverse("villages:export_list", args=key)
    content = client.get(url).content
    template = client.get(url, {"mau": "1"}).content
    for file in (content, template):
        cells = [cell for sheet in read_book(file).sheets for row in sheet.rows for cell in row]
        own = [str(cell) for cell in cells if not str(cell).startswith("Mã nội dung:")]
        assert [words for words in own if "chỉ tiêu" in words.casefold()] == []
        assert "Mã nội dung" in cells
    run = upload(client, "ket-qua", world.assessment, content, "kq.xlsx")
    assert run.outcome["counts"] == {"same": 4, "cells": 0}
    run = upload(client, "ket-qua", world.assessment, "Mã nội dung;Kết quả\n9.9;1\n1.1;50\n")
    assert run.outcome["counts"] == {"changed": 1, "refused": 1, "cells": 1}
    for name, args in (("import_list", key), ("import_run", [run.pk])):
        page = client.get(reverse(f"villages:{name}", args=args)).content.decode()
        assert "chỉ tiêu" not in MAIN.search(page)[0].casefold(), name


@pytest.mark.django_db
def test_a_refusal_has_the_word_of_the_set(world: World) -> None:
    steps = world.steps
    officer, assessment = world.lan, world.assessment
    with pytest.raises(Refused, match="một nội dung"):
        submit(by=officer, assessment=assessment, step=steps[0], results=[])


@pytest.mark.django_db
def test_the_word_typed_of_a_set_is_the_one_shown(world: World) -> None:
    judged_by = make.make_set(year_from=2026, indicator_noun="chỉ tiêu")
    assert of_set("Chỉ tiêu 3.1", judged_by) == "Chỉ tiêu 3.1"
    client = client_of(make.make_official(world.district.parent, Role.DATA_STEWARD))
    draft = reverse("criteria:draft_set")
    with time_machine.travel("2026-11-29T03:00:00Z", tick=False):
        assert client.get(draft).context["form"]["indicator_noun"].initial == "nội dung"


@pytest.mark.django_db
def test_a_mapping_speaks_of_each_set_in_its_word(world: World) -> None:
    old = make.make_set(published_at=timezone.now())
    new = make.make_set(year_from=2026, published_at=timezone.now())
    mapping = SetMapping.objects.create(old_set=old, new_set=new)
    client = client_of(make.make_official(world.district.parent, Role.DATA_STEWARD))
    text = "Mã cũ;Thay đổi;Mã mới\n1.1;giữ nguyên;9.9\n8.8;bỏ;\n"
    run = upload(client, "bang-chuyen", mapping, text)
    words = str(run.outcome["rows"]["refused"])
    assert "không có nội dung 9.9" in words
    assert "không có chỉ tiêu 8.8" in words


@pytest.mark.django_db
def test_the_word_follows_the_set_of_whatever_row(world: World) -> None:
    for row in (
        world.assessment,
        world.result,
        world.result.indicator,
        world.assessment.criteria_set,
    ):
        assert of_set("Chỉ tiêu 3.1, mọi chỉ tiêu", row) == "Nội dung 3.1, mọi nội dung"
    assert of_set("Chỉ tiêu 3.1", World().result) == "Chỉ tiêu 3.1"
    assert of_set("Chỉ tiêu 3.1", None) == "Chỉ tiêu 3.1"
