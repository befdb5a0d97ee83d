"""Templates: what is printed becomes a placeholder, and every value keeps where it came from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenming_docs.blocks import Markup, Paragraph, Text, placeholder
from wenming_docs.errors import InternalError, InvalidInput
from wenming_docs.findings import Origin, SourceText
from wenming_docs.words.markup import parse_markup
from wenming_docs.words.template import (
    ALLOWED_FILTERS,
    builtin_templates,
    render_template,
    template_environment,
    template_names,
)

A, B = Origin("plan.yaml", 1, 5, "甲"), Origin("plan.yaml", 2, 5, "乙")
Render = Callable[..., Markup]


@dataclass(frozen=True)
class Deadline:
    """A value type: it prints itself and knows where it was written."""

    text: str
    origins: tuple[Origin, ...]

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Task:
    name: SourceText
    unit: SourceText
    deadline: Deadline | None = None


SWEEP = Task(SourceText("清扫", [A]), SourceText("城管办", [A]), Deadline("6月底前", (A,)))
PAINT = Task(SourceText("粉刷", [B]), SourceText("东门社区", [B]))
DUST = Task(SourceText("保洁", [B]), SourceText("城管办", [B]))
NAMES: dict[str, object] = {
    "one": SourceText("甲", [A]),
    "two": SourceText("乙", [B]),
    "tasks": (SWEEP, PAINT, DUST),
    "table": (Paragraph((Text("块"),)),),
}


@pytest.fixture
def render(tmp_path: Path) -> Render:
    """Render a template given as text, beside other templates given by name."""

    def render_text(text: str, others: dict[str, str] | None = None, **options: bool) -> Markup:
        for name, other in {**(others or {}), "正文.md.j2": text}.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(other, encoding="utf-8")
        return render_template("正文.md.j2", NAMES, [tmp_path], **options)

    return render_text


def shown(markup: Markup) -> str:
    """The text with its values put back as ⟦value:paths of its origins⟧."""
    text = markup.text
    for index, slot in enumerate(markup.slots):
        paths = "".join(origin.path for origin in slot.origins) if isinstance(slot, SourceText) else "块"
        value = slot if isinstance(slot, SourceText) else ""
        text = text.replace(placeholder(index), f"⟦{value}:{paths}⟧")
    return text


PRINTED = [
    ("{{ one }}和{{ two }}", "⟦甲:甲⟧和⟦乙:乙⟧"),
    ("{{ one ~ '、' ~ two }}", "⟦甲、乙:甲乙⟧"),
    ("{{ one + two }}", "⟦甲乙:甲乙⟧"),
    ("{% set x = one ~ two %}{{ x }}{{ x[0] }}", "⟦甲乙:甲乙⟧⟦甲:甲乙⟧"),
    ("{{ '字面' }}{{ 3 }}{{ 1 + 2 }}", "⟦字面:⟧⟦3:⟧⟦3:⟧"),
    ("{{ '**' }}", "⟦**:⟧"),
    ("{{ [one, two] | join }}", "⟦甲、乙:甲乙⟧"),
    ("{{ tasks | join('；', attribute='name') }}", "⟦清扫；粉刷；保洁:甲乙⟧"),
    ("{{ tasks | map(attribute='unit') | unique | join }}", "⟦城管办、东门社区:甲乙⟧"),
    ("{{ (' ' ~ one ~ ' ') | trim }}", "⟦甲:甲⟧"),
    ("{{ tasks[0].deadline }}", "⟦6月底前:甲⟧"),
    ("{{ (tasks | selectattr('deadline') | first).name }}", "⟦清扫:甲⟧"),
    ("{{ (tasks | last).name }}{{ tasks | length }}", "⟦保洁:乙⟧⟦3:⟧"),
    ("{{ (tasks | rejectattr('deadline') | list)[0]['name'] }}", "⟦粉刷:乙⟧"),
    ("{% for g in tasks | groupby('unit') %}{{ g.grouper }}{{ g.list | length }}{% endfor %}",
     "⟦城管办:甲⟧⟦2:⟧⟦东门社区:乙⟧⟦1:⟧"),
    ("{{ 2 | heading }} {{ one }}", "### ⟦甲:甲⟧"),
    ("{% macro m(x) %}**{{ x }}**是{% endmacro %}{{ m(one) }}", "**⟦甲:甲⟧**是"),
    ("{% macro m(x) %}{{ x }}{% endmacro %}{{ m(one) ~ two }}", "⟦甲:甲⟧⟦乙:乙⟧"),
    ("{% macro m(x) %}{{ x }}{% endmacro %}{{ [m(one), two] | join('、') }}", "⟦甲:甲⟧、⟦乙:乙⟧"),
    ("{% macro m() %}（{{ caller() }}）{% endmacro %}{% call m() %}{{ one }}{% endcall %}", "（⟦甲:甲⟧）"),
    ("{% macro m() %}{{ caller(two) }}{% endmacro %}{% call(x) m() %}{{ x }}{% endcall %}", "⟦乙:乙⟧"),
    ("{% set x %}由{{ one }}牵头{% endset %}{{ x }}，{{ x }}", "由⟦甲:甲⟧牵头，由⟦甲:甲⟧牵头"),
    ("{% filter trim %} {{ one }} {% endfilter %}", "⟦甲:甲⟧"),
    ("{% for t in tasks %}{{ loop.index }}{{ t.name }}{% if not loop.last %}、{% endif %}{% endfor %}",
     "⟦1:⟧⟦清扫:甲⟧、⟦2:⟧⟦粉刷:乙⟧、⟦3:⟧⟦保洁:乙⟧"),
    ("{% if nothing is defined %}有{% else %}无{% endif %}", "无"),
    ("{{ table }}", "⟦:块⟧"),
    ("{{ table[0] }}", "⟦:块⟧"),
    ("<a> & {{ one }} \"'", "<a> & ⟦甲:甲⟧ \"'"),
]  # fmt: skip


@pytest.mark.parametrize(("template", "expected"), PRINTED)
def test_printed_values_become_placeholders_and_keep_their_origins(
    render: Render, template: str, expected: str
) -> None:
    assert shown(render(template)) == expected


def test_tags_on_a_line_of_their_own_leave_no_line(render: Render) -> None:
    assert shown(render("甲\n  {% if one %}\n乙\n  {% endif %}\n")) == "甲\n乙\n"


INHERITED = {
    "共用/公文.md.j2": "# {{ one }}\n{% block 正文 %}\n上{{ one }}\n{% endblock %}\n",
    "共用/宏.md.j2": "{% set 冠 %}[{{ '冠' }}]{% endset %}\n{% macro 名(x) %}《{{ x }}》{% endmacro %}\n",
    "共用/段.md.j2": "含{{ two }}\n",
}


def test_super_include_and_import_pass_placeholders_through(render: Render) -> None:
    template = (
        "{% extends '共用/公文.md.j2' %}\n{% import '共用/宏.md.j2' as 宏 %}\n{% block 正文 %}\n"
        "{{ super() }}{% include '共用/段.md.j2' %}\n{{ 宏.名(two) }}{{ 宏.冠 }}{% endblock %}"
    )
    expected = "# ⟦甲:甲⟧\n上⟦甲:甲⟧\n含⟦乙:乙⟧\n《⟦乙:乙⟧》[⟦冠:⟧]"
    assert shown(render(template, INHERITED)) == expected
    assert shown(render(template)) == expected  # the imported set-block belongs to each render anew


def test_an_office_extends_the_template_it_hides(tmp_path: Path) -> None:
    shipped = template_names()
    if not shipped:
        pytest.skip("no template is shipped yet")
    environment = template_environment([tmp_path])
    (tmp_path / shipped[0]).parent.mkdir()
    (tmp_path / shipped[0]).write_text(f'{{% extends "内置/{shipped[0]}" %}}', encoding="utf-8")
    own, ours = environment.get_template(shipped[0]), environment.get_template(f"内置/{shipped[0]}")
    assert own.filename == str(tmp_path / shipped[0])
    assert ours.filename == str(builtin_templates() / shipped[0])


def test_the_first_folder_that_has_a_template_wins_and_an_edit_is_seen(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    for folder in (first, second):
        folder.mkdir()
    (second / "x.md.j2").write_text("乙", encoding="utf-8")
    assert render_template("x.md.j2", {}, [first, second]).text == "乙"
    (first / "x.md.j2").write_text("甲", encoding="utf-8")
    assert render_template("x.md.j2", {}, [first, second]).text == "甲"
    (first / "x.md.j2").write_text("甲甲", encoding="utf-8-sig")
    assert render_template("x.md.j2", {}, [first, second]).text == "甲甲"


def test_the_working_folder_and_links_out_of_a_folder_are_never_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, outside = tmp_path / "in", tmp_path / "out.md.j2"
    folder.mkdir()
    outside.write_text("秘密", encoding="utf-8")
    (folder / "link.md.j2").symlink_to(outside)
    (folder / "folder.md.j2").mkdir()
    monkeypatch.chdir(tmp_path)
    for name in (
        "out.md.j2",
        "link.md.j2",
        "folder.md.j2",
        "../out.md.j2",
        str(outside),
        "a\\b",
        "C:x",
        "",
        "./a",
    ):
        with pytest.raises(InvalidInput) as caught:
            render_template(name, {}, [folder])
        unusable = name in ("link.md.j2", "folder.md.j2")
        assert [finding.code for finding in caught.value.findings] == ["T009" if unusable else "T004"]


def test_an_unknown_template_of_our_own_is_our_bug() -> None:
    with pytest.raises(InternalError, match="没有这种/正文.md.j2: 找不到模板"):
        render_template("没有这种/正文.md.j2", {})


def test_a_fault_in_a_shipped_template_is_our_bug_and_names_its_line() -> None:
    failures = []
    for name in template_names():
        try:
            render_template(name, {})
        except InternalError as error:
            failures.append(str(error))
    if not template_names():
        pytest.skip("no template is shipped yet")
    assert failures and all(failure.count(".md.j2:") >= 1 for failure in failures)


def test_a_trace_knows_the_line_that_printed_each_value(render: Render) -> None:
    others = {"宏.md.j2": "\n{% macro m(x) %}\n{{ x }}{% endmacro %}"}
    template = (
        "{% import '宏.md.j2' as 宏 %}\n{{ one }}\n{% set y %}\n{{ two }}{% endset %}\n{{ y }}{{ 宏.m(one) }}"
    )
    assert render(template, others, trace=True).lines == {
        0: ("正文.md.j2", 2),
        1: ("正文.md.j2", 4),
        2: ("宏.md.j2", 3),
    }
    assert render(template, others).lines == {}


@pytest.mark.parametrize(
    ("ratio", "text"),
    [
        (Decimal("0.955"), "95.5%"),
        (Decimal(1), "100%"),
        (Fraction(2, 3), "66.7%"),
        (0.1, "10%"),
        (Decimal("0.9995"), "100%"),
        (0, "0%"),
    ],
)
def test_a_ratio_is_printed_as_a_percentage(tmp_path: Path, ratio: object, text: str) -> None:
    (tmp_path / "p.md.j2").write_text("{{ ratio | percent }}", encoding="utf-8")
    assert render_template("p.md.j2", {"ratio": ratio}, [tmp_path]).slots == (text,)


@given(st.text(st.characters(exclude_characters="\ue000\ue001\n\r", exclude_categories=["Cs"])))
def test_whatever_a_value_holds_reaches_the_blocks(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    folder = tmp_path_factory.getbasetemp() / "any"
    folder.mkdir(exist_ok=True)
    (folder / "v.md.j2").write_text(
        "{% macro m(x) %}{{ x }}{% endmacro %}甲{{ m(x ~ x) }}乙\n",
        encoding="utf-8",
    )
    value = f"{text}。"
    [block] = parse_markup(render_template("v.md.j2", {"x": SourceText(value, [A])}, [folder])).blocks
    assert isinstance(block, Paragraph)
    assert "".join(run.text for run in block.inlines) == f"甲{value}{value}乙"
    assert {origin for run in block.inlines for origin in run.origins} == {A}


def test_a_deleted_print_leaves_no_slot(render: Render) -> None:
    assert render("{{ one }}{{ two }}").slots == ("甲", "乙")
    assert render("{{ two }}").slots == ("乙",)


def test_the_list_of_filters_is_the_documented_one(root: Path) -> None:
    page = (root / "docs" / "模板语法.md").read_text(encoding="utf-8")
    assert [name for name in sorted(ALLOWED_FILTERS) if f"`{name}" not in page] == []
