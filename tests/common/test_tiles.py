"""Tiles and dots: whatever a user typed is shown as text, and a state is given in words."""

from html.parser import HTMLParser

import pytest
from django.template import Context, Template
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from ntm_project.common.draw import tiles

HOSTILE = st.one_of(
    st.text(),
    st.sampled_from(
        [
            "<script>alert(1)</script>",
            '"><img src=x onerror=alert(1)>',
            "' autofocus onfocus='alert(1)",
            "</a><svg/onload=alert(1)>",
            "&lt;b&gt;",
        ]
    ),
)
STATES = st.sampled_from(sorted(tiles.STATE_WORDS))


class Reader(HTMLParser):
    """Reads markup back as a browser would: the elements, their attributes, the text."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, name: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((name, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


@given(number=HOSTILE, label=HOSTILE, href=HOSTILE, state=STATES, is_new=st.booleans())
def test_tile_is_one_element_whatever_it_is_given(
    number: str, label: str, href: str, state: str, is_new: bool
) -> None:
    drawn = tiles.tile(number, state, label=label, href=href, is_new=is_new)
    read = Reader(drawn)
    assert isinstance(drawn, SafeString)
    assert len(read.elements) == 1
    name, attrs = read.elements[0]
    assert name in {"a", "span"}
    assert set(attrs) <= {"class", "aria-label", "title", "href", "role"}
    assert tiles.STATE_WORDS[state] in str(attrs["aria-label"])
    assert read.text == number


@given(label=HOSTILE, state=STATES, noun=HOSTILE)
def test_dots_hold_only_their_own_elements(label: str, state: str, noun: str) -> None:
    assert len(Reader(tiles.dot(state, label)).elements) == 1
    assert len(Reader(tiles.dots([(state, label)] * 3, noun=noun)).elements) == 4


def test_every_state_has_its_own_class_and_words() -> None:
    drawn = {state: tiles.tile(1, state, label="A") for state in tiles.STATE_WORDS}
    assert len(set(drawn.values())) == len(tiles.STATE_WORDS)
    assert 'class="tile tile-not-met"' in drawn["not_met"]
    assert 'aria-label="1. A: không khớp số liệu"' in drawn["contradicting"]


def test_new_tile_shows_it() -> None:
    drawn = tiles.tile(8, "met", label="Thông tin", is_new=True, size="lg")
    assert 'class="tile tile-met tile-lg tile-new"' in drawn
    assert "mới đạt" in drawn


def test_a_share_has_words_and_a_legend_of_its_own() -> None:
    legend = tiles.tile_legend(is_compared=True, is_share=True)
    for state, words in tiles.SHARE_WORDS.items():
        drawn = tiles.tile(50, state, label="1/2 xã", is_share=True, is_new=True)
        assert f"1/2 xã: {words}, {tiles.MORE}" in drawn
        assert words.capitalize() in legend
    assert "Đang làm" not in legend
    assert legend.count("<li>") == len(tiles.SHARE_WORDS) + 2


def test_dots_count_their_states_in_one_name() -> None:
    drawn = tiles.dots([("met", "6.1"), ("unknown", "6.2"), ("met", "6.3")])
    assert 'aria-label="3 chỉ tiêu: 2 đạt, 1 chưa rõ"' in drawn
    assert tiles.dots([]) == ""


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "\x01javascript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
    ],
)
def test_address_that_could_run_is_never_linked(url: str) -> None:
    assert "href" not in tiles.tile(1, "met", label="Quy hoạch", href=url)


@pytest.mark.parametrize(
    "url", ["/nhiem-vu/?q=a:b", "#muc-1", "?trang=2", "https://vi.example/a", "tel:0123", "a/b:c"]
)
def test_ordinary_address_is_linked(url: str) -> None:
    [(name, attrs)] = Reader(tiles.tile(1, "met", label="A", href=url)).elements
    assert (name, attrs["href"]) == ("a", url)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: tiles.tile(1, "done", label=""),
        lambda: tiles.dot("done", ""),
        lambda: Template("{% badge 'x' 'pink' %}").render(Context()),
        lambda: Template("{% icon 'unicorn' %}").render(Context()),
    ],
)
def test_unknown_state_tone_or_icon_fails_loudly(wrong) -> None:
    with pytest.raises(ValueError, match="Unknown"):
        wrong()


@given(text=HOSTILE)
def test_badge_shows_its_text(text: str) -> None:
    shown = Template("{% badge text 'red' %}").render(Context({"text": text}))
    assert Reader(shown).text.strip() == text.strip()


def test_icon_is_silent() -> None:
    assert 'aria-hidden="true"' in Template("{% icon 'search' %}").render(Context())


def test_a_matrix_escapes_what_stands_in_it_and_links_no_script() -> None:
    bad = '"><script>alert(1)</script>'
    cell = tiles.Tile(bad, "met", bad, "javascript:alert(1)", is_lost=True)
    head = tiles.MatrixHead(bad, bad, "javascript:alert(1)", bad, bad)
    end = tiles.End(bad, "java\tscript:alert(1)", bad, bad)
    rows = [
        tiles.MatrixRow(bad, "javascript:x", bad, [[cell]], [end]),
        tiles.MatrixRow(bad, "", "", (), [end], words=bad),
    ]
    drawn = tiles.matrix(rows, first=head, columns=[head], ends=[head], foot=rows[0])
    assert "<script" not in drawn
    assert "script:" not in drawn
    assert "không còn đạt" in drawn
