"""The sample is looked at as of its own day; what is written is of the true one."""

from datetime import date

from django.urls import reverse
from django.utils import timezone

from tests import factories as make
from villages.access import system_access
from villages.audit import record
from villages.viewing import LOADED

DAY = date(2024, 6, 28)
URL = reverse("villages:view_day")


def test_the_sample_opens_as_of_its_day_and_today_is_one_click_away(world, settings):
    task = make.make_task(world.plan, deadline_words="ngày 20/6/2024")
    url, officer = reverse("tasks:task", args=[task.pk]), world.client("lan")
    plain = officer.get(url).content.decode()
    settings.SAMPLE_DAY = DAY
    # A setting alone does nothing: nothing here came from the sample.
    assert officer.get(url).content.decode().count("Dữ liệu mẫu") == 0
    assert officer.post(URL, {"ngay": "hom-nay"}).status_code == 404
    record(system_access(timezone.localdate()), LOADED, world.commune, unit=world.commune)
    page = officer.get(url).content.decode()
    assert "Quá hạn 8 ngày" not in plain
    assert "Đang xem như ngày <strong>28/6/2024</strong>" in page
    assert "Quá hạn 8 ngày" in page
    answer = officer.post(URL, {"ngay": "hom-nay", "trang": url})
    assert (answer.status_code, answer.url) == (303, url)
    today = officer.get(url).content.decode()
    assert "Xem như ngày 28/6/2024" in today
    assert "Quá hạn 8 ngày" not in today
    elsewhere = {"ngay": "mau", "trang": "https://example.com/"}
    assert officer.post(URL, elsewhere).url == "/"
    assert "Quá hạn 8 ngày" in officer.get(url).content.decode()


def test_what_is_written_on_the_samples_day_is_of_the_true_day(world, settings):
    settings.SAMPLE_DAY = DAY
    record(system_access(timezone.localdate()), LOADED, world.commune, unit=world.commune)
    task = make.make_task(world.plan, state="reported", result="Đã xong.")
    url = reverse("tasks:move", args=[task.pk, "confirm"])
    assert world.client("lan").post(url, {"seen_version": task.version}).status_code == 303
    task.refresh_from_db()
    assert task.done_on == timezone.localdate()
