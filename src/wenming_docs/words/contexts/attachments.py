"""附件: which attachments a document has, and what each of them holds."""

from __future__ import annotations

from functools import cache

from wenming_docs.facts.kinds import Family
from wenming_docs.facts.model import AttachedDocument, TaskStyle
from wenming_docs.findings import SourceText
from wenming_docs.words.contexts.bar_chart import CHART, without_title
from wenming_docs.words.contexts.columns import with_columns
from wenming_docs.words.contexts.composer import Composer
from wenming_docs.words.contexts.figures import resolve_prose
from wenming_docs.words.contexts.picture_parts import in_rows, own_photographs
from wenming_docs.words.contexts.plan_parts import task_style
from wenming_docs.words.contexts.rollup_parts import TABLE, stands_wide
from wenming_docs.words.contexts.sections import author_sections
from wenming_docs.words.contexts.tables import hand_table
from wenming_docs.words.contexts.takes import attribute_of, take
from wenming_docs.words.contexts.views import AttachmentView, PartView, SectionView

LANDSCAPE = frozenset({"任务分解表", "倒排工期表", "横道图", "问题台账", "测评任务对照表"}) | {
    "责任网络图",
    "任务责任图",
}
"""Attachments that are wide tables and stand on landscape pages unless their author says otherwise."""


def attachments_of(composer: Composer) -> tuple[AttachedDocument, ...]:
    """The attachments asked for, and 任务分解表 where the tasks' fields stand in a table."""
    listed = composer.document.attachments
    plan = composer.kind.family is Family.PLAN and "tasks" in composer.kind.skeleton
    if not plan or not composer.workspace.tasks or task_style(composer) is not TaskStyle.TABLE:
        return listed
    if any(str(item.title) == "任务分解表" for item in listed):
        return listed
    return (_task_table(), *listed)


@cache
def _task_table() -> AttachedDocument:
    return AttachedDocument.model_construct(title=SourceText("任务分解表"))


def refuse_twins(composer: Composer) -> None:
    """Two attachments of one title: nobody could tell which 见附件 means."""
    seen: set[str] = set()
    for item in attachments_of(composer):
        if str(item.title) in seen:
            hint = "给其中一个换个标题，或删去重复的"
            composer.error("F029", f"有两个附件都叫“{item.title}”", hint, item.title.origin)
        seen.add(str(item.title))


def attachment_view(composer: Composer, item: AttachedDocument) -> AttachmentView:
    """A known table by its title, or sections of the author's own.

    The title is to be printed twice, in the list of attachments and above the attachment.
    """
    title = composer.show(composer.show(item.title))
    parts: list[PartView] = []
    sections: tuple[SectionView, ...] = ()
    composer.require(item.text)
    texts = resolve_prose(composer, item.text)
    if texts:
        parts.append(PartView("段落", texts))
    if item.table:
        with composer.block():
            parts.append(PartView("块", hand_table(composer, item.table)))
    if item.take:
        takes = [part for name in item.take for part in take(composer, name, item.form, 1)]
        parts += takes
    elif not (texts or item.table or item.photos or item.sections):
        if attribute_of(str(item.title)) is None:
            composer.error(
                "F034",
                f"附件“{item.title}”没有内容",
                "在它下面写“取”“文”或“表”；现成的有：任务分解表、领导小组名单、活动安排表、责任清单、"
                "问题台账、测评任务对照表、倒排工期表、横道图、责任网络图、任务责任图、照片",
                item.title.origin,
            )
        else:
            parts += take(composer, item.title, item.form, 1)
    parts = [*in_rows(parts, item.per_row), *own_photographs(composer, item)]
    parts = with_columns(composer, item.columns, parts)
    if str(item.title).endswith(CHART):
        parts = without_title(parts)
    sections = author_sections(composer, tuple(item.sections))
    landscape = item.landscape if item.landscape is not None else _is_wide(composer, str(item.title))
    own = SectionView(1, None, False, tuple(parts))
    return AttachmentView(title, (own, *sections), bool(landscape))


def _is_wide(composer: Composer, title: str) -> bool:
    return stands_wide(composer) if title == TABLE else title in LANDSCAPE
