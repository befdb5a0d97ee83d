"""Whose fault it is when a template drops a fact or writes what is no document: at which line."""

from __future__ import annotations

from pathlib import Path

from wenming_docs.blocks import OPEN
from wenming_docs.errors import InternalError, InvalidInput
from wenming_docs.findings import Finding, Origin, Severity, SourceText
from wenming_docs.words.contexts import Context
from wenming_docs.words.markup import MarkupError, parse_markup
from wenming_docs.words.template import find_template, render_template, template_names


class OwnTemplateError(InternalError):
    """A fault that shows in a template of ours, with the code it has in an office's."""

    def __init__(self, message: str, code: str) -> None:
        super().__init__(message)
        self.code = code


def blame_office(error: InternalError, folders: tuple[Path, ...]) -> list[Finding]:
    """Where an office replaces some of our templates, a fault that shows in ours is theirs to mend."""
    own = [folder / name for folder in folders for name in template_names((folder,), builtin=False)]
    if not own:
        raise error
    hint = "对照自带的同名模板改；把它移开再试，就知道是不是它"
    message = f"换用本单位的模板后出了错：{error}"
    code = error.code if isinstance(error, OwnTemplateError) else "T010"
    return [Finding(code, Severity.ERROR, message, hint, Origin(own[0].as_posix(), 1, 1))]


def refuse_template(context: Context, near: int, text: str, folders: tuple[Path, ...]) -> None:
    """A template that drops what it was given: the office's is refused, ours is our bug."""
    name, line = _last_line(context, near, folders)
    message = f"模板没有印出“{text[:30]}”"
    hint = "模板里少了一个 {{ }}：对照自带的同名模板补上"
    _refuse((name, line), message, hint, folders)


def refuse_markup(context: Context, folders: tuple[Path, ...]) -> None:
    """Markdown outside the profile, at the template line that wrote it."""
    traced = render_template(context.template, context.names, folders, trace=True)
    try:
        parse_markup(traced, context.settings)
    except MarkupError as error:
        written = _own_line(traced.text.split("\n")[error.line - 1], folders)
        name, line = written or error.place or (context.template, 1)
        hint = error.hint or "写法见 docs/模板语法.md"
        _refuse((name, line), error.message, hint, folders, error.code)


def _own_line(text: str, folders: tuple[Path, ...]) -> tuple[str, int] | None:
    """Where an office's template has a line of output as its own words, without a value in it."""
    if OPEN in text or not text.strip():
        return None
    for folder in folders:
        for name in template_names((folder,), builtin=False):
            lines = (folder / name).read_text(encoding="utf-8-sig").splitlines()
            for number, line in enumerate(lines, 1):
                if line.strip() == text.strip():
                    return name, number
    return None


def _refuse(
    place: tuple[str, int], message: str, hint: str, folders: tuple[Path, ...], code: str = "T010"
) -> None:
    name, line = place
    found = find_template(name, folders)
    if found is None or not any(folder in found.parents for folder in folders):
        raise OwnTemplateError(f"自带模板 {name}:{line}：{message}", code)
    origin = Origin(found.as_posix(), line, 1, name)
    raise InvalidInput([Finding(code, Severity.ERROR, message, hint, origin)])


def _last_line(context: Context, near: int, folders: tuple[Path, ...]) -> tuple[str, int]:
    """The template line that printed the last expected text before ``near``."""
    traced = render_template(context.template, context.names, folders, trace=True)
    before = {origin for text in context.expected[:near] for origin in text.origins[:1]}
    place = (context.template, 1)
    for index, slot in enumerate(traced.slots):
        if isinstance(slot, SourceText) and before.intersection(slot.origins) and index in traced.lines:
            place = traced.lines[index]
    return place
