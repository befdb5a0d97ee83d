"""附件说明 and attachments: form, numbers, names, pages (GB/T 9704-2012 7.3.4, 7.3.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wenming_docs.findings import Severity
from wenming_docs.page.inspect import roles
from wenming_docs.page.inspect.faults import Fault, warn
from wenming_docs.page.inspect.paper import Paper, Paragraph
from wenming_docs.page.inspect.profile import Profile
from wenming_docs.zh import half_width_digits

_ENTRY = re.compile(
    r"(?:附\s*件\s*[：:]\s*)?(?:(?P<number>[0-9０-９]{1,2})\s*(?P<mark>[.．、，])\s*)?(?P<name>.*)", re.DOTALL
)
_REFERENCE = re.compile(r"附件\s*([0-9]{1,2})")


def check_attachment_list(paper: Paper, profile: Profile) -> Iterator[Fault]:
    """The list under the body: its form, its numbers, no marks behind the names."""
    lines = paper.of(roles.LIST)
    for part in sorted({each.part for each in lines}):
        yield from _list([each for each in lines if each.part == part])


def _list(lines: list[Paragraph]) -> Iterator[Fault]:
    first = lines[0]
    label = re.match(r"附\s*件\s*[0-9０-９]{0,2}\s*[：:]", first.text)
    if label and label[0] != "附件：":
        yield warn(
            "L138", "7.3.4", "附件说明以", f"“{label[0]}”开头", "“附件：”", "改成“附件：”，用全角冒号", first
        )
    indent = first.characters(first.shape.left + first.shape.first)
    indent += len(first.typed) - len(first.typed.lstrip("\u3000"))
    if abs(indent - 2) > 0.35 or first.shape.align in ("center", "right"):
        yield warn(
            "L138",
            "7.3.4",
            "附件说明",
            f"左空{max(indent, 0):.2g}字",
            "左空二字",
            "“段落”里缩进改为 2 字符",
            first,
        )
    entries = [(line, _ENTRY.match(line.text)) for line in lines if line.text not in ("附件：", "附件:")]
    for count, (line, entry) in enumerate(entries, 1):
        if entry is None:
            continue
        if re.search("[。；，、;,.]$", entry["name"]):
            yield warn(
                "L138", "7.3.4", "附件名称以",
                f"“{entry['name'][-1]}”结尾", "名称后没有标点", "删去末尾的标点", line
            )  # fmt: skip
        if entry["mark"] and entry["mark"] not in ".．":
            yield warn(
                "L138",
                "7.3.4",
                "附件序号写成",
                f"“{entry['number']}{entry['mark']}”",
                "“1.”的形式",
                f"改成“{count}.”",
                line,
            )
        elif len(entries) > 1 and half_width_digits(entry["number"] or "") != str(count):
            written = f"“{entry['number']}.”" if entry["number"] else "没有序号"
            yield warn("L138", "7.3.4", "附件说明的序号", written, f"“{count}.”", f"改成“{count}.”", line)
    if len(entries) == 1 and entries[0][1] and entries[0][1]["number"]:
        yield warn("L138", "7.3.4", "只有一个附件", "也编了序号", "不编序号", "删去“1.”", entries[0][0])


def check_labels(paper: Paper, profile: Profile) -> Iterator[Fault]:
    """附件N on the pages of attachments: 另面, 顶格, no colon, Arabic figures."""
    for each in paper.of(roles.LABEL):
        if not re.fullmatch(r"附件\d{0,2}", each.text):
            yield warn(
                "L139", "7.3.7", "附件序号写成", f"“{each.text}”", "“附件”加阿拉伯数字，不加冒号、空格",
                f"改成“{_label(each.text)}”", each,
            )  # fmt: skip
        if not each.new_page:
            yield warn(
                "L139",
                "7.3.7",
                "附件",
                "没有另起一面",
                "另面编排",
                "在“附件”前插入分页符，或勾选“段前分页”",
                each,
            )
        indent = each.characters(each.shape.left + each.shape.first)
        if indent > 0.5 or each.shape.align in ("center", "right"):
            yield warn(
                "L139", "7.3.7", "附件序号", "没有顶格", "居左顶格", "“段落”里缩进改为 0，左对齐", each
            )


def _label(text: str) -> str:
    chinese = "一二三四五六七八九"
    found = re.search(r"[0-9０-９]+|[一二三四五六七八九]", text)
    if not found:
        return "附件"
    return "附件" + (str(chinese.index(found[0]) + 1) if found[0] in chinese else half_width_digits(found[0]))


def check_attachments(paper: Paper, profile: Profile) -> Iterator[Fault]:
    """附件说明, the pages behind, and 见附件N in the text: the same numbers and names."""
    labels = paper.of(roles.LABEL)
    names = [_name(line) for line in paper.of(roles.LIST) if _name(line)]
    if not labels:
        yield from _references(paper, len(names))
        return
    if not names:
        fault = warn(
            "L140",
            "7.3.4",
            "后面有附件，",
            "正文下没有附件说明",
            "附件说明",
            "正文下空一行写“附件：……”",
            labels[0],
        )
        yield Fault(
            fault.code,
            Severity.NOTICE,
            fault.clause,
            fault.subject,
            fault.measured,
            "有附件说明",
            fault.cure,
            labels[0],
        )
        return
    if len(labels) != len(names):
        yield warn(
            "L140", "7.3.7", f"附件说明列了{len(names)}个附件，",
            f"后面有{len(labels)}个", "一样多", "补上缺的附件，或改附件说明",
            labels[0],
        )  # fmt: skip
        return
    for label, name in zip(labels, names, strict=True):
        title = _title_of(label, paper)
        if title and _plain(title) != _plain(name):
            yield warn(
                "L140", "7.3.7", f"{label.text}的标题",
                f"是“{title}”", f"和附件说明一样的“{name}”", "两处改成一样", label
            )  # fmt: skip
    yield from _references(paper, len(names))


def _references(paper: Paper, count: int) -> Iterator[Fault]:
    """Text that sends the reader to an attachment that is not there."""
    if not count:
        return
    for each in paper.of(roles.BODY):
        for number in _REFERENCE.findall(each.text):
            if int(number) > count and not re.search(r"附件\d+\s*[—-]", each.text):
                yield warn(
                    "L140", "7.3.4", "正文提到", f"附件{number}",
                    f"附件说明里有的（共{count}个）", "补上附件，或改正文里的序号", each
                )  # fmt: skip


def _name(line: Paragraph) -> str:
    entry = _ENTRY.match(line.text)
    return re.sub("[。；，、;,.]$", "", entry["name"].strip()) if entry else ""


def _title_of(label: Paragraph, paper: Paper) -> str:
    return "".join(
        line for each in paper.of(roles.ATTACHMENT_TITLE) if each.part == label.part for line in each.lines
    )


def _plain(text: str) -> str:
    return re.sub(r"[\s《》“”]", "", text)
