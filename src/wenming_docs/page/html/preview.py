"""Blocks → one standalone HTML page that looks like the document, without pagination."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import assert_never

from wenming_docs.blocks import (
    Align,
    Attachment,
    AttachmentList,
    Block,
    Cell,
    Chart,
    Heading,
    Imprint,
    Inlines,
    Issued,
    Landscape,
    Manuscript,
    Masthead,
    NameList,
    NameRow,
    Network,
    Note,
    Paragraph,
    Pictures,
    Recipients,
    Signature,
    Subtitle,
    Table,
    Text,
    Title,
    plain,
)
from wenming_docs.blocks.dump import SENTENCE_END
from wenming_docs.page.html.charts import chart_html
from wenming_docs.page.html.figures import network_html, pictures_html
from wenming_docs.page.html.look import STYLE

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""Should a sign ever slip through: whoever opens the page runs nothing and fetches nothing."""


def preview_html(manuscript: Manuscript) -> str:
    """A whole HTML document, UTF-8; every text is escaped, nothing is run or loaded from anywhere."""
    title = next((plain(block.inlines) for block in manuscript.blocks if isinstance(block, Title)), "")
    body = "\n".join(_all(manuscript.blocks))
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f"<title>{escape(title)}</title>\n<style>\n{STYLE}</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _all(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        yield from _html(block)


def _html(block: Block) -> Iterator[str]:
    match block:
        case Title():
            yield _element("h1", "title", _runs(block.inlines))
        case Subtitle():
            yield _element("p", "subtitle", _runs(block.inlines))
        case Recipients():
            yield _element("p", "recipients", _runs(block.inlines))
        case Heading():
            yield _heading(block)
        case Paragraph():
            yield _element("p", "", _runs(block.inlines))
        case Table():
            yield from _table(block)
        case Chart():
            yield from chart_html(block)
        case Pictures():
            yield from pictures_html(block)
        case Network():
            yield from network_html(block)
        case NameList():
            for row in block.rows:
                yield from _name_row(row)
        case AttachmentList():
            yield from _attachment_list(block)
        case Attachment() | Landscape() | Issued():
            yield from _section(block)
        case Signature():
            lines = (*block.signed_by, block.issue_date)
            yield from (_element("p", "signature", _runs(line)) for line in lines if line)
        case Note():
            yield _element("p", "", _runs(block.inlines))
        case Masthead():
            yield from _masthead(block)
        case Imprint():
            yield from _imprint(block)
        case _:
            assert_never(block)


def _section(block: Attachment | Landscape | Issued) -> Iterator[str]:
    """Pages of their own: an attachment with its label and title, turned pages, an issued document."""
    yield '<section class="landscape">' if isinstance(block, Landscape) else '<section class="page">'
    if isinstance(block, Attachment):
        yield _element("p", "label", escape("附件" + block.number))
        yield _element("h1", "title", _runs(block.title))
    yield from _all(block.blocks)
    yield "</section>"


def _element(name: str, css_class: str, content: str) -> str:
    attribute = f' class="{css_class}"' if css_class else ""
    return f"<{name}{attribute}>{content}</{name}>"


def _runs(inlines: Inlines) -> str:
    return "".join(map(_run, inlines))


def _run(text: Text) -> str:
    content = escape(text.text).replace("\n", "<br>")
    if text.blank:
        content = f"<mark>{content}</mark>"
    return f"<strong>{content}</strong>" if text.emphasis else content


def _heading(heading: Heading) -> str:
    level = f"level{heading.level}"
    head = escape(heading.number) + _runs(heading.inlines)
    if not heading.run_in:
        return _element(f"h{heading.level + 1}", level, head)
    stop = "" if plain(heading.inlines).endswith(SENTENCE_END) else "。"
    return _element("p", "", _element("span", level, head + stop) + _runs(heading.run_in))


def _table(table: Table) -> Iterator[str]:
    yield "<table>"
    told = _element("span", "unseen", escape(table.description)) if table.description else ""
    if table.caption or told:
        yield _element("caption", "", _runs(table.caption) + told)
    heads = "".join(f'<th scope="col">{_runs(column.title)}</th>' for column in table.columns)
    yield f"<thead><tr>{heads}</tr></thead>"
    yield "<tbody>"
    for row in table.rows:
        cells = "".join(
            _cell(cell, column.align) for cell, column in zip(row, table.columns, strict=True) if cell.rows
        )
        yield f"<tr>{cells}</tr>"
    yield "</tbody></table>"
    yield from (_element("p", "note", _runs(note)) for note in table.notes)


def _cell(cell: Cell, column: Align) -> str:
    align = cell.align if cell.align is not Align.AUTO else column
    span = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    names = " ".join(filter(None, (align.value if align is not Align.AUTO else "", cell.shade.value)))
    css_class = f' class="{names}"' if names else ""
    return f"<td{span}{css_class}>{_runs(cell.inlines)}</td>"


def _name_row(row: NameRow) -> Iterator[str]:
    label = f'<span class="role">{_run(row.role)}</span>：' if row.role.text else ""
    if not any(person.posts for person in row.people):
        names = "".join(f'<span class="name">{_run(person.name)}</span> ' for person in row.people)
        yield _element("p", "names", label + names.rstrip())
        return
    for index, person in enumerate(row.people):
        posts = f"（{_runs(person.posts)}）" if person.posts else ""
        name = f'<span class="name">{_run(person.name)}</span>{posts}'
        yield _element("p", "names" if index == 0 else "names next", (label if index == 0 else "") + name)


def _attachment_list(block: AttachmentList) -> Iterator[str]:
    numbers = block.numbers or ("",) * len(block.titles)
    for index, (number, title) in enumerate(zip(numbers, block.titles, strict=True)):
        label = ("附件：" if index == 0 else "") + (f"{number}. " if number else "")
        yield _element("p", "attachment" if index == 0 else "attachment next", label + _runs(title))


def _masthead(block: Masthead) -> Iterator[str]:
    for front in (block.copy_number, block.security_classification, block.urgency):
        if front:
            yield _element("p", "front", _runs(front))
    yield from (_element("p", "mark", _run(mark)) for mark in block.mark)
    signers = "　".join(_run(signer) for signer in block.signers)
    right = f'<span class="signers">签发人：{signers}</span>' if signers else ""
    yield _element("p", "number signed" if right else "number", _runs(block.document_number) + right)


def _imprint(block: Imprint) -> Iterator[str]:
    yield '<footer class="imprint">'
    for label, value in (("主送：", block.main_recipients), ("抄送：", block.copy_recipients)):
        if value:
            stop = "" if plain(value).endswith("。") else "。"
            yield _element("p", "", label + _runs(value) + stop)
    if block.printing_office or block.print_date:
        printed = "印发" if block.print_date and not plain(block.print_date).endswith("印发") else ""
        date = f"<span>{_runs(block.print_date)}{printed}</span>"
        yield _element("p", "printed", f"<span>{_runs(block.printing_office)}</span>{date}")
    yield "</footer>"
