"""What a password must be, each refusal in one sentence."""

from django.core.exceptions import ValidationError

from ntm_project.common.passwords import Guess, guess_for, normal_password
from villages.accounts.guessable import guessed_words
from villages.accounts.sample import is_like_sample_password
from villages.models import Official

LONGEST = 256

SENTENCES = {
    Guess.WORDS: "Mật khẩu phần lớn là tên người, tên đơn vị hoặc từ của công việc nên dễ đoán; "
    "hãy ghép bốn, năm từ không liên quan với nhau.",
    Guess.COMMON: "Mật khẩu phần lớn là từ nhiều người hay dùng làm mật khẩu; hãy chọn từ khác.",
    Guess.RUN: "Mật khẩu phần lớn là dãy phím hoặc dãy số liền nhau; hãy chọn từ khác.",
    Guess.REPEAT: "Mật khẩu phần lớn là ký tự hoặc đoạn lặp lại; hãy thêm từ khác.",
    Guess.DAY: "Mật khẩu phần lớn là ngày tháng hoặc năm; hãy thêm từ khác.",
    Guess.DIGITS: "Mật khẩu chỉ có chữ số; hãy dùng cả chữ.",
}


class LengthValidator:
    """From `shortest` to `longest` characters, counted as they are kept."""

    def __init__(self, shortest: int = 14, longest: int = LONGEST) -> None:
        self.shortest, self.longest = shortest, longest

    def validate(self, password: str, user: Official | None = None) -> None:
        length = len(normal_password(password))
        if length < self.shortest:
            raise ValidationError(f"Mật khẩu có {length} ký tự; cần ít nhất {self.shortest} ký tự.")
        if length > self.longest:
            raise ValidationError(
                f"Mật khẩu có {length} ký tự; chỉ nhận tối đa {self.longest} ký tự."
            )

    def get_help_text(self) -> str:
        return f"Ít nhất {self.shortest} ký tự, ví dụ bốn, năm từ không liên quan với nhau."


class GuessValidator:
    """Refuses the sample's password, and what a guesser who knows the place finds first."""

    def validate(self, password: str, user: Official | None = None) -> None:
        if len(password) > LONGEST:
            return  # refused for its length
        if is_like_sample_password(password):
            raise ValidationError("Đây là mật khẩu của dữ liệu mẫu, ai cũng biết; hãy chọn khác.")
        guess = guess_for(password, guessed_words(user))
        if guess is not None:
            raise ValidationError(SENTENCES[guess])

    def get_help_text(self) -> str:
        return "Không dùng tên mình, tên xã, thôn, năm, dãy phím hoặc mật khẩu hay gặp."
