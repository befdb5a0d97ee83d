"""The plan in the form that wenming reads: YAML as a clerk writes it."""

from __future__ import annotations

from bench.content import Area, Plan, Task, words


def yaml_of_task(task: Task) -> str:
    """One subtask, as a clerk writes it."""
    return (
        f"      - 名称: {task.name}\n        内容: {task.content}\n        牵头: {task.lead}\n"
        f"        配合: {task.supporting}\n        责任领导: {task.leader}\n        责任人: {task.person}\n"
        f"        时限: {task.deadline}\n        频次: {task.frequency}\n"
    )


def yaml_of_area(area: Area) -> str:
    """One task with its subtasks."""
    return f"  - 名称: {area.name}\n    子任务:\n" + "".join(map(yaml_of_task, area.tasks))


def as_yaml(plan: Plan) -> str:
    """The facts for wenming, one document: the plan with its table of tasks."""
    phases = "".join(
        f"  - 名称: {name}\n    起止: {span}\n    内容: {text}\n" for name, span, text in plan.phases
    )
    safeguards = "".join(f"  - {name}: {text}\n" for name, text in plan.safeguards)
    return (
        f"单位:\n  名称: {plan.unit}\n  自称: 我街道\n"
        f"  内设: {'、'.join(words('office'))}\n  下级: {'、'.join(words('community'))}\n"
        "创建:\n  荣誉: 全国文明城市\n  年度: 2026\n"
        f"指导思想: {plan.ideology}\n"
        f"工作目标:\n{''.join(f'  - {target}' + chr(10) for target in plan.targets)}"
        f"任务:\n{''.join(map(yaml_of_area, plan.areas))}"
        f"阶段:\n{phases}保障措施:\n{safeguards}"
        f"文稿:\n  - 文种: 实施方案\n    标题: {plan.title}\n    附件: 任务分解表\n    日期: {plan.date}\n"
    )
