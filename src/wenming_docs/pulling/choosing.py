"""Which plan a document was made from, and which of its documents it is: by name, else by its text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from wenming_docs.blocks import Inlines, plain, said
from wenming_docs.errors import InvalidInput, WrongUse
from wenming_docs.facts.kinds import KINDS
from wenming_docs.facts.model import Workspace
from wenming_docs.page.word import Returned
from wenming_docs.pipeline import Options, compile_document, read_workspace, requests
from wenming_docs.records import dataclass
from wenming_docs.words.contexts import Request
from wenming_docs.writing import file_stems

_SUFFIXES = (".yaml", ".yml")
_MOST_PLANS = 20
_LIKE_ENOUGH, _CLEARLY, _RELATED = 0.3, 0.1, 0.1
_LEAST_AHEAD = 0.002
_DRAFT = "-草稿"


@dataclass(frozen=True, slots=True)
class Wanted:
    """One document of a plan: how to ask for it, and which of those asked for it is."""

    plan: Path
    options: Options
    number: int
    stem: str

    def request(self, workspace: Workspace) -> Request | None:
        """The request for it as the facts are now; None where they do not ask for it any more."""
        asked = requests(workspace, self.options, self.plan)
        return asked[self.number][0] if self.number < len(asked) else None

    def said(self, workspace: Workspace) -> tuple[Inlines, ...]:
        """Its paragraphs. Raises InvalidInput where it cannot be made."""
        request = self.request(workspace)
        if request is None:
            raise WrongUse(f"计划里现在没有“{self.stem}”这份文稿了")
        compiled = compile_document(workspace, request, self.options, self.plan)
        if not compiled.manuscript.blocks:
            raise InvalidInput(compiled.findings, workspace.texts)
        return said(compiled.manuscript)


def plans_beside(document: Path) -> tuple[list[Path], list[Path]]:
    """The YAML files in the folder of a document, and in the one above it (which holds 输出)."""
    folder = document.parent
    above = folder / ".." if folder.name in ("", "..") else folder.parent
    return _plans_in(folder), _plans_in(above)


def _plans_in(folder: Path) -> list[Path]:
    try:
        names = sorted(path for path in folder.iterdir() if path.suffix.lower() in _SUFFIXES)
    except OSError:
        return []
    return [path for path in names if path.is_file() and not path.name.startswith((".", "~$"))]


def choose(document: Path, returned: Returned, plan: Path | None, options: Options) -> Wanted:
    """The document that ``document`` is. Raises WrongUse where that is not clear, naming the candidates."""
    here, above = ([plan], []) if plan else plans_beside(document)
    name = document.stem.removesuffix(_DRAFT)
    named = [one for one in (*here, *above) if f"{one.stem}-" in f"{name}-"]
    fitting = [wanted for one in named for wanted in _by_name(one, name, options)]
    if fitting:
        longest = max(len(wanted.stem) for wanted in fitting)
        best = [wanted for wanted in fitting if len(wanted.stem) == longest]
        return _nearest(best, returned, document, _RELATED)
    plans = here or above
    if len(plans) > _MOST_PLANS:
        raise WrongUse(
            f"“{document.name}”的名字看不出是哪份计划的，旁边又有 {len(plans)} 个 YAML：用 --plan 指明"
        )
    return _nearest(list(_all(plans, options, asked=plan is not None)), returned, document, _LIKE_ENOUGH)


def _by_name(plan: Path, name: str, options: Options) -> Iterator[Wanted]:
    """The documents of ``plan`` whose file name is part of ``name``."""
    workspace = read_workspace(plan)
    for way in _ways(name, plan, options):
        try:
            yield from (each for each in _documents(workspace, plan, way) if _is_part(each.stem, name))
        except (WrongUse, InvalidInput):
            continue


def _is_part(stem: str, name: str) -> bool:
    """计划-责任清单 is part of 计划-责任清单（改）, and of 计划-责任清单-城管办."""
    return stem in name


def _ways(name: str, plan: Path, options: Options) -> Iterator[Options]:
    """How a document of that name may have been asked for: as listed, by kind and period, for each unit."""
    yield options
    yield replace(options, each_unit=True)
    if options.kind is not None:
        return
    _, _, rest = name.partition(f"{plan.stem}-")
    for kind in KINDS:
        if rest.startswith(kind.name):
            words = rest[len(kind.name) :].split("-")[1:2]
            for period in (None, *words):
                way = replace(options, kind=kind.name, period=options.period or period)
                yield way
                yield replace(way, each_unit=True)


def _documents(workspace: Workspace, plan: Path, options: Options) -> Iterator[Wanted]:
    asked = [(number, one) for number, (one, _) in enumerate(requests(workspace, options, plan)) if one]
    stems = file_stems(plan, [request for _, request in asked], draft=False)
    for (number, _), stem in zip(asked, stems, strict=True):
        yield Wanted(plan, options, number, stem)


def _all(plans: Iterable[Path], options: Options, *, asked: bool) -> Iterator[Wanted]:
    """Every document of the plans; a file that is none is passed over, unless it was asked for."""
    for plan in plans:
        try:
            yield from _documents(read_workspace(plan), plan, options)
        except (InvalidInput, WrongUse):
            if asked:
                raise


def _nearest(candidates: Sequence[Wanted], returned: Returned, document: Path, enough: float) -> Wanted:
    """The candidate that reads most like the document, clearly before the next one."""
    if not candidates:
        raise WrongUse(f"“{document.name}”旁边没有找到它的计划：用 --plan 计划.yaml 指明")
    unique = list({(one.plan.resolve(), one.stem): one for one in reversed(candidates)}.values())[::-1]
    came = Counter(passage.before or passage.text for passage in returned.passages)
    workspaces: dict[Path, Workspace] = {}
    scores: list[tuple[float, Wanted]] = []
    for wanted in unique:
        if wanted.plan not in workspaces:
            workspaces = {wanted.plan: read_workspace(wanted.plan)}
        try:
            texts = Counter(map(plain, wanted.said(workspaces[wanted.plan])))
        except InvalidInput:
            if len(unique) == 1:
                raise
            continue
        scores.append((2 * (came & texts).total() / max((came.total() + texts.total()), 1), wanted))
    scores.sort(key=lambda each: each[0], reverse=True)
    if not scores or scores[0][0] < enough:
        names = "、".join(dict.fromkeys(one.stem for one in unique[:5]))
        raise WrongUse(f"“{document.name}”和计划里的文稿（{names}）都不像：用 --plan、--kind、--period 指明")
    if len(scores) > 1 and not _is_clear(scores[0][0], scores[1][0]):
        close = [one for score, one in scores if scores[0][0] - score < _CLEARLY]
        names = "、".join(f"{one.plan.name} 的“{one.stem}”" for one in close[:5])
        raise WrongUse(f"看不出“{document.name}”是哪一份，像的有：{names}；用 --plan、--kind、--period 指明")
    return scores[0][1]


def _is_clear(best: float, next_best: float) -> bool:
    """Whether one document is meant: far ahead, or nearly the same text while the other lacks more."""
    ahead = best - next_best
    return ahead >= _CLEARLY or (ahead > _LEAST_AHEAD and 3 * (1 - best) <= 1 - next_best)


__all__ = ["Wanted", "choose", "plans_beside"]
