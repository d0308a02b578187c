"""The image and the site in containers name what is there: variables, files, commands.

No container runs here; the whole was started by hand (docs/operating.md).
"""

import re
from ipaddress import ip_address, ip_network

import pytest
from django.conf import settings
from django.core.management import get_commands

DEPLOY = settings.BASE_DIR / "deploy"
COMPOSE = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
IMAGE = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
NGINX = (DEPLOY / "nginx" / "ntm.conf").read_text(encoding="utf-8")
# What Python and the C library read of themselves.
SYSTEM = {"MALLOC_ARENA_MAX"}


def _program() -> str:
    """The part of the services that run the program."""
    return COMPOSE.partition("x-program:")[2].partition("\nservices:")[0]


def test_every_variable_is_one_that_the_program_reads() -> None:
    in_image = re.findall(
        r"\b([A-Z][A-Z0-9_]+)=", IMAGE.partition("\nENV ")[2].partition("USER")[0]
    )
    named = {*re.findall(r"^    ([A-Z][A-Z0-9_]+): ", _program(), re.M), *in_image}
    assert {"DATABASE_URL", "BACKUP_TO"} <= named
    files = ["ntm_project/settings.py", "ntm_project/server.py", "deploy/setup_database.py"]
    read = "".join((settings.BASE_DIR / name).read_text(encoding="utf-8") for name in files)
    assert {name for name in named - SYSTEM if f'"{name}"' not in read} == set()


def test_what_is_asked_of_the_operator_is_explained_at_the_head() -> None:
    head, _, rest = COMPOSE.partition("\nname:")
    wanted = set(re.findall(r"(?<!\$)\$\{([A-Z_]+)[:}]", rest))
    assert wanted == set(re.findall(r"\b([A-Z_]+)=…?", head)) - {"TMPDIR"}


@pytest.mark.parametrize("text", [COMPOSE, IMAGE], ids=["compose", "image"])
def test_every_file_and_command_is_there(text: str) -> None:
    files = set(re.findall(r"\b(?:deploy/)?[\w/]+\.(?:py|conf|txt)\b|deploy/\w+file\b", text))
    made = {"default.conf"}
    inside = {name.removeprefix("/").removeprefix("srv/ntm/") for name in files}
    assert {n for n in inside if n.split("/")[-1] not in made and not _is_there(n)} == set()
    commands = set(re.findall(r"manage\.py\"?,? \"?([a-z]\w+)", text))
    assert commands
    assert commands <= set(get_commands())


def _is_there(name: str) -> bool:
    return (settings.BASE_DIR / name).is_file()


def test_each_word_that_is_replaced_in_the_file_of_nginx_stands_in_it() -> None:
    replaced = re.findall(r"s([/#])(.+?)\1.+?\1", COMPOSE.partition("sed -e")[2])
    words = {word for _, word in replaced}
    assert {"SERVER_NAME", "PROGRAM", "server 127.0.0.1:8000"} <= words
    assert {word for word in words if word not in NGINX} == set()


def test_the_store_has_room_on_a_small_disk() -> None:
    """SeaweedFS makes as many volumes as the free disk holds whole: of 30 GB each there may be none
    left for evidence, and every upload fails. Nor is it killed while it closes them."""
    service = re.search(r"\n  store:\n(.*?)\n\n", COMPOSE, re.S)
    assert service
    assert "- -volume.max=0\n" in service[1]
    size = re.search(r"-master\.volumeSizeLimitMB=(\d+)\n", service[1])
    assert size
    assert int(size[1]) <= 1024
    grace = re.search(r"stop_grace_period: (\d+)s", service[1])
    assert grace
    assert int(grace[1]) >= 30


def test_a_web_server_that_comes_back_has_the_address_that_nginx_knows() -> None:
    address = ip_address(_named(r"ipv4_address: ([\d.]+)"))
    assert address in ip_network(_named(r"subnet: ([\d./]+)"))
    assert address not in ip_network(_named(r"ip_range: ([\d./]+)"))


def _named(pattern: str) -> str:
    (found,) = re.findall(pattern, COMPOSE)
    return str(found)


def test_the_copy_of_the_night_is_made_on_a_disk() -> None:
    """`/tmp` of these containers is memory."""
    assert "tmpfs: [/tmp]" in _program()
    (line,) = (line for line in COMPOSE.splitlines() if line.endswith("manage.py nightly"))
    place = re.search(r"-e TMPDIR=(\S+)", line)
    assert place
    assert f"data:{place[1]}" in _program()
