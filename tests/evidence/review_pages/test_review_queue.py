"""The reviewer's queue: oldest first, walked by key, narrowed by the address."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from evidence.models import Submission
from evidence.review.views.queue import PER_PAGE, key_words, read_key
from tests import factories as make
from tests.evidence.review import factories as review
from tests.queries import MOST, assert_constant_queries, queries_of
from villages.enums import Role

pytestmark = pytest.mark.both

QUEUE = reverse("evidence:queue")


def waiting(world, number, *, start="2024-08-01 08:00+07:00", unit=None):
    """So many open rounds at the district's step, a minute apart; rows alone, as a queue needs."""
    step = world.steps[1]
    begin = datetime.fromisoformat(start)
    criteria_set = world.assessment.criteria_set
    made = []
    for at in range(number):
        commune = unit or make.make_commune(f"Xã thứ {at + 1:03}", world.district)
        assessment = world.assessment.__class__.objects.create(
            unit=commune, criteria_set=criteria_set, year=2024 + at if unit else 2024
        )
        made.append(
            Submission(
                assessment=assessment,
                step=step,
                round=1,
                holder=world.district,
                submitted_at=begin + timedelta(minutes=at),
                due_on=(begin + timedelta(days=21)).date(),
            )
        )
    return Submission.objects.bulk_create(made)


def test_a_round_waits_with_its_days(world, client_of, time_machine):
    review.approved(world)
    submission = review.sent(world, 1)
    time_machine.move_to("2024-09-10 09:00 +0700", tick=False)
    page = client_of(world.hoa).get(QUEUE).content.decode()
    assert reverse("evidence:review", args=[submission.pk]) in page
    assert "16 ngày làm việc" in page
    assert "quá hạn 1 ngày làm việc" in page
    assert "row-late" in page


def test_others_see_nothing_of_it(world, client_of, stranger):
    review.approved(world)
    submission = review.sent(world, 1)
    link = reverse("evidence:review", args=[submission.pk])
    for client in (client_of(world.lan), client_of(world.tam), stranger):
        page = client.get(QUEUE).content.decode()
        assert link not in page
        assert "Không có hồ sơ nào chờ thẩm tra" in page
    assert client_of(world.hoa).post(QUEUE).status_code == 405
    assert client_of(world.hoa).post(reverse("evidence:handled")).status_code == 405


def test_pages_follow_one_another_without_gap_or_repeat(world, client_of):
    rounds = waiting(world, 2 * PER_PAGE + 5)
    client, url, seen = client_of(world.hoa), QUEUE, []
    while url:
        response = client.get(url)
        page = response.content.decode()
        seen += [r.pk for r in rounds if f'id="luot-{r.pk}"' in page]
        url = response.context["next_url"]
    assert seen == [r.pk for r in rounds]


@pytest.mark.once
def test_the_last_page_costs_what_the_first_costs(world, client_of):
    rounds = waiting(world, 3 * PER_PAGE)
    client = client_of(world.hoa)
    late = rounds[-PER_PAGE - 1]
    far = f"{QUEUE}?sau={key_words((late.submitted_at, late.pk))}"
    client.get(QUEUE)
    assert queries_of(client, far) == queries_of(client, QUEUE) <= MOST
    assert f'id="luot-{rounds[-1].pk}"' in client.get(far).content.decode()


@pytest.mark.once
def test_constant_queries(world, client_of):
    waiting(world, 1)
    client = client_of(world.hoa)
    commune = make.make_commune("Bắc Lý", world.district)
    assert_constant_queries(client, QUEUE, lambda: waiting(world, 10, unit=commune))
    review.approved(world)
    review.decide(world.hoa, review.sent(world, 1), "return", [0])
    assert_constant_queries(
        client,
        reverse("evidence:handled"),
        lambda: [review.decide(world.hoa, review.sent(world, 1), "return", [0]) for _ in range(5)],
    )


def test_filters_live_in_the_address_and_stay_on_the_next_page(world, client_of):
    commune = make.make_commune("Bắc Lý", world.district)
    (mine,) = waiting(world, 1, unit=commune)
    others = waiting(world, 3)
    client = client_of(world.hoa)
    response = client.get(QUEUE, {"don_vi": commune.pk})
    page = response.content.decode()
    assert f'id="luot-{mine.pk}"' in page
    assert f'id="luot-{others[0].pk}"' not in page
    other_set = make.make_set()
    empty = client.get(QUEUE, {"bo": other_set.pk}).content.decode()
    assert "Hãy bỏ bộ lọc" in empty
    waiting(world, PER_PAGE, start="2023-01-02 08:00+07:00", unit=make.make_commune(
        "Hương Lâm", world.district
    ))  # fmt: skip
    next_url = client.get(QUEUE, {"don_vi": world.district.pk}).context["next_url"]
    assert f"don_vi={world.district.pk}" in next_url


def test_filters_offer_no_unit_out_of_sight(world, client_of):
    far = make.make_commune(
        "Nghi Hoa", make.make_unit("district", "Nghi Lộc", make.make_province("Nghệ An"))
    )
    page = client_of(world.hoa).get(QUEUE, {"don_vi": far.pk}).content.decode()
    assert "Nghi Hoa" not in page


def test_both_lists_sort_by_column_in_counted_pages(world, client_of):
    other = make.make_commune("Bắc Lý", world.district)
    (mine,) = waiting(world, 1, unit=other)
    rounds = waiting(world, PER_PAGE)
    client = client_of(world.hoa)

    def shown(order: str, page: int = 1) -> list[int]:
        response = client.get(QUEUE, {"xep": order, "trang": page})
        assert response.context["page"].paginator.count == PER_PAGE + 1
        return [row.submission.pk for row in response.context["rows"]]

    assert shown("ho-so")[0] == mine.pk  # Bắc Lý before Mai Đình
    newest = [r.pk for r in reversed(rounds)]
    assert shown("-gui")[: len(newest) - 1] == newest[: len(newest) - 1]
    assert len(shown("-gui", 2)) == 1
    assert client.get(QUEUE, {"xep": "khong-co"}).context["page"] is None
    assert client.get(QUEUE, {"xep": "-gui"}).context["tools"].can_save
    review.approved(world)
    back = review.decide(world.hoa, review.sent(world, 1), "return", [0])
    decided = client.get(reverse("evidence:handled"), {"xep": "ket-luan"})
    assert back.pk in [row.pk for row in decided.context["rows"]]


@pytest.mark.parametrize(
    "text", ["", "abc", "1-2", "1.5-2", "99999999999999.000000-1", "1.000000-"]
)
def test_what_is_no_key_is_the_first_page(world, client_of, text):
    assert client_of(world.hoa).get(QUEUE, {"sau": text}).status_code == 200


def test_a_key_comes_back_to_the_microsecond():
    key = (timezone.now(), 17)
    assert read_key(key_words(key)) == key
    assert read_key("") is None


def test_what_was_decided_moves_to_the_other_list(world, client_of):
    submission = review.returned(world)
    link = reverse("evidence:review", args=[submission.pk])
    tam = client_of(world.tam)
    assert link not in tam.get(QUEUE).content.decode()
    page = tam.get(reverse("evidence:handled")).content.decode()
    assert link in page
    assert "Đã trả lại" in page
    lan = client_of(world.person(world.commune, Role.CLERK))
    assert link not in lan.get(reverse("evidence:handled")).content.decode()


def test_who_reviews_in_two_units_has_one_list_and_one_work_list(world, client) -> None:
    both = make.make_official(world.district, Role.REVIEWER)
    world.district.parent.postings.create(official=both, role=Role.REVIEWER, title="Chuyên viên")
    made = waiting(world, 2)
    client.force_login(both)
    for address in (QUEUE, reverse("evidence:handled"), reverse("reports:my_work")):
        assert client.get(address).status_code == 200, address
    assert [row.submission for row in client.get(QUEUE).context["rows"]] == made
