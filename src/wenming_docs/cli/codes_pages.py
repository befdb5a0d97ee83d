"""The pages about codes: docs/编码.md and one page a family under docs/编码/.

``python -m wenming_docs.cli.codes_pages`` writes them anew; a test compares them with fresh ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from wenming_docs.cli.console import SEVERITY_NAMES
from wenming_docs.codes import CODES, FAMILIES, Code

COMMAND = "python -m wenming_docs.cli.codes_pages"
DOCS = Path(__file__).resolve().parents[3] / "docs"

_INDEX = """\
# 提示编码

`wenming check` 和 `wenming render` 的每条提示都带一个编码，例如 `台账.yaml:37:15: 错误 [F020] ……`。
`wenming explain F020` 说明它的意思、道理和改法；下面是全部编码，点进去有例子。

- 编码不会改变意思。第一个字母说它管哪一段：S 文件，F 事实，W 字句，L 版面，T 模板。
- 级别有三等：**错误**不改就不出文，**警告**照出文（加 `--strict` 就不出），**提醒**看看就好。
  表里写的是最重的一等。
- 有理由不改的警告和提醒，在那一行末尾或上一行写注释 `# wenming: 忽略 F013 理由`；
  整个文件都不看的，写一行 `# wenming: 全文忽略 F013`。错误不能忽略。
- 一下子改不完的旧台账，`wenming check 台账.yaml --write-baseline 基线.json` 先记下现有的警告和提醒，
  以后 `--baseline 基线.json` 只说新的；行号变了也认得，改好了会告诉您。错误不记。
"""


def pages() -> dict[str, str]:
    """Each page's path below docs/ with its text."""
    made = {"编码.md": _INDEX + "".join(_index_of(family) for family in FAMILIES if _members(family))}
    for family in FAMILIES:
        if members := _members(family):
            made[f"编码/{family}.md"] = _family_page(family, members)
    return made


def _members(family: str) -> list[Code]:
    return [code for code in CODES.values() if code.family == family]


def _index_of(family: str) -> str:
    rows = [
        f"| [{code.code}](编码/{family}.md#{code.code.lower()}) | {SEVERITY_NAMES[code.severity]} "
        f"| {_cell(code.meaning)} | {_cell(code.cure)} |\n"
        for code in _members(family)
    ]
    heading = f"\n## {family}：{FAMILIES[family].replace('：', '，')}\n\n"
    return heading + "| 编码 | 级别 | 意思 | 怎么改 |\n|---|---|---|---|\n" + "".join(rows)


def _cell(text: str) -> str:
    """Text of a code as a table cell of docs/编码.md: bars escaped, links seen from there."""
    return text.replace("`|`", "<code>&#124;</code>").replace("|", "&#124;").replace("](../", "](")


def _family_page(family: str, members: list[Code]) -> str:
    head = f"# {family}：{FAMILIES[family].replace('：', '，')}\n\n[全部编码](../编码.md)\n"
    return head + "".join("\n" + "\n".join(_section(code)) + "\n" for code in members)


def _section(code: Code) -> Iterator[str]:
    yield f"## {code.code}\n"
    yield f"**{SEVERITY_NAMES[code.severity]}** · {code.meaning}。\n"
    if code.why:
        yield f"{code.why}\n"
    yield f"**怎么改**：{code.cure}。"
    for label, example in (("错的", code.wrong), ("对的", code.right)):
        if example:
            yield f"\n{label}：\n\n```text\n{example.rstrip()}\n```"
    last = [f"依据：{code.source}。"] if code.source else []
    if code.mended:
        last.append("`wenming fmt` 会改好它。")
    if code.ignorable:
        last.append(f"有理由不改：`# wenming: 忽略 {code.code}`。")
    if last:
        yield "\n" + "".join(last)


def write(docs: Path = DOCS) -> None:
    """Writes every page and removes those of families that are gone."""
    fresh = pages()
    (docs / "编码").mkdir(exist_ok=True)
    for old in (docs / "编码").glob("*.md"):
        if f"编码/{old.name}" not in fresh:
            old.unlink()
    for name, text in fresh.items():
        (docs / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write()
