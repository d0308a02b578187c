"""Finds the theme of words, by the names of the criteria of every set."""

from collections.abc import Iterator, Mapping

from reports.checks.reading.once import all_read_once

# What a word belongs to, by the name of its criterion.
THEMES = (
    (
        ("truong hoc", "truong thcs", "truong tieu hoc", "truong mam non", "xoa mu chu",
         "pho cap giao duc", "hoc sinh bo hoc", "phong hoc"),
        ("giao duc", "truong hoc"),
    ),
    (("tram y te", "bao hiem y te", "the bhyt", "tiem chung", "suy dinh duong", "kham chua benh",
      "kham suc khoe"), ("y te",)),
    (("rac thai", "nuoc thai", "chat thai ran", "phan loai rac", "thu gom rac", "thung rac",
      "ho rac", "vo chai thuoc", "bao bi thuoc", "vo bao thuoc", "bai rac"),
     ("moi truong", "ve sinh", "rac")),
    (("nha dot nat", "nha tam bo", "xoa nha tam", "nha dot"), ("nha o", "ngheo", "an sinh")),
    (("tuan tra", "te nan xa hoi", "dan quan tu ve"),
     ("an ninh", "quoc phong", "phap luat")),
    (("dan quan", "nghia vu quan su"), ("quoc phong", "an ninh")),
    (("kenh muong", "thuy loi", "kenh tuoi", "kenh tieu", "muong tuoi", "cong lay nuoc",
      "nao vet kenh", "tram bom tuoi"), ("thuy loi", "ha tang")),
    (("luoi dien", "tram bien ap", "duong day dien"), ("dien", "ha tang")),
    (("be tong duong", "be tong hoa duong", "go giam toc", "bien bao giao thong",
      "cung hoa duong", "nhua hoa duong"), ("giao thong", "ha tang")),
    (("doi van nghe", "cau lac bo van nghe", "dung cu the thao", "thiet che van hoa"),
     ("van hoa", "the thao", "ha tang")),
    (("lop day nghe", "lop nghe", "dao tao nghe", "day nghe"),
     ("lao dong", "viec lam", "nhan luc", "thu nhap", "ngheo", "to chuc san xuat")),
    (("san pham ocop", "ma so vung trong", "truy xuat nguon goc"),
     ("san xuat", "kinh te", "thu nhap", "ocop")),
    (("to hoa giai", "tro giup phap ly", "pho bien phap luat", "giao duc phap luat"),
     ("phap luat", "an ninh", "chinh tri")),
    (("thu tuc hanh chinh", "dich vu cong truc tuyen", "bo phan mot cua"),
     ("hanh chinh", "chinh tri", "thong tin", "chuyen doi so", "phap luat")),
)  # fmt: skip


@all_read_once
def themes_in(text: str) -> list[tuple[str, ...]]:
    """The themes that folded words name, each by the words of its criteria's names."""
    return [themes for words, themes in THEMES if any(word in text for word in words)]


def of_other_themes(text: str, own: str, known: Mapping[str, int]) -> Iterator[int]:
    """The criterion, by the folded names of those known, to which folded words belong that name a
    theme which the folded name of their own criterion has not; none where they name its own too."""
    named = themes_in(text)
    if any(theme in own for themes in named for theme in themes):
        return
    for themes in named:
        fitting = [n for name, n in known.items() if any(theme in name for theme in themes)]
        yield from fitting[:1]
