"""The number and day in the head of an old plan, and a text with more works than one reading."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from evidence.intake import rules, services
from evidence.intake.reading import plan
from evidence.intake.rules import head_words, paper_head
from evidence.models import Intake
from tests.shared import text_of
from tests.world import World, client_of

HEAD = """ỦY BAN NHÂN DÂN  CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
XÃ MAI ĐÌNH  Độc lập - Tự do - Hạnh phúc
Số: 12/KH-BCĐ  Mai Đình, ngày 5 tháng 3 năm 2024
"""
BODY = """KẾ HOẠCH
Xây dựng nông thôn mới năm 2024
Căn cứ Kế hoạch số 7/KH-UBND, ngày 1 tháng 2 năm 2024;
II. NHIỆM VỤ
- Giao Công an xã lắp 12 camera, xong trước 30/9/2024.
"""


@pytest.mark.parametrize(
    ("text", "head"),
    [
        (HEAD + BODY, "số 12/KH-BCĐ, ngày 05/3/2024"),
        ("Số:      /KH-UBND  Mai Đình, ngày     tháng 3 năm 2024\n" + BODY, ""),
        ("Số 145 /KH-UBND\n" + BODY, "số 145/KH-UBND"),
        ("Mai Đình, ngày 31 tháng 2 năm 2024\n" + BODY, ""),
        (BODY, ""),
        ("Dọn kênh, Số: 12/KH-UBND", ""),
    ],
)
def test_number_and_day_stand_above_the_title(text: str, head: str) -> None:
    assert paper_head(text) == head


def test_another_symbol_than_the_plan_s_is_named() -> None:
    assert "Ký hiệu" not in head_words(HEAD + BODY, "KH-BCĐ")
    assert head_words(HEAD + BODY, "KH-UBND").endswith("Ký hiệu đang ghi ở kế hoạch là KH-UBND.")
    assert head_words(BODY, "KH-UBND") == ""


@pytest.mark.django_db
def test_the_draft_shows_what_the_head_states() -> None:
    world = World()
    client = client_of(world.official("lan"))
    client.post(reverse("evidence:take_plan", args=[world.plan.pk]), {"text": HEAD + BODY})
    page = client.get(reverse("evidence:intake", args=[Intake.objects.get().pk]))
    assert "Văn bản ghi số 12/KH-BCĐ, ngày 05/3/2024" in text_of(page)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("works", "words"),
    [
        (22, "đọc ra 22 việc, nhiều hơn 20 việc"),
        (40, "đọc ra từ 30 việc trở lên, nhiều hơn 20 việc"),
    ],
)
def test_a_text_with_more_works_than_one_reading_is_refused_in_whole(
    works: int, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "MOST_ROWS", 20)
    for module in (plan, services):
        monkeypatch.setattr(module, "MOST_FOUND", 30)
    world = World()
    lines = (f"- Giao Công an xã lắp camera số {at}, xong trước 30/9/2024." for at in range(works))
    with pytest.raises(ValidationError, match=words):
        services.take_plan(
            by=world.lan, plan=world.plan, text="II. NHIỆM VỤ\n" + "\n".join(lines), source="a"
        )
    assert not Intake.objects.exists()
