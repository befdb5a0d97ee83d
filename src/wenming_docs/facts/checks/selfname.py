"""自称: one office calls itself by one name; another one's was copied in from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from wenming_docs.facts.checks.bases import texts_of
from wenming_docs.facts.model import Section, Workspace, paragraphs_of_tasks
from wenming_docs.findings import Finding, Severity, SourceText, place_in
from wenming_docs.zh.lazy import lazy_pattern

_RANKS = {"省": 1, "市": 2, "区": 3, "县": 3, "街道": 4, "街": 4, "镇": 4, "乡": 4, "社区": 5, "村": 5}
"""Territories from the highest down; what stands below may speak of what stands above."""
_WORDS = (
    r"街道(?!办事?员)|街(?=[^上头道边坊面市])|社区|镇(?![定静压守])|乡(?![下亲音愁里土])|村"
    r"|省(?![略心事钱力得去])|市(?![民场值面])|区(?![别分域划])|县"
    r"|院(?![子落里外墙])|校(?![对正订验准])|局(?![部面势限])|馆|园(?![丁子里])"
    r"|中心|公司|司(?![机])|集团|单位|委(?![托员屈派婉])|办(?![理事好完公法了到])"
)
_SAYS = lazy_pattern(rf"(?<![自敌忘小大本你为使让])我(?P<word>{_WORDS})")
_QUOTED = lazy_pattern("“[^”]{0,300}”|《[^》]{0,300}》")
_OWN_WAY = lazy_pattern(
    r"(?:结合|根据|立足)我(?:省|市|区|县|街道|镇|乡)(?:工作)?实际|现将我(?:省|市|区|县|街道|镇|乡)[^。；]*(?:汇报|报告|总结)如下"
)
"""Phrases in which an office can only mean itself."""
_COUNTS = lazy_pattern(
    r"(?:^|[，。；：！、])我(?:省|市|区|县|街道|镇|乡)[^，。；：]{0,8}(?:清理|整治|发放|组织|开展|新增|拆除|投入|召开|印发|排查)"
    r"[^，。；]{0,12}(?:【|\d)"
)
"""Its own deeds with their figures: 我区清理小广告300条."""
_BY_NAME = (
    ("街道办事处", "街道"),
    ("街道", "街道"),
    ("居民委员会", "社区"),
    ("社区", "社区"),
    ("村民委员会", "村"),
    ("幼儿园", "园"),
    ("小学", "校"),
    ("中学", "校"),
    ("学校", "校"),
    ("医院", "院"),
    ("卫生院", "院"),
    ("局", "局"),
    ("馆", "馆"),
    ("镇人民政府", "镇"),
    ("乡人民政府", "乡"),
)
_SAME = (frozenset(("街道", "街", "办")), frozenset(("公司", "司", "集团")), frozenset(("院", "中心")))
"""Words one office may be called by where it has not said which."""


def wrong_self_names(workspace: Workspace) -> Iterator[Finding]:
    """F099: 我院 or 我区 where the office calls itself 我街道.

    What stands in quotation marks is somebody else's; a street may speak of its 区 and its 市,
    and is asked only where the phrase can but mean the office itself.
    """
    declared = workspace.unit.self_name
    own = _declared(declared) if declared else _by_name(str(workspace.unit.name or ""))
    if own is None:
        return
    seen: set[int] = set()
    for text in _texts(workspace):
        if "我" not in text or id(text) in seen:
            continue
        seen.add(id(text))
        yield from _in_text(text, own, str(declared or f"我{own}"), declared is not None)


def _declared(self_name: SourceText) -> str | None:
    """The word behind 我, if it is one this check knows; None for 本局 and the like."""
    found = _SAYS.match(str(self_name))
    return found["word"] if found and found.end() == len(self_name) else None


def _by_name(name: str) -> str | None:
    return next((word for ending, word in _BY_NAME if name.endswith(ending)), None)


def _texts(workspace: Workspace) -> Iterator[SourceText]:
    for document in workspace.documents:
        yield from (line for line in (document.title, document.subtitle) if line)
        yield from _headings(document.sections)
        yield from texts_of(workspace, document)
    yield from paragraphs_of_tasks(workspace)


def _headings(sections: tuple[Section, ...]) -> Iterator[SourceText]:
    for section in sections:
        if section.heading:
            yield section.heading
        yield from _headings(section.sections)


def _in_text(text: SourceText, own: str, called: str, declared: bool) -> Iterator[Finding]:
    bare = _QUOTED.sub(lambda quoted: "“" * len(quoted.group()), str(text))
    for found in _SAYS.finditer(bare):
        word = found["word"]
        if word == own or (not declared and _may_be(word, own)):
            continue
        if _is_above(word, own):
            phrase = _own_phrase(bare, found.start())
            if not phrase or not declared:
                continue
        severity = Severity.WARNING if declared and word != "单位" else Severity.NOTICE
        whence = f"“自称”是“{called}”" if declared else f"从单位名称看应当是“{called}”"
        message = f"这里自称“{found.group()}”，{whence}"
        hint = f"改成“{called}”；说的不是本单位，就写出它的名称"
        yield Finding("F099", severity, message, hint, place_in(text, found.start()))


def _may_be(word: str, own: str) -> bool:
    """Whether an office that has not said how it calls itself may well use ``word``."""
    return word == "单位" or any({word, own} <= same for same in _SAME)


def _is_above(word: str, own: str) -> bool:
    """Whether ``word`` is a territory that the office lies in, or a 办 or 委 that may belong to it."""
    if word not in _RANKS:
        return word in ("委", "办")
    return _RANKS[word] < _RANKS.get(own, 6)


def _own_phrase(text: str, at: int) -> bool:
    """Whether 我区 stands where only the office itself can be meant."""
    return any(found.start() <= at < found.end() for found in _OWN_WAY.finditer(text)) or any(
        found.start() <= at <= found.start() + 1 for found in _COUNTS.finditer(text)
    )
