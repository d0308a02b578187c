"""The cell renderer: whatever a user typed is shown as text, and a state is told in words."""

from html.parser import HTMLParser

import pytest
from django.utils.safestring import SafeString, mark_safe
from hypothesis import given
from hypothesis import strategies as st

from ntm_project.common import html, icons

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
STATES = st.sampled_from(sorted(html.STATE_WORDS))


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


@given(HOSTILE)
def test_content_comes_back_as_the_text_it_was(text: str) -> None:
    read = Reader(html.tag("span", text))
    assert [name for name, _ in read.elements] == ["span"]
    assert read.text == text


@given(HOSTILE)
def test_attribute_comes_back_as_the_value_it_was(text: str) -> None:
    read = Reader(html.tag("span", "", title=text))
    assert read.elements == [("span", {"title": text})]


@given(HOSTILE)
def test_safe_content_is_kept_but_never_unescaped_in_an_attribute(text: str) -> None:
    drawn = html.tag("b", text)
    assert str(drawn) in html.tag("p", drawn)
    assert [name for name, _ in Reader(html.tag("i", "", title=drawn)).elements] == ["i"]


@given(number=HOSTILE, label=HOSTILE, href=HOSTILE, state=STATES, is_new=st.booleans())
def test_tile_is_one_element_whatever_it_is_given(
    number: str, label: str, href: str, state: str, is_new: bool
) -> None:
    drawn = html.tile(number, state, label=label, href=href, is_new=is_new)
    read = Reader(drawn)
    assert isinstance(drawn, SafeString)
    assert len(read.elements) == 1
    name, attrs = read.elements[0]
    assert name in {"a", "span"}
    assert set(attrs) <= {"class", "aria-label", "title", "href", "role"}
    assert html.STATE_WORDS[state] in str(attrs["aria-label"])
    assert read.text == number


@given(label=HOSTILE, state=STATES, noun=HOSTILE)
def test_dots_hold_only_their_own_elements(label: str, state: str, noun: str) -> None:
    assert len(Reader(html.dot(state, label)).elements) == 1
    assert len(Reader(html.dots([(state, label)] * 3, noun=noun)).elements) == 4


@given(text=HOSTILE, tone=st.sampled_from(html.BADGE_TONES))
def test_badge_shows_its_text(text: str, tone: str) -> None:
    assert Reader(html.badge(text, tone)).text == text


@given(st.lists(HOSTILE), HOSTILE)
def test_join_escapes_parts_and_separator(parts: list[str], separator: str) -> None:
    read = Reader(html.tag("p", html.join(parts, separator)))
    assert read.elements == [("p", {})]
    assert read.text == separator.join(parts)


def test_none_is_nothing_and_zero_is_zero() -> None:
    assert html.tag("b", None) == "<b></b>"
    assert html.tag("b", 0) == "<b>0</b>"
    assert html.join([None, 0, ""], "-") == "0-"


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
    assert html.link(url, "xem") == "xem"
    assert "href" not in html.tile(1, "met", label="Quy hoạch", href=url)
    with pytest.raises(ValueError, match="address"):
        html.tag("a", "xem", href=url)


@pytest.mark.parametrize(
    "url", ["/nhiem-vu/?q=a:b", "#muc-1", "?trang=2", "https://vi.example/a", "tel:0123", "a/b:c"]
)
def test_ordinary_address_is_linked(url: str) -> None:
    assert Reader(html.link(url, "xem")).elements == [("a", {"href": url})]


@pytest.mark.parametrize(
    "attrs", [{"style": "x"}, {"onclick": "x"}, {"ONCLICK": "x"}, {"a b": "x"}, {"x>": "y"}]
)
def test_attribute_that_the_content_policy_forbids_is_refused(attrs: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="attribute"):
        html.tag("p", "", **attrs)


@pytest.mark.parametrize("name", ["script", "style", "a b", "p>", ""])
def test_element_that_may_not_be_written_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="element"):
        html.tag(name)


def test_attribute_names_and_bare_attributes() -> None:
    drawn = html.tag("input", class_="a", hx_get="/x/", required=True, disabled=False, id=None)
    assert drawn == '<input class="a" hx-get="/x/" required>'


def test_every_state_has_its_own_class_and_words() -> None:
    drawn = {state: html.tile(1, state, label="A") for state in html.STATE_WORDS}
    assert len(set(drawn.values())) == len(html.STATE_WORDS)
    assert 'class="tile tile-not-met"' in drawn["not_met"]
    assert 'aria-label="1. A: báo đạt nhưng trái số liệu"' in drawn["contradicting"]


def test_new_tile_says_so() -> None:
    drawn = html.tile(8, "met", label="Thông tin", is_new=True, size="lg")
    assert 'class="tile tile-met tile-lg tile-new"' in drawn
    assert "mới thay đổi" in drawn


def test_dots_count_their_states_in_one_name() -> None:
    drawn = html.dots([("met", "6.1"), ("unknown", "6.2"), ("met", "6.3")])
    assert 'aria-label="3 chỉ tiêu: 2 đạt, 1 chưa rõ"' in drawn
    assert html.dots([]) == ""


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: html.tile(1, "done", label=""),
        lambda: html.dot("done", ""),
        lambda: html.badge("x", "pink"),
        lambda: icons.icon("unicorn"),
    ],
)
def test_unknown_state_tone_or_icon_fails_loudly(wrong) -> None:
    with pytest.raises(ValueError, match="Unknown"):
        wrong()


def test_safe_string_is_trusted_once() -> None:
    assert html.join([mark_safe("<b>a</b>"), "<b>"]) == "<b>a</b>&lt;b&gt;"


@pytest.mark.parametrize("name", sorted(icons.SHAPES))
def test_icon_is_silent(name: str) -> None:
    assert 'aria-hidden="true"' in icons.icon(name)
