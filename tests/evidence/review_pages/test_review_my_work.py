"""The first page shows reviewers what waits for them, and submitters what came back."""

from django.urls import reverse

from tests.evidence.review import factories as review
from tests.queries import MOST, queries_of


def page_of(client):
    return client.get("/").content.decode()


def test_rounds_waiting_for_me(world, client_of):
    submission = review.sent(world)
    page = page_of(client_of(world.tam))
    assert reverse("evidence:review", args=[submission.pk]) in page
    assert "Còn 5 ngày làm việc" in page
    assert "Chờ thẩm tra" in page
    lan = page_of(client_of(world.lan))
    assert reverse("evidence:review", args=[submission.pk]) not in lan
    assert "Chờ thẩm tra" not in lan


def test_lines_that_came_back_until_they_are_sent_again(world, client_of):
    submission = review.sent(world)
    review.judge(world.tam, submission, bad=[0])
    lan = client_of(world.lan)
    assert "Bổ sung chậm nhất" not in page_of(lan)
    review.decide(world.tam, submission, "return", [0])
    page = page_of(lan)
    assert "Bổ sung chậm nhất 30/9/2024" in page
    assert "Thiếu biên bản nghiệm thu." in page
    assert queries_of(lan, "/") <= MOST
    review.sent(world)
    assert "Bổ sung chậm nhất" not in page_of(lan)


def test_the_one_in_charge_sees_his_own_lines_alone(world, client_of):
    results = world.results()
    hien = world.person(world.commune, "official")
    results[0].in_charge = hien.official
    results[0].save(update_fields=["in_charge"])
    review.decide(world.tam, review.sent(world), "return", [0, 1])
    page = page_of(client_of(hien))
    section = page[page.index("Bổ sung chậm nhất") :]
    assert "Tỷ lệ thử của chỉ tiêu 1.1" in section
    assert "Tỷ lệ thử của chỉ tiêu 1.2" not in section
