"""Photographs and networks as HTML: everything inside the page, nothing loaded."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from html import escape

from wenming_docs.blocks import Inlines, Network, NetworkBox, Picture, Pictures, Text, plain

WIDEST = 800
"""Pixels: a photograph is shown no wider, however large its file."""


def pictures_html(block: Pictures) -> Iterator[str]:
    """The photographs in a grid, each over its caption; their bytes stand in the page."""
    yield f'<div class="photos" style="grid-template-columns: repeat({block.per_row}, 1fr)">'
    yield from map(_photo, block.items)
    yield "</div>"


def _photo(picture: Picture) -> str:
    told = escape(picture.description or plain(picture.caption) or "照片")
    width = min(picture.width, WIDEST)
    height = round(picture.height * width / picture.width)
    source = f"data:image/{picture.media};base64,{b64encode(picture.data).decode()}"
    image = f'<img src="{source}" width="{width}" height="{height}" alt="{told}">'
    caption = f"<figcaption>{_runs(picture.caption)}</figcaption>" if picture.caption else ""
    return f"<figure>{image}{caption}</figure>"


def network_html(block: Network) -> Iterator[str]:
    """The boxes as nested lists, drawn as boxes on a line."""
    yield '<figure class="network"><ul>'
    yield from _box(block.top)
    yield "</ul>"
    if block.caption:
        yield f"<figcaption>{_runs(block.caption)}</figcaption>"
    yield "</figure>"


def _box(box: NetworkBox) -> Iterator[str]:
    lines = "".join(f"<br>{_runs(line)}" for line in box.lines)
    yield f"<li><span><b>{_runs(box.title)}</b>{lines}</span>"
    if box.children:
        yield "<ul>"
        for child in box.children:
            yield from _box(child)
        yield "</ul>"
    yield "</li>"


def _runs(inlines: Inlines) -> str:
    return "".join(map(_run, inlines))


def _run(text: Text) -> str:
    content = escape(text.text).replace("\n", "<br>")
    return f"<mark>{content}</mark>" if text.blank else content
