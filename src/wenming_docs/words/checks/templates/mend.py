"""Every syntax fault of a template, not only the first: each tag is read alone, then how they nest.

What is broken is replaced by something harmless of about the same length, so that the rest of
the template can still be read against its names.

It is long because cutting, mending and nesting share what they know about one broken tag.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from jinja2 import TemplateSyntaxError, nodes

from wenming_docs.records import dataclass
from wenming_docs.words.checks.templates.scan import ENVIRONMENT, Fault, Position, parse, place_at, place_of
from wenming_docs.words.template.report import column_of
from wenming_docs.words.template.syntax import syntax_fault
from wenming_docs.zh import nearest

SYNTAX = "T001"
TOO_DEEP = "模板的括号、算式或标签套得太深"
DEEPEST = 100
"""Levels of nesting that are read; Python itself refuses some more."""
SALVAGED = "_"
"""The name that stands where an expression could not be read: it may be anything."""
CLOSED = {"for", "if", "macro", "call", "block", "filter", "with", "set", "autoescape"}
"""Statements that need an ``end…``; ``set`` only without ``=``."""
ALONE = {"include", "import", "from", "extends", "print"}
MIDDLE = {"else", "elif"}
KNOWN = sorted(CLOSED | ALONE | MIDDLE | {f"end{name}" for name in CLOSED} | {"raw", "endraw"})
_OPENING = re.compile(r"\{[{%#]")
_CLOSING = {"{{": "}}", "{%": "%}", "{#": "#}"}
_RAW = re.compile(r"\{%[-+]?\s*raw\s*[-+]?%\}.*?\{%[-+]?\s*endraw\s*[-+]?%\}", re.DOTALL)
_WORD = re.compile(r"[^\W\d]\w*")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A template as far as it could be read; ``doubtful`` are names that a broken tag may have set."""

    text: str
    tree: nodes.Template | None
    faults: tuple[Fault, ...] = ()
    doubtful: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Tag:
    """A piece between ``{`` and ``}``, with its signs; ``closed`` if its own closing sign ends it."""

    start: int
    text: str
    closed: bool = True
    divided: bool = False
    """Whether its ``else`` has come."""

    @property
    def inner(self) -> str:
        return self.text[2:-2].strip().strip("-+").strip() if self.closed else ""

    @property
    def word(self) -> str:
        found = _WORD.match(self.inner) if self.text.startswith("{%") else None
        return found.group() if found else ""

    @property
    def opens(self) -> bool:
        """Whether something has to end it."""
        return self.word in CLOSED and not (self.word == "set" and "=" in self.inner)


@lru_cache(maxsize=256)
def read(text: str) -> Parsed:
    """The tree of ``text`` and every syntax fault in it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        tree = parse(text)
    except TemplateSyntaxError as error:
        return _mended(text, error)
    except RecursionError:
        return Parsed(text, None, (Fault(SYNTAX, TOO_DEEP, "拆成几个宏", 1, 1),))
    return _unless_deep(text, tree)


def _unless_deep(text: str, tree: nodes.Template) -> Parsed:
    """``tree``, unless its statements or expressions are nested deeper than anybody can follow."""
    waiting: list[tuple[nodes.Node, int]] = [(tree, 0)]
    while waiting:
        node, depth = waiting.pop()
        if depth > DEEPEST:
            line, column = place_of(node.lineno, text)
            return Parsed(text, None, (Fault(SYNTAX, TOO_DEEP, "拆成几个宏，或用 {% set %}", line, column),))
        waiting += [(child, depth + 1) for child in node.iter_child_nodes()]
    return Parsed(text, tree)


def _mended(text: str, first: TemplateSyntaxError) -> Parsed:
    """A template with syntax faults: all of them, and the tree of what is left."""
    faults: list[Fault] = []
    doubtful: set[str] = set()
    tags = _readable(text, _tags(text, faults), faults, doubtful)
    patched = _patch(text, _nested(text, tags, faults))
    try:
        tree: nodes.Template | None = parse(patched)
    except (TemplateSyntaxError, RecursionError):
        tree = None
    if not faults:
        faults.append(_fault(text, first, 1))
    if tree is not None and (deep := _unless_deep(patched, tree)).tree is None:
        tree, faults = None, [*faults, *deep.faults]
    faults.sort(key=lambda fault: (fault.line, fault.column))
    return Parsed(text, tree, tuple(faults), frozenset(doubtful))


def _tags(text: str, faults: list[Fault]) -> list[Tag]:
    """The tags of ``text`` in order; one without its closing sign ends before the next or with its line."""
    found: list[Tag] = []
    at = 0
    while opening := _OPENING.search(text, at):
        start = opening.start()
        if raw := _RAW.match(text, start):
            at = raw.end()
            continue
        sign = opening.group()
        end = text.find(_CLOSING[sign], start + 2)
        stop = _next_stop(text, start + 2) if sign != "{#" else len(text)
        if 0 <= end <= stop:
            found.append(Tag(start, text[start : end + 2]))
            at = end + 2
            continue
        other = next((s for s in ("}}", "%}") if text.startswith(s, stop)), "")
        extent = stop + len(other) if other else _line_end(text, start, stop)
        extent = start + 2 if sign == "{#" else extent
        faults.append(_unclosed(text, start, sign, other))
        found.append(Tag(start, text[start:extent], closed=False))
        at = extent
    return found


def _next_stop(text: str, at: int) -> int:
    found = re.compile(r"\{\{|\{%|\{#|\}\}|%\}").search(text, at)
    return found.start() if found else len(text)


def _line_end(text: str, start: int, stop: int) -> int:
    end = text.find("\n", start)
    return min(end if end >= 0 else len(text), stop)


def _unclosed(text: str, start: int, sign: str, other: str) -> Fault:
    wanted = _CLOSING[sign]
    if sign == "{#":
        return Fault(SYNTAX, "注释没有结束", "补上 #}", *place_at(text, start))
    if other:
        message = f"“{sign}”要用“{wanted}”结束，这里是“{other}”"
        return Fault(SYNTAX, message, f"改成“{wanted}”", *place_at(text, start))
    hint = f"补上“{wanted}”；花括号、百分号都要用半角"
    return Fault(SYNTAX, f"“{sign}”没有用“{wanted}”结束", hint, *place_at(text, start))


def _readable(text: str, tags: list[Tag], faults: list[Fault], doubtful: set[str]) -> list[Tag]:
    """The tags, those that cannot be read replaced by harmless ones."""
    kept: list[Tag] = []
    for tag in tags:
        if not tag.closed:
            doubtful.update(_WORD.findall(tag.text))
            if tag.text.startswith("{%"):  # what it opened is not known: its end must not be missed
                mended = Tag(tag.start, tag.text.rstrip("}%") + " %}")
                tag = replace(tag, text=_harmless(mended), closed=True)
            else:
                tag = replace(tag, text=_blank(tag.text))
        elif fault := _wrong(text, tag):
            faults.append(fault)
            doubtful.update(_WORD.findall(tag.text))
            tag = replace(tag, text=_harmless(_meant(tag)))
        kept.append(tag)
    return kept


def _meant(tag: Tag) -> Tag:
    """A tag whose word is mistyped, as the word it is nearest to."""
    word = tag.word
    close = nearest(word, KNOWN) if word and word not in KNOWN else None
    return replace(tag, text=tag.text.replace(word, close, 1)) if close else tag


def _blank(text: str) -> str:
    return "".join(char if char == "\n" else " " for char in text)


def _harmless(tag: Tag) -> str:
    """A tag that opens what ``tag`` opens and says nothing."""
    word = tag.word
    if word in ("if", "elif"):
        return _filled(f"{{% {word} {SALVAGED}", tag.text)
    if word == "for":
        return _filled(f"{{% for {SALVAGED} in {SALVAGED}", tag.text)
    if word in CLOSED and tag.opens:
        named = f"{word} {SALVAGED}{tag.start}"
        plain = {"macro": f"{named}()", "call": f"call {SALVAGED}()", "filter": "filter trim"}
        return _filled(f"{{% {plain.get(word, named if word in ('block', 'set') else word)}", tag.text)
    if word in MIDDLE or word.startswith("end"):
        return f"{{% {word} %}}"
    return _blank(tag.text)


def _filled(beginning: str, text: str) -> str:
    breaks = "\n" * text.count("\n")
    return f"{beginning}{' ' * (len(text) - len(beginning) - 3 - len(breaks))} {breaks}%}}"


def _wrong(text: str, tag: Tag) -> Fault | None:
    """What is wrong with one tag, read alone."""
    if tag.text.startswith("{#"):
        return None
    line, column = place_at(text, tag.start)
    if tag.text.startswith("{%"):
        word = tag.word
        if not tag.inner:
            return Fault(SYNTAX, "空的标签", "写出 if、for 等，或删去", line, column)
        if word not in KNOWN:
            return _unknown_tag(tag, line, column)
        if word == "else" or word.startswith("end"):
            return _surplus(tag, line, column)
    try:
        ENVIRONMENT.parse(_whole(tag))
    except TemplateSyntaxError as error:
        found = _fault(tag.text, error, 1)
        inside = column - 1 if found.line == 1 else 0
        return replace(found, line=line + found.line - 1, column=found.column + inside)
    except RecursionError:
        return Fault(SYNTAX, "这里的括号套得太深", "拆成几句，或用 {% set %}", line, column)
    return None


def _surplus(tag: Tag, line: int, column: int) -> Fault | None:
    rest = tag.inner[len(tag.word) :].strip()
    if tag.word == "endblock" and _WORD.fullmatch(rest):
        return None
    if rest:
        hint = "要带条件就写 elif" if tag.word == "else" else "删去后面的字"
        return Fault(SYNTAX, f"“{tag.word}”后面不该有“{rest}”", hint, line, column)
    return None


def _unknown_tag(tag: Tag, line: int, column: int) -> Fault:
    word = tag.word or tag.inner[:10]
    close = nearest(word, KNOWN)
    column += tag.text.find(word)
    hint = f"是不是想写“{close}”" if close else "标签有 if、for、set、macro、block 等，见 docs/模板语法.md"
    return Fault(SYNTAX, f"不认识的标签“{word}”", hint, line, column)


def _whole(tag: Tag) -> str:
    """A tag with its own end, to be parsed alone."""
    if tag.word == "elif":
        return tag.text.replace("elif", "  if", 1) + "{% endif %}"
    return f"{tag.text}{{% end{tag.word} %}}" if tag.opens else tag.text


def _fault(text: str, error: TemplateSyntaxError, line: int) -> Fault:
    """Jinja's complaint in Chinese, at its place."""
    known = syntax_fault(error.message or "", ENVIRONMENT)
    number = error.lineno or line
    if isinstance(number, Position):
        column = number.column
    else:
        column = column_of(text, number, known.needle)
    return Fault(known.code, known.message, known.hint, int(number), column)


def _nested(text: str, tags: list[Tag], faults: list[Fault]) -> list[Tag]:
    """The tags, with the ends that are missing put in and those that end nothing taken out."""
    out: list[Tag] = []
    open_tags: list[Tag] = []
    for tag in tags:
        out.append(tag)
        if tag.word in MIDDLE:
            if fault := _misplaced(text, tag, open_tags):
                faults.append(fault)
                out[-1] = replace(tag, text=_blank(tag.text))
            elif tag.word == "else":
                open_tags[-1] = replace(open_tags[-1], divided=True)
        elif tag.word.startswith("end"):
            wanted = tag.word.removeprefix("end")
            if wanted not in [one.word for one in open_tags]:
                faults.append(_ends_nothing(text, tag))
                out[-1] = replace(tag, text=_blank(tag.text))
                continue
            missing = ""
            while open_tags[-1].word != wanted:
                missing += _end(text, open_tags.pop(), faults, tag)
            opened = open_tags.pop()
            named = tag.inner.removeprefix("endblock").strip() if wanted == "block" else ""
            if named and named not in opened.inner.split():
                message = f"这里结束的是块“{named}”，开着的却是“{opened.inner.removeprefix('block').strip()}”"
                faults.append(Fault(SYNTAX, message, "两处的块名写成一样", *place_at(text, tag.start)))
                tag = replace(tag, text="{% endblock %}")
            out[-1] = replace(tag, text=missing + tag.text)
        elif tag.opens:
            open_tags.append(tag)
    missing = "".join(_end(text, tag, faults, None) for tag in reversed(open_tags))
    return [*out, Tag(len(text), missing)]


def _misplaced(text: str, tag: Tag, open_tags: list[Tag]) -> Fault | None:
    """What is wrong with an ``else`` or ``elif`` that stands here."""
    if not open_tags or open_tags[-1].word not in ("if", "for"):
        return _ends_nothing(text, tag)
    if open_tags[-1].divided:
        what = "又一个 else" if tag.word == "else" else "elif 写在了 else 后面"
        return Fault(SYNTAX, what, "else 只有一个，写在最后", *place_at(text, tag.start))
    if tag.word == "elif" and open_tags[-1].word == "for":
        return Fault(SYNTAX, "for 里面没有 elif", "先写 {% if … %}", *place_at(text, tag.start))
    return None


def _end(text: str, tag: Tag, faults: list[Fault], before: Tag | None) -> str:
    """The end that ``tag`` lacks, noted as a fault."""
    where = f"，应在第{place_at(text, before.start)[0]}行的“{before.word}”之前" if before else ""
    hint = f"补上 {{% end{tag.word} %}}{where}"
    original = text[tag.start :][: len(tag.text)]
    shown = original.split("\n")[0][:30] if "%}" in original else tag.word
    faults.append(Fault(SYNTAX, f"“{shown}”没有结束", hint, *place_at(text, tag.start)))
    return f"{{% end{tag.word} %}}"


def _ends_nothing(text: str, tag: Tag) -> Fault:
    opener = "if" if tag.word in MIDDLE else tag.word.removeprefix("end")
    message = f"多出来的“{tag.word}”：前面没有还开着的“{opener}”"
    return Fault(SYNTAX, message, "删去它，或补上前面的标签", *place_at(text, tag.start))


def _patch(text: str, tags: list[Tag]) -> str:
    """``text`` with the tags as they are now."""
    pieces: list[str] = []
    at = 0
    starts = [tag.start for tag in tags[1:]] + [len(text)]
    for tag, following in zip(tags, starts, strict=True):
        pieces += [text[at : tag.start], tag.text]
        at = max(min(tag.start + _length(text, tag), following), tag.start)
    return "".join(pieces) + text[at:]


def _length(text: str, tag: Tag) -> int:
    """How long the original of a tag is in ``text``."""
    if tag.start >= len(text):
        return 0
    sign = text[tag.start : tag.start + 2]
    stop = _next_stop(text, tag.start + 2) if sign != "{#" else len(text)
    end = text.find(_CLOSING.get(sign, "}}"), tag.start + 2)
    if 0 <= end <= stop:
        return end + 2 - tag.start
    if sign == "{#":
        return 2
    other = next((s for s in ("}}", "%}") if text.startswith(s, stop)), "")
    return (stop + len(other) if other else _line_end(text, tag.start, stop)) - tag.start
