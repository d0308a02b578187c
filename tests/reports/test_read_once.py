"""What a text states is remembered, within bounds, and nobody can change what is remembered."""

from collections.abc import Iterator

from reports.checks.reading import once


def test_the_same_words_are_read_once() -> None:
    read = []

    @once.all_read_once
    def words_in(text: str, *, least: int = 1) -> Iterator[str]:
        read.append(text)
        yield from (word for word in text.split() if len(word) >= least)

    assert words_in("Thôn Đồng Tâm") == words_in("Thôn Đồng Tâm") == ("Thôn", "Đồng", "Tâm")
    assert read == ["Thôn Đồng Tâm"]
    assert words_in("Thôn Đồng Tâm", least=4) == ("Thôn", "Đồng")
    assert words_in("Thôn Đồng Tiến") == ("Thôn", "Đồng", "Tiến")
    assert len(read) == 3


def test_no_more_is_remembered_than_a_process_can_hold() -> None:
    for number in range(once.MOST + 100):
        once.fold(f"Thôn {number}")
    assert once.read.cache_info().currsize == once.MOST
