"""What a rule refuses, raised by whatever serves no request: `views` answers it with its page."""


class Refused(Exception):
    """A rule refused; `reason` is the one Vietnamese sentence that page and button show. `back_url`
    is the page on which the row is read, where its state refuses rather than the right to it."""

    def __init__(self, reason: str, back_url: str = "") -> None:
        super().__init__(reason)
        self.reason, self.back_url = reason, back_url
