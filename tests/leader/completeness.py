"""Criteria 1, 2, 3 and 22: nothing missing, nothing said twice in two ways."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.leader.paper import Paper
from wenming_docs.blocks import plain, texts_in
from wenming_docs.facts.analysis import ledger, task_tree

DATE = re.compile(r"\d{4}年\d{1,2}月(?:\d{1,2}|  )日")
COUNTED = r"(?:达到|达|共|为)?((?:近|约)?\d[^，。；、：（）\s]*)"


def no_gaps(paper: Paper) -> Iterator[str]:
    """Criterion 1: every 【】 has its value; a date may wait for the signer's day alone."""
    for text in texts_in(paper.manuscript.blocks):
        if text.blank or "【" in text.text or "】" in text.text:
            yield f"还没填：{text.text}"
    signature = paper.signature
    if signature and signature.issue_date and not DATE.fullmatch(plain(signature.issue_date)):
        yield f"成文日期不全：{plain(signature.issue_date)}"


def every_fact_is_told(paper: Paper) -> Iterator[str]:
    """Criterion 2: a plan names each task, phase and safeguard, a report each figure of its period."""
    left_out = {str(name) for name in paper.request.document.left_out}
    if paper.is_plan:
        workspace = paper.workspace
        facts = [task.name for task in task_tree(workspace).all]
        facts += [phase.name for phase in workspace.phases]
        titled = (*workspace.basic_principles, *workspace.safeguards, *workspace.work_requirements)
        facts += [item.title for item in titled if item.title]
        yield from (f"没有写：{n}" for n in facts if str(n) not in left_out and str(n) not in paper.text)
    coverage = paper.compiled.coverage
    if coverage is not None:
        yield from dict.fromkeys(f"没有写：{name}" for _, name in coverage.unsaid)


def printed_values(paper: Paper) -> dict[str, list[str]]:
    """What the document prints after the name of each indicator, in text and tables."""
    names = ledger(paper.workspace, task_tree(paper.workspace)).names()
    found: dict[str, list[str]] = {}
    for name in names:
        for paragraph in paper.paragraphs:
            found.setdefault(name, []).extend(re.findall(re.escape(name) + COUNTED, paragraph))
    for table in paper.tables:
        for row in table.rows:
            cells = [plain(cell.inlines) for cell in row]
            for name, value in zip(cells, cells[1:], strict=False):
                if name in found and value[:1].isdigit():
                    found[name].append(value.split("，")[0])
    return {name: values for name, values in found.items() if values}


def figures_agree(paper: Paper) -> Iterator[str]:
    """Criterion 3: one indicator has one value in a document, and a later one never less than before."""
    now = printed_values(paper)
    for name, values in now.items():
        if len(set(values)) > 1:
            yield f"“{name}”前后不一：{'、'.join(dict.fromkeys(values))}"
    for earlier in paper.earlier:
        if not _goes_on(earlier, paper):
            continue
        for name, values in printed_values(earlier).items():
            if name in now and _amount(now[name][0]) < _amount(values[0]):
                yield f"“{name}”比上期少：{values[0]}→{now[name][0]}"


def _goes_on(earlier: Paper, later: Paper) -> bool:
    first, second = earlier.request.period, later.request.period
    return bool(first and second and first.start == second.start and first.end < second.end)


def _amount(value: str) -> float:
    number = re.search(r"\d[\d.]*", value)
    assert number
    return float(number.group()) * (10_000 if "万" in value else 1)


def attachments_agree(paper: Paper) -> Iterator[str]:
    """Criterion 22: what the text points at, what is listed and what is attached are the same."""
    listed = [plain(title) for title in paper.attachment_list.titles]
    attached = [plain(attachment.title) for attachment in paper.attachments]
    if listed != attached:
        yield f"附件说明和附件页不一：{'、'.join(listed)} / {'、'.join(attached)}"
    numbers = [attachment.number for attachment in paper.attachments]
    pointed = {found for text in paper.paragraphs for found in re.findall(r"附件(\d*)", text)}
    for number, title in zip(numbers, attached, strict=True):
        if number not in pointed:
            yield f"正文没有“见附件{number}”：{title}"
    yield from (f"没有附件{number}" for number in sorted(pointed - set(numbers)))
