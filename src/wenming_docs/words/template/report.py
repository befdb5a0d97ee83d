"""What a failed template run means, in the author's words and with the template's line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from jinja2 import Environment, TemplateError, TemplateNotFound, TemplatesNotFound, TemplateSyntaxError
from jinja2.nodes import Name

from wenming_docs.errors import InternalError, InvalidInput, WenmingError
from wenming_docs.findings import Finding, Origin, Severity
from wenming_docs.words.template.faults import (
    FAILED,
    NOT_FOUND,
    RECURSION,
    RUNAWAY,
    SYNTAX,
    TemplateFault,
    UnknownName,
)
from wenming_docs.words.template.folders import MAX_TEMPLATE_BYTES, find_template, is_builtin, template_names
from wenming_docs.words.template.places import Place, failed_places
from wenming_docs.words.template.sandbox import PlanEnvironment
from wenming_docs.words.template.syntax import syntax_fault
from wenming_docs.zh import nearest


def refusal(
    error: BaseException, name: str, names: Mapping[str, object], environment: PlanEnvironment
) -> WenmingError:
    """The exception for a failed render of template ``name``.

    A fault in our own template is our bug, unless an office's template led to it.
    """
    places = _places(error) or _whole_template(name, environment)
    fault = _fault(error, names, places, environment)
    blamed = next((place for place in reversed(places) if not is_builtin(place.file)), None)
    if blamed is not None:
        return _finding(fault, blamed, _elsewhere(fault, blamed, places))
    if places:
        return InternalError(f"{places[-1].name}:{places[-1].line}: {fault.message}")
    if environment.folders:
        return InvalidInput([Finding(fault.code, Severity.ERROR, fault.message, fault.hint)])
    return InternalError(f"{name}: {fault.message}")


def _finding(fault: TemplateFault, blamed: Place, elsewhere: str) -> InvalidInput:
    """A finding at ``blamed``; ``elsewhere`` names another template line that matters."""
    text = _text(blamed.file)
    origin = Origin(blamed.file, blamed.line, column_of(text, blamed.line, fault.needle))
    finding = Finding(fault.code, Severity.ERROR, fault.message + elsewhere, fault.hint, origin)
    return InvalidInput([finding], {blamed.file: text})


def _elsewhere(fault: TemplateFault, blamed: Place, places: list[Place]) -> str:
    """Where it happened if not at ``blamed``, or who called the macro in which it happened."""
    innermost = places[-1]
    if fault.code == RECURSION:
        return ""
    if innermost is not blamed:
        return f"（在 {innermost.name}:{innermost.line}）"
    if innermost.in_macro and len(places) > 1 and places[-2].line != innermost.line:
        return f"（由 {places[-2].name}:{places[-2].line} 调用）"
    return ""


def _places(error: BaseException) -> list[Place]:
    """The template lines an error passed through, the outermost first."""
    places = failed_places(error.__traceback__)
    if isinstance(error, TemplateSyntaxError) and error.filename:
        places.append(Place(error.name or "", error.filename, error.lineno))
    return places


def _whole_template(name: str, environment: PlanEnvironment) -> list[Place]:
    """The first line of template ``name``: for faults that happened before it ran."""
    try:
        file = find_template(name, environment.folders)
    except TemplateFault:
        return []
    return [Place(name, str(file), 1)] if file else []


def _fault(
    error: BaseException, names: Mapping[str, object], places: list[Place], environment: PlanEnvironment
) -> TemplateFault:
    """Any exception as a fault, with code, message and cure in Chinese."""
    match error:
        case UnknownName():
            known = _known(error, names, places, environment)
            return _with_suggestion(error, error.name, known)
        case TemplateFault():
            return error
        case TemplateNotFound() | TemplatesNotFound():
            missing = str(error.name)
            fault = TemplateFault(NOT_FOUND, f"找不到模板“{missing}”", needle=missing)
            return _with_suggestion(fault, missing, template_names(environment.folders))
        case TemplateSyntaxError():
            return syntax_fault(error.message or "", environment)
        case RecursionError():
            return TemplateFault(
                RECURSION, "模板或宏自己套自己，没有尽头", "检查 extends、include 和宏有没有互相引用"
            )
        case MemoryError():
            return TemplateFault(RUNAWAY, "模板输出过大，内存不够，已停止", "检查循环和宏，看有没有重复调用")
        case TemplateError() if re.match(r"No (?:test|filter) named", str(error)):
            return syntax_fault(str(error), environment)
        case SyntaxError():
            return TemplateFault(SYNTAX, "模板的循环或判断嵌套太深", "把里层写成宏")
    return _failed(error)


def _failed(error: BaseException) -> TemplateFault:
    """Faults that only Python noticed."""
    text = str(error)
    if macro := re.match(r"macro '(.+?)' takes", text):
        return TemplateFault(FAILED, f"调用宏“{macro[1]}”时参数不对", "对照宏的定义检查参数", needle=macro[1])
    if "not supported between" in text:
        return TemplateFault(FAILED, "这两种值不能比较大小", "只拿数字与数字比")
    if "cannot assign" in text:
        return TemplateFault(FAILED, "模板里不能改数据", "用 {% set 名称 = … %} 另取一个名称")
    if "extended multiple times" in text:
        return TemplateFault(FAILED, "一个模板继承了两次", "只留一个 extends", needle="extends")
    if "unpack" in text:
        return TemplateFault(FAILED, "循环变量的个数与每一项的个数不同", "检查 {% for 甲, 乙 in … %}")
    kind = type(error).__name__ if not isinstance(error, TemplateError) else ""
    return TemplateFault(FAILED, f"模板执行出错：{kind} {text}".strip(), "检查这一行的表达式")


def _with_suggestion(fault: TemplateFault, name: str, known: Iterable[str]) -> TemplateFault:
    """``fault`` with the name its author may have meant."""
    hint = suggestion(name, known)
    return TemplateFault(fault.code, fault.message, hint or fault.hint, needle=fault.needle)


def suggestion(name: str, known: Iterable[str]) -> str:
    """“是不是想写…” with the most similar known name, else the known names if they are few."""
    choices = sorted(set(known))
    if close := nearest(name, choices):
        return f"是不是想写“{close}”"
    return f"可用的有：{'、'.join(choices)}" if 0 < len(choices) <= 12 else ""


def _known(
    error: UnknownName, names: Mapping[str, object], places: list[Place], environment: Environment
) -> Iterable[str]:
    """The names that could have been meant where ``error`` happened."""
    if error.owner is None:
        return {*names, *_names_set_in(places[-1], environment)} if places else names
    if isinstance(error.owner, Mapping):
        return [str(key) for key in error.owner]
    return [field for field in dir(error.owner) if _is_field(error.owner, field)]


def _is_field(owner: object, name: str) -> bool:
    """Whether ``name`` is a public field or property of ``owner``, without reading it."""
    return not name.startswith("_") and not callable(getattr(type(owner), name, None))


def _names_set_in(place: Place, environment: Environment) -> set[str]:
    """Names that the template itself gives: loop variables, set, macros' parameters."""
    try:
        tree = environment.parse(_text(place.file))
    except TemplateError:
        return set()
    return {node.name for node in tree.find_all(Name) if node.ctx != "load"}


def column_of(text: str, line: int, needle: str) -> int:
    """The column (from 1) of ``needle`` inside the tags of a line, else of the first tag, else 1."""
    lines = text.splitlines()
    source = lines[line - 1] if 0 < line <= len(lines) else ""
    tags = [match.start() for match in re.finditer(r"\{[{%]", source)]
    start = tags[0] if tags else 0
    word = rf"(?<!\w){re.escape(needle)}(?!\w)" if re.fullmatch(r"\w+", needle) else re.escape(needle)
    found = re.search(word, source[start:]) if needle else None
    return start + found.start() + 1 if found else start + 1


def _text(file: str) -> str:
    """The template's text; "" if it cannot be read or is too large for a template."""
    try:
        with open(file, "rb") as opened:
            data = opened.read(MAX_TEMPLATE_BYTES + 1)
        return data.decode("utf-8-sig") if len(data) <= MAX_TEMPLATE_BYTES else ""
    except (OSError, ValueError):
        return ""
