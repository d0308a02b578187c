"""Lists: sorted by column, filters as chips, saved under a name and shared with the unit."""

import pytest
from django.urls import reverse

from tests import factories as make
from tests.world import World, open_world
from villages.models import SavedView

TASKS = reverse("tasks:list")
LISTS = ("tasks:list", "evidence:library", "villages:officials", "villages:audit", "evidence:queue")
pytestmark = [pytest.mark.both, pytest.mark.django_db]


@pytest.fixture
def world(time_machine) -> World:
    time_machine.move_to("2024-08-15T02:00:00Z", tick=False)
    return open_world("plan", "lan")


def texts(client, **query) -> list[str]:
    return [task.text for task in client.get(TASKS, query).context["page"]]


def test_a_column_sorts_both_ways_with_equal_rows_in_one_order(world: World) -> None:
    days = {"Ăn": "31/8/2024", "An": "31/8/2024", "Đường": "", "Dê": "20/8/2024"}
    for text, day in days.items():
        make.make_task(world.plan, text=text, deadline_words=day)
    client = world.standing
    up, down = texts(client, xep="viec"), texts(client, xep="-viec")
    assert set(up[:2]) == {"An", "Ăn"}
    assert up == down[::-1]
    by_day = texts(client, xep="han")
    assert (by_day[0], by_day[-1]) == ("Dê", "Đường")
    assert texts(client, xep="-han")[-1] == "Đường"
    assert texts(client, xep="khac") == texts(client)
    page = client.get(TASKS, {"xep": "viec", "q": "a", "trang": "1"}).content.decode()
    assert page.count('aria-sort="ascending"') == 1
    assert "?xep=-viec&amp;q=a" in page or "?q=a&amp;xep=-viec" in page


def test_filters_are_chips_that_can_be_taken_off(world: World) -> None:
    query = {"q": "đường", "don_vi": world.commune.pk, "qua_han": "on", "xep": "han"}
    tools = world.standing.get(TASKS, query).context["tools"]
    labels = [chip.label for chip in tools.chips]
    assert len(labels) == 3
    assert any("đường" in label for label in labels)
    assert any(world.commune.name in label for label in labels)
    for chip, name in zip(tools.chips, ("q", "don_vi", "qua_han"), strict=True):
        assert f"{name}=" not in chip.url
        assert "xep=han" in chip.url
    assert world.standing.get(TASKS).context["tools"].chips == []


def test_every_list_has_the_same_tools(world: World) -> None:
    for page in LISTS:
        SavedView.objects.create(
            owner=world.official("lan"), unit=world.commune, page=page, name=f"Của {page}"
        )
        assert world.standing.get(reverse(page)).context["tools"].views[0].page == page


def test_a_list_is_saved_shared_renamed_and_removed(world: World) -> None:
    lan, tam, thon = world.standing, world.client("tam"), world.client("thon")
    sent = {"page": "tasks:list", "query": "qua_han=on&xep=han", "name": "Việc trễ"}
    done = lan.post(reverse("villages:save_view"), sent)
    assert done.url == f"{TASKS}?qua_han=on&xep=han"
    view = SavedView.objects.get()
    assert (view.owner.full_name, view.unit) == ("Nguyễn Thị Lan", world.commune)
    assert lan.post(reverse("villages:save_view"), sent).status_code == 422  # the name is taken
    assert lan.post(reverse("villages:save_view"), sent | {"page": "//x"}).status_code == 422
    edit = reverse("villages:edit_view", args=[view.pk])
    assert tam.get(edit).status_code == 404
    shared = {"name": "Việc quá hạn", "is_shared": "on", "seen_version": "0"}
    assert lan.post(edit, shared).status_code == 303
    for client, sees in ((tam, True), (thon, False), (world.client("stranger"), False)):
        views = client.get(TASKS).context["tools"].views
        assert [row.name for row in views] == (["Việc quá hạn"] if sees else [])
    assert tam.post(edit, shared).status_code == tam.get(edit).status_code == 403
    for client, edits in ((lan, True), (tam, False)):
        listed = client.get(reverse("villages:saved_views")).content.decode()
        assert "Việc quá hạn" in listed
        assert (edit in listed) == edits
    remove = reverse("villages:remove_view", args=[view.pk])
    assert tam.post(remove, {"seen_version": "1"}).status_code == 403
    assert lan.post(remove, {"seen_version": "0"}).status_code == 409
    assert lan.post(remove, {"seen_version": "1"}).status_code == 303
    assert not SavedView.objects.exists()
