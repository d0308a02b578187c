"""Every file of the corpus gets its verdict, and a sentence that shows what to do instead."""

import io

import pytest
from django.core.files import File
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile

from evidence.papers.enums import FileType
from evidence.papers.files import reading
from evidence.papers.files.detect import check_file
from evidence.papers.files.refusals import SENTENCES, RefusedFile
from tests.evidence.files import makers as m
from tests.evidence.files.corpus import CORPUS, GOOD, Case

SLOTS = ["limit", "written", "found", "expected", "width", "height", "number", "what", "name"]


def verdict(case: Case) -> str:
    file = io.BytesIO(case.make())
    file.seek(0, io.SEEK_END)
    try:
        found = str(check_file(file, case.name).file_type.value)
    except RefusedFile as refusal:
        found = refusal.key
    assert file.tell() == 0
    return found


@pytest.mark.parametrize("case", CORPUS, ids=lambda case: case.id)
def test_verdict(case: Case) -> None:
    assert verdict(case) == case.verdict


@pytest.mark.parametrize("case", CORPUS, ids=lambda case: case.id)
def test_the_limited_process_says_the_same(case: Case) -> None:
    try:
        found = str(reading.check(io.BytesIO(case.make()), case.name).file_type)
    except RefusedFile as refusal:
        found = refusal.key
    assert found == case.verdict


def test_corpus_is_large_and_its_names_are_unique() -> None:
    assert len(CORPUS) - len(GOOD) >= 60
    assert len({case.id for case in CORPUS}) == len(CORPUS)


def test_every_reason_is_met_in_the_corpus() -> None:
    elsewhere = {"virus", "view_too_big", "unreadable", "too_heavy", "picture_heavy"} | {
        key for key in SENTENCES if key.startswith("page_")
    }
    assert {case.verdict for case in CORPUS} - {case.verdict for case in GOOD} == (
        set(SENTENCES) - elsewhere
    )


@pytest.mark.parametrize("key", SENTENCES)
def test_every_refusal_says_in_one_sentence_what_to_do(key: str) -> None:
    words = dict.fromkeys(SLOTS, "20")
    reason = RefusedFile(key, **words).reason
    assert reason[0].isupper()
    assert reason.endswith(".")
    assert ". " not in reason
    assert "; hãy " in reason
    assert not {"!", "{", "}"} & set(reason)


@pytest.mark.parametrize("case", GOOD[::4], ids=lambda case: case.id)
def test_uploads_of_the_framework_are_read_alike(case: Case) -> None:
    data = case.make()
    waiting = TemporaryUploadedFile(case.name or "a", "", len(data), None)
    waiting.write(data)
    with waiting:
        for file in (waiting, SimpleUploadedFile(case.name or "a", data), File(io.BytesIO(data))):
            checked = check_file(file, case.name)
            assert (checked.file_type, checked.size) == (case.verdict, len(data))
            assert file.tell() == 0


def test_what_is_known_of_a_file_that_is_taken() -> None:
    checked = check_file(io.BytesIO(m.pdf(3)), "C:\\Lan\\Biên bản.PDF")
    assert (checked.name, checked.pages, checked.file_type) == ("Biên bản.PDF", 3, FileType.PDF)
    photo = check_file(io.BytesIO(m.jpeg()), "")
    assert (photo.name, photo.pages) == ("tep.jpg", None)


def test_the_size_limit_can_be_lowered() -> None:
    with pytest.raises(RefusedFile) as refusal:
        check_file(io.BytesIO(m.jpeg()), "a.jpg", max_bytes=100)
    assert refusal.value.key == "too_big"
