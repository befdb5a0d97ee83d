"""From chance to one trial: a command, the files it is given, the one among them that is a mutant."""

from __future__ import annotations

import importlib
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from tests.fuzz import packages, plans, template_words
from tests.fuzz.projects import TODAY, Project, documents, filled, forms, projects, tables, templates
from wenming_docs.facts.kinds import KINDS

Mutate: TypeAlias = Callable[[bytes, random.Random], bytes]

PERIODS = ("2026年5月", "上半年", "第二季度", "全年", "2026年", "5月4日—10日")


@dataclass(frozen=True, slots=True)
class Trial:
    """``arguments`` are run where ``files`` lie; ``target`` is the mutant among them."""

    command: str
    arguments: tuple[str, ...]
    files: Mapping[str, bytes]
    target: str
    entry: str
    may_change: tuple[str, ...] = ()
    """Files, or folders ending in /, that the command may write to when it succeeds."""
    data: bool = False
    """Whether stdout is data, which may be long and hold anything."""
    old: Mapping[str, bytes] = field(default_factory=dict)
    """Documents that stand there already."""

    @property
    def is_yaml(self) -> bool:
        return self.target.endswith(".yaml") and not self.target.startswith("模板/")


def make(command: str, chance: random.Random) -> Trial:
    """One trial of ``command``."""
    return COMMANDS[command](chance)


def _any_project(chance: random.Random) -> Project:
    found = projects()
    return chance.choices(found, [4] * (len(found) - 1) + [1])[0]


def _mutant(project: Project, chance: random.Random) -> tuple[dict[str, bytes], str]:
    """The files of a project with one of them changed, more often than not the entry."""
    names = list(project.files)
    target = names[0] if chance.random() < 0.6 else chance.choice(names)
    return {**project.files, target: plans.mutate(project.files[target], chance)}, target


def _render(chance: random.Random) -> Trial:
    project = _any_project(chance)
    files, target = _mutant(project, chance)
    arguments = ["render", project.entry, "--date", TODAY]
    formats = chance.choice(("docx", "docx", "docx", "xlsx", "md", "html", "docx,xlsx", "docx,xlsx,md,html"))
    arguments += ["--format", formats]
    for option, often in (("--draft", 0.4), ("--force", 0.1), ("--strict", 0.05)):
        if chance.random() < often:
            arguments.append(option)
    arguments += _asked(chance)
    if chance.random() < 0.05:
        arguments += ["--each", "单位"]
    old = documents(project) if chance.random() < 0.5 else {}
    return Trial("render", tuple(arguments), files, target, project.entry, ("输出/",), old=old)


def _asked(chance: random.Random) -> list[str]:
    """Now and then another document than those the file lists, another day."""
    asked = []
    if chance.random() < 0.25:
        asked += ["--kind", chance.choice([kind.name for kind in KINDS])]
        if chance.random() < 0.7:
            asked += ["--period", chance.choice(PERIODS)]
    if chance.random() < 0.05:
        asked += ["--date", chance.choice(("9999-12-31", "0001-01-01", "2024-02-29", "1999-12-31"))]
    return asked


def _check(chance: random.Random) -> Trial:
    project = _any_project(chance)
    files, target = _mutant(project, chance)
    style = chance.choice(("text",) * 8 + ("json", "sarif", "github", "gitlab", "junit"))
    arguments = ("check", project.entry, "--format", style, "--date", TODAY, *_asked(chance))
    return Trial("check", arguments, files, target, project.entry, data=style != "text")


def _fmt(chance: random.Random) -> Trial:
    project = _any_project(chance)
    files, target = _mutant(project, chance)
    option = chance.choice(((), (), (), ("--check",), ("--diff",)))
    may_change = () if option else tuple(files)
    return Trial(
        "fmt", ("fmt", project.entry, *option), files, target, project.entry, may_change, bool(option)
    )


def _look(chance: random.Random) -> Trial:
    """Commands that only look."""
    project = _any_project(chance)
    files, target = _mutant(project, chance)
    name = chance.choice(("status", "coverage", "countdown", "trace", "form export"))
    rest: tuple[str, ...] = (project.entry,)
    if name == "trace":
        rest = (chance.choice(("清理小广告", "开展志愿服务活动", "整改问题")), project.entry)
    elif name in ("status", "countdown"):
        rest = (project.entry, "--date", TODAY)
    may_change = ("填报表/",) if name == "form export" else ()
    return Trial("look", (*name.split(), *rest), files, target, project.entry, may_change, data=True)


def _record(chance: random.Random) -> Trial:
    project = _any_project(chance)
    files, target = _mutant(project, chance)
    figure = chance.choice(("清理小广告=36条", "开展志愿服务活动=3场", "甲=1", "清运垃圾=12车"))
    arguments = [
        "record",
        project.entry,
        figure,
        "--date",
        chance.choice(("5月12日", "2026-06-30", "1月1日")),
    ]
    if chance.random() < 0.3:
        arguments += ["--unit", chance.choice(("城管办", "东门社区", "宣传科"))]
    if chance.random() < 0.5:
        arguments.append("--force")
    return Trial("record", tuple(arguments), files, target, project.entry, tuple(files))


def _form(chance: random.Random) -> Trial:
    project = next(one for one in chance.sample(projects(), len(projects())) if forms(one))
    name, data = chance.choice(list(forms(project).items()))
    data = filled(data)
    mutate = chance.choice(_workbook_mutators())
    files = {**project.files, name: mutate(data, chance)}
    target = name
    if chance.random() < 0.1:  # the plan has changed, and for the worse
        files, target = _mutant(project, chance)
        files[name] = data
    arguments = ("form", "import", project.entry, name, chance.choice(("--yes", "--yes", "--dry-run")))
    return Trial("form", arguments, files, target, project.entry, tuple(project.files))


def _workbook_mutators() -> Sequence[Mutate]:
    return (packages.mutate, *_also("workbooks"))


def _template_mutators() -> Sequence[Mutate]:
    return (template_words.mutate, *_also("templates"))


def _also(module: str) -> list[Mutate]:
    """``mutate`` of a further module here, which takes bytes, or text."""
    try:
        mutate = importlib.import_module(f"tests.fuzz.{module}").mutate
    except (ImportError, AttributeError):
        return []

    def of_bytes(data: bytes, chance: random.Random) -> bytes:
        if module != "templates":
            changed = mutate(data, chance)
        else:
            changed = mutate(data.decode("utf-8"), chance)
        return changed if isinstance(changed, bytes) else changed.encode("utf-8", "surrogatepass")

    return [of_bytes]


def _import(chance: random.Random) -> Trial:
    name, data = chance.choice(list(tables(chance.choice(projects()[:-1])).items()))
    mutate = chance.choice(_workbook_mutators()) if name.endswith(".xlsx") else packages.mutate
    files = {name: mutate(data, chance)}
    way = chance.choice((("-o", "任务.yaml"), ("-o", "任务.yaml"), ("-o", "-"), ("--into", "计划.yaml")))
    if way[0] == "--into":
        files["计划.yaml"] = "单位:\n  名称: 云山市青石街道办事处\n创建:\n  年度: 2026\n".encode()
    may_change = (way[1],) if way[1] != "-" else ()
    return Trial("import", ("import", name, *way), files, name, name, may_change, way[1] == "-")


def _templates(chance: random.Random) -> Trial:
    shipped = templates()
    target = chance.choice(list(shipped))
    changed = chance.choice(_template_mutators())(shipped[target], chance)
    files = {**shipped, target: changed}
    if chance.random() < 0.1:
        trial = () if chance.random() < 0.1 else ("--no-trial",)
        return Trial("templates", ("templates", "check", "模板", *trial), files, target, "模板")
    project = _any_project(chance)
    files = {**project.files, **files}
    command = chance.choice(("render", "render", "check"))
    arguments = (command, project.entry, "--templates", "模板", "--date", TODAY)
    return Trial("templates", arguments, files, target, project.entry, ("输出/",))


def _any_word_file(chance: random.Random) -> tuple[str, bytes]:
    project = next(one for one in chance.sample(projects(), len(projects())) if _word_files_of(one))
    return chance.choice(_word_files_of(project))


def _word_files_of(project: Project) -> list[tuple[str, bytes]]:
    return [(name, data) for name, data in documents(project).items() if name.endswith(".docx")]


def _inspect(chance: random.Random) -> Trial:
    name, data = _any_word_file(chance)
    name = Path(name).name
    files = {name: packages.mutate(data, chance)}
    style = chance.choice(("text",) * 6 + ("json", "sarif", "github"))
    arguments = ["inspect", name, "--format", style]
    if noted := chance.random() < 0.3:
        arguments += ["--annotate", "-o", "批注.docx"]
    may_change = ("批注.docx",) if noted else ()
    return Trial("inspect", tuple(arguments), files, name, name, may_change, style != "text")


def _reference(chance: random.Random) -> Trial:
    """A Word file of somebody else lends its styles."""
    project = chance.choice(projects()[:-1])
    _, data = _any_word_file(chance)
    files = {**project.files, "样式.docx": packages.mutate(data, chance)}
    arguments = ("render", project.entry, "--date", TODAY, "--reference-doc", "样式.docx")
    return Trial("reference", arguments, files, "样式.docx", project.entry, ("输出/",))


def _pull(chance: random.Random) -> Trial:
    project = next(one for one in chance.sample(projects(), len(projects())) if _word_files_of(one))
    name, data = chance.choice(_word_files_of(project))
    files = {**project.files, name: packages.mutate(data, chance)}
    option = chance.choice((("--yes",), ("--dry-run",)))
    return Trial(
        "pull", ("pull", name, *option, "--date", TODAY), files, name, project.entry, tuple(project.files)
    )


COMMANDS: dict[str, Callable[[random.Random], Trial]] = {
    "render": _render,
    "check": _check,
    "fmt": _fmt,
    "look": _look,
    "record": _record,
    "form": _form,
    "import": _import,
    "templates": _templates,
    "inspect": _inspect,
    "reference": _reference,
}
WEIGHTS = {
    "render": 28,
    "check": 20,
    "fmt": 12,
    "look": 6,
    "record": 6,
    "form": 8,
    "import": 8,
    "templates": 6,
    "inspect": 4,
    "reference": 2,
}
if importlib.util.find_spec("wenming_docs.cli.pull"):
    COMMANDS["pull"], WEIGHTS["pull"] = _pull, 6
