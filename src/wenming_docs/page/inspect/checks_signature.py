"""署名 and 成文日期: both there, in form and in their places (GB/T 9704-2012 7.3.5)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from wenming_docs.findings import Severity
from wenming_docs.page.inspect import roles
from wenming_docs.page.inspect.faults import Fault, warn
from wenming_docs.page.inspect.paper import Paper, Paragraph, width_of
from wenming_docs.page.inspect.profile import Profile
from wenming_docs.zh import half_width_digits

_GOOD_DATE = re.compile(r"(\d{4})年([1-9]|1[0-2])月([1-9]|[12]\d|3[01])日")
_PENDING = re.compile(r"\d{4}年(?:[1-9]|1[0-2])?[\s\u3000]*月[\s\u3000]*日")
_NEAR = 0.8  # 字: figures are not quite half as wide as 汉字 in every font


def check_signature(paper: Paper, profile: Profile) -> Iterator[Fault]:
    """署名 and date: both there, the date in full Arabic figures, each in its place."""
    for part in sorted({each.part for each in paper.of(roles.DATE, roles.SIGNED)}):
        dates = [each for each in paper.of(roles.DATE) if each.part == part]
        names = [each for each in paper.of(roles.SIGNED) if each.part == part]
        has_subtitle = any(each.part == part for each in paper.of(roles.SUBTITLE))
        wrong = [fault for date in dates for fault in _date_form(date)]
        yield from wrong
        if dates and not names and not has_subtitle:
            yield warn(
                "L141",
                "7.3.5",
                "成文日期上面",
                "没有署名",
                "发文机关署名",
                "在日期上一行写发文机关全称或规范化简称",
                dates[0],
            )
        elif names and not dates and not has_subtitle:
            yield warn(
                "L141", "7.3.5", "署名下面", "没有成文日期", "成文日期", "在署名下一行写成文日期", names[-1]
            )
        elif names and dates and not wrong:
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
    yield warn(
        "L142", "7.3.5.4", "成文日期", f"“{text}”，{what}",
        "“2026年3月8日”这样的全称", "用阿拉伯数字写全年、月、日，月、日不编虚位", date
    )  # fmt: skip


def _exists(year: int, month: int, day: int) -> bool:
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
    yield warn(
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
