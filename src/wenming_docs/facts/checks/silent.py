"""What would pass in silence: names under 不写 that name nothing, figures without a measure."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from wenming_docs.facts.checks.measures import uses_of
from wenming_docs.facts.kinds import find_kind
from wenming_docs.facts.model import FactModel, Workspace, key_spellings, leaves
from wenming_docs.findings import Finding, Severity
from wenming_docs.zh import nearest
from wenming_docs.zh.lazy import lazy_pattern

COUNTING = lazy_pattern(r"(?:数|数量|总量|量|率|比例|比|值|分|得分|度|额|指数|名次|）|\))$")
"""How a name ends that says itself what it counts: 志愿者人数, 知晓率, 清运量."""
LONGEST = 24
"""Signs of what may be suggested: nobody lists a whole sentence."""
MOST_LOOKED_UP = 100
"""Names that are compared with all others: thousands of them were pasted, not mistyped."""
LABELS = frozenset({"完成时限"})
"""What a table calls a field that no key is called."""


def unknown_left_out(workspace: Workspace) -> Iterator[Finding]:
    """不写 with a name that is neither a key nor the name of a fact: it leaves nothing out."""
    documents = [document for document in workspace.documents if document.left_out]
    if not documents:
        return
    names = _named(workspace) | {*uses_of(workspace)}
    for document in documents:
        kind = find_kind(str(document.kind))
        headings = (
            {heading for key, _ in kind.headings for heading in kind.headings_of(key)} if kind else set()
        )
        known = names | headings | _keys() | LABELS
        unknown = [name for name in document.left_out if str(name) not in known and "待填" not in name]
        short = sorted(text for text in names if len(text) <= LONGEST) if unknown else []
        meant = [*short, *sorted(headings), *_titles()]
        asked = list(dict.fromkeys(map(str, unknown)))[:MOST_LOOKED_UP]
        likely = {name: nearest(name, meant) for name in asked}
        for name in unknown:
            close = likely.get(str(name))
            hint = f"是不是想写“{close}”" if close else "写任务、指标的名称或“联系人”这样的栏目名；没有就删去"
            severity = Severity.WARNING if close else Severity.NOTICE
            message = f"“不写: {name}”什么也没有放过：没有叫这个名字的事实"
            yield Finding("F007", severity, message, hint, name.origin)


def _named(workspace: Workspace) -> set[str]:
    """Every text of the facts: each may be left out by what it says."""
    left_out = {id(name) for document in workspace.documents for name in document.left_out}
    texts = {str(leaf) for leaf in leaves(workspace) if id(leaf) not in left_out}
    return texts | {str(figure.name) for result in workspace.results for figure in result.figures}


@cache
def _models() -> tuple[type[FactModel], ...]:
    found: dict[type[FactModel], None] = {}

    def walk(model: type[FactModel]) -> None:
        for below in model.__subclasses__():
            found.setdefault(below)
            walk(below)

    walk(FactModel)
    return tuple(found)


@cache
def _keys() -> frozenset[str]:
    """Every spelling of every key."""
    return frozenset(spelling for model in _models() for spelling in key_spellings(model))


@cache
def _titles() -> tuple[str, ...]:
    """The keys as we write them ourselves, for suggestions."""
    titles = (info.title for model in _models() for info in model.model_fields.values())
    return tuple(dict.fromkeys(title for title in titles if title))


def figures_without_measure(workspace: Workspace) -> Iterator[Finding]:
    """An indicator that is never given a measure and whose name does not say what it counts."""
    for name, uses in uses_of(workspace).items():
        amounts = [amount for use in uses for amount in use.quantity.amounts]
        given = [use for use in uses if not use.target]  # a target without a measure has its own finding
        if not given or not amounts or any(amount.measure for amount in amounts) or COUNTING.search(name):
            continue
        hint = f"写上，例如“{name}: {amounts[0]}处”；名称本身说明数的是什么就不用管"
        message = f"“{name}”的数没有计量单位"
        yield Finding("F008", Severity.NOTICE, message, hint, given[0].place)
