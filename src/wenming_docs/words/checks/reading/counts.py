"""W103, W122: counts in words against what they count, and enumerations without a gap."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wenming_docs.blocks import Heading, Paragraph, plain
from wenming_docs.facts.analysis import task_tree
from wenming_docs.findings import Finding
from wenming_docs.words.checks.reading.paper import Paper
from wenming_docs.words.checks.reading.passages import Chapter, Passage, short
from wenming_docs.zh import chinese_numeral, parse_chinese_number
from wenming_docs.zh.lazy import lazy_pattern

COUNT = "(?<![一二两三四五六七八九十百千几数第0-9])(?:[一二两三四五六七八九十]{1,3}|[1-9][0-9]?)"
ANNOUNCED = lazy_pattern(
    rf"(?:以下|下列|如下|下面)(?P<n>{COUNT})(?:个|项|件|点|条|方面|大|类|种)[^，。；：]{{0,10}}[：。，]"
)
POINTS = lazy_pattern(
    rf"讲(?P<n>{COUNT})(?:点|个方面|条)(?:意见|要求|希望)?"
    rf"|从(?P<m>{COUNT})个方面[^，。；]{{0,6}}(?:汇报|报告|总结|介绍|交流)如下"
)
PHASES = lazy_pattern(rf"(?:分|按|分为|分成|划分为|按照)(?P<n>{COUNT})个(?:阶段|步骤)")
GROUPS = lazy_pattern(
    rf"(?:内设|下设|分设|设立|设|成立|组建)(?:了)?(?P<n>{COUNT})个(?:专项)?(?:工作组|工作小组|专项组|专项小组|专班|小组)"
)
TASKS = lazy_pattern(
    rf"(?:明确|确定|部署|安排|列出|分解为|细化为)(?:了)?(?:以下|如下)?(?P<n>{COUNT})(?:项|个|大)(?:重点|主要)?(?:工作)?任务"
)
LEVELS = lazy_pattern(
    rf"(?P<n>{COUNT})级(?P<what>[一-鿿]{{2,6}})[”]?(?:，即|（即|即)(?P<list>[^。；：，（）]*、[^。；：，（）]*)(?=[。；，）]|$)"
)
LISTED = lazy_pattern(
    rf"[“]?(?P<n>{COUNT})(?:大|项|个)(?P<what>行动|工程|活动|任务|机制|制度|清单|专项|提升|攻坚|环节|阶段|重点)[”]?"
    r"(?:，即|：|（)(?P<list>[^。；：，（）]*、[^。；：，（）]*)(?=[。；，）])"
)
BEFORE = lazy_pattern(
    rf"(?P<list>(?:[一-鿿“”]{{2,8}}、)+[一-鿿“”]{{2,8}})(?P<etc>等)?(?P<n>{COUNT})(?P<m>大)"
    r"(?P<what>行动|工程|活动|任务|机制|制度|专项|重点)"
)
SLOGAN = lazy_pattern(
    rf"(?P<n>{COUNT})个(?P<what>确保|提升|覆盖|达标|实现|坚持|突出|强化|加强|到位|突破|转变)"
)
ORDINALS = "一二三四五六七八九十"
ORDINAL = lazy_pattern(
    r"(?:(?<=^)|(?<=[，。；：、！？]))(?P<n>[一二三四五六七八九十]|十一|十二)(?P<sort>是|要|则)(?!一是一)"
)
COUNTED = lazy_pattern("[一二两三四五六七八九十0-9][大项个级]|一[是要]")
"""What every count in words that is compared below has in it; :data:`NUMBERED`, what every ordinal has."""
NUMBERED = lazy_pattern("[一二三四五六七八九十][是要则]")
BEFORE_ORDINALS = lazy_pattern(rf"(?P<n>{COUNT})(?:个|项|条|点|件|大|类|种)[^，。；：]{{0,14}}[：。]$")


LISTED_ITEM = lazy_pattern(
    r"(?:[一二三四五六七八九十]+[是要]|\d{1,2}[.、．]|（[一二三四五六七八九十\d]+）|[①-⑳]|[^，。；：]{2,16}方面，)"
)
"""How an item of a list opens that stands in paragraphs of its own."""


def _number(text: str) -> int | None:
    """The number a count says; None for 三四 and other words that are no single number."""
    if text.isdigit():
        return int(text)
    try:
        number = int(parse_chinese_number(text))
    except ValueError:
        return None
    return number if chinese_numeral(number) == text.replace("两", "二") else None


def counts_in_words(paper: Paper) -> Iterator[Finding]:
    """W103: as many as were announced: headings, phases, named actions, 一是 … and slogans."""
    yield from _points(paper)
    for chapter in paper.all_chapters:
        yield from _lead(paper, chapter)
    for passage in paper.holding(COUNTED):
        if passage.blank:
            continue
        yield from _named(paper, passage)
        yield from _slogans(paper, passage)
        yield from _enumerated(paper, passage)
        yield from _phases(paper, passage)
        yield from _groups(paper, passage)
        yield from _tasks(paper, passage)


def _miscounted(
    paper: Paper, passage: Passage, words: str, said: int | None, found: int, what: str
) -> Iterator[Finding]:
    if said is not None and said != found:
        hint = f"数字改成“{chinese_numeral(found)}”，或补齐、删去多出的"
        yield paper.warn("W103", f"说的是“{words}”，{what}{found}个", hint, passage.runs, words)


def _points(paper: Paper) -> Iterator[Finding]:
    """下面，我讲三点意见 before three chapters."""
    opening = [p for p in paper.passages if not p.chapter][-1:]
    for passage in opening:
        found = POINTS.search(passage.text) if "讲" in passage.text or "方面" in passage.text else None
        if found and len(paper.chapters) > 1:
            said = _number(found["n"] or found["m"])
            what = "后面的一级标题却有"
            yield from _miscounted(paper, passage, found.group(), said, len(paper.chapters), what)


def _lead(paper: Paper, chapter: Chapter) -> Iterator[Finding]:
    """重点抓好以下五项工作： before the sub-headings, or else 一是 …, or paragraphs, that follow."""
    for index, block in enumerate(chapter.lead):
        if not isinstance(block, Paragraph):
            continue
        text = plain(block.inlines)
        found = ANNOUNCED.search(text) if "下" in text else None
        if found is None:
            continue
        rest = [plain(b.inlines) for b in chapter.lead[index + 1 :] if isinstance(b, Paragraph)]
        said, below = _number(found["n"]), len(chapter.below)
        ordinals = sum(bool(LISTED_ITEM.match(paragraph)) for paragraph in rest)
        if below > 1:
            counted, what = below, "下面的标题却有"
        elif ordinals > 1:
            counted, what = ordinals, "下面却列了"
        else:
            continue
        for passage in paper.passages_of(block):
            words = found.group().rstrip("：。，")
            yield from _miscounted(paper, passage, words, said, counted, what)


def _named(paper: Paper, passage: Passage) -> Iterator[Finding]:
    """“三大行动”：甲、乙、丙, and 甲、乙、丙三大行动."""
    if "、" not in passage.text:
        return
    levels = LEVELS.finditer(passage.text) if "级" in passage.text else ()
    for found in (*LISTED.finditer(passage.text), *levels):
        items = found["list"].count("、") + 1
        joined = len(re.findall("(?<!、)(?:和|及|以及)", found["list"].rsplit("、", 1)[-1]))
        said = _number(found["n"])
        if said is None or "等" in found["list"] or items <= said <= items + joined:
            continue
        words = f"{found['n']}{found.group().split(found['n'], 1)[1].split(found['what'])[0]}{found['what']}"
        yield from _miscounted(paper, passage, words, said, items + joined, "列出的却有")
    for found in BEFORE.finditer(passage.text) if "大" in passage.text else ():
        if found["etc"] or found["list"].endswith("等") or re.search("[和与及]", found["list"]):
            continue
        words = f"{found['n']}{found['m']}{found['what']}"
        items = found["list"].count("、") + 1
        yield from _miscounted(paper, passage, words, _number(found["n"]), items, "前面列出的却有")


def _slogans(paper: Paper, passage: Passage) -> Iterator[Finding]:
    """做到“两个确保”，确保甲，确保乙: counted where at least one of them follows in the sentence."""
    for sentence in passage.sentences if "个" in passage.text else ():
        for found in SLOGAN.finditer(sentence):
            after = sentence[found.end() :]
            rest = SLOGAN.sub("", after)
            told = len(re.findall(rf"(?:^|[，；：、”）即]){found['what']}", rest))
            if told:
                said = _number(found["n"])
                yield from _miscounted(
                    paper, passage, found.group(), said, told, f"后面的“{found['what']}”却有"
                )


def _enumerated(paper: Paper, passage: Passage) -> Iterator[Finding]:
    """存在三个问题：一是…；二是…"""
    first = re.search("(?<=[：。])一(?=是|要)", passage.text)
    if first is None:
        return
    announced = BEFORE_ORDINALS.search(passage.text[: first.start()])
    marks = [m["n"] for m in ORDINAL.finditer(passage.text, first.start())]
    if announced and len(marks) > 1 and marks == list(ORDINALS[: len(marks)]):
        said = _number(announced["n"])
        words = announced.group().rstrip("：。")
        yield from _miscounted(paper, passage, words, said, len(marks), "后面却列了")


def _phases(paper: Paper, passage: Passage) -> Iterator[Finding]:
    """分四个阶段 in the author's words, where the plan prints its 阶段."""
    if "个" not in passage.text:
        return
    phases = len(paper.workspace.phases)
    if not paper.is_plan or not phases or "阶段" in map(str, paper.request.document.left_out):
        return
    found = PHASES.search(passage.text)
    written = any(path.startswith(("文稿", "工作目标", "保障", "工作要求", "指导")) for path in passage.paths)
    if found and written and any(str(phase.name) in paper.text for phase in paper.workspace.phases):
        yield from _miscounted(paper, passage, found.group(), _number(found["n"]), phases, "“阶段”却列了")


def _groups(paper: Paper, passage: Passage) -> Iterator[Finding]:
    """办公室内设5个工作小组 in the author's words, where the document prints its 工作组."""
    if "个" not in passage.text:
        return
    group = paper.workspace.leading_group
    names = [str(each.name) for each in group.working_groups] if group else []
    if not names or not _is_typed(passage) or not all(name in paper.text for name in names):
        return
    for sentence in passage.sentences:
        found = GROUPS.search(sentence)
        if found and (found.start() == 0 or re.search("领导小组|办公室|指挥部", sentence[: found.start()])):
            said = _number(found["n"])
            yield from _miscounted(paper, passage, found.group(), said, len(names), "“工作组”却列了")


def _tasks(paper: Paper, passage: Passage) -> Iterator[Finding]:
    """部署五项重点任务, where the plan prints as many on none of its levels."""
    found = TASKS.search(passage.text) if "任务" in passage.text else None
    if not found or not paper.is_plan or not _is_typed(passage):
        return
    tree = task_tree(paper.workspace)
    tops = len(tuple(tree))
    if not tops or not all(str(node.name) in paper.text for node in tree):
        return
    if _number(found["n"]) not in (tops, len(tree.all), sum(node.is_leaf for node in tree.all)):
        yield from _miscounted(paper, passage, found.group(), _number(found["n"]), tops, "“任务”却列了")


def _is_typed(passage: Passage) -> bool:
    """Whether it is the author's own text of a document, not the words of a template."""
    return any(path.startswith("文稿") for path in passage.paths)


def enumerations(paper: Paper) -> Iterator[Finding]:
    """W122: 一是, 二是, 三是 without a gap, none of them alone."""
    for chapter in _passages_by_chapter(paper):
        marks = [(p, mark) for p in chapter if NUMBERED.search(p.text) for mark in _ordinals(p)]
        for sort in "是要则" if marks else ():
            yield from _runs_on(paper, [each for each in marks if each[1]["sort"] == sort], sort)


def _ordinals(passage: Passage) -> Iterator[re.Match[str]]:
    own = passage.own
    return ORDINAL.finditer(own if own in passage.text else passage.text)


def _passages_by_chapter(paper: Paper) -> list[list[Passage]]:
    """The passages under each heading of its own line, introductions first."""
    groups: list[list[Passage]] = [[]]
    known = {id(passage.block): passage for passage in paper.passages}
    for block in paper.body:
        if isinstance(block, Heading):
            groups.append([])
        if id(block) in known:
            groups[-1].append(known[id(block)])
    return [group for group in groups if group]


def _runs_on(paper: Paper, marks: list[tuple[Passage, re.Match[str]]], sort: str) -> Iterator[Finding]:
    """Lists may nest: 一 opens one, any other ordinal goes on with the innermost it fits."""
    open_lists: list[tuple[int, Passage]] = []
    for passage, mark in marks:
        number = _number(mark["n"]) or 1
        words = f"{mark['n']}{sort}"
        while open_lists and number > 1 and open_lists[-1][0] + 1 != number:
            if len(open_lists) == 1:
                before = f"{chinese_numeral(open_lists[-1][0])}{sort}"
                message = f"“{before}”后面接着“{words}”"
                yield paper.warn("W122", message, "按一、二、三的次序写，不跳号", passage.runs, words)
                open_lists[-1] = (number - 1, passage)
                break
            if open_lists[-1][0] == 1:
                yield _alone(paper, *open_lists[-1], sort)
            open_lists.pop()
        if number == 1:
            open_lists.append((1, passage))
        elif open_lists:
            open_lists[-1] = (number, passage)
        elif sort == "是" and "一是" not in passage.text:
            message = f"“{words}”前面没有“{chinese_numeral(number - 1)}{sort}”"
            yield paper.warn("W122", message, "从“一是”写起，按次序写", passage.runs, words)
            open_lists.append((number, passage))
    for number, passage in open_lists:
        if number == 1 and sort == "是":
            yield _alone(paper, number, passage, sort)


def _alone(paper: Paper, number: int, passage: Passage, sort: str) -> Finding:
    words = f"{chinese_numeral(number)}{sort}"
    message = f"只有“{words}”，没有“{chinese_numeral(number + 1)}{sort}”：{short(passage.text)}"
    return paper.note("W122", message, "补上下一条，或去掉“一是”", passage.runs, words)


__all__ = ["counts_in_words", "enumerations"]
