"""The Jinja environment: no code runs in it, no value loses its origin, nothing is left out silently.

It is long because it is the whole fence, read from top to bottom: a gap in it would hide between two files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from functools import lru_cache, partial
from pathlib import Path
from types import BuiltinMethodType, MethodType
from typing import Any

from jinja2 import Environment, StrictUndefined, Template, Undefined, nodes, pass_context
from jinja2.environment import TemplateModule
from jinja2.lexer import Token, TokenStream
from jinja2.runtime import BlockReference, Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from markupsafe import Markup as Written

from wenming_docs.words.template.compiled import KeptTemplates
from wenming_docs.words.template.faults import FORBIDDEN, RUNAWAY, UNKNOWN_NAME, TemplateFault, UnknownName
from wenming_docs.words.template.filters import FILTER_TABLE, TEST_TABLE
from wenming_docs.words.template.folders import FolderLoader
from wenming_docs.words.template.recorder import (
    Recorder,
    joined,
    print_value,
    recorder,
    running,
    written,
)
from wenming_docs.words.template.rewrite import Generator, body_weight, rewrite

MAX_LIST = 100_000
MAX_NUMBER = 10**12
MAX_TOKENS = 50_000
"""Words and signs of one template, two seconds to compile; the longest of ours has 2,600."""
CALL_COST, INCLUDE_COST = 30, 1000
"""What a call and an included template cost, in turns of an empty loop; about right in time too."""
LOOP_METHODS = frozenset({"cycle"})
MAPPING_METHODS = frozenset({"items", "keys", "values"})
NOT_CALLED = "模板里只能调用宏、caller、super 和 loop.cycle"
NOT_COMPUTED = "模板里不做计算"


class Missing(StrictUndefined):
    """A name that is not there; any use of it but ``is defined`` says so."""

    __slots__ = ()

    def __init__(
        self, hint: str | None = None, obj: Any = missing, name: str | None = None, exc: Any = None
    ) -> None:
        super().__init__(hint, obj, name)
        self._undefined_exception = partial(_missing, hint, obj, name)  # type: ignore[assignment]

    @property
    def _undefined_message(self) -> str:
        return self._undefined_hint or ""


def _missing(hint: str | None, owner: object, name: str | int | None, message: str) -> TemplateFault:
    """The fault for a missing name; ``hint`` is Jinja's own remark, in English."""
    if isinstance(name, int):
        return TemplateFault(UNKNOWN_NAME, f"没有第{name + 1}项", "先用 {% if … %} 判断列表有几项")
    if hint is None:
        return UnknownName(str(name), None if owner is missing else owner)
    if "was not provided" in hint:
        return TemplateFault(
            UNKNOWN_NAME, f"宏的参数“{name}”没有给", "调用宏时补上这个参数", needle=str(name)
        )
    if "does not export" in hint:
        return TemplateFault(
            UNKNOWN_NAME, f"引入的模板里没有“{name}”", "检查 import 的名称", needle=str(name)
        )
    if "super" in hint or "parent block" in hint:
        return TemplateFault(
            UNKNOWN_NAME, "super() 上面没有同名的块", "去掉 super()，或检查块名", needle="super"
        )
    return TemplateFault(UNKNOWN_NAME, f"没有“{name}”这个名称", hint, needle=str(name))


class FreshTemplate(Template):
    """Jinja keeps an imported module between renders; its set-blocks hold slots of one render."""

    weight: int
    """What rendering it costs, see :func:`body_weight`; its code brings it along."""

    @classmethod
    def _from_namespace(
        cls, environment: Environment, namespace: MutableMapping[str, Any], globals: MutableMapping[str, Any]
    ) -> FreshTemplate:
        template = super()._from_namespace(environment, namespace, globals)
        assert isinstance(template, cls)
        template.weight = namespace["weight"]
        return template

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        self._module = None
        return super()._get_default_module(ctx)


class PlanContext(Context):
    """What one template of a render sees; the render lets go of it at its end."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        if (book := running()) is not None:
            book.contexts.append(self)


class PlanEnvironment(ImmutableSandboxedEnvironment):
    """Renders templates of anybody: values become placeholders, nothing can be called or changed."""

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})
    template_class = FreshTemplate
    context_class = PlanContext
    code_generator_class = Generator

    def __init__(self, folders: Sequence[Path]) -> None:
        super().__init__(
            loader=FolderLoader(folders),
            bytecode_cache=KeptTemplates(),
            undefined=Missing,
            autoescape=True,
            finalize=_finalize,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self.folders = tuple(folders)
        self.globals.clear()
        self.filters = dict(FILTER_TABLE)
        self.tests = dict(TEST_TABLE)
        self.safe_fields: set[tuple[type, str]] = set()
        """Fields found harmless before: whether one is depends on its owner's type and its name alone."""

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        weight = body_weight(source.body)
        return f"{super()._generate(rewrite(source), name, filename, defer_init)}\nweight = {weight}\n"

    def _tokenize(
        self, source: str, name: str | None, filename: str | None = None, state: str | None = None
    ) -> TokenStream:
        stream = super()._tokenize(source, name, filename, state)
        return TokenStream(_not_too_many(stream), name, filename)

    def _load_template(self, name: str, globals: MutableMapping[str, Any] | None) -> Template:
        """A template; within one render each file is looked at once and stays the same."""
        book = running()
        if book is None:
            return super()._load_template(name, globals)
        if name not in book.templates:
            book.templates[name] = super()._load_template(name, globals)
        book.spend(INCLUDE_COST + getattr(book.templates[name], "weight", 0))
        return book.templates[name]

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A field of a value; of a mapping, its entry comes before its methods."""
        known = (type(obj), attribute)
        if known in self.safe_fields:
            value = getattr(obj, attribute, missing)
            if value is not missing:
                return value
        if attribute.startswith("_"):
            raise _forbidden(attribute)
        if isinstance(obj, Mapping) and attribute in obj:
            return obj[attribute]
        try:
            value = getattr(obj, attribute)
        except AttributeError:
            try:
                return obj[attribute]
            except (TypeError, LookupError):
                return self.undefined(obj=obj, name=attribute)
        if isinstance(obj, str) and callable(value):
            raise TemplateFault(
                FORBIDDEN,
                f"文字不能用 .{attribute}()",
                "改过的文字就没有了出处；请在数据里写好",
                needle=attribute,
            )
        if not self.is_safe_attribute(obj, attribute, value):
            raise _forbidden(attribute)
        if callable(value) and not _may_be_read(obj, value):
            raise _forbidden(attribute)
        if not isinstance(obj, (Mapping, str)):
            self.safe_fields.add(known)
        return value

    def getitem(self, obj: Any, argument: Any) -> Any:
        """An entry of a list or mapping, or a field by its name."""
        if not isinstance(argument, (str, int, slice, Undefined)):
            raise TemplateFault(FORBIDDEN, "方括号里只写名称或序号", "写成 名称['字段'] 或 名称[0]")
        try:
            return obj[argument]
        except (TypeError, LookupError):
            if isinstance(argument, str) and not isinstance(obj, Undefined):
                return self.getattr(obj, str(argument))
        return self.undefined(obj=obj, name=argument)  # type: ignore[arg-type]

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805
        """Call a macro or the like; the only things that can be called."""
        book = running() or Recorder()
        if isinstance(__obj, Macro):
            book.spend(CALL_COST)
            result: Any = _of_macro(__obj, __context, args, kwargs)
        elif isinstance(__obj, Undefined):
            return __obj()
        elif _may_be_called(__obj):
            book.spend(CALL_COST)
            result = __context.call(__obj, *args, **kwargs)
        else:
            raise TemplateFault(FORBIDDEN, NOT_CALLED, "需要的值请在程序里备好")
        if isinstance(result, Written) and result:
            book.spend(len(result))
        return result

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """``+`` joins texts or lists; whole numbers may be added, subtracted and taken modulo."""
        if type(left) is int and type(right) is int and operator in ("+", "-", "%", "//"):
            return _small(super().call_binop(context, operator, left, right))
        if operator == "+" and isinstance(left, str) and isinstance(right, str):
            return joined((left, right))
        if operator == "+" and isinstance(left, list) and isinstance(right, list):
            recorder().spend(len(left) + len(right))
            return left + right if len(left) + len(right) <= MAX_LIST else _small(MAX_NUMBER + 1)
        for value in (left, right):
            if isinstance(value, Undefined):
                str(value)  # raises, naming what is missing
        raise TemplateFault(
            FORBIDDEN, f"{NOT_COMPUTED}（{operator}）", "在程序里算好再交给模板", needle=operator
        )


def _not_too_many(tokens: Iterable[Token]) -> Iterator[Token]:
    """The tokens of a template, up to a number: to compile more takes longer than anybody waits."""
    for number, token in enumerate(tokens):
        if number == MAX_TOKENS:
            raise TemplateFault(RUNAWAY, "模板的标签太多，编译不完", "拆成几个文件，用 include 引入")
        yield token


def _small(number: int) -> int:
    """``number`` unless it grew out of all proportion."""
    if abs(number) > MAX_NUMBER:
        raise TemplateFault(FORBIDDEN, NOT_COMPUTED, "在程序里算好再交给模板")
    return number


def _forbidden(attribute: str) -> TemplateFault:
    return TemplateFault(FORBIDDEN, f"模板不能用“{attribute}”", "只能用数据里的字段", needle=attribute)


def _may_be_called(target: object) -> bool:
    """Whether ``target``, no macro, is a block, ``loop`` or one of the few harmless methods."""
    if isinstance(target, (BlockReference, LoopContext)):
        return True
    owner = getattr(target, "__self__", None)
    name = getattr(target, "__name__", "")
    if not isinstance(target, (MethodType, BuiltinMethodType)):
        return False
    return (isinstance(owner, LoopContext) and name in LOOP_METHODS) or (
        isinstance(owner, Mapping) and name in MAPPING_METHODS
    )


def _may_be_read(owner: object, value: object) -> bool:
    """Whether a template may get hold of ``value``, which can be called: no method, function or class."""
    return isinstance(value, (Macro, BlockReference, Undefined)) or (
        isinstance(owner, (LoopContext, Mapping)) and _may_be_called(value)
    )


def _of_macro(macro: Macro, context: Context, args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
    """What ``macro`` writes: as ``context.call``, which first has to find out what it was given.

    Most calls give each parameter by its place, and at most a caller besides; then there is nothing to
    sort out either.
    """
    if kwargs:
        kwargs.pop("_loop_vars", None)
        kwargs.pop("_block_vars", None)
    if len(args) == len(macro.arguments) and not (macro.catch_varargs or macro.catch_kwargs):
        if not kwargs and not macro.caller:
            return written(macro._func(*args))
        asks_caller = macro.caller and not macro.explicit_caller
        if asks_caller and len(kwargs) == 1 and (caller := kwargs.get("caller")) is not None:
            return written(macro._func(*args, caller))
    return macro(context.eval_ctx, *args, **kwargs)


@pass_context
def _finalize(context: Context, value: object) -> Written:
    """The last look at what is printed, for the few things that do not pass the print filter.

    With the context as argument, Jinja does not evaluate constants while it compiles.
    """
    return value if isinstance(value, Written) else print_value(value)


@lru_cache(maxsize=32)
def _environment(folders: tuple[Path, ...]) -> PlanEnvironment:
    return PlanEnvironment(folders)


def template_environment(folders: Sequence[Path] = ()) -> PlanEnvironment:
    """The environment over ``folders`` and our own templates; compiled templates stay in it.

    A template is compiled again when its file changes.
    """
    return _environment(tuple(folders))
