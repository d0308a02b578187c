"""Every file of the corpus gets its verdict, and a sentence that says what to do instead."""

import io

import pytest

from evidence.files.detect import check_file
from evidence.files.refusals import SENTENCES, RefusedFile
from tests.evidence.files.corpus import CORPUS, GOOD, Case


def verdict(case: Case) -> str:
    file = io.BytesIO(case.make())
    file.seek(0, io.SEEK_END)
    try:
        found = str(check_file(file, case.name, case.declared).file_type.value)
    except RefusedFile as refusal:
        found = refusal.key
    assert file.tell() == 0
    return found


@pytest.mark.parametrize("case", CORPUS, ids=lambda case: case.id)
def test_verdict(case: Case) -> None:
    assert verdict(case) == case.verdict


def test_corpus_is_large_and_its_names_are_unique() -> None:
    assert len(CORPUS) - len(GOOD) >= 60
    assert len({case.id for case in CORPUS}) == len(CORPUS)


def test_every_reason_is_met_in_the_corpus() -> None:
    elsewhere = {"view_too_big"}
    assert {case.verdict for case in CORPUS} - {case.verdict for case in GOOD} == (
        set(SENTENCES) - elsewhere
    )


@pytest.mark.parametrize("key", SENTENCES)
def test_every_refusal_says_in_one_sentence_what_to_do(key: str) -> None:
    words = dict.fromkeys(["limit", "written", "found", "expected", "width", "height"], "20")
    reason = RefusedFile(key, **words).reason
    assert reason[0].isupper()
    assert reason.endswith(".")
    assert ". " not in reason
    assert "; hãy " in reason
    assert not {"!", "{", "}"} & set(reason)
