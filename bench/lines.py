"""What wenming prints of a plan, for the rivals: their pages have to read the same."""

from __future__ import annotations

TYPE_CHECKING = False  # importing typing takes a tenth of the least possible start
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

COLUMNS = (
    "序号",
    "重点任务",
    "具体任务",
    "工作内容",
    "牵头单位",
    "配合单位",
    "责任领导",
    "责任人",
    "完成时限",
    "频次",
)
FIELDS = (
    "number",
    "area",
    "name",
    "content",
    "lead",
    "supporting",
    "leader",
    "person",
    "deadline",
    "frequency",
)
"""What a rival's template calls the columns."""
OPENING = "为扎实做好创建全国文明城市工作，结合我街道实际，制定本方案。"
_DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """A numeral below 10,000: 十一, 二百零三, 一千零二十."""
    if number < 10:
        return _DIGITS[number]
    if number < 20:
        return "十" + (_DIGITS[number - 10] if number > 10 else "")
    if number < 100:
        tens, ones = divmod(number, 10)
        return f"{_DIGITS[tens]}十{_DIGITS[ones] if ones else ''}"
    size, sign = (1000, "千") if number >= 1000 else (100, "百")
    count, rest = divmod(number, size)
    if not rest:
        return f"{_DIGITS[count]}{sign}"
    between = ("零" if rest < size // 10 else "") + ("一" if 10 <= rest < 20 else "")
    return f"{_DIGITS[count]}{sign}{between}{chinese(rest)}"


def numbered(plan: dict[str, Any]) -> dict[str, Any]:
    """What a rival's template prints: the plan with a number at each item, and the rows of its table."""
    return {
        **plan,
        "opening": OPENING,
        "area_count": chinese(len(plan["areas"])),
        "phase_count": chinese(len(plan["phases"])),
        "targets": [{"text": target} for target in plan["targets"]],
        "areas": [
            {
                "number": f"（{chinese(place)}）",
                "name": area["name"],
                "tasks": [{**task, "number": f"{number}."} for number, task in enumerate(area["tasks"], 1)],
            }
            for place, area in enumerate(plan["areas"], 1)
        ],
        "phases": [
            {"number": f"（{chinese(place)}）", "name": name, "span": span, "text": text}
            for place, (name, span, text) in enumerate(plan["phases"], 1)
        ],
        "safeguards": [
            {"number": f"（{chinese(place)}）", "name": name, "text": text}
            for place, (name, text) in enumerate(plan["safeguards"], 1)
        ],
        "rows": [dict(zip(FIELDS, row, strict=True)) for row in rows(plan)],
    }


def markdown(plan: dict[str, Any]) -> Iterator[str]:
    """The lines of the plan in Markdown, its table as a pipe table."""
    marks = {"title": "# ", "h1": "## ", "h2": "### ", "body": ""}
    for style, text in body_lines(plan):
        yield f"{marks[style]}{text}\n"
    for row in (COLUMNS, ("---",) * len(COLUMNS), *rows(plan)):
        yield f"| {' | '.join(row)} |"


def rows(plan: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    """The rows of the table of tasks; an area stands in its first row only."""
    number = 0
    for area in plan["areas"]:
        for place, task in enumerate(area["tasks"]):
            number += 1
            yield (
                str(number),
                "" if place else area["name"],
                task["name"],
                task["content"],
                task["lead"],
                task["supporting"],
                task["leader"],
                task["person"],
                task["deadline"],
                task["frequency"],
            )


def body_lines(plan: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """(style, text) of each paragraph before the table."""
    yield "title", plan["title"]
    yield "body", OPENING
    yield "h1", "一、指导思想"
    yield "body", plan["ideology"]
    yield "h1", "二、工作目标"
    for target in plan["targets"]:
        yield "body", target
    yield "h1", "三、主要任务"
    yield "body", f"重点抓好以下{chinese(len(plan['areas']))}项工作，任务分工见附件："
    for place, area in enumerate(plan["areas"], 1):
        yield "h2", f"（{chinese(place)}）{area['name']}"
        for number, task in enumerate(area["tasks"], 1):
            yield "body", f"{number}.{task['name']}。{task['content']}"
    yield "h1", "四、实施步骤"
    yield "body", f"工作分{chinese(len(plan['phases']))}个阶段推进："
    for place, (name, span, text) in enumerate(plan["phases"], 1):
        yield "h2", f"（{chinese(place)}）{name}（{span}）"
        yield "body", text
    yield "h1", "五、保障措施"
    for place, (name, text) in enumerate(plan["safeguards"], 1):
        yield "body", f"（{chinese(place)}）{name}。{text}"
    yield from (("body", "附件：任务分解表"), ("body", plan["unit"]), ("body", plan["date"]))
    yield from (("h1", "附件"), ("title", "任务分解表"))
