"""The contract of each kind: which names its template may use, and of what type.

A contract lies beside the template, ``templates/实施方案/契约.yaml``. Whoever renames a field of a
view breaks templates in offices nobody knows: so a test fails until the contracts are written
anew, by ``wenming templates contract --write``, and the difference is seen by who reads the change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml

from wenming_docs.facts.kinds import KINDS, Kind
from wenming_docs.output import write_single
from wenming_docs.records import dataclass
from wenming_docs.template_check.names_page import names_page
from wenming_docs.words.checks.templates.describe import described
from wenming_docs.words.checks.templates.types import (
    VIEWS,
    Thing,
    Type,
    context_names,
    declared,
    field,
    field_names,
    form_data,
)
from wenming_docs.words.contexts.names import FORMS
from wenming_docs.words.template import builtin_templates

NAME = "契约.yaml"
COMMAND = "wenming templates contract --write"
ROOT = Path(__file__).resolve().parents[3]
PAGE = ROOT / "docs" / "模板名称.md"

Contract = Mapping[str, Mapping[str, str]]
"""Group (名称, 写法, a view) → name → type in words."""


@dataclass(frozen=True, slots=True)
class Change:
    """A difference between what was promised and what there is."""

    kind: str
    message: str
    breaking: bool


def contracts() -> dict[str, dict[str, dict[str, str]]]:
    """For each template folder, what its template may use now."""
    found = {}
    for kind in KINDS:
        folder = kind.template.split("/")[0]
        if folder not in found:
            found[folder] = _contract(kind)
    return found


def _contract(kind: Kind) -> dict[str, dict[str, str]]:
    top = context_names(kind.family)
    found = {
        "名称": {name: described(kinds) for name, kinds in top.items()},
        "写法": {form: described(form_data(form)) for form in FORMS},
    }
    auto = next(one for one in top["auto"] if isinstance(one, Thing))
    for view in sorted(VIEWS):
        if view:
            known = auto if view == "AutoView" else Thing(view)
            found[view] = {name: described(_field(known, name)) for name in field_names(view)}
    return found


def _field(thing: Thing, name: str) -> Type:
    return field(thing, name) or declared(thing.name, name)


def compare(kind: str, promised: Contract, now: Contract) -> Iterator[Change]:
    """What changed for the templates of ``kind``: what is new does no harm, what is gone or narrower does."""
    for group in promised:
        for name, before in promised[group].items():
            full = name if group in ("名称", "写法") else f"{group}.{name}"
            after = now.get(group, {}).get(name)
            if after is None:
                yield Change(kind, f"“{full}”没有了（原来是{before}）", True)
            elif after != before:
                harmless = before in (f"{after}，可能没有", after.removesuffix("，至少一项"))
                yield Change(kind, f"“{full}”由“{before}”变成“{after}”", not harmless)
    for group in now:
        for name, after in now[group].items():
            if name not in promised.get(group, {}):
                full = name if group in ("名称", "写法") else f"{group}.{name}"
                yield Change(kind, f"新增“{full}”（{after}）", False)


def compare_contracts() -> list[Change]:
    """All changes since the contracts were written."""
    return [
        change
        for folder, now in contracts().items()
        for change in compare(folder, read_contract(folder), now)
    ]


def read_contract(folder: str) -> Contract:
    """The contract that ships for the templates in ``folder``; empty if there is none."""
    file = builtin_templates() / folder / NAME
    if not file.is_file():
        return {}
    found: Contract = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return found


def contract_text(folder: str, contract: Contract) -> str:
    """A contract as its file holds it."""
    lines = [f"# {folder}的模板能用的名称。由程序写成，不手改：{COMMAND}"]
    for group, names in contract.items():
        lines += ["", f"{group}:", *(f"  {name}: {words}" for name, words in names.items())]
    return "\n".join(lines) + "\n"


def write_contracts() -> list[Path]:
    """Write every contract, and in a checkout the reference page; the files that were written."""
    files = {
        builtin_templates() / folder / NAME: contract_text(folder, contract)
        for folder, contract in contracts().items()
    }
    if PAGE.parent.is_dir():
        files[PAGE] = names_page()
    for file, text in files.items():
        write_single(file, text.encode(), force=True, is_ours=lambda data: True)
    return list(files)
