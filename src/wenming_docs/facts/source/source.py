"""Text → Source, and path → Source: every mistake of every file in one run."""

from __future__ import annotations

import os
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from wenming_docs.errors import InvalidInput
from wenming_docs.facts.source.characters import FORBIDDEN, describe
from wenming_docs.facts.source.codes import Collector, excerpt
from wenming_docs.facts.source.decode import decode
from wenming_docs.facts.source.files import LARGEST, display_name, read_bytes
from wenming_docs.facts.source.includes import include_patterns, included_files
from wenming_docs.facts.source.merge import INCLUDE_KEYS, merge
from wenming_docs.facts.source.nodes import Mapping, Node, Scalar, Sequence, count_nodes, most_nodes
from wenming_docs.facts.source.recovery import read_tree
from wenming_docs.facts.source.tree import MOST_NODES, ParserClass
from wenming_docs.findings import Finding, Origin, Severity, by_place, has_errors
from wenming_docs.records import dataclass
from wenming_docs.zh.lazy import lazy_pattern

_DEEPEST_INCLUDE = 20
LONGEST_LINE = 1_000_000
"""Signs of a line: five of the longest values. YAML takes 600 bytes for a sign of a quoted line."""
_NAMED = 1_000  # forbidden signs that are looked at one by one; a program opened as text has millions
_NEWLINE = lazy_pattern("\r\n|\r|\x85")


@dataclass(frozen=True, slots=True)
class Source:
    """A facts file, read: its tree, with included files merged in.

    ``texts`` maps each display name to its full text, for snippets; ``findings`` holds
    warnings and notices; ``parts`` the included files in the order they were merged.
    """

    path: Path
    root: Mapping
    texts: dict[str, str]
    findings: tuple[Finding, ...] = ()
    parts: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One file by itself: ``root`` is None if it has mistakes, ``draft`` what could be read even so."""

    text: str
    root: Mapping | None
    findings: list[Finding]
    draft: Mapping | None = None


def parse_source(text: str, name: str) -> Source:
    """The facts in ``text``; raises InvalidInput. ``包含`` is refused: there is no folder."""
    page = parse_page(text, name)
    findings = list(page.findings)
    if page.root is not None and (patterns := include_patterns(page.root, findings)):
        message, hint = "从标准输入读来的事实没有文件夹，不能用“包含”", "先存成文件"
        findings.append(Finding("S060", Severity.ERROR, message, hint, patterns[0].origin))
    if page.root is None or has_errors(findings):
        raise InvalidInput(by_place(findings), {name: page.text})
    return Source(Path(name), page.root, {name: page.text}, tuple(by_place(page.findings)))


def parse_page(text: str, name: str, parser_class: ParserClass | None = None) -> Page:
    """One text with all its findings, without looking at ``包含``."""
    found = Collector(name)
    return _page(text, found, parser_class)


def read_page(
    path: Path,
    name: str,
    known_keys: Iterable[str] = (),
    parser_class: ParserClass | None = None,
    home: Path | None = None,
) -> Page:
    """One file with all its findings, without looking at ``包含``; with ``home`` it has to lie below that."""
    found = Collector(name)
    data = read_bytes(path, found, home)
    text = decode(data, found, known_keys) if data is not None else None
    if text is None:
        return Page("", None, found.findings())
    return _page(text, found, parser_class)


def _page(text: str, found: Collector, parser_class: ParserClass | None) -> Page:
    text = _NEWLINE.sub("\n", text.removeprefix("\ufeff"))
    if _refuse_endless_line(text, found):
        return Page(text, None, found.findings())
    root = read_tree(_refuse_forbidden(text, found), found, parser_class)
    if not found.failed:
        _check_root(root, found)
    draft = root if isinstance(root, Mapping) else None
    return Page(text, None if found.failed else draft, found.findings(), draft)


def _refuse_endless_line(text: str, found: Collector) -> bool:
    """Whether a line is too long to be read at all (S075), in steps as long as a line may be."""
    start = 0
    while len(text) - start > LONGEST_LINE:
        behind = text.rfind("\n", start, start + LONGEST_LINE + 1) + 1
        if not behind:
            message = f"这一行超过{LONGEST_LINE:,}个字，不再往下读"
            hint = "一行写一项；别的程序给的文件，让它分行写（缩进格式）"
            found.error("S075", (text.count("\n", 0, start) + 1, 1), message, hint)
            return True
        start = behind
    return False


def _refuse_forbidden(text: str, found: Collector) -> str:
    """``text`` with each forbidden character reported and blanked, so that reading can go on."""
    if not FORBIDDEN.search(text):
        return text
    sound, count = FORBIDDEN.subn(" ", text)
    line, start = 1, 0
    for bad in islice(FORBIDDEN.finditer(text), _NAMED):
        line += text.count("\n", start, bad.start())
        start = max(start, text.rfind("\n", start, bad.start()) + 1)
        place = (line, bad.start() - start + 1)
        found.error("S010", place, f"这里有{describe(bad.group())}", "删去这个字符")
    found.count_more("S010", max(count - _NAMED, 0))
    return sound


def _check_root(root: Node | None, found: Collector) -> None:
    if root is None or (isinstance(root, Scalar) and root.missing):
        found.error("S004", (1, 1), "文件里什么也没有写", "运行 wenming new-plan 可以得到一份样子")
    elif isinstance(root, Sequence):
        place = (root.origin.line, root.origin.column)
        found.error(
            "S028", place, "整个文件是一个列表，没有栏目名", "最外层写成“名称: 内容”，列表放在名称下面"
        )
    elif isinstance(root, Scalar):
        place = (root.origin.line, root.origin.column)
        message = f"整个文件被当成了一段文字，从“{excerpt(root.text)}”开始"
        found.error("S028", place, message, "写成“名称: 内容”，冒号用半角，后面空一格")


def read_source(path: Path, *, synonyms: dict[str, str] | None = None, home: Path | None = None) -> Source:
    """The facts of a file and of all files it includes; raises InvalidInput with every mistake.

    ``synonyms`` maps the spellings of top-level keys to canonical ones, for merging. With ``home``, for a
    file that another file names, that file has to lie below it; what it includes, below its own folder.
    """
    reader = _Reader(synonyms or {})
    reader.read(path, None, home)
    root = Mapping([], Origin(display_name(path), 1, 1))
    if reader.roots:
        root, conflicts = (
            merge(reader.roots, reader.synonyms) if _has_parts(reader.roots) else (reader.roots[0], [])
        )
        if not has_errors(reader.findings):  # else they may come from the mending
            reader.findings += conflicts
    if has_errors(reader.findings):
        draft = Source(path, root, reader.texts) if reader.roots else None
        raise InvalidInput(by_place(reader.findings), reader.texts, draft)
    return Source(path, root, reader.texts, tuple(by_place(reader.findings)), tuple(reader.parts))


def _has_parts(roots: list[Mapping]) -> bool:
    """Whether something is included, also where none of it could be read: 包含 itself is no fact."""
    return len(roots) > 1 or any(entry.key.text in INCLUDE_KEYS for entry in roots[0].entries)


class _Reader:
    """Reads a file and what it includes, depth first, each file once."""

    def __init__(self, synonyms: dict[str, str]) -> None:
        self.synonyms = synonyms
        self.known = {*synonyms, *synonyms.values()}
        self.roots: list[Mapping] = []
        self.texts: dict[str, str] = {}
        self.findings: list[Finding] = []
        self.parts: list[Path] = []
        self._home: Path | None = None
        self._open: list[str] = []
        self._read: set[str] = set()
        self._bytes = self._nodes = 0  # of all files; nodes as an upper bound until it matters
        self._full = False

    def read(self, path: Path, named_at: Scalar | None, home: Path | None = None) -> None:
        """Read one file and its parts; ``named_at`` is where it was included, ``home`` what it lies in."""
        real = os.path.realpath(path)
        self._home = self._home or path.parent
        if named_at is not None and not self._is_new(real, path, named_at):
            return
        name = display_name(path)
        page = read_page(path, name, self.known, home=home)
        self._read.add(real)
        self.texts[name] = page.text
        self.findings += page.findings
        if named_at is not None:
            self.parts.append(path)
        if self._is_full(page, named_at) or page.draft is None:
            return
        self.roots.append(page.draft)
        self._open.append(real)
        for pattern in include_patterns(page.draft, self.findings):
            for part in included_files(pattern, path.parent, path, self.findings):
                if self._full:
                    return
                self.read(part, pattern, self._home)
        self._open.pop()

    def _is_full(self, page: Page, named_at: Scalar | None) -> bool:
        """Whether the files together are more than one file may hold; said once."""
        self._bytes += len(page.text.encode("utf-8", "replace"))
        self._nodes += most_nodes(page.text)
        if self._nodes > MOST_NODES:
            self._nodes = sum(map(count_nodes, self.roots)) + (count_nodes(page.draft) if page.draft else 0)
        self._full = self._bytes > LARGEST or self._nodes > MOST_NODES
        if self._full and named_at is not None:
            limit = f"{LARGEST // 1024 // 1024} MB 或 {MOST_NODES:,} 个条目"
            message = f"“包含”的文件合起来超过 {limit}，从这一处起不再往下读"
            self._add(Severity.ERROR, "S076", message, "分成几个单位或几个年度，各编各的", named_at)
        return self._full

    def _is_new(self, real: str, path: Path, named_at: Scalar) -> bool:
        if real in self._open:
            message = f"“包含”绕成了圈：{excerpt(path.name, 40)} 又包含了自己"
            self._add(Severity.ERROR, "S063", message, "删去其中一处“包含”", named_at)
            return False
        if real in self._read:
            message = f"文件已经包含过，不再重复：{excerpt(path.name, 40)}"
            self._add(Severity.WARNING, "S064", message, "删去多余的一处", named_at)
            return False
        if len(self._open) > _DEEPEST_INCLUDE:
            message = f"“包含”一层套一层，超过 {_DEEPEST_INCLUDE} 层"
            self._add(Severity.ERROR, "S063", message, "都写在最外面的文件里", named_at)
            return False
        return True

    def _add(self, severity: Severity, code: str, message: str, hint: str, place: Scalar) -> None:
        self.findings.append(Finding(code, severity, message, hint, place.origin))
