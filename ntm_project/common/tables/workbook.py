"""Workbooks (.xlsx, .xls, .ods, .xlsb), read by a process with limits of its own."""

import json
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from ntm_project.common.tables.book import Book, CannotRead, Percent, Sheet

_CHILD = Path(__file__).with_name("child.py")
_WAIT_SECONDS = 30
_REFUSALS = {
    "cells": "Tệp quá lớn khi mở ra. Hãy chép riêng bảng cần nhập sang một tệp mới rồi chọn lại.",
    "password": "Tệp có mật khẩu. Trong Excel, bỏ mật khẩu (Tệp, Thông tin, Bảo vệ) rồi chọn lại.",
    "broken": (
        "Không mở được tệp này như một bảng tính. Hãy mở bằng Excel, lưu lại dạng .xlsx "
        "rồi chọn lại."
    ),
}
_NO_RESULT = "ô là công thức chưa có kết quả; mở tệp bằng Excel và lưu lại, hoặc gõ thẳng giá trị"
_FAULT = "ô báo lỗi trong Excel (như #REF!, #DIV/0!); hãy sửa công thức hoặc gõ thẳng giá trị"


def read_workbook(content: bytes) -> Book:
    """The sheets with their cells; `CannotRead` in Vietnamese for anything else, or for too
    much."""
    command = [sys.executable, "-I", "-B", str(_CHILD)]
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, timeout=_WAIT_SECONDS, check=False, env={}
        )
    except subprocess.TimeoutExpired as late:
        raise CannotRead(_REFUSALS["cells"]) from late
    if done.returncode:
        raise CannotRead(_REFUSALS["cells"])
    answer = json.loads(done.stdout)
    if refused := answer.get("refused"):
        raise CannotRead(_REFUSALS[refused])
    return Book(tuple(_sheet(found) for found in answer["sheets"]))


def _sheet(found: Mapping[str, Any]) -> Sheet:
    unread: dict[Any, str] = dict.fromkeys(map(tuple, found["formulas"]), _NO_RESULT)
    unread |= dict.fromkeys(map(tuple, found["faults"]), _FAULT)
    rows = [[_value(value) for value in row] for row in found["rows"]]
    for at, column in found["percent"]:
        if at < len(rows) and column < len(rows[at]):
            rows[at][column] = _as_shown(rows[at][column])
    return Sheet(
        name=found["name"],
        rows=rows,
        is_hidden=found["is_hidden"],
        merges=tuple((*first, *last) for first, last in found["merges"]),
        hidden_rows=frozenset(found["hidden"]),
        hidden_columns=tuple((first, last) for first, last in found["hidden_columns"]),
        unread=unread,
    )


def _as_shown(value: Any) -> Any:
    """A number of a cell that shows it as percent: what people read in Excel, 31 for 0.31.

    One that was computed (`=5/95`) has more digits than its cell shows; a record keeps four.
    """
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return Percent(round(value * 100, 4)) if is_number else value


def _value(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    kind, words = value
    return date.fromisoformat(words) if kind == "d" else words
