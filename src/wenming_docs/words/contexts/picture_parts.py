"""照片: the photographs of a section, and those of the period's results and problems."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import cast

from wenming_docs.blocks import Block, Picture, Pictures, inlines
from wenming_docs.facts.analysis.issues import IssueState
from wenming_docs.facts.kinds import Family
from wenming_docs.facts.model import AttachedDocument, Issue, PerRow, Photo, PictureFile, Result, Section
from wenming_docs.findings import SourceText, origins_of
from wenming_docs.words.contexts.composer import Composer
from wenming_docs.words.contexts.figures import resolve
from wenming_docs.words.contexts.issue_parts import issues, tidy_day
from wenming_docs.words.contexts.views import PartView

PER_ROW = PerRow.TWO
_UNUSABLE = PictureFile("", "jpeg", 4, 3)  # a finding of its own says why


def own_photographs(composer: Composer, section: Section | AttachedDocument) -> tuple[PartView, ...]:
    """The photographs that a section names itself, with their 图说."""
    if not section.photos:
        return ()
    composer.require([photo.caption for photo in section.photos])
    with composer.block():
        captions = [resolve(composer, photo.caption) if photo.caption else None for photo in section.photos]
        pictures = tuple(
            _picture(composer, photo, composer.show(caption, photo.caption) if caption else None)
            for photo, caption in zip(section.photos, captions, strict=True)
        )
    return (PartView("块", (Pictures(pictures, int(section.per_row or PER_ROW)),)),)


def in_rows(parts: Iterable[PartView], per_row: PerRow | None) -> list[PartView]:
    """The parts with as many photographs beside each other as 每行 says."""
    if per_row is None:
        return list(parts)
    return [_in_row(part, int(per_row)) for part in parts]


def _in_row(part: PartView, count: int) -> PartView:
    if part.form != "块":
        return part
    blocks = cast(tuple[Block, ...], part.data)
    set_anew = (replace(block, per_row=count) if isinstance(block, Pictures) else block for block in blocks)
    return replace(part, data=tuple(set_anew))


def photographs(composer: Composer) -> Pictures | None:
    """取: 照片: those of the period's results, then those of its problems; a ledger shows its problems.

    Without a 图说 of its own a photograph is told by day and matter, by place and problem.
    """
    taken = list(_of_problems(composer))
    if composer.kind.family is not Family.LEDGER:
        taken = [*_of_results(composer), *taken]
    times = Counter(str(caption) for _, caption in taken if caption)
    seen: Counter[str] = Counter()
    pictures = []
    for photo, caption in taken:
        if caption and times[str(caption)] > 1:  # several of one matter are told apart
            seen[str(caption)] += 1
            caption = SourceText(f"{caption}（{seen[str(caption)]}）", caption.origins)
        pictures.append(_picture(composer, photo, composer.show(caption) if caption else None))
    return Pictures(tuple(pictures), int(PER_ROW)) if pictures else None


def _picture(composer: Composer, photo: Photo, caption: SourceText | None) -> Picture:
    place = photo.file.origin
    found = composer.workspace.photographs.get(place) if place else None
    file = found if isinstance(found, PictureFile) else _UNUSABLE
    told = inlines(caption) if caption else ()
    return Picture(b"", file.media, file.width, file.height, told, str(caption or ""), file.path)


def _of_results(composer: Composer) -> Iterator[tuple[Photo, SourceText | None]]:
    for row in composer.ledger.own:
        if composer.in_period(row):
            for photo in row.result.photos:
                yield photo, photo.caption or _of_result(row.result, photo)


def _of_result(result: Result, photo: Photo) -> SourceText | None:
    """4月3日东门社区清理楼道."""
    when = tidy_day(result.date) if result.date else result.period
    what = result.matter or result.task
    if what is None:
        return None
    unit = str(result.unit) if result.unit and str(result.unit) not in str(what) else ""
    return SourceText(f"{when or ''}{unit}{what}", origins_of(photo.file, what))


def _of_problems(composer: Composer) -> Iterator[tuple[Photo, SourceText | None]]:
    for state in issues(composer):
        if _in_period(composer, state):
            for photo in state.issue.photos:
                yield photo, _of_problem(state.issue, photo)


def _in_period(composer: Composer, state: IssueState) -> bool:
    """Whether a problem was found, closed or still open in the period."""
    start = composer.period.start if composer.period else None
    return start is None or not state.is_closed or state.closed is None or state.closed >= start


def _of_problem(issue: Issue, photo: Photo) -> SourceText:
    """东门菜市场：占道经营（4月2日）; before what its author wrote, the place where it lacks."""
    told = photo.caption or issue.problem
    place = str(issue.place) if issue.place and str(issue.place) not in str(told) else ""
    found = issue.moves[0].date if issue.moves else issue.found_on
    day = f"（{tidy_day(found)}）" if found and not photo.caption else ""
    at = f"{place}：" if place else ""
    return SourceText(f"{at}{told}{day}", origins_of(photo.caption or photo.file, told))
