"""The password that all accounts of the sample share: printed in README, so known to everybody."""

from ntm_project.common.passwords import bare_password, normal_password

SAMPLE_PASSWORD = "nongthonmoi-2024-mau"


def is_sample_password(password: str) -> bool:
    """Whether it is the sample's, whichever keyboard typed it."""
    return normal_password(password) == SAMPLE_PASSWORD


def is_like_sample_password(password: str) -> bool:
    """Whether it is the sample's but for marks, case and diacritics."""
    return bare_password(normal_password(password)) == bare_password(SAMPLE_PASSWORD)
