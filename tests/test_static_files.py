"""A server whose static files were not collected shows a bare page, and its log one cause."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.template.autoreload import reset_loaders
from django.test import Client
from django.urls import reverse

from ntm_project.common import static_files


@pytest.fixture
def collected(settings, tmp_path: Path) -> Iterator[Path]:
    """Where the files would be collected, as in production; nothing is there. Templates that were
    read before hold the addresses of their files."""
    settings.STATIC_ROOT = tmp_path
    backend = "whitenoise.storage.CompressedManifestStaticFilesStorage"
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": backend}}
    reset_loaders()
    yield tmp_path
    reset_loaders()


@pytest.mark.django_db
def test_without_them_the_page_of_errors_needs_none_and_nothing_fails_twice(
    collected: Path, caplog: pytest.LogCaptureFixture
) -> None:
    client = Client(raise_request_exception=False)
    answer = client.get(reverse("login"))
    assert answer.status_code == 500
    assert "Việc vừa làm chưa được ghi" in answer.content.decode()
    assert answer["X-Request-ID"] in answer.content.decode()
    failed = [one for one in caplog.records if one.levelno >= logging.ERROR]
    assert [one.name for one in failed] == ["ntm.events", "django.request"]
    assert "manifest" in failed[0].facts["fault"]
    assert "manifest" in str(failed[1].exc_info[1])


def write(folder: Path, names: set[str]) -> None:
    paths = dict.fromkeys(names, "collected")
    manifest = {"version": "1.1", "hash": "", "paths": paths}
    (folder / "staticfiles.json").write_text(json.dumps(manifest))


def found() -> list[str]:
    """What `check --deploy` reports of them."""
    return [one.msg for one in run_checks(tags=["staticfiles"], include_deployment_checks=True)]


def test_none_at_all_are_named_with_their_folder(collected: Path) -> None:
    assert str(collected) in static_files.static_fault()
    assert static_files.static_fault() in found()


def test_those_of_an_older_version_are_named_by_what_they_lack(collected: Path) -> None:
    write(collected, static_files._names() - {"js/ntm.js"})
    assert "1 tệp chưa có, như js/ntm.js" in static_files.static_fault()


def test_those_of_this_version_are_in_order(collected: Path) -> None:
    write(collected, static_files._names())
    assert not static_files.static_fault()
    assert not found()


def test_what_needs_no_collecting_is_in_order() -> None:
    assert not static_files.static_fault()
