"""Names and a template in, Markdown with placeholders out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from pathlib import Path

from jinja2 import TemplateError

from wenming_docs.blocks.markup import Markup
from wenming_docs.words.template.faults import TemplateFault
from wenming_docs.words.template.recorder import RECORDER, Recorder
from wenming_docs.words.template.report import refusal
from wenming_docs.words.template.sandbox import PlanEnvironment, template_environment

FAULTS = (
    TemplateFault,
    TemplateError,
    TypeError,
    ValueError,
    LookupError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    MemoryError,
    SyntaxError,
)
"""What rendering a foreign template may raise; SyntaxError: Python refuses loops nested too deep."""

WATCH: ContextVar[Callable[[str, Sequence[Path]], None] | None] = ContextVar("WATCH", default=None)
"""Told of each render before it begins, by the template's name and the office's folders: for whoever
bounds what a template may use."""


def render_template(
    name: str, names: Mapping[str, object], folders: Sequence[Path] = (), *, trace: bool = False
) -> Markup:
    """The text that template ``name`` writes about ``names``, and what its placeholders stand for.

    ``folders`` are the office's own and come before ours. With ``trace`` each placeholder
    knows the template line that printed it. Raises InvalidInput for a fault in an office's
    template and InternalError for one in ours.
    """
    if (watch := WATCH.get()) is not None:
        watch(name, folders)
    environment = template_environment(tuple(folders))
    book = Recorder(trace=trace)
    token = RECORDER.set(book)
    try:
        text = _render(environment, name, names, book)
    except FAULTS as error:
        raise refusal(error, name, names, environment) from error
    finally:
        RECORDER.reset(token)
        book.let_go()
    return Markup(text, tuple(book.slots), book.lines)


def _render(environment: PlanEnvironment, name: str, names: Mapping[str, object], book: Recorder) -> str:
    """The text itself; its parts are counted as they come."""
    template = environment.get_template(name)
    parts = []
    for part in template.root_render_func(template.new_context(dict(names))):
        book.spend(len(part))
        parts.append(part)
    return "".join(parts)
