"""图片: photographs that a section, a result or a problem shows, each with what is seen on it."""

from __future__ import annotations

from enum import StrEnum

from wenming_docs.facts.model.base import FactModel, fact
from wenming_docs.facts.model.leaves import Line
from wenming_docs.facts.source import PictureFile


class PerRow(StrEnum):
    """每行: how many photographs stand beside each other."""

    ONE = "1"
    TWO = "2"
    THREE = "3"
    FOUR = "4"


class Photo(FactModel):
    """图片: one photograph; ``照片/清理前.jpg: 4月2日清理前``."""

    scalar_as = "file"
    pair_as = ("file", "caption")

    file: Line = fact("文件", "文件名", "路径", default=...)
    caption: Line | None = fact("图说", "说明", "标题")


__all__ = ["PerRow", "Photo", "PictureFile"]
