"""包含: which files a facts file names, and why some of them are not read.

Names are relative to the file that includes and must stay inside its folder, also behind
links. Nothing is fetched, nothing outside is opened.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from wenming_docs.bringing import bring, bring_matching
from wenming_docs.facts.source.codes import excerpt
from wenming_docs.facts.source.merge import INCLUDE_KEYS
from wenming_docs.facts.source.nodes import Mapping, Scalar, Sequence
from wenming_docs.findings import Finding, Origin, Severity
from wenming_docs.matching import Matched, has_magic, lies_below, names_matching
from wenming_docs.reads import note_absent, note_names

_MOST_FILES = 5_000
_SUFFIXES = (".yaml", ".yml")
MISSING = "找不到这个文件"
"""Why :func:`path_below` gives no path where there simply is none."""
_DEVICES = re.compile(
    r"(?i)(?:^|[/\\])(con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])[ .]*(?:\.[^/\\]*)?(?:$|[/\\])"
)
_SHAPE = "写成“包含: 成果/*.yaml”，或者用“- ”一行列一个"


def include_patterns(root: Mapping, findings: list[Finding]) -> list[Scalar]:
    """The names and globs under 包含, in the order written; a wrong shape is a finding."""
    patterns: list[Scalar] = []
    for entry in root.entries:
        if entry.key.text not in INCLUDE_KEYS:
            continue
        values = entry.value.items if isinstance(entry.value, Sequence) else [entry.value]
        for value in values:
            if isinstance(value, Scalar) and value.text.strip():
                patterns += _split(value)
            else:
                findings.append(_error("S060", "“包含”里要写文件名", _SHAPE, value.origin))
    return patterns


def _split(value: Scalar) -> Iterator[Scalar]:
    """Several names may be joined by 、 as everywhere else."""
    for match in re.finditer(r"[^、\n]+", value.text):
        name = match.group().strip()
        if name:
            offset = match.start() + match.group().index(name)
            yield Scalar(name, value.place(offset), value.quoted)


def included_files(pattern: Scalar, folder: Path, itself: Path, findings: list[Finding]) -> list[Path]:
    """The files that one pattern names, sorted, each inside ``folder`` (of the including file)."""
    name = pattern.text.replace("\\", "/")
    if reason := _not_allowed(pattern.text):
        hint = "写相对这个文件的路径，例如 成果/5月.yaml"
        findings.append(_error("S061", f"“包含”里不能写{reason}：{excerpt(name, 40)}", hint, pattern.origin))
        return []
    if not has_magic(name):
        found = [folder / name]
        bring(found[0])
        if not os.path.lexists(found[0]):
            message = f"“包含”的文件找不到：{excerpt(name, 40)}"
            findings.append(
                _error("S062", message, "检查文件名；路径从这个文件所在的文件夹算起", pattern.origin)
            )
            return []
        if os.path.isdir(found[0]):
            message = f"“包含”写的是文件夹，不是文件：{excerpt(name, 40)}"
            findings.append(_error("S062", message, "写出里面的文件，例如 成果/*.yaml", pattern.origin))
            return []
    else:
        matched = _names(name, folder)
        found = _matches(matched, folder, itself)
        findings += [_outside(stray, pattern) for stray in matched.strays]
        if not found and not matched.strays:
            message = f"“包含”没有匹配到文件：{excerpt(name, 40)}"
            findings.append(_error("S062", message, "检查文件夹和文件名；* 代表任意几个字", pattern.origin))
    if len(found) > _MOST_FILES:
        findings.append(
            _error("S062", f"“包含”匹配到的文件超过 {_MOST_FILES:,} 个", "写得具体一些", pattern.origin)
        )
        return []
    return [path for path in found if _inside(path, folder, pattern, findings)]


def path_below(name: str, folder: Path, home: Path | None = None) -> tuple[Path | None, str]:
    """The file that ``name`` means below ``folder``, or None and why it is not to be opened.

    The same rule as for 包含: nothing outside the folder, also behind links; with ``home``, links may
    lead anywhere below that.
    """
    if reason := _not_allowed(name):
        return None, f"这里不能写{reason}"
    path = folder / name.replace("\\", "/")
    if path.name.startswith("~$"):
        return None, "这是 Word 或 WPS 打开时留下的临时文件"
    bring(path)
    if not os.path.lexists(path):
        note_absent(path)
        return None, MISSING
    if not lies_below(path, home or folder):
        return None, "经链接指到了文件夹外面"
    return path, ""


def _not_allowed(name: str) -> str:
    """What is wrong with a path by its spelling alone, or ""."""
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]+:", name):
        return "网址"
    if name.startswith(("/", "\\")) or re.match(r"[A-Za-z]:|~(?!\$)", name):
        return "绝对路径"
    if device := _DEVICES.search(name):
        return f"“{device[1]}”（Windows 里它是设备，不是文件）"
    if ":" in name:
        return "半角冒号"
    if ".." in re.split(r"[/\\]", name):
        return "“..”（上一级文件夹）"
    return "空字符" if "\0" in name else ""


def _names(pattern: str, folder: Path) -> Matched:
    """All names that a pattern matches; noted as read."""
    bring_matching(folder, pattern)
    matched = names_matching(folder, pattern)
    note_names(folder, pattern, matched.names)
    return matched


def _matches(matched: Matched, folder: Path, itself: Path) -> list[Path]:
    """YAML files among them, without hidden files, lock files and the includer itself."""
    paths = [folder / each for each in matched.names[: _MOST_FILES * 2]]
    return [
        path
        for path in paths
        if path.suffix.lower() in _SUFFIXES
        and not path.name.startswith(("~$", "."))
        and os.path.realpath(path) != os.path.realpath(itself)
        and not path.is_dir()
    ]


def _inside(path: Path, folder: Path, pattern: Scalar, findings: list[Finding]) -> bool:
    if lies_below(path, folder):
        return True
    findings.append(_outside(path.name, pattern))
    return False


def _outside(name: str, pattern: Scalar) -> Finding:
    message = f"“包含”的文件经链接指到了文件夹外面：{excerpt(name, 40)}"
    return _error("S061", message, "把文件复制到这个文件夹里", pattern.origin)


def _error(code: str, message: str, hint: str, origin: Origin) -> Finding:
    return Finding(code, Severity.ERROR, message, hint, origin)
