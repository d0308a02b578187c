"""Tables as data: the same columns draw the page, the single row, and the spreadsheet."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from ntm_project.common.html import badge, link
from ntm_project.common.tables import Column, plain_rows, render_row, render_table


@dataclass(frozen=True)
class Village:
    pk: int
    name: str
    households: int


COLUMNS = (
    Column[Village]("name", "Thôn", lambda v: link(f"/thon/{v.pk}/", v.name), is_row_header=True),
    Column[Village](
        "households", "Số hộ", lambda v: f"{v.households} hộ", "end", text=lambda v: v.households
    ),
    Column[Village]("mark", "", lambda v: badge("mới & lạ", "gold")),
)
ROWS = (Village(1, "Thắng Lợi", 210), Village(2, "Mai Hạ", 0))


def row_id(village: Village) -> str:
    return f"village-{village.pk}"


def test_head_and_cells_say_what_they_belong_to() -> None:
    drawn = render_table(COLUMNS, ROWS, caption="Các thôn")
    assert '<th scope="col">Thôn</th>' in drawn
    assert '<th scope="row"><a href="/thon/1/">Thắng Lợi</a></th>' in drawn
    assert '<td class="align-end" data-label="Số hộ">210 hộ</td>' in drawn
    assert drawn.count('aria-label="Các thôn"') == 1


def test_zero_is_shown() -> None:
    assert "0 hộ" in render_table(COLUMNS, ROWS, caption="Các thôn")


def test_no_rows_say_so_across_all_columns() -> None:
    drawn = render_table(COLUMNS, (), caption="Các thôn", empty="Chưa có thôn <nào>.")
    assert 'colspan="3"' in drawn
    assert "Chưa có thôn &lt;nào&gt;." in drawn


def test_single_row_equals_the_row_of_the_table() -> None:
    keywords = {"row_id": row_id, "row_class": lambda v: "row-new" if v.households else ""}
    table = render_table(COLUMNS, ROWS, caption="Các thôn", **keywords)
    for village in ROWS:
        assert render_row(COLUMNS, village, **keywords) in table
    assert '<tr id="village-1" class="row-new">' in table
    assert '<tr id="village-2">' in table


def test_row_attributes_are_escaped() -> None:
    drawn = render_row(COLUMNS, ROWS[0], row_attrs=lambda v: {"hx_get": '/x/?a="&b'})
    assert 'hx-get="/x/?a=&quot;&amp;b"' in drawn


def test_spreadsheet_gets_values_without_tags() -> None:
    assert list(plain_rows(COLUMNS, ROWS)) == [
        ["Thôn", "Số hộ", ""],
        ["Thắng Lợi", 210, "mới & lạ"],
        ["Mai Hạ", 0, "mới & lạ"],
    ]


@given(label=st.text(), cell=st.text(), caption=st.text(min_size=1))
def test_nothing_typed_becomes_markup(label: str, cell: str, caption: str) -> None:
    columns = [Column[str]("x", label, str, css='"><b>')]
    drawn = render_table(columns, [cell], caption=caption)
    harmless = render_table([Column[str]("x", label and "a", lambda v: "")], ["a"], caption="a")
    assert drawn.count("<") == harmless.count("<")


@given(st.lists(st.integers(), max_size=8))
def test_as_many_rows_as_given(values: list[int]) -> None:
    drawn = render_table([Column[int]("n", "Số", str)], values, caption="Số")
    assert drawn.count("<tr") == max(len(values), 1) + 1
