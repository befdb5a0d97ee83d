"""What a row is told stays within what the format allows, however long its texts are."""

from __future__ import annotations

import io
import re
import zipfile

from wenming_docs.blocks import Attachment, Cell, Column, Landscape, Manuscript, Table, inlines
from wenming_docs.page.word import write_docx

HIGHEST = 31_680  # twips: the most that w:trHeight may say


def test_no_row_is_told_to_be_higher_than_the_format_allows() -> None:
    long = "逐项排查、逐项登记、逐项整改，" * 2_000
    rows = tuple(
        (Cell(inlines("环境卫生"), rows=2 if number % 2 == 0 else 0), Cell(inlines(long)))
        for number in range(4)
    )
    columns = (Column(inlines("类别")), Column(inlines("内容")))
    attachment = Attachment(inlines("任务分解表"), (Landscape((Table(columns, rows),)),), "1")
    with zipfile.ZipFile(io.BytesIO(write_docx(Manuscript((attachment,))))) as package:
        document = package.read("word/document.xml").decode()
    heights = [int(height) for height in re.findall(r'<w:trHeight w:val="(\d+)"', document)]
    assert len(heights) == 5
    assert max(heights) == HIGHEST
