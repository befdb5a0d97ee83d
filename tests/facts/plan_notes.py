"""What the checks of a plan say about a piece of YAML: for the tests of ``test_checks_plan*``."""

from __future__ import annotations

from wenming_docs.codes.plan import CODES
from wenming_docs.errors import InvalidInput
from wenming_docs.facts.checks import check_facts
from wenming_docs.facts.model import Workspace, build_workspace
from wenming_docs.facts.source import parse_source
from wenming_docs.findings import Finding, by_place

YEAR = "创建:\n  年度: 2026\n"
OF_PLANS = {code.code for code in CODES} | {"F010", "F012", "F013", "F014", "F042"}


def workspace_of(text: str) -> Workspace:
    """The facts of ``text`` in a campaign of 2026; of faulty ones what is sound."""
    whole = text if text.startswith("创建:") else YEAR + text
    try:
        return build_workspace(parse_source(whole, "台账.yaml"))
    except InvalidInput as error:
        assert isinstance(error.draft, Workspace)
        return error.draft


def findings_of(text: str) -> list[Finding]:
    """The findings of plan checks, in reading order."""
    return by_place(found for found in check_facts(workspace_of(text)) if found.code in OF_PLANS)


def codes_of(text: str) -> list[str]:
    """Their codes, one for each finding."""
    return [found.code for found in findings_of(text)]


def messages_of(text: str) -> list[str]:
    """Code, severity and message of each."""
    return [f"{found.code} {found.severity} {found.message}" for found in findings_of(text)]


def phases_of(*spans: str, content: str = "按分工推进。") -> str:
    """A plan with these phases, each with something to do."""
    return "阶段:\n" + "".join(
        f"  - 名称: 阶段{number}\n    起止: {span}\n    内容: {content}\n"
        for number, span in enumerate(spans, 1)
    )


def target_of(goal: str, indicator: str = "居民满意率") -> str:
    """One target with a deadline."""
    return f"工作目标:\n  - 指标: {indicator}\n    目标: {goal}\n    时限: 11月底前\n"


def task_of(**fields: str) -> str:
    """One task with these fields."""
    return "任务:\n  - 名称: 清理楼道杂物\n" + "".join(
        f"    {key}: {value}\n" for key, value in fields.items()
    )
