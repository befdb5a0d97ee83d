"""用语.yaml: words that are written wrongly, ours and the office's."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

from wenming_docs.facts.house.pages import house_file, house_page
from wenming_docs.facts.source import Entry, Mapping, Node, Scalar, Sequence
from wenming_docs.facts.source.source import parse_page
from wenming_docs.findings import Finding, Origin, Severity
from wenming_docs.zh import pieces
from wenming_docs.zh.lazy import lazy_pattern
from wenming_docs.zh.wording import Reader, Sort, Term, Terms, going_round, terms_of

NAME = "用语.yaml"
KEYS = ("用语", "不查")
_FIELDS = ("错", "对", "改", "例外", "依据", "日期", "只提示")
_NO_WORD = lazy_pattern(r"[【】\x00-\x1f\x7f-\x9f\u2028\u2029]")
"""Signs no term may hold: 【】 refers to facts, and a term stands on one line."""
_YES = {"是": True, "否": False}


def read_terms(folder: Path | None, named: Path | None = None) -> tuple[Terms, list[Finding]]:
    """Our terms with those of ``named``, or of 规范/用语.yaml in ``folder``, and its mistakes."""
    path = named or house_file(folder, NAME)
    if path is None:
        return builtin_terms(), []
    root, findings = house_page(path, KEYS, None if named else folder)
    if root is None:
        return builtin_terms(), findings
    terms, mistakes = terms_in(root)
    terms, more = _settled(terms, root.origin)
    return builtin_terms().with_more(terms), [*findings, *mistakes, *more]


def _settled(terms: list[Term], place: Origin) -> tuple[list[Term], list[Finding]]:
    """The terms but for those that would have a text mended again and again."""
    reading = _Reading()
    for term in terms:
        own = Reader(terms_of([term])).hits(term.right, Sort.PROSE)
        hit = next((hit for hit in own if hit.new is not None), None)
        if term.right != term.wrong and hit:
            message = f"“{term.right}”本身要改：{hit.message}"
            reading.complain(message, "“对”写成不用再改的样子", place)
        else:
            reading.terms.append(term)
    for term in going_round(reading.terms):
        message = f"“{term.wrong}”改成“{term.right}”，别的几条又改回来"
        reading.complain(message, "几条里只留一条", place)
        reading.terms.remove(term)
    return reading.terms, reading.findings


@cache
def builtin_terms() -> Terms:
    """The list that comes with the program."""
    text = files("wenming_docs.zh.wording").joinpath("terms.yaml").read_text(encoding="utf-8")
    root = parse_page(text, "terms.yaml").root
    assert root is not None
    return terms_of(terms_in(root)[0])


def terms_in(root: Mapping) -> tuple[list[Term], list[Finding]]:
    """The terms of a list, those of 不查 as terms that are right as they are."""
    reading = _Reading()
    for entry in root.entries:
        if entry.key.text == "用语":
            reading.terms += reading.items(entry.value)
        elif entry.key.text == "不查":
            reading.terms += [Term(word, word) for word in reading.words(entry.value)]
        else:
            reading.complain(f"没有“{entry.key.text}”这一项", "这里可以写：用语、不查", entry.key.origin)
    return reading.terms, reading.findings


class _Reading:
    def __init__(self) -> None:
        self.terms: list[Term] = []
        self.findings: list[Finding] = []

    def complain(self, message: str, hint: str, origin: Origin) -> None:
        self.findings.append(Finding("W090", Severity.WARNING, message, hint, origin))

    def items(self, node: Node) -> Iterator[Term]:
        if not isinstance(node, Sequence):
            self.complain("“用语”下面要列成一组", "每条写成“- 错: ……”，下一行“对: ……”", node.origin)
            return
        for item in node.items:
            if isinstance(item, Mapping):
                yield from self.item(item)
            else:
                self.complain("这一条没有写“错”和“对”", "写成“- 错: ……”，下一行“对: ……”", item.origin)

    def item(self, item: Mapping) -> Iterator[Term]:
        """One entry: a single pair, or a group of pairs under 改 with one 依据."""
        fields = {entry.key.text: entry for entry in item.entries}
        for name, entry in fields.items():
            if name not in _FIELDS:
                self.complain(f"没有“{name}”这一项", "这里可以写：" + "、".join(_FIELDS), entry.key.origin)
        pairs = self.pairs(fields, item.origin)
        exceptions = tuple(self.words(fields["例外"].value)) if "例外" in fields else ()
        sure = not self.yes(fields.get("只提示"))
        source, since = self.text(fields.get("依据")), self.text(fields.get("日期"))
        for wrong, right, place in pairs:
            if len(wrong) < 2:
                self.complain(f"“{wrong}”只有一个字，会到处误报", "写成两个字以上的词", place)
                continue
            if sign := _NO_WORD.search(wrong + right):
                shown = sign.group() if sign.group().isprintable() else "换行等控制字符"
                self.complain(f"“错”和“对”里不能有“{shown}”", "只写要改的词", place)
                continue
            if wrong == right:
                self.complain(f"“{wrong}”的错和对一样", "不想查它，就写进“不查”", item.origin)
                continue
            own = tuple(word for word in exceptions if set(word) & set(wrong))
            yield Term(wrong, right, own, sure, source, since)

    def pairs(self, fields: dict[str, Entry], origin: Origin) -> list[tuple[str, str, Origin]]:
        if "改" in fields:
            group = fields["改"].value
            if isinstance(group, Mapping):
                pairs = (
                    (entry.key.text.strip(), self.text(entry), entry.key.origin) for entry in group.entries
                )
                return [(wrong, right, place) for wrong, right, place in pairs if right]
            self.complain("“改”下面要一行一个“错: 对”", "例如换行写 布署: 部署", group.origin)
            return []
        wrong, right = self.text(fields.get("错")), self.text(fields.get("对"))
        missing = [name for name, text in (("错", wrong), ("对", right)) if not text]
        if missing:
            self.complain(f"这一条没有写“{'”“'.join(missing)}”", "补上", origin)
            return []
        return [(wrong, right, fields["错"].value.origin)]

    def words(self, node: Node) -> list[str]:
        nodes = node.items if isinstance(node, Sequence) else [node]
        return [each.text[part] for each in nodes if isinstance(each, Scalar) for part in pieces(each.text)]

    def yes(self, entry: Entry | None) -> bool:
        if entry is None:
            return False
        word = self.text(entry)
        if word not in _YES:
            self.complain(f"“只提示”写的是“{word}”", "写 是 或 否", entry.value.origin)
        return _YES.get(word, True)

    def text(self, entry: Entry | None) -> str:
        return entry.value.text.strip() if entry and isinstance(entry.value, Scalar) else ""
