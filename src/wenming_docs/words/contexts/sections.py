"""章节: the author's own sections, or the kind's skeleton, as views.

It is long because both end in the same parts, and are read beside each other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from wenming_docs.facts.analysis import Row, TaskNode
from wenming_docs.facts.kinds import Family
from wenming_docs.facts.model import DocumentPlan, Section, Workspace
from wenming_docs.findings import Finding, Severity, SourceText, origins_of
from wenming_docs.words.contexts import tables
from wenming_docs.words.contexts.chart_parts import chart_part
from wenming_docs.words.contexts.columns import with_columns
from wenming_docs.words.contexts.composer import Composer
from wenming_docs.words.contexts.figures import REST, attachment_label, resolve
from wenming_docs.words.contexts.group_parts import group_view
from wenming_docs.words.contexts.picture_parts import in_rows, own_photographs
from wenming_docs.words.contexts.progress_parts import opening_part
from wenming_docs.words.contexts.report_parts import data_text, open_rows
from wenming_docs.words.contexts.reuse import reused
from wenming_docs.words.contexts.rollup_parts import stands_wide
from wenming_docs.words.contexts.takes import (
    Parts,
    all_is_well,
    attribute_of,
    results_part,
    rows_of,
    take,
    take_fact,
)
from wenming_docs.words.contexts.views import PartView, SectionView, Texts
from wenming_docs.zh import counting_word

NO_HEADING = ("无", "不要", "否")
"""What an author writes as 标题 for a section without one."""
UNHEADED = frozenset({"countdown"})
"""Facts whose kind says nothing else: the title of the document is their heading."""
RESULTS = frozenset({"results", "tasks"})


def skeleton_sections(composer: Composer) -> tuple[SectionView, ...]:
    """The kind's usual sections; those without facts vanish."""
    views = []
    for attribute in composer.kind.skeleton:
        if composer.left_out and composer.leaves_out(*composer.names_of(attribute, _key(attribute))):
            composer.taken.add(attribute)
            continue
        if attribute == "leading_group" and composer.kind.family is Family.NOTICE:
            views += _group_sections(composer)
            continue
        if attribute == "results":
            view = _results_section(composer)
        else:
            parts = take_fact(composer, attribute, None, 2)
            if attribute in UNHEADED and parts:
                views.append(SectionView(1, None, False, parts))
                continue
            view = _headed(composer, attribute, parts) if parts else None
            if view and attribute == "rollup_units" and any(part.form == "块" for part in parts):
                view = replace(view, landscape=stands_wide(composer))
        if view:
            views.append(view)
    return tuple(views)


@cache
def _key(attribute: str) -> str:
    for model in (Workspace, DocumentPlan):
        if attribute in model.model_fields:
            return model.model_fields[attribute].title or attribute
    return attribute


def _called(composer: Composer, attribute: str) -> str:
    """The heading of a fact: the office's own name for it, else the kind's in this period."""
    key, heading, *others = composer.names_of(attribute, _key(attribute))
    return composer.call(key, heading, *others)


def _headed(
    composer: Composer, attribute: str, parts: Parts, sections: tuple[SectionView, ...] = ()
) -> SectionView:
    if not composer.kind.heading(attribute):  # the table is all there is, or the text leads to it
        return SectionView(1, None, False, parts, sections)
    called = _called(composer, attribute)
    return SectionView(1, composer.show(called, called), False, parts, sections)


def _group_sections(composer: Composer) -> list[SectionView]:
    """A notice that sets up a leading group: 组成人员, 主要职责, 办公室, 工作组, each its own section."""
    composer.taken.add("leading_group")
    group = composer.workspace.leading_group
    if group is None:
        return []
    composer.require(group)
    listed = "领导小组名单" if "领导小组名单" in composer.attachment_numbers else ""
    view = group_view(composer, group, 2, listed=attachment_label(composer, listed) if listed else "")
    parts: list[tuple[str, Parts]] = [("组成人员", (PartView("组成人员", view),))] if view.name else []
    parts += [("主要职责", (PartView("段落", view.duties),))] if view.duties else []
    parts += [("办公室", (PartView("办公室", view.office),))] if view.office else []
    if view.working_groups:
        parts.append(("工作组", (PartView("工作组", view.working_groups, view.count),)))
    sections = [
        SectionView(1, composer.phrase(composer.call(heading)), False, part) for heading, part in parts
    ]
    after = PartView("段落", view.afterword)
    return [*sections, SectionView(1, None, False, (after,))] if view.afterword else sections


def _results_section(composer: Composer) -> SectionView | None:
    """Results by top task; without subheadings where only one task has any."""
    composer.taken.add("results")
    groups = _reporting_tasks(composer)
    if len(groups) < 2:
        parts = tuple(part for top in groups for part in results_part(composer, rows_of(top), None, None))
        parts += _loose_results(composer)
        return _headed(composer, "results", opening_part(composer) + parts) if parts else None
    loose, alone, children = _results_by_task(composer, groups, 2)
    lead = (PartView("总起", (), composer.phrase(counting_word(len(children)))),) if len(children) > 1 else ()
    if not (loose or alone or children):
        return None
    return _headed(composer, "results", opening_part(composer) + alone + loose + lead, children)


def _reporting_tasks(composer: Composer) -> list[TaskNode]:
    """The top tasks that have results in the period and are not left out."""
    tops = (top for top in composer.tree if not composer.leaves_out(str(top.name)))
    return [top for top in tops if open_rows(composer, rows_of(top))]


def _loose_results(composer: Composer) -> Parts:
    """The results of the period that name no task."""
    return results_part(composer, lambda row: row.task is None, None, None)


def _results_by_task(
    composer: Composer, tops: list[TaskNode], level: int, others: bool = False
) -> tuple[Parts, Parts, tuple[SectionView, ...]]:
    """Results of no task, those of the only task that has some to tell, and else a section a task.

    One whose figures are all told elsewhere has none; a heading that would stand alone is left out,
    unless there are ``others`` beside it.
    """
    loose = _loose_results(composer)
    told = [(top, parts) for top in tops if (parts := results_part(composer, rows_of(top), None, None))]
    if len(told) == 1 and not others:
        return loose, told[0][1], ()
    return (
        loose,
        (),
        tuple(SectionView(level, composer.heading(top.name), False, parts) for top, parts in told),
    )


def author_sections(
    composer: Composer, sections: tuple[Section, ...], level: int = 1
) -> tuple[SectionView, ...]:
    """The author's sections in written order; one that takes facts nobody wrote vanishes."""
    views = (_section(composer, section, level) for section in sections)
    return tuple(view for view in views if view)


def _section(composer: Composer, section: Section, level: int) -> SectionView | None:
    shown_before, found_before = len(composer.expected), len(composer.findings)
    source = reused(composer, section)
    heading = _heading(composer, section, source)
    parts: list[PartView] = []
    texts = tuple(resolve(composer, text) for text in (source.text.paragraphs if source.text else ()))
    rows = _row_filter(composer, source)
    texts = _with_rest(composer, texts, rows)
    composer.require(source.text)
    below = level + 1 if heading else level
    result_takes = [name for name in source.take if _means_results(composer, name)]
    shown = tuple(composer.show(text) for text in texts)
    groups = _reporting_tasks(composer) if _takes_all_results(composer, source) else []
    by_task: tuple[SectionView, ...] = ()
    if len(groups) > 1:
        parts += [PartView("段落", shown)] if shown else []
        loose, alone, by_task = _results_by_task(composer, groups, below, others=bool(source.sections))
        parts += alone + loose
    elif result_takes and rows is not None:
        parts += [PartView("段落", shown[:-1])] if shown[:-1] else []
        parts += results_part(composer, rows, source.form, shown[-1] if shown else None)
    elif shown:
        parts.append(PartView("段落", shown))
    for name in source.take:
        if name not in result_takes:
            parts += take(composer, name, source.form, below, shown)
    if source.table:
        with composer.block():
            parts.append(PartView("块", tables.hand_table(composer, source.table)))
    parts += chart_part(composer, source.chart)
    parts = [*in_rows(parts, source.per_row), *own_photographs(composer, source)]
    parts = with_columns(composer, source.columns, parts)
    children = by_task + author_sections(composer, source.sections, below)
    if source.afterword:
        composer.require(source.afterword)
        after = tuple(composer.show(resolve(composer, text)) for text in source.afterword.paragraphs)
        children = (*children, SectionView(below, None, False, (PartView("段落", after),)))
    if not parts and not children:
        del composer.expected[shown_before:]
        if len(composer.findings) == found_before:  # else that is why, and it has been said
            _tell_empty(composer, section)
        return None
    composer.require(None if str(section.heading) in NO_HEADING else section.heading)
    run_in = bool(source.run_in and heading and parts) and parts[0].form in ("段落", "数据串")
    return SectionView(level, heading, run_in, tuple(parts), children, bool(section.landscape))


def _takes_all_results(composer: Composer, section: Section) -> bool:
    """Whether a section takes 任务 or 成果 as a whole, in no other form: then each task has its heading."""
    whole = (n for n in section.take if _means_results(composer, n) and not composer.tree.find(str(n)))
    return section.form is None and REST not in str(section.text or "") and any(True for _ in whole)


def _tell_empty(composer: Composer, section: Section) -> None:
    """A section without anything below its heading is not printed, and that is said."""
    if section.take:
        names, place = "、".join(section.take), section.take[0].origin
        if all(all_is_well(composer, str(name)) for name in section.take):
            message = f"“取: {names}”这一期没有要列的，这一节不印"
            hint = "不用改：有了就会印；这一份不要这一节，就删去"
            composer.findings.append(Finding("F053", Severity.NOTICE, message, hint, place))
            return
        hint = "把这些事实写上（存在问题、下一步写在这份文稿下面），或删去这一节"
        composer.warn("F053", f"“取: {names}”没有东西可印，这一节不印", hint, place)
    elif section.heading:
        hint = "写“文”“取”或下级“章节”，或删去这一节"
        composer.error("F053", f"“{section.heading}”这一节只有标题", hint, section.heading.origin)


def _heading(composer: Composer, section: Section, source: Section) -> SourceText | None:
    if section.heading and str(section.heading) in NO_HEADING:
        return None
    if section.heading:
        return composer.heading(resolve(composer, section.heading))
    if source.heading and not section.take and not section.text:
        return composer.heading(resolve(composer, source.heading))
    if not section.take or section.text:
        return None
    name = section.take[0]
    if composer.tree.find(str(name)):
        return composer.heading(name)
    attribute = attribute_of(str(name))
    if attribute is None:
        return None
    called = _called(composer, attribute)
    if called == attribute:
        called = str(name)
    return composer.show(called, called)


def _means_results(composer: Composer, name: str) -> bool:
    if composer.looks_forward:
        return False
    return bool(composer.tree.find(str(name))) or attribute_of(str(name)) in RESULTS


def _row_filter(composer: Composer, section: Section) -> Callable[[Row], bool] | None:
    """Which rows the section's 取 means; None where it takes no results."""
    if composer.looks_forward:
        return None
    everything = any(attribute_of(str(n)) in RESULTS and not composer.tree.find(str(n)) for n in section.take)
    if everything:
        composer.taken.add("results")
        return lambda row: True
    nodes = [node for name in section.take for node in composer.tree.find(str(name))[:1]]
    if not nodes:
        return None
    locs = {task.loc for node in nodes for task in node.walk()}
    composer.taken_tasks.update(locs)

    def keep(row: Row) -> bool:
        return row.task is not None and row.task.loc in locs

    return keep


def _with_rest(composer: Composer, texts: Texts, rows: Callable[[Row], bool] | None) -> Texts:
    """【数据】 replaced by the section's figures not yet quoted."""
    if not any(REST in text for text in texts):
        return texts
    place = next(text.origin for text in texts if REST in text)
    if rows is None:
        composer.error("F026", "【数据】前面没有“取”，不知道印哪些数", "在这一节写“取: 任务名”", place)
        return texts
    before, _, after = next(str(text) for text in texts if REST in text).partition(REST)
    rest = data_text(composer, open_rows(composer, rows), before, after)
    if not rest:
        composer.error(
            "F027", "【数据】没有可印的数：这一节的成果都已引用，或没有成果", "删去【数据】", place
        )
        return texts
    return tuple(
        SourceText(text.replace(REST, rest, 1), origins_of(text, rest)) if REST in text else text
        for text in texts
    )


__all__ = ["author_sections", "skeleton_sections"]
