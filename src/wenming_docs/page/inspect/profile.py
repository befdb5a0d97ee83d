"""A page profile: what is wanted, by GB/T 9704-2012 or by an office's own rules, read from YAML.

The caller reads the YAML; here a tree of mappings and texts becomes a :class:`Profile`. Texts
may be ``SourceText``, so that a mistake is told with its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib import resources
from types import MappingProxyType

from wenming_docs.errors import InvalidInput
from wenming_docs.findings import Finding, Origin, Severity
from wenming_docs.page.word.measure import MILLIMETRE
from wenming_docs.records import dataclass
from wenming_docs.zh import nearest

STANDARD = "国家标准"
Tree = Mapping[str, object]

SIZES = {
    "初号": 42.0, "小初": 36.0, "一号": 26.0, "小一": 24.0, "二号": 22.0, "小二": 18.0, "三号": 16.0,
    "小三": 15.0, "四号": 14.0, "小四": 12.0, "五号": 10.5, "小五": 9.0, "六号": 7.5,
}  # fmt: skip
_SEVERITIES = {"不管": None, "提醒": Severity.NOTICE, "警告": Severity.WARNING, "错误": Severity.ERROR}
_LEAST_ROOM = 500.0  # twips of a text area
_NEVER_NOTHING = ("宽", "高", "每面行数", "每行字数")
LEVELS = ("一级标题", "二级标题", "三级标题", "四级标题")


@dataclass(frozen=True, slots=True)
class Typeface:
    """What a role is set in: the names of typefaces, the fonts they stand for in lower case, the size."""

    names: tuple[str, ...]
    fonts: frozenset[str]
    size: float

    @property
    def wanted(self) -> str:
        """``仿宋``, or ``仿宋或宋体``."""
        return "或".join(self.names)


@dataclass(frozen=True, slots=True)
class Profile:
    """All that is wanted. Lengths of the page are twips, sizes points, indents 字."""

    name: str
    page: Mapping[str, float]  # 宽 高 上 下 左 右 and 误差
    lines: int
    characters: int
    faces: Mapping[str, Typeface]  # by role: 标题 正文 一级标题 … 页码
    figures: frozenset[str]  # fonts that digits may have besides that of the text
    title_width: int
    first_line: float
    line_spacing: tuple[float, float] | None  # points, from and to; None: only lines a page count
    number_form: str
    number_place: str
    number_indent: float
    disputed: Mapping[str, Severity | None]

    @property
    def text_width(self) -> float:
        """The width of the wanted text area in twips."""
        return self.page["宽"] - self.page["左边距"] - self.page["右边距"]

    @property
    def text_height(self) -> float:
        """The height of the wanted text area in twips."""
        return self.page["高"] - self.page["上边距"] - self.page["下边距"]


def size_name(points: float) -> str:
    """``三号`` or ``13磅``."""
    for name, size in SIZES.items():
        if abs(size - points) < 0.01:
            return name
    return f"{points:g}磅"


def standard_text() -> str:
    """The national standard as YAML, to be copied."""
    return resources.files(__package__).joinpath(f"{STANDARD}.yaml").read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def standard_profile() -> Profile:
    """GB/T 9704-2012."""
    return build_profile({})


@lru_cache(maxsize=1)
def _standard_tree() -> Tree:
    import yaml

    tree: Tree = yaml.load(standard_text(), Loader=yaml.BaseLoader)
    return tree


def build_profile(tree: Tree, name: str = STANDARD) -> Profile:
    """``tree`` laid over the national standard, called ``name`` where it does not say 名称.

    Raises ``InvalidInput`` with every mistake in it.
    """
    reading = _Reading(_standard_tree(), tree)
    profile = reading.profile(name)
    if reading.findings:
        raise InvalidInput(reading.findings)
    return profile


class _Reading:
    """One profile being read; every mistake is collected."""

    def __init__(self, standard: Tree, own: Tree) -> None:
        self.findings: list[Finding] = []
        self._standard, self._own = standard, own
        self._refuse_unknown(own, standard, "")

    def _refuse_unknown(self, own: Tree, known: Tree, path: str) -> None:
        for key, value in own.items():
            if path == "字体":
                if not isinstance(value, str):
                    self._complain(value, "这里写字体的名字，几个用顿号隔开", key=key)
                continue
            if key not in known:
                near = nearest(str(key), known)
                what = f"“{path}”下没有“{key}”这一项" if path else f"版式规范里没有“{key}”这一项"
                hint = f"是不是想写“{near}”？" if near else "全部项目见 wenming inspect --profile-show"
                self.findings.append(Finding("L149", Severity.ERROR, what, hint, _origin(key)))
            elif isinstance(known[key], Mapping) and isinstance(value, Mapping):
                self._refuse_unknown(value, known[key], str(key))  # type: ignore[arg-type]
            elif isinstance(known[key], Mapping) != isinstance(value, Mapping) or not isinstance(
                value, str | Mapping
            ):
                shape = (
                    "换行缩进，写成一组“名称: 值”"
                    if isinstance(known[key], Mapping)
                    else "冒号后面只写一个值"
                )
                self._complain(value, f"“{key}”的写法不对", shape, key=key)

    def _complain(self, value: object, message: str, hint: str = "", key: object = "") -> None:
        example = hint or "写法见 wenming inspect --profile-show"
        origin = _origin(value) or _origin(key)
        self.findings.append(Finding("L149", Severity.ERROR, message, example, origin))

    def _get(self, group: str, key: str) -> str:
        """What is written for an item: the office's own, else the standard's."""
        own = self._own.get(group)
        value = own.get(key) if isinstance(own, Mapping) else None
        return value if isinstance(value, str) else self._default(group, key)

    def _default(self, group: str, key: str) -> str:
        entries = self._standard[group]
        assert isinstance(entries, Mapping)
        return str(entries[key])

    def _number(self, group: str, key: str, units: Mapping[str, float]) -> float:
        """A number with its unit; ``units`` maps each unit to what it is worth."""
        text = self._get(group, key)
        pattern = rf"\s*(\d{{1,4}}(?:\.\d{{1,3}})?)\s*({'|'.join(units)})\s*"
        found = re.fullmatch(pattern, text)
        if found and (float(found[1]) > 0 or key not in _NEVER_NOTHING):
            return float(found[1]) * units[found[2]]
        example = self._default(group, key)
        self._complain(text, f"“{key}”看不懂：“{text}”", f"写成“{example}”这样")
        return float(re.sub(r"[^\d.]", "", example)) * next(iter(units.values()))

    def _choice(self, group: str, key: str, choices: Mapping[str, object] | tuple[str, ...]) -> str:
        text = self._get(group, key).strip()
        if text not in choices:
            self._complain(self._get(group, key), f"“{key}”不能写“{text}”", f"可以写{'、'.join(choices)}")
            return self._default(group, key)
        return text

    def profile(self, default: str) -> Profile:
        millimetre = {"毫米": MILLIMETRE, "mm": MILLIMETRE, "厘米": 10 * MILLIMETRE, "cm": 10 * MILLIMETRE}
        page = ("宽", "高", "上边距", "下边距", "左边距", "右边距", "允许误差")
        name = self._own.get("名称")
        disputed = self._standard["争议"]
        assert isinstance(disputed, Mapping)
        sizes = {key: self._number("页面", key, millimetre) for key in page}
        across = sizes["宽"] - sizes["左边距"] - sizes["右边距"]
        if min(across, sizes["高"] - sizes["上边距"] - sizes["下边距"]) < _LEAST_ROOM:
            own = self._own.get("页面")
            first = next(iter(own.values()), "") if isinstance(own, Mapping) else ""
            self._complain(first, "页边距太大，中间没有地方排字", "核对纸张和四边的边距")
        return Profile(
            name=str(name).strip() if isinstance(name, str) and name.strip() else default,
            page=MappingProxyType(sizes),
            lines=int(self._number("页面", "每面行数", {"行": 1.0, "": 1.0})),
            characters=int(self._number("页面", "每行字数", {"字": 1.0, "": 1.0})),
            faces=MappingProxyType(dict(self._faces())),
            figures=self._fonts("数字"),
            title_width=int(self._number("标题", "每行字数", {"字": 1.0, "": 1.0})),
            first_line=self._number("正文", "首行缩进", {"字": 1.0, "": 1.0, "字符": 1.0}),
            line_spacing=self._line_spacing(),
            number_form=self._choice("页码", "样式", ("— 1 —", "—1—", "- 1 -", "-1-", "1")),
            number_place=self._choice("页码", "位置", ("单右双左", "居中", "居右", "不限")),
            number_indent=self._number("页码", "空字", {"字": 1.0, "": 1.0}),
            disputed=MappingProxyType(
                {str(key): _SEVERITIES[self._choice("争议", str(key), _SEVERITIES)] for key in disputed}
            ),
        )

    def _faces(self) -> Iterator[tuple[str, Typeface]]:
        sizes: dict[str, float] = SIZES
        for role in ("标题", "正文", *LEVELS, "附件序号", "页码"):
            names = tuple(filter(None, re.split("[、，,或 ]+", self._get(role, "字体"))))
            fonts = frozenset(font for name in names for font in self._fonts(name, self._get(role, "字体")))
            text = self._get(role, "字号").strip()
            points = re.fullmatch(r"([1-9]\d{0,2}(?:\.\d{1,2})?)\s*(?:磅|pt)", text)
            if text not in sizes and not points:
                self._complain(self._get(role, "字号"), f"没有“{text}”这个字号", "写“三号”或“16磅”这样")
            size = float(points[1]) if points else sizes.get(text, 16.0)
            yield role, Typeface(names, fonts, size)

    def _fonts(self, name: str, place: object = "") -> frozenset[str]:
        """The fonts a typeface may be called, in lower case; a name that is no typeface is a font itself."""
        groups = [group.get("字体") for group in (self._own, self._standard)]
        for group in groups:
            if isinstance(group, Mapping) and isinstance(group.get(name), str):
                return frozenset(_split(str(group[name])))
        return frozenset((name.lower(),))

    def _line_spacing(self) -> tuple[float, float] | None:
        text = self._get("正文", "行距").strip()
        if text == "不限":
            return None
        found = re.fullmatch(
            r"(\d{1,2}(?:\.\d{1,2})?)\s*磅?(?:\s*[—\-~～到至]\s*(\d{1,2}(?:\.\d{1,2})?))?\s*磅", text
        )
        if not found:
            self._complain(self._get("正文", "行距"), f"“行距”看不懂：“{text}”", "写“不限”“28磅”或“28—30磅”")
            return None
        low = float(found[1])
        return low, float(found[2] or low)


def _split(text: str) -> Iterator[str]:
    for font in re.split("[、，,；;]+", text):
        if font.strip():
            yield font.strip().lower()


def _origin(text: object) -> Origin | None:
    """Where a text was written, if it remembers."""
    origin = getattr(text, "origin", None)
    return origin if isinstance(origin, Origin) else None
