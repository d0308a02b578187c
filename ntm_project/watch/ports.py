"""Reads the ports that a setting names; a module of its own, since the settings read it before
Django is loaded."""


def parse_ports(text: str) -> range:
    """The ports of `9101-9108`, of one port, or none; ValueError for anything else."""
    if not text.strip():
        return range(0)
    first, _, last = text.partition("-")
    ports = range(int(first), int(last or first) + 1)
    if not ports or not 1 <= ports[0] <= ports[-1] <= 65535:
        raise ValueError(repr(text))
    return ports
