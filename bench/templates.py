"""The Word templates of the rivals, as somebody would make them once by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bench.lines import COLUMNS, FIELDS

if TYPE_CHECKING:
    from docx.document import Document

STYLES = (
    ("title", "方正小标宋简体", 22.0),
    ("h1", "黑体", 16.0),
    ("h2", "楷体_GB2312", 16.0),
    ("body", "仿宋_GB2312", 16.0),
    ("cell", "宋体", 10.5),
)
Line = tuple[str, str]
"""Style and text of one paragraph."""


@dataclass(frozen=True, slots=True)
class Language:
    """How one template language prints a value, and repeats paragraphs or a table row for each item.

    ``value`` gets the path of lists and the field: ``(("areas", "tasks"), "name")``.
    """

    name: str

    def value(self, lists: tuple[str, ...], field: str) -> str:
        """A field of the innermost item of ``lists``; of the plan itself without any."""
        raise NotImplementedError

    def repeat(self, lists: tuple[str, ...], lines: list[Line]) -> Iterator[Line]:
        """``lines`` once for each item of the last of ``lists``."""
        raise NotImplementedError

    def rows(self, cells: list[str]) -> list[list[str]]:
        """The rows of the template's table that stand for all rows."""
        raise NotImplementedError


class Docxtpl(Language):
    """``{{ field }}`` and ``{%p for %}``."""

    def value(self, lists: tuple[str, ...], field: str) -> str:
        return f"{{{{ {lists[-1]}_item.{field} }}}}" if lists else f"{{{{ {field} }}}}"

    def repeat(self, lists: tuple[str, ...], lines: list[Line]) -> Iterator[Line]:
        source = f"{lists[-2]}_item.{lists[-1]}" if len(lists) > 1 else lists[-1]
        yield "body", f"{{%p for {lists[-1]}_item in {source} %}}"
        yield from lines
        yield "body", "{%p endfor %}"

    def rows(self, cells: list[str]) -> list[list[str]]:
        return [["{%tr for rows_item in rows %}"], cells, ["{%tr endfor %}"]]


class Docxtemplater(Language):
    """``{field}`` and ``{#list}…{/list}``; the marks of a row stand in its first and last cell."""

    def value(self, lists: tuple[str, ...], field: str) -> str:
        return f"{{{field}}}"

    def repeat(self, lists: tuple[str, ...], lines: list[Line]) -> Iterator[Line]:
        yield "body", f"{{#{lists[-1]}}}"
        yield from lines
        yield "body", f"{{/{lists[-1]}}}"

    def rows(self, cells: list[str]) -> list[list[str]]:
        return [["{#rows}" + cells[0], *cells[1:-1], cells[-1] + "{/rows}"]]


class Carbone(Language):
    """``{d.list[i].field}``; an example of the next item ends what is repeated."""

    def value(self, lists: tuple[str, ...], field: str) -> str:
        return "{d" + "".join(f".{name}[i]" for name in lists) + f".{field}}}"

    def repeat(self, lists: tuple[str, ...], lines: list[Line]) -> Iterator[Line]:
        yield from lines
        yield lines[0][0], "{d" + "".join(f".{name}[i]" for name in lists[:-1]) + f".{lists[-1]}[i+1]}}"

    def rows(self, cells: list[str]) -> list[list[str]]:
        return [cells, ["{d.rows[i+1].number}"]]


LANGUAGES = (Docxtpl("docxtpl"), Docxtemplater("docxtemplater"), Carbone("carbone"))


def lines_of(language: Language) -> Iterator[Line]:
    """The template's paragraphs before its table."""

    def value(field: str, *lists: str) -> str:
        return language.value(lists, field)

    def repeat(*lists: str, lines: list[Line]) -> Iterator[Line]:
        return language.repeat(lists, lines)

    task = "".join(value(field, "areas", "tasks") for field in ("number", "name"))
    task += f"。{value('content', 'areas', 'tasks')}"
    phase = f"{value('number', 'phases')}{value('name', 'phases')}（{value('span', 'phases')}）"
    safeguard = f"{value('number', 'safeguards')}{value('name', 'safeguards')}。{value('text', 'safeguards')}"
    yield "title", value("title")
    yield "body", value("opening")
    yield "h1", "一、指导思想"
    yield "body", value("ideology")
    yield "h1", "二、工作目标"
    yield from repeat("targets", lines=[("body", value("text", "targets"))])
    yield "h1", "三、主要任务"
    yield "body", f"重点抓好以下{value('area_count')}项工作，任务分工见附件："
    area = ("h2", f"{value('number', 'areas')}{value('name', 'areas')}")
    yield from repeat("areas", lines=[area, *repeat("areas", "tasks", lines=[("body", task)])])
    yield "h1", "四、实施步骤"
    yield "body", f"工作分{value('phase_count')}个阶段推进："
    yield from repeat("phases", lines=[("h2", phase), ("body", value("text", "phases"))])
    yield "h1", "五、保障措施"
    yield from repeat("safeguards", lines=[("body", safeguard)])
    yield from (("body", "附件：任务分解表"), ("body", value("unit")), ("body", value("date")))
    yield from (("h1", "附件"), ("title", "任务分解表"))


def _with_styles() -> Document:
    from docx import Document as new
    from docx.oxml.ns import qn
    from docx.shared import Pt

    document = new()
    for name, font, size in STYLES:
        style = document.styles.add_style(name, 1)
        style.font.name, style.font.size = font, Pt(size)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), font)
    return document


def write_templates(folder: Path) -> None:
    """One template a language: ``docxtpl.docx`` and so on."""
    folder.mkdir(parents=True, exist_ok=True)
    for language in LANGUAGES:
        document = _with_styles()
        for style, text in lines_of(language):
            document.add_paragraph(text, style=style)
        table = document.add_table(rows=0, cols=len(COLUMNS), style="Table Grid")
        cells = [language.value(("rows",), field) for field in FIELDS]
        for texts in ([*COLUMNS], *language.rows(cells)):
            for cell, text in zip(table.add_row().cells, texts, strict=False):
                cell.paragraphs[0].text = text
                cell.paragraphs[0].style = "cell"
        document.save(str(folder / f"{language.name}.docx"))


def write_reference(default: bytes, path: Path) -> None:
    """pandoc's own reference document, its styles set in our fonts."""
    import io

    from docx import Document as open_document
    from docx.oxml.ns import qn
    from docx.shared import Pt

    document = open_document(io.BytesIO(default))
    looks = {name: (font, size) for name, font, size in STYLES}
    ours = {
        "heading 1": "title",
        "heading 2": "h1",
        "heading 3": "h2",
        "body text": "body",
        "first paragraph": "body",
        "compact": "cell",
    }
    for style in document.styles:
        if look := ours.get(str(style.name).lower()):  # each version of pandoc has its own capitals
            font, size = looks[look]
            style.font.name, style.font.size = font, Pt(size)
            style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    document.save(str(path))
