"""Codes that people are handed once: easy to read out and type, impossible to guess."""

import hashlib
import secrets

# Crockford's base 32: no I, L, O, U, which are read as other signs.
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans("ILOU", "110V")
GROUP = 4


def new_code(groups: int = 5) -> str:
    """20 bits a group, joined by hyphens: `7KQF-2M9X-…`."""
    signs = "".join(secrets.choice(_SIGNS) for _ in range(groups * GROUP))
    return "-".join(signs[at : at + GROUP] for at in range(0, len(signs), GROUP))


def code_hash_of(code: str) -> str:
    """The hash under which a code is kept, of what was typed in any case, with or without hyphens.

    A plain one: a code has 80 bits or more, so there is nothing to try through.
    """
    signs = "".join(c for c in code.upper() if c.isascii() and c.isalnum()).translate(_MISREAD)
    return hashlib.sha256(signs.encode()).hexdigest()
