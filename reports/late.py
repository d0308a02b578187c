"""Open tasks counted, as boards and assessments show them alike."""

from dataclasses import dataclass


@dataclass
class CountedTasks:
    """How many tasks are open, past their last day, and pressing: overdue, of a year not over."""

    open: int = 0
    overdue: int = 0
    pressing: int = 0

    @property
    def overdue_count_words(self) -> str:
        return f"{self.overdue} quá hạn"

    @property
    def tone(self) -> str:
        """Red where a late task is of a year that is not over, else grey."""
        return "red" if self.pressing else "grey"
