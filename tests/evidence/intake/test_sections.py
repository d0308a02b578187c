"""The authored texts of an old plan, taken into the sections of the plan that have none."""

import pytest
from django.test import Client
from django.urls import reverse

from evidence.intake.reading.sections import sections_left
from evidence.models import Intake
from tasks.enums import PlanSection
from tasks.models import PlanText
from tests.factories import make_task
from tests.world import World, client_of, opened
from villages.models import AuditEvent

pytestmark = [pytest.mark.django_db, pytest.mark.once]

WORK = "Giao đồng chí Đặng Thị Hiền rà soát các tuyến đường, xong trước 30/9/2024."
TEXT = f"""
Căn cứ Quyết định số 318/QĐ-TTg ngày 08/3/2022 của Thủ tướng Chính phủ;
I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
- Nâng cao đời sống vật chất và tinh thần của người dân.
2. Yêu cầu
- Bám sát bộ tiêu chí, không chạy theo thành tích.
II. NHIỆM VỤ
1. Tiêu chí số 1
- {WORK}
III. KINH PHÍ
Tổng kinh phí 450 triệu đồng từ ngân sách xã.
"""


world = opened("plan", "assessment", "village", "lan", "hien")


def _taken(world: World, client: Client) -> str:
    client.post(reverse("evidence:take_plan", args=[world.plan.pk]), {"text": TEXT})
    return reverse("evidence:take_sections", args=[Intake.objects.latest("pk").pk])


def test_a_heading_over_tasks_alone_is_left_out() -> None:
    left = sections_left(TEXT, [WORK])
    assert PlanSection.WORKS not in left
    assert list(left)[:3] == [
        PlanSection.OPENING, PlanSection.PURPOSE, PlanSection.REQUIREMENTS,
    ]  # fmt: skip
    assert left[PlanSection.PURPOSE].startswith("- Nâng cao đời sống")


def test_what_is_kept_of_the_text_stands_in_the_plan(world: World) -> None:
    client = client_of(world.official("lan"))
    url = _taken(world, client)
    form = client.get(url).context["form"]
    fields = {name: form[name].value() for name in form.fields}
    assert set(fields) == {"opening", "purpose", "requirements", "resources"}
    assert client.post(url, dict.fromkeys(fields, "")).status_code == 422
    assert not world.plan.texts.exists()
    sent = fields | {"resources": "", "purpose": "- Mục đích đã sửa."}
    assert client.post(url, sent).status_code == 303
    texts = dict(world.plan.texts.values_list("section", "text"))
    assert texts == {
        "opening": fields["opening"],
        "purpose": "- Mục đích đã sửa.",
        "requirements": fields["requirements"],
    }
    assert AuditEvent.objects.filter(action="sửa nội dung kế hoạch").count() == 3
    assert set(client.get(url).context["form"].fields) == {"resources"}


def test_what_somebody_wrote_meanwhile_is_kept_and_so_is_what_was_typed(world: World) -> None:
    client = client_of(world.official("lan"))
    url = _taken(world, client)
    sent = {"purpose": "- Của tôi.", "requirements": "- Yêu cầu của tôi."}
    PlanText.objects.create(plan=world.plan, section="purpose", text="- Của người khác.")
    answer = client.post(url, sent)
    form = answer.context["form"]
    assert answer.status_code == 422
    assert list(form.errors) == ["purpose"]
    assert form["purpose"].value() == "- Của tôi."
    assert list(world.plan.texts.values_list("text", flat=True)) == ["- Của người khác."]
    assert client.post(url, sent | {"purpose": ""}).status_code == 303
    assert world.plan.texts.get(section="requirements").text == "- Yêu cầu của tôi."


WORD = f"""KẾ HOẠCH
Căn cứ Quyết định số 318/QĐ-TTg ngày 08/3/2022;
# Phần thứ nhất: ĐÁNH GIÁ KẾT QUẢ NĂM 2023
## A. Những kết quả đạt được
Năm 2023 xã đạt 16/19 tiêu chí.
## B. Tồn tại
- Còn 14 nhà tạm.
**Phần thứ hai. KẾ HOẠCH NĂM 2024**
## I. Mục đích, yêu cầu
1. Mục đích: Xây dựng xã đạt chuẩn.
2. Yêu cầu: Bám sát bộ tiêu chí.
## II. Mục tiêu
1.1 Mục tiêu chung
Đạt 18/19 tiêu chí.
III. NHIỆM VỤ
1. Tiêu chí số 2
- {WORK}
KINH PHÍ THỰC HIỆN
1. Ngân sách xã: 900 triệu đồng
2. Nhân dân góp 600 triệu đồng
IV. TỔ CHỨC THỰC HIỆN
1. Văn phòng xã theo dõi chung. {WORK}
Nơi nhận:
- Lưu: VT.
"""


def test_every_form_of_heading_opens_its_section() -> None:
    assert sections_left(WORD, [WORK]) == {
        PlanSection.OPENING: "Căn cứ Quyết định số 318/QĐ-TTg ngày 08/3/2022;",
        PlanSection.PURPOSE: "Xây dựng xã đạt chuẩn.",
        PlanSection.REQUIREMENTS: "Bám sát bộ tiêu chí.",
        PlanSection.GOALS: "1.1 Mục tiêu chung\nĐạt 18/19 tiêu chí.",
        PlanSection.RESOURCES: "1. Ngân sách xã: 900 triệu đồng\n2. Nhân dân góp 600 triệu đồng",
        PlanSection.IMPLEMENTATION: "1. Văn phòng xã theo dõi chung.",
        PlanSection.ACHIEVEMENTS: "Năm 2023 xã đạt 16/19 tiêu chí.",
        PlanSection.SHORTCOMINGS: "- Còn 14 nhà tạm.",
    }


def test_a_heading_over_a_table_alone_is_left_out() -> None:
    text = "I. NHIỆM VỤ\n1. Tiêu chí số 2\n| TT | Việc |\n2. Tiêu chí số 3\nGiữ vững."
    assert sections_left(text, []) == {PlanSection.WORKS: "1. Tiêu chí số 3\nGiữ vững."}


@pytest.mark.parametrize(
    ("lines", "given", "left"),
    [
        # Of a run that lost some the others count on; a sentence that stays alone bears no number.
        (["1. {0}", "2. Họp dân ở các thôn.", "3. Báo cáo hằng tháng."], "1",
         "1. Họp dân ở các thôn.\n2. Báo cáo hằng tháng."),
        (["1. {0}", "2. Họp dân ở các thôn."], "1", "Họp dân ở các thôn."),
        (["1. Họp dân ở các thôn.", "2. Báo cáo hằng tháng."], "",
         "1. Họp dân ở các thôn.\n2. Báo cáo hằng tháng."),
        (["2. Họp dân ở các thôn.", "- Một.", "3. Báo cáo hằng tháng."], "",
         "2. Họp dân ở các thôn.\n- Một.\n3. Báo cáo hằng tháng."),
        (["1. Họp dân.", "2. {0}", "1. Báo cáo.", "2. Sơ kết."], "1",
         "Họp dân.\n1. Báo cáo.\n2. Sơ kết."),
        # What led to tasks alone leads to nothing.
        (["Tổng kinh phí là 2 tỷ đồng, trong đó:", "- {0}"], "1", "Tổng kinh phí là 2 tỷ đồng."),
        (["Tập trung các nhiệm vụ như sau:", "- {0}", "Họp dân ở các thôn."], "1",
         "Họp dân ở các thôn."),
        (["Tập trung các nhiệm vụ như sau:", "- {0}", "- Họp dân."], "1",
         "Tập trung các nhiệm vụ như sau:\n- Họp dân."),
        (["Tập trung các nhiệm vụ như sau:", "Họp dân ở các thôn."], "",
         "Tập trung các nhiệm vụ như sau:\nHọp dân ở các thôn."),
    ],
)  # fmt: skip
def test_what_stays_is_counted_anew_and_leads_to_something(lines, given, left) -> None:
    text = "\n".join(["IV. TỔ CHỨC THỰC HIỆN", *lines]).format(WORK)
    found = sections_left(text, [WORK] if given else [])
    assert found == {PlanSection.IMPLEMENTATION: left}


def test_what_became_a_task_against_the_doubt_stands_in_no_section(world: World) -> None:
    client = client_of(world.official("lan"))
    words = "Bám sát bộ tiêu chí, không chạy theo thành tích."
    url = _taken(world, client)
    intake = Intake.objects.latest("pk")
    assert words in client.get(url).context["form"]["requirements"].value()
    row = intake.rows.create(
        order=99, source=words, text=words, unit=world.commune, is_likely=False
    )
    assert "requirements" in client.get(url).context["form"].fields
    intake.rows.filter(pk=row.pk).update(task=make_task(world.plan))
    assert "requirements" not in client.get(url).context["form"].fields
