"""附件说明, attachments, 署名 and 成文日期 (GB/T 9704-2012 7.3.4–7.3.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wenming_docs.findings import Severity
from wenming_docs.page.inspect import roles
from wenming_docs.page.inspect.faults import Fault
from wenming_docs.page.inspect.paper import Paper, Paragraph, width_of
from wenming_docs.page.inspect.profile import Profile
from wenming_docs.zh import half_width_digits

_ENTRY = re.compile(
    r"(?:附\s*件\s*[：:]\s*)?(?:(?P<number>[0-9０-９]{1,2})\s*(?P<mark>[.．、，])\s*)?(?P<name>.*)", re.DOTALL
)
_REFERENCE = re.compile(r"附件\s*([0-9]{1,2})")
_GOOD_DATE = re.compile(r"(\d{4})年([1-9]|1[0-2])月([1-9]|[12]\d|3[01])日")
_PENDING = re.compile(r"\d{4}年(?:[1-9]|1[0-2])?[\s\u3000]*月[\s\u3000]*日")
_NEAR = 0.8  # 字: figures are not quite half as wide as 汉字 in every font


def check_attachment_list(paper: Paper, profile: Profile) -> Iterator[Fault]:
    """The list under the body: its form, its numbers, no marks behind the names."""
    lines = paper.of(roles.LIST)
    for part in sorted({each.part for each in lines}):
        yield from _list([each for each in lines if each.part == part])


def _list(lines: list[Paragraph]) -> Iterator[Fault]:
    first = lines[0]
    label = re.match(r"附\s*件\s*[0-9０-９]{0,2}\s*[：:]", first.text)
    if label and label[0] != "附件：":
        yield _fault(
            "L138", "7.3.4", "附件说明以", f"“{label[0]}”开头", "“附件：”", "改成“附件：”，用全角冒号", first
        )
    indent = first.characters(first.shape.left + first.shape.first)
    indent += len(first.typed) - len(first.typed.lstrip("\u3000"))
    if abs(indent - 2) > 0.35 or first.shape.align in ("center", "right"):
        yield _fault(
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
            yield _fault(
                "L138", "7.3.4", "附件名称以",
                f"“{entry['name'][-1]}”结尾", "名称后没有标点", "删去末尾的标点", line
            )  # fmt: skip
        if entry["mark"] and entry["mark"] not in ".．":
            yield _fault(
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
            yield _fault("L138", "7.3.4", "附件说明的序号", written, f"“{count}.”", f"改成“{count}.”", line)
    if len(entries) == 1 and entries[0][1] and entries[0][1]["number"]:
        yield _fault("L138", "7.3.4", "只有一个附件", "也编了序号", "不编序号", "删去“1.”", entries[0][0])


def check_labels(paper: Paper, profile: Profile) -> Iterator[Fault]:
    """附件N on the pages of attachments: 另面, 顶格, no colon, Arabic figures."""
    for each in paper.of(roles.LABEL):
        if not re.fullmatch(r"附件\d{0,2}", each.text):
            yield _fault(
                "L139", "7.3.7", "附件序号写成", f"“{each.text}”", "“附件”加阿拉伯数字，不加冒号、空格",
                f"改成“{_label(each.text)}”", each,
            )  # fmt: skip
        if not each.new_page:
            yield _fault(
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
            yield _fault(
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
        fault = _fault(
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
        yield _fault(
            "L140", "7.3.7", f"附件说明列了{len(names)}个附件，",
            f"后面有{len(labels)}个", "一样多", "补上缺的附件，或改附件说明",
            labels[0],
        )  # fmt: skip
        return
    for label, name in zip(labels, names, strict=True):
        title = _title_of(label, paper)
        if title and _plain(title) != _plain(name):
            yield _fault(
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
                yield _fault(
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


def check_signature(paper: Paper, profile: Profile) -> Iterator[Fault]:
    """署名 and date: both there, the date in full Arabic figures, each in its place."""
    for part in sorted({each.part for each in paper.of(roles.DATE, roles.SIGNED)}):
        dates = [each for each in paper.of(roles.DATE) if each.part == part]
        names = [each for each in paper.of(roles.SIGNED) if each.part == part]
        has_subtitle = any(each.part == part for each in paper.of(roles.SUBTITLE))
        for date in dates:
            yield from _date_form(date)
        if dates and not names and not has_subtitle:
            yield _fault(
                "L141",
                "7.3.5",
                "成文日期上面",
                "没有署名",
                "发文机关署名",
                "在日期上一行写发文机关全称或规范化简称",
                dates[0],
            )
        elif names and not dates and not has_subtitle:
            yield _fault(
                "L141", "7.3.5", "署名下面", "没有成文日期", "成文日期", "在署名下一行写成文日期", names[-1]
            )
        elif names and dates:
            yield from _places(names, dates[0], paper)


def _date_form(date: Paragraph) -> Iterator[Fault]:
    text = date.text
    good = _GOOD_DATE.fullmatch(text)
    if good:
        if not _exists(*map(int, good.groups())):
            yield Fault(
                "L142",
                Severity.ERROR,
                "7.3.5.4",
                "成文日期",
                f"“{text}”，日历上没有这一天",
                "真有的日子",
                "核对后改正",
                date,
            )
        return
    if _PENDING.fullmatch(text):
        return
    compact = half_width_digits(re.sub(r"\s", "", text))
    if re.search("[〇○Ｏ零一二三四五六七八九十]", compact):
        what = "汉字数字"
    elif re.search(r"年0\d|月0\d", compact):
        what = "编了虚位（01）"
    elif re.match(r"\d{2,3}年", compact):
        what = "年份不全"
    elif compact != text:
        what = "有空格或全角数字"
    elif not compact.endswith("日"):
        what = "没有写到“日”" if "年" in compact else "没有写成年月日"
    else:
        what = "写法"
    yield _fault(
        "L142", "7.3.5.4", "成文日期", f"“{text}”，{what}",
        "“2026年3月8日”这样的全称", "用阿拉伯数字写全年、月、日，月、日不编虚位", date
    )  # fmt: skip


def _exists(year: int, month: int, day: int) -> bool:
    import datetime

    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return True


def _places(names: list[Paragraph], date: Paragraph, paper: Paper) -> Iterator[Fault]:
    """With a seal the date stands four characters in and each name is centred on it; without, see 7.3.5.2."""
    if paper.section_of(date).is_landscape:
        return
    date_left, date_right = edges(date, paper)
    places = [edges(name, paper) for name in names]
    sealed = _is(date_right, 4) and all(
        abs((left - right) - (date_left - date_right)) <= 2 * _NEAR or _is(right, 0) for left, right in places
    )
    start = min(left for left, _ in places)
    near_edge = min(right for _, right in places)
    plain = _is(date_left - start, 2) and (_is(near_edge, 2) or _is(date_right, 2))
    stamped = len(names) == 1 and _is(date_right, 4) and near_edge >= 4
    # Names as long as the line cannot be moved in further.
    if sealed or plain or stamped or _is(start, 0) and near_edge < 2:
        return
    yield _fault(
        "L143", "7.3.5.1、7.3.5.2", "署名", f"右空{near_edge:.2g}字、日期右空{date_right:.2g}字",
        "盖章的：日期右空四字，署名以日期为准居中；不盖章的：署名右空二字，日期首字比署名首字右移二字",
        "两段都右对齐，在“段落”里“文本之后”填字符数，不要用空格", date,
    )  # fmt: skip


def _is(value: float, wanted: float) -> bool:
    return abs(value - wanted) <= _NEAR


def edges(paragraph: Paragraph, paper: Paper) -> tuple[float, float]:
    """How far a line stands from the left and the right edge of the text area, in 字."""
    unit = max((paragraph.look.size + paragraph.look.spacing) * 20, 1.0)
    room = paper.section_of(paragraph).text_width / unit
    text = paragraph.typed
    width = width_of(text)
    before = width_of_blanks(text[: len(text) - len(text.lstrip())])
    after = width_of_blanks(text[len(text.rstrip()) :])
    shape = paragraph.shape
    left, right = (shape.left + shape.first) / unit + before, shape.right / unit + after
    if shape.align == "right":
        return room - right - width, right
    if shape.align == "center":
        middle = (room - left - right - width) / 2
        return left + middle, right + middle
    return left, room - left - width


def width_of_blanks(text: str) -> float:
    """Typed blanks in 字; a tab is taken for two."""
    return sum({"\u3000": 1.0, "\t": 2.0}.get(sign, 0.5) for sign in text)


def _fault(
    code: str, clause: str, subject: str, measured: str, wanted: str, cure: str, paragraph: Paragraph
) -> Fault:
    return Fault(code, Severity.WARNING, clause, subject, measured, wanted, cure, paragraph)
