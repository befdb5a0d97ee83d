"""Facts that none of a file's documents show."""

from __future__ import annotations

from wenming_docs.facts.model import LeadingGroup, Prose, Workspace, leaves
from wenming_docs.findings import Finding, Severity
from wenming_docs.words.contexts import Coverage
from wenming_docs.words.contexts.takes import BESIDE_NAMES


def unshown(workspace: Workspace, coverages: list[Coverage]) -> list[Finding]:
    """A notice for each fact, and a warning for each result of a report's period, that nothing prints."""
    silent = {
        "unit",
        "campaign",
        "people",
        "documents",
        "indicator_rules",
        "results",
        "assessment_system",
        "agreed_texts",
        "lights",
        "rollup",
        "reported",
    }
    shown = {attribute for coverage in coverages for attribute in coverage.facts}
    findings = []
    for attribute, info in type(workspace).model_fields.items():
        if attribute in silent | shown or not getattr(workspace, attribute):
            continue
        if attribute == "leading_group" and "name_list" in shown:
            findings += _beside_names(workspace, shown)
            continue
        if attribute == "tasks" and (
            any(coverage.tells_tasks for coverage in coverages) or _only_labels(workspace)
        ):
            continue
        message = f"“{info.title}”写了，但没有一份文稿印它"
        hint = f"在某份文稿的章节里写“取: {info.title}”，或加一份印它的文稿"
        if attribute == "basis" and (typed := _typed_basis(workspace)):
            hint = f"正文里的“《{typed[0]}》”改写成“【依据·{typed[1]}】”，文号和简称由程序印"
        findings.append(Finding("F051", Severity.NOTICE, message, hint, workspace.where(attribute)))
    return findings + _unreported(workspace, coverages) + _unsaid(workspace, coverages)


def _typed_basis(workspace: Workspace) -> tuple[str, str] | None:
    """A basis whose full title a document's text has by hand, and how it is to be quoted."""
    whole = "\n".join(str(leaf) for leaf in leaves(workspace.documents) if isinstance(leaf, Prose))
    for basis in workspace.basis:
        title = str(basis.name).strip("《》")
        if f"《{title}》" in whole:
            return title, str(basis.short or title)
    return None


def _beside_names(workspace: Workspace, shown: set[str]) -> list[Finding]:
    """A warning for each part of the leading group that is lost where only its name list is printed."""
    group = workspace.leading_group
    findings = []
    for name in BESIDE_NAMES:
        if not getattr(group, name) or f"leading_group.{name}" in shown:
            continue
        title = LeadingGroup.model_fields[name].title
        message = f"“领导小组”的“{title}”写了，但文稿只印了领导小组名单"
        hint = f"改成“取: 领导小组”，名单和“{title}”一起印；不用印就在文稿下写“不写: {title}”"
        place = workspace.where("leading_group", name)
        findings.append(Finding("F051", Severity.WARNING, message, hint, place))
    return findings


def _only_labels(workspace: Workspace) -> bool:
    """Whether tasks only say what results belong to and who does them: no text that waits for a page."""
    return not any(isinstance(leaf, Prose) for leaf in leaves(workspace.tasks))


def _unreported(workspace: Workspace, coverages: list[Coverage]) -> list[Finding]:
    """A notice where results are recorded and no document reports any."""
    if not workspace.results or any(coverage.quotes for coverage in coverages):
        return []
    hint = "在“文稿”里加一份进展汇报或工作总结；还没到时候就先放着"
    message = "记了成果，但没有一份汇报或总结"
    if any(coverage.reports for coverage in coverages):
        message += "写到"
        hint = "看成果的期间是不是在文稿的期间里；在的，在章节里写“取: 成果”"
    return [Finding("F052", Severity.NOTICE, message, hint, workspace.where("results"))]


def _unsaid(workspace: Workspace, coverages: list[Coverage]) -> list[Finding]:
    reports = [coverage for coverage in coverages if coverage.reports]
    never = set.intersection(*(set(report.unsaid) for report in reports)) if reports else set()
    return _missed_targets(workspace, reports, never) + [
        Finding(
            "F052",
            Severity.NOTICE,
            f"成果“{name}”没有一份汇报或总结写到",
            "在章节的“取”里加上它的任务，或在“文”里引用【" + name + "】，或列入“不写”",
            workspace.where("results", index),
        )
        for index, name in sorted(never)
    ]


def _missed_targets(
    workspace: Workspace, reports: list[Coverage], never: set[tuple[int, str]]
) -> list[Finding]:
    """A notice where a summary or report leaves a figure out that 工作目标 promised, and another has it."""
    promised = {str(target.indicator) for target in workspace.targets if target.indicator}
    findings = []
    for report in reports:
        for name in dict.fromkeys(name for row, name in report.unsaid if (row, name) not in never):
            if name in promised:
                hint = f"在章节的“取”里加上它的任务，在“文”里引用【{name}】，或列入“不写”"
                message = f"{report.name}没有写到目标里的“{name}”"
                findings.append(Finding("F052", Severity.NOTICE, message, hint, report.place))
    return findings
