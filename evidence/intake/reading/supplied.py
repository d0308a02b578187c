"""Lines of their own that give time, people or a criterion to the work around them."""

import re
from dataclasses import replace

from django.utils.text import capfirst

from .gathered import set_deadline
from .head_line import HeadLine, named_in
from .headings import HeadingPart, criterion_in_charge
from .labels import in_brackets, label_of, labelled
from .markers import PLAIN, Marker
from .names import names_of, split_names
from .outline import Frame
from .people import leads_in, partners_in
from .pieces import gives_work
from .register import Register
from .rows import TableRows
from .shared_times import parts_of_cells
from .time_words import StatedTime
from .times import behind_label, deadline_in, stated_in

_CRITERIA = re.compile(r"(?:các )?(?:tiêu chí|TC)\s", re.IGNORECASE)
_GIVES = re.compile(r"(?:phân công|giao)\s*:", re.IGNORECASE)


class Supplied(TableRows):
    """Reads the points that begin with a label."""

    def __init__(self, register: Register) -> None:
        super().__init__(register)
        # From where to where the last line of times and people went.
        self.supplied = (0, 0)
        self.is_supplied = False  # such a line stands under the paragraph, or its label is of work
        self.is_lost = False  # the paragraph before gave no work
        self.coded = ""  # the bullet of the last point with a code: "+ 13.1. …"

    def label(self, line: HeadLine) -> bool:
        kind, rest = label_of(line.text)
        inside = in_brackets(line.text)
        if inside and not kind and (names := named_in(inside)):  # "(Phòng Kinh tế chủ trì)"
            self.outline.set_last(leads=names, lead_words=line.text)
            return True
        outline = self.outline
        has_label = any(frame.is_label for frame in outline.frames)
        is_outside = outline.now.part == HeadingPart.NONE and not has_label
        if kind in {"none", "work"}:
            part = HeadingPart.NONE if kind == "none" or is_outside else HeadingPart.TASKS
            if line.marker.style or not rest:
                first = len(self.points.found)
                marker = line.marker if line.marker.style else Marker("label")
                outline.open(Frame(marker, part=part, is_label=True, first=first))
            else:
                outline.close_labels()
            if kind == "work" and rest:
                self.is_supplied = True
                self.content(PLAIN, rest)
        elif kind == "lead" and not is_outside and _GIVES.match(line.text) and gives_work(rest):
            self.content(line.marker, rest)  # "Phân công: công chức Địa chính cắm mốc …"
        elif kind == "lead" and _CRITERIA.match(rest):
            if criterion_in_charge(line.text):  # "Phụ trách: Tiêu chí 10.", not of several
                self._give_place(rest.split(".")[0], len(self.points.found))
        elif kind and not is_outside:
            if line.marker.style != self.coded:
                self.outline.close_codes()  # "+ 13.1. …", "+ 13.2. …", "- Phân công: …"
            self._supplements(line.text)
        return bool(kind)

    def _supplements(self, line: str) -> None:
        """Gives the time, lead or partners of a line of its own to the works around it: to those
        before it under its heading, back to the last such line, or where there is none to those
        that follow."""
        end = len(self.points.found)
        if end != self.supplied[1]:  # lines one under the other are for the same work
            self.supplied = (self.supplied[1], end)
        first = max(self.outline.first, self.supplied[0])
        for part in labelled(line):
            self._supplement(*label_of(part), part, first)

    def _supplement(self, kind: str, rest: str, whole: str, first: int) -> None:
        has_work = len(self.points.found) > first
        stated: StatedTime | None = stated_in(
            rest.rstrip(" .;")
        )  # "02 đợt (tháng 4 và tháng 10)", "thang 4"
        if stated and stated.doubt:
            stated = deadline_in(rest) or behind_label(whole)
        if kind == "time" and stated:
            self._part_by_times(rest, first)
            if has_work:
                self.points.give_deadline(stated, whole, first, outweighs=not self.is_lost)
            else:
                self.outline.set_last(deadline=stated)
        elif kind == "lead" and rest:
            spans = leads_in(rest if " chủ trì" in rest else whole)
            named = [span.words for span in spans] or [rest.split(".", maxsplit=1)[0]]
            names = tuple(name for words in named for name in split_names(words))
            if has_work:
                self.points.give_leads(names, whole, first, outweighs=not self.is_lost)
                self.points.add_partners(names_of(partners_in(rest)), whole, first)
            else:
                self.outline.set_last(leads=names, lead_words=whole)
        elif kind == "place":
            self._give_place(whole, first)
        elif kind == "partner" and rest:
            partners = tuple(split_names(rest.rstrip(".")))
            if has_work:
                self.points.add_partners(partners, whole, first)
            else:
                self.outline.set_last(partners=partners)

    def _part_by_times(self, times: str, first: int) -> None:
        """Parts the one work before a line of times whose semicolons part as many works, each with
        a time of its own by its words: "Thời gian: A xong ngày 15/10, B xong ngày 31/10"."""
        found = self.points.found[first:]
        works = found[0].text if len(found) == 1 else ""
        parts = parts_of_cells(works, times) or parts_of_cells(works, times.replace(", ", "; "))
        if parts:
            self.points.found[first:] = [
                replace(found[0], text=capfirst(text), words={**found[0].words})
                for text, _ in parts
            ]
            for one, (_, words) in zip(self.points.found[first:], parts, strict=True):
                set_deadline(one, deadline_in(f"{words}."), times)

    def _give_place(self, whole: str, first: int) -> None:
        """ "Tiêu chí: 13": of the work before it, or else of what follows under the heading."""
        number, words, doubt = self.points.named_inside(whole, self.unit)
        if len(self.points.found) > first:
            self.points.place_all(whole, first)
        elif number or doubt:
            self.outline.set_last(
                criterion=number, criterion_words=words, criterion_doubt=doubt, codes=()
            )
