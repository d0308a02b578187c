"""Places a proposal: its unit, criterion and indicator."""

import re

from .criterion_names import NO_SUCH, criterion_called, name_inside
from .gathered import Gathered
from .names import begins_with_verb
from .outline import Frame
from .passing import code_inside, criterion_anywhere, criterion_inside
from .proposals import Proposal
from .unit_words import ended_doubt, starts_with_unit, unit_named, unknown_beside, unknown_village

FROM_LEAD = "Lấy theo đơn vị của người chủ trì."
_I = re.IGNORECASE
_SEVERAL = re.compile(r"(?<!\w)(?:các|và|hai|\d+ (?:thôn|xóm|bản|ấp))(?!\w)|,", _I)
_APART = re.compile(r"(?:riêng|tại|ở)\s", _I)


class Placed(Gathered):
    """Places what is proposed by its headings, and by the words of its own."""

    def _place_by_lead(self, made: Proposal, frame: Frame, *, is_own: bool) -> None:
        """Work of no criterion that the head of one village leads is the village's; under the
        heading of another village, where a point of its own begins with the village."""
        is_own = is_own and made.words.get("leads") == made.source
        if (frame.unit and not is_own) or made.criterion or len(made.leads) != 1:
            return
        words = made.leads[0].words
        if _SEVERAL.search(words) or (frame.unit and not made.source.startswith(words)):
            return
        found = unit_named(words, self.register)
        if found and not found.is_commune and found.key != made.unit:
            made.unit, made.words["unit"] = found.key, words
            made.doubts["unit"] = FROM_LEAD

    def _place_apart(self, made: Proposal, frame: Frame) -> None:
        """ "Riêng xóm Nà Lòa: …", "Tại thôn Đông: …" among work of the commune."""
        head, colon, _ = made.source.partition(":")
        is_apart = _APART.match(head) and starts_with_unit(head) and not _SEVERAL.search(head)
        if frame.unit or not (colon and is_apart):
            return
        found = unit_named(head, self.register)
        if found and not found.is_commune:
            made.unit, made.words["unit"] = found.key, head

    def _doubt_unknown(self, made: Proposal, text: str, *, is_own: bool) -> None:
        """Work that begins with a village that no register knows is surely of no other: a point
        with a number of its own is then put under the commune."""
        assert made.unit is not None
        head, colon, _ = text.partition(":")
        village = unknown_village(text, self.register)
        if colon and starts_with_unit(text):
            village = village or unknown_beside(head, self.register)
        if village is None or not (village.is_apart or begins_with_verb(village.rest)):
            return
        if is_own:
            made.unit = self.register.commune.key
        here = self.register.unit_of(made.unit)
        made.words["unit"], made.doubts["unit"] = village.words, village.doubt(here)

    def put_today(self) -> None:
        """Put the work of villages that have ended under what they became."""
        for made in self.found:
            assert made.unit is not None
            unit = self.register.unit_of(made.unit)
            if unit.ended_on:
                made.unit = self.register.today(unit.key)
                made.doubts["unit"] = ended_doubt(unit, made.unit, self.register)

    def _place(self, made: Proposal, frame: Frame, code: str, text: str) -> None:
        made.unit = frame.unit or self.register.commune.key
        made.words["unit"] = frame.unit_words
        if frame.unit_doubt:
            made.doubts["unit"] = frame.unit_doubt
        made.criterion = frame.criterion or None
        if frame.criterion is not None:
            made.words["criterion"] = frame.criterion_words
            if frame.criterion_doubt:
                made.doubts["criterion"] = frame.criterion_doubt
        made.indicator, made.words["indicator"] = code, frame.code_words if code else ""
        if code and frame.code_doubt:
            made.doubts["indicator"] = frame.code_doubt
        self._place_inside(made, code, text)

    def _place_inside(self, made: Proposal, code: str, text: str) -> None:
        """A criterion or an indicator that the sentence itself names."""
        assert made.unit is not None
        known = self.register.criteria_set(made.unit)
        number, words, doubt = self.named_inside(text, made.unit)
        if number and (made.criterion is None or not doubt or number in known.criteria):
            made.criterion, made.words["criterion"] = number, words
            made.doubts.pop("criterion", None)
        if doubt:
            made.doubts["criterion"] = doubt
        elif made.criterion is None:
            self._place_anywhere(made, text)
        inside, words = code_inside(text, known.codes or self._codes_under(made.criterion))
        if inside and not code:
            made.indicator, made.words["indicator"] = inside, words
        if "." in made.indicator and (made.criterion is None or inside in known.codes):
            made.criterion = int(made.indicator.split(".")[0])
            made.words["criterion"] = made.words["indicator"]
            made.doubts.pop("criterion", None)

    def _codes_under(self, criterion: int | None) -> set[str]:
        """What a village without a set may be given: the commune's codes, under their criterion."""
        codes = self.register.criteria_set(self.register.commune.key).codes
        return {code for code, number in codes.items() if number == criterion}

    def _place_anywhere(self, made: Proposal, text: str) -> None:
        assert made.unit is not None
        number, words, doubt = criterion_anywhere(text)
        if number in self.register.criteria_set(made.unit).criteria:
            made.criterion, made.words["criterion"] = number, words
            if doubt:
                made.doubts["criterion"] = doubt

    def named_inside(self, text: str, unit: int) -> tuple[int, str, str]:
        """A criterion that a line names by its number or its name, the words that do, and what is
        not sure; 0 for none, with a doubt where the set has none such."""
        number, words, doubt = criterion_inside(text)
        known = self.register.criteria_set(unit).criteria
        if number:
            is_strange = bool(known) and number not in known
            return number, words, NO_SUCH.format(number) if is_strange else doubt
        name, words = name_inside(text)
        if not name or not known:
            return 0, "", ""
        number, doubt = criterion_called(name, self.register, unit)
        return number, words, doubt

    def place_all(self, text: str, first: int) -> None:
        """The criterion or the indicator that a line names, to all from that one on that have
        none."""
        for one in self.found[first:]:
            if one.criterion is None:
                self._place_inside(one, one.indicator, text)
