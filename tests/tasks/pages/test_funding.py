"""The money of a plan: written down, corrected, taken out; kept as typed, stale edits refused."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from ntm_project.common.numbers import Money
from tasks.models import Funding, FundingPart
from tasks.services import add_funding, edit_funding, remove_funding
from tests import factories as make
from tests.queries import assert_constant_queries
from tests.world import World
from villages.models import AuditEvent


def url(world: World, name: str, *more: int) -> str:
    return reverse(f"tasks:{name}", args=[world.plan.pk, *more])


def draft(world: World, parts: object = None, **changed: object) -> dict[str, object]:
    fields = {
        "unit": world.commune,
        "text": "Nhà văn hóa thôn",
        "stage": "mobilised",
        "total": 2_320_000_000,
        "words": "2,32 tỷ đồng",
    } | changed
    stated = (("people", Money.read("1,4 tỷ đồng")), ("state", Money.read("0,92 tỷ đồng")))
    return {"fields": fields, "parts": stated if parts is None else parts}


@pytest.fixture
def funding(world: World) -> Funding:
    return add_funding(by=make.system(), plan=world.plan, **draft(world))


def typed(world: World, *parts: tuple[str, str], **changed: object) -> dict[str, object]:
    """What the form sends: the sum, and each part as source and amount."""
    rows = {
        f"nguon-{number}-{name}": value
        for number, part in enumerate(parts)
        for name, value in zip(("source", "amount"), part, strict=True)
    }
    return {
        "text": "Nhà văn hóa thôn",
        "unit": world.commune.pk,
        "stage": "mobilised",
        "total": "2,32 tỷ đồng",
        "as_of": "31/12/2023",
        "nguon-TOTAL_FORMS": len(parts),
        "nguon-INITIAL_FORMS": 0,
        **rows,
        **changed,
    }


def stored() -> list[tuple[str, int, str]]:
    return list(FundingPart.objects.order_by("pk").values_list("source", "amount", "words"))


def test_a_sum_is_tied_to_a_task_of_its_plan(world: World):
    client, task = world.client("lan"), world.task
    other = make.make_task(make.make_plan(world.commune, 2025))
    address = url(world, "add_funding")
    assert str(other.text) not in client.get(address).content.decode()
    refused = client.post(address, typed(world, task=other.pk))
    assert refused.status_code == 422
    assert "phạm vi của kế hoạch" in refused.content.decode()
    with pytest.raises(ValidationError, match="kế hoạch khác"):
        add_funding(by=make.system(), plan=world.plan, **draft(world, task=other))
    client.post(address, typed(world, task=task.pk))
    assert Funding.objects.get().task == task
    assert "Nhà văn hóa thôn" in client.get(f"/nhiem-vu/{task.pk}/").content.decode()
    plan_page = client.get(url(world, "plan")).content.decode()
    assert f'<a href="/nhiem-vu/{task.pk}/">nhiệm vụ' in plan_page


def test_a_sum_is_written_with_its_parts(world: World):
    client = world.client("lan")
    criterion = world.task.criterion
    data = typed(
        world,
        ("people", "1.400.000.000"),
        ("", ""),
        ("state", "0,92 tỷ đồng (cấp trên hỗ trợ)"),
        assessment=world.assessment.pk,
        criterion=criterion.pk,
    )
    response = client.post(url(world, "add_funding"), data)
    assert response["Location"] == f"{url(world, 'plan')}#kinh-phi"
    made = Funding.objects.get()
    assert (made.stated, str(made.as_of)) == (Money(2_320_000_000, "2,32 tỷ đồng"), "2023-12-31")
    assert (made.criterion, made.assessment) == (criterion, world.assessment)
    assert stored() == [
        ("people", 1_400_000_000, ""),
        ("state", 920_000_000, "0,92 tỷ đồng (cấp trên hỗ trợ)"),
    ]
    page = client.get(url(world, "plan")).content.decode()
    assert "Đã lưu kinh phí, tổng số 2,32 tỷ đồng." in page
    assert "Nhân dân đóng góp: 1,4 tỷ đồng" in page
    assert "0,92 tỷ đồng (cấp trên hỗ trợ)" in page
    assert "Chênh lệch" not in page


def test_parts_that_do_not_add_up_are_kept_and_pointed_out(world: World):
    client = world.client("lan")
    data = typed(world, ("people", "1,4 tỷ"), ("state", "0,85 tỷ"))
    assert client.post(url(world, "add_funding"), data).status_code == 303
    page = client.get(url(world, "plan")).content.decode()
    assert "Khoản vừa ghi chưa khớp. Chênh lệch 70 triệu đồng chưa rõ nguồn." in page
    assert [amount for _, amount, _ in stored()] == [1_400_000_000, 850_000_000]


def test_a_sum_without_total_or_parts_is_kept(world: World):
    response = world.client("lan").post(url(world, "add_funding"), typed(world, total=" "))
    assert response.status_code == 303
    assert Funding.objects.get().stated is None


def test_the_form_shows_what_was_written_and_saving_it_changes_nothing(world, funding):
    client, address = world.client("lan"), url(world, "edit_funding", funding.pk)
    page = client.get(address)
    form, rows = page.context["form"], page.context["rows"]
    values = {name: form[name].value() or "" for name in form.fields}
    parts = [(row["source"].value() or "", row["amount"].value() or "") for row in rows]
    assert 'value="2,32 tỷ đồng"' in page.content.decode()
    data = typed(world, *parts, **values, seen_version=page.context["seen_version"])
    before = Funding.objects.values().get(), stored()
    assert client.post(address, data).status_code == 303
    assert (Funding.objects.values().get(), stored()) == before
    assert AuditEvent.objects.about(funding).first().action == "ghi kinh phí"


def test_a_sum_and_its_parts_are_corrected(world, funding):
    client, address = world.client("lan"), url(world, "edit_funding", funding.pk)
    data = typed(
        world, ("people", "1,5 tỷ"), ("district", "900 triệu"), total="2,4 tỷ", seen_version=0
    )
    assert client.post(address, data).status_code == 303
    funding.refresh_from_db()
    assert (funding.total, funding.words, funding.version) == (2_400_000_000, "2,4 tỷ", 1)
    assert stored() == [
        ("people", 1_500_000_000, "1,5 tỷ"),
        ("district", 900_000_000, "900 triệu"),
    ]
    event = AuditEvent.objects.about(funding).first()
    assert event.actor_name == "Nguyễn Thị Lan"
    assert event.changes["total"] == [2_320_000_000, 2_400_000_000]
    assert event.changes["parts"] == [
        ["Nhân dân đóng góp: 1,4 tỷ đồng", "Ngân sách nhà nước (không nêu cấp): 0,92 tỷ đồng"],
        ["Nhân dân đóng góp: 1,5 tỷ", "Ngân sách huyện: 900 triệu"],
    ]
    page = client.get(reverse("villages:audit"), {"loai": "tasks.funding"}).content.decode()
    assert "Ngân sách huyện: 900 triệu" in page


def test_the_second_editor_sees_who_saved_and_both_versions(world, funding):
    address = url(world, "edit_funding", funding.pk)
    first = typed(world, ("people", "2 tỷ"), total="2 tỷ", seen_version=0)
    assert world.client("lan").post(address, first).status_code == 303
    mine = typed(world, ("enterprise", "3 tỷ (Công ty A)"), total="3 tỷ", seen_version=0)
    client = world.client("lan")
    clash = client.post(address, mine)
    assert clash.status_code == 409
    page = clash.content.decode()
    assert "<strong>Nguyễn Thị Lan</strong>" in page
    assert "Nhân dân đóng góp: 2 tỷ" in page
    assert "Doanh nghiệp: 3 tỷ (Công ty A)" in page
    assert stored() == [("people", 2_000_000_000, "2 tỷ")]
    again = client.post(clash.context["action"], dict(clash.context["hidden"]))
    assert again.status_code == 303
    assert stored() == [("enterprise", 3_000_000_000, "3 tỷ (Công ty A)")]


def test_what_was_typed_over_a_removed_sum_can_be_written_as_a_new_one(world, funding):
    address = url(world, "edit_funding", funding.pk)
    remove_funding(by=make.system(), plan=world.plan, funding_id=funding.pk, seen_version=0)
    mine = typed(world, ("people", "3 tỷ"), total="3 tỷ", seen_version=0)
    client = world.client("lan")
    gone = client.post(address, mine)
    assert gone.status_code == 409
    assert "đã bị người khác xóa khỏi kế hoạch" in gone.content.decode()
    assert 'value="3 tỷ"' in gone.content.decode()
    assert client.post(gone.context["action"], mine).status_code == 303
    assert Funding.objects.get().total == 3_000_000_000
    assert client.get(address).status_code == 404


def test_a_sum_is_taken_out_and_the_trail_keeps_it(world, funding):
    client, address = world.client("lan"), url(world, "remove_funding", funding.pk)
    seen = client.get(address).context["row"].version
    edit_funding(
        by=make.system(),
        plan=world.plan,
        funding_id=funding.pk,
        **draft(world, text="Sửa trước"),
        seen_version=0,
    )
    clash = client.post(address, {"seen_version": seen})
    assert clash.status_code == 409
    assert "Sửa trước" in clash.content.decode()
    assert client.post(address, dict(clash.context["hidden"])).status_code == 303
    assert not Funding.objects.exists()
    assert AuditEvent.objects.about(funding).first().changes["text"] == ["Sửa trước", None]
    assert client.post(address, {"seen_version": seen}).status_code == 404


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"total": "2.32 tỷ"}, "total", "dấu phẩy"),
        ({"total": "2,32"}, "total", "Ghi kèm đơn vị"),
        ({"total": "hai tỷ"}, "total", "Chưa đọc được số tiền"),
        ({"total": "-1 tỷ"}, "total", "không được nhỏ hơn 0"),
        ({"total": "9999999999 tỷ"}, "total", "quá lớn"),
        ({"text": " "}, "text", "Hãy ghi công trình"),
        ({"unit": ""}, "unit", "Hãy chọn đơn vị"),
        ({"stage": ""}, "stage", "Hãy chọn giai đoạn"),
        ({"as_of": "31/02/2024"}, "as_of", "không có ngày 31"),
        ({"criterion": "1"}, "criterion", "ngoài phạm vi"),
    ],
)
def test_a_bad_sum_is_refused_at_its_field_and_kept(world: World, changed, field, sentence):
    data = typed(world, ("people", "1,4 tỷ (thôn)"), **changed)
    response = world.client("lan").post(url(world, "add_funding"), data)
    assert response.status_code == 422
    assert sentence in " ".join(response.context["form"].errors[field])
    page = response.content.decode()
    assert "1,4 tỷ (thôn)" in page
    assert changed[field].strip() in page
    assert not Funding.objects.exists()


@pytest.mark.parametrize(
    ("part", "field", "sentence"),
    [
        (("", "1 tỷ"), "source", "Hãy chọn nguồn"),
        (("people", ""), "amount", "Hãy ghi số tiền"),
        (("people", "1,234.5"), "amount", "dấu phẩy"),
        (("vua", "1 tỷ"), "source", ""),
    ],
)
def test_a_bad_part_is_refused_at_its_field_and_kept(world: World, part, field, sentence):
    data = typed(world, ("people", "1 tỷ"), part)
    response = world.client("lan").post(url(world, "add_funding"), data)
    assert response.status_code == 422
    errors = response.context["rows"].forms[1].errors
    assert list(errors) == [field]
    assert sentence in " ".join(errors[field])
    assert part[1] in response.content.decode()
    assert not Funding.objects.exists()


def test_parts_too_big_to_add_up_are_refused(world: World):
    data = typed(world, *[("people", "999.999.999 tỷ")] * 2)
    response = world.client("lan").post(url(world, "add_funding"), data)
    assert response.status_code == 422
    assert "cộng lại quá lớn" in " ".join(response.context["form"].errors["total"])
    assert not Funding.objects.exists()


def test_another_row_and_other_choices_without_script_save_nothing(world, funding):
    client, address = world.client("lan"), url(world, "edit_funding", funding.pk)
    data = typed(world, ("people", "1 tỷ"), seen_version=0)
    more = client.post(address, data | {"add_row": "1"})
    assert (more.status_code, len(more.context["rows"].forms)) == (200, 2)
    assert more.context["seen_version"] == 0
    other = client.post(address, data | {"refresh": "1", "assessment": world.assessment.pk})
    assert other.context["form"].fields["criterion"].queryset.exists()
    assert funding.parts.count() == 2


def test_the_choices_of_a_sum_end_with_the_criterion(world: World):
    query = {
        "ke_hoach": world.plan.pk,
        "assessment": world.assessment.pk,
        "criterion": world.task.criterion_id,
    }
    address = reverse("tasks:criterion_fields")
    assert "Chỉ tiêu" in world.client("lan").get(address, query).content.decode()
    page = world.client("lan").get(address, query | {"den": "tieu-chi"}).content.decode()
    assert "Tiêu chí thử 1" in page
    assert "Chỉ tiêu" not in page
    assert "den=tieu-chi" in page


def test_a_sum_stays_inside_its_plan(world: World):
    elsewhere = make.make_commune("Nghi Hoa", world.commune.parent)
    data = typed(world, unit=elsewhere.pk)
    response = world.client("lan").post(url(world, "add_funding"), data)
    assert "ngoài phạm vi" in " ".join(response.context["form"].errors["unit"])
    other = make.make_plan(world.commune, year=2025)
    made = add_funding(by=make.system(), plan=other, **draft(world))
    for name in ("edit_funding", "remove_funding"):
        assert world.client("lan").get(url(world, name, made.pk)).status_code == 404


@pytest.mark.parametrize("name", ["add_funding", "edit_funding", "remove_funding"])
@pytest.mark.parametrize(
    ("who", "status"), [("lan", 200), ("tam", 403), ("hien", 403), ("thon", 404), ("stranger", 404)]
)
def test_who_may_write_money(world, funding, name, who, status):
    more = [] if name == "add_funding" else [funding.pk]
    response = world.client(who).get(url(world, name, *more))
    assert response.status_code == status
    if status == 403:
        assert "“soạn kế hoạch”" in response.content.decode()
        assert world.client(who).post(url(world, name, *more)).status_code == 403
        page = world.client(who).get(url(world, "plan")).content.decode()
        assert f'{url(world, name, *more)}"' not in page


def test_queries_do_not_grow(world, funding):
    def grow():
        parts = tuple(("people", Money(number)) for number in range(1, 10))
        edit_funding(
            by=make.system(),
            plan=world.plan,
            funding_id=funding.pk,
            **draft(world, parts=parts),
            seen_version=0,
        )

    for name in ("edit_funding", "remove_funding"):
        Funding.objects.update(version=0)
        assert_constant_queries(world.client("lan"), url(world, name, funding.pk), grow)
