"""“Tuần sau” of a meeting is kept as the day that it means, counted from the meeting."""

from datetime import date

from django.urls import reverse

from tasks.models import Conclusion, Task
from tasks.services import hold_meeting
from tests import factories as make
from tests.world import World


def test_words_that_count_from_the_meeting_become_days(world: World) -> None:
    meeting = hold_meeting(
        by=make.system(), unit=world.commune, held_on=date(2024, 8, 8), name="Giao ban"
    )
    client = world.client("lan")
    address = reverse("tasks:conclude", args=[meeting.pk])
    assert f"hop={meeting.pk}" in client.get(address).content.decode()
    echo = reverse("tasks:read_deadline")
    query = {"nam": 2024, "deadline_words": "tuần sau"}
    for key, read in ((meeting.pk, True), ("", False), ("hôm qua", False)):
        answer = client.get(echo, query | {"hop": key}).content.decode()
        assert ("Hiểu là: đến hết 18/8/2024." in answer) is read
    assert world.stranger().get(echo, query | {"hop": meeting.pk}).status_code == 404
    for words in ("tuần sau", "ngay"):
        data = {"text": f"Lắp biển {words}", "deadline_words": words}
        assert client.post(address, data).status_code == 303
    counted, unread = Conclusion.objects.order_by("order")
    assert (counted.deadline_words, unread.deadline_words) == ("đến hết ngày 18/8/2024", "ngay")
    days = Task.objects.filter(conclusion__isnull=False).order_by("pk")
    assert [task.ends_on for task in days] == [date(2024, 8, 18), None]


def test_words_kept_before_are_left_alone_by_another_correction(world: World) -> None:
    meeting = hold_meeting(
        by=make.system(), unit=world.commune, held_on=date(2024, 8, 8), name="Giao ban"
    )
    kept = Conclusion.objects.create(
        meeting=meeting, order=1, text="Lắp biển", deadline_words="tuần sau"
    )
    address = reverse("tasks:edit_conclusion", args=[meeting.pk, kept.pk])
    data = {"text": "Lắp biển báo", "deadline_words": "tuần sau", "seen_version": 0}
    assert world.client("lan").post(address, data).status_code == 303
    kept.refresh_from_db()
    assert (kept.text, kept.deadline_words) == ("Lắp biển báo", "tuần sau")


def test_days_that_the_calendars_know(world: World) -> None:
    """Of offices: 2 September is a day off. Of meetings: the next of the same rhythm."""
    meeting = hold_meeting(
        by=make.system(), unit=world.commune, held_on=date(2024, 8, 29), name="Giao ban"
    )
    client, echo = world.client("lan"), reverse("tasks:read_deadline")

    def read(words: str) -> str:
        query = {"nam": 2024, "deadline_words": words, "hop": meeting.pk}
        return client.get(echo, query).content.decode()

    assert "Hiểu là: đến hết 05/9/2024." in read("trong 3 ngày làm việc")
    assert "Chưa hiểu “trước ngày họp tới”" in read("trước ngày họp tới")
    for day, rhythm in ((20, "weekly"), (26, "monthly")):
        hold_meeting(
            by=make.system(), unit=world.commune, held_on=date(2024, 9, day), name="Họp",
            rhythm=rhythm,
        )  # fmt: skip
    assert "Hiểu là: đến hết 25/9/2024." in read("trước ngày họp tới")
