"""Names of posts and bodies as officials write them short, each in its long form."""

import re

from ntm_project.common.text import spoken

_SHORT = {
    "hnd": "hoi nong dan",
    "hpn": "hoi phu nu",
    "hlhpn": "hoi phu nu",
    "hoi lien hiep phu nu": "hoi phu nu",
    "hoi lhpn": "hoi phu nu",
    "ccb": "cuu chien binh",
    "hccb": "hoi cuu chien binh",
    "dtn": "doan thanh nien",
    "doan tncs ho chi minh": "doan thanh nien",
    "doan tncs hcm": "doan thanh nien",
    "ubmt": "mat tran to quoc",
    **{
        f"{part}{body}{country}": "mat tran to quoc"
        for part in ("", "ban thuong truc ")
        for body in ("mttq", "ubmttq", "uy ban mttq", "mat tran to quoc", "uy ban mat tran to quoc")
        for country in ("", " viet nam", "vn")
    },
    "ctmt": "cong tac mat tran",
    "uy ban nhan dan": "ubnd",
    "hoi dong nhan dan": "hdnd",
    "bcd": "ban chi dao",
    "bql": "ban quan ly",
    "bpt": "ban phat trien",
    "bld": "ban lanh dao",
    "bch": "ban chi huy",
    "bchqs": "ban chi huy quan su",
    "chqs": "chi huy quan su",
    "cht": "chi huy truong",
    "ktht": "kinh te ha tang",
    "nnptnt": "nong nghiep ptnt",
    "nong nghiep phat trien nong thon": "nong nghiep ptnt",
    "nn": "nong nghiep",
    "xd": "xay dung",
    "mt": "moi truong",
    "dc": "dia chinh",
    "dcxd": "dia chinh xay dung",
    "vhxh": "van hoa xa hoi",
    "vh xh": "van hoa xa hoi",
    "tc kt": "tai chinh ke toan",
    "tckt": "tai chinh ke toan",
    "tp ht": "tu phap ho tich",
    "tpht": "tu phap ho tich",
    "vp tk": "van phong thong ke",
    "vptk": "van phong thong ke",
    "tnmt": "tai nguyen moi truong",
    "htx": "hop tac xa",
    "nong thon moi": "ntm",
    "tbxh": "thuong binh xa hoi",
    "tb xh": "thuong binh xa hoi",
    "ldtbxh": "lao dong thuong binh xa hoi",
    "ldtb xh": "lao dong thuong binh xa hoi",
    "ld tbxh": "lao dong thuong binh xa hoi",
    "ld tb xh": "lao dong thuong binh xa hoi",
    "cb": "can bo",
    "ct": "chu tich",
    "pct": "pho chu tich",
    "vp": "van phong",
    "tk": "thong ke",
    "qs": "quan su",
    "ca": "cong an",
    "cong chuc": "",
    "cc": "",
    "can bo": "",
}
_LONGEST_FIRST = sorted(_SHORT, key=len, reverse=True)
_SHORT_WORDS = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, _LONGEST_FIRST))})(?!\w)")
TITLES = re.compile(
    r"^(?:(?:đồng|đ)\s*/?\s*(?:chí|c)\.?|đ/c|ông|bà|anh|chị|cô|chú|thầy|các đồng chí)\s+",
    re.IGNORECASE,
)


def long_form(words: str) -> str:
    """The words folded, without the title of a person, short forms written out."""
    bare = re.sub(r"[-–/.&]+|(?<!\w)va(?!\w)", " ", spoken(TITLES.sub("", words.strip())))
    return " ".join(
        _SHORT_WORDS.sub(lambda found: _SHORT[found[0]], " ".join(bare.split())).split()
    )
