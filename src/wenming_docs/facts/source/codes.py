"""The codes of findings about source files, and one way to collect them.

Codes are stable: reports, editors and ``explain`` refer to them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from wenming_docs.facts.source.characters import visible
from wenming_docs.findings import Finding, Origin, Severity

MEANINGS: dict[str, str] = {
    "S001": "文件找不到或读不了",
    "S002": "不是普通文件",
    "S003": "文件太大",
    "S004": "文件是空的",
    "S005": "文件编码认不出",
    "S006": "文件不是 UTF-8 编码，已换算后读入",
    "S007": "UTF-8 文件里有坏字节",
    "S010": "有不能用的控制字符",
    "S011": "名称里有看不见的零宽字符",
    "S012": "双引号里的反斜杠写法不对",
    "S015": "层数太深",
    "S016": "条目太多",
    "S020": "不支持锚点和别名（& 和 *）",
    "S021": "不支持合并写法（<<）",
    "S022": "不支持标签（!）",
    "S023": "不支持以 % 开头的指令",
    "S024": "一个文件只能写一份",
    "S025": "冒号前面不是文字",
    "S026": "冒号前面没有名称",
    "S027": "同一项写了两遍",
    "S028": "整个文件不是一组“名称: 值”",
    "S030": "用了全角冒号",
    "S031": "冒号后面少一个空格",
    "S032": "行首有全角空格、Tab 等空白",
    "S033": "冒号或减号后面是全角空格等空白",
    "S034": "列表符号不是半角减号",
    "S035": "值以特殊符号开头",
    "S036": "值里又有“冒号加空格”",
    "S037": "引号后面还有文字",
    "S038": "引号没有配对",
    "S039": "方括号后面还有文字",
    "S040": "写了模板的花括号",
    "S041": "括号没有配对",
    "S042": "方括号里用了全角逗号或顿号",
    "S043": "“#”后面被当成了注释",
    "S044": "缩进对不齐",
    "S045": "这一行没有冒号",
    "S046": "“|”下面的文字缩进不够",
    "S047": "一个值写了几行",
    "S048": "减号后面少一个空格",
    "S049": "用了全角＃",
    "S050": "列表写在了冒号同一行",
    "S059": "这一行看不懂",
    "S060": "“包含”的写法不对",
    "S061": "“包含”的路径不许用",
    "S062": "“包含”没有找到文件",
    "S063": "“包含”绕成了圈",
    "S064": "同一个文件包含了两次",
    "S065": "合并时同一项有两个值",
    "S066": "合并时同一项形式不同",
}

_MOST_OF_ONE_KIND = 20


class Collector:
    """Findings of one file; of each code only the first few are kept, the rest counted."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._findings: list[Finding] = []
        self._seen: set[tuple[str, int]] = set()
        self._count: Counter[tuple[str, Severity]] = Counter()

    def error(self, code: str, place: tuple[int, int], message: str, hint: str = "") -> None:
        self.add(Severity.ERROR, code, place, message, hint)

    def warning(self, code: str, place: tuple[int, int], message: str, hint: str = "") -> None:
        self.add(Severity.WARNING, code, place, message, hint)

    def add(self, severity: Severity, code: str, place: tuple[int, int], message: str, hint: str) -> None:
        """Keep one finding at ``place`` (line and column from 1) unless there are many such."""
        self._count[code, severity] += 1
        if self._count[code, severity] <= _MOST_OF_ONE_KIND:
            origin = Origin(self.name, *place)
            self._findings.append(Finding(code, severity, visible(message), visible(hint), origin))
        if severity is Severity.ERROR:
            self._seen.add((self.name, place[0]))

    def has_error_at(self, line: int) -> bool:
        """Whether an error was already reported on this line."""
        return (self.name, line) in self._seen

    def take(self, other: Collector, typed: Callable[[int, int], int] | None = None) -> None:
        """Add the findings of ``other``; ``typed`` leads columns of a mended text back (from 0)."""
        for finding in other._findings:
            place = (finding.origin.line, finding.origin.column) if finding.origin else (1, 1)
            if typed is not None:
                place = (place[0], typed(place[0] - 1, place[1] - 1) + 1)
            self.add(finding.severity, finding.code, place, finding.message, finding.hint)
        for kind, count in other._count.items():
            self._count[kind] += max(count - _MOST_OF_ONE_KIND, 0)
        self._seen |= other._seen

    @property
    def failed(self) -> bool:
        """Whether any error was reported."""
        return bool(self._seen)

    def findings(self) -> list[Finding]:
        """What was kept, each kind that was cut short ending with how many there are."""
        found = list(self._findings)
        for (code, severity), count in self._count.items():
            if count > _MOST_OF_ONE_KIND:
                last = [f for f in found if (f.code, f.severity) == (code, severity)][-1]
                rest = f"同样的问题另有 {count - _MOST_OF_ONE_KIND} 处：{MEANINGS[code]}"
                found.append(Finding(code, severity, rest, "改好上面的，再运行一次", last.origin))
        return found


def excerpt(text: str, most: int = 20) -> str:
    """The beginning of a text, for use inside a message."""
    text = text.strip()
    return text if len(text) <= most else text[: most - 1] + "…"
