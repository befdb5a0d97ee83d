"""Changes of values → the texts of the plan's files, every other byte as it was."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from wenming_docs.errors import InvalidInput
from wenming_docs.facts.source import Scalar
from wenming_docs.facts.source.append import written
from wenming_docs.facts.source.edit import Edit as LineEdit
from wenming_docs.facts.source.edit import edit_of, scalars_of, spliced
from wenming_docs.facts.source.splice import Notes, Unchangeable, spliced_file
from wenming_docs.plan_files import Part
from wenming_docs.pulling.edits import Edit
from wenming_docs.pulling.hunks import Hunk, with_hunks
from wenming_docs.records import dataclass

Key = tuple[int, int]
"""A value of the plan: the number of its file, and its own number there."""


@dataclass(frozen=True, slots=True)
class Applied:
    """The files with the changes, and the values that could not be changed, each with the reason."""

    parts: list[Part]
    refused: dict[Key, str]


def applied(parts: Sequence[Part], edits: Iterable[Edit]) -> Applied:
    """``parts`` with all ``edits``; the same change asked for in several places is made once."""
    cuts: dict[Key, dict[Hunk, None]] = defaultdict(dict)
    for edit in edits:
        cuts[edit.spot.key].setdefault(edit.cut)
    result = Applied(list(parts), {})
    for file, part in enumerate(parts):
        own = {key[1]: list(found) for key, found in cuts.items() if key[0] == file}
        if own:
            result.parts[file] = _changed(part, file, own, result.refused)
    return result


def _changed(part: Part, file: int, cuts: dict[int, list[Hunk]], refused: dict[Key, str]) -> Part:
    """One file with its changes; those that cannot be made are left out and named in ``refused``."""
    if part.file.converted:
        refused.update(((file, number), "文件不是 UTF-8 编码") for number in cuts)
        return part
    while cuts:
        wrong = _tried(part, cuts)
        if isinstance(wrong, Part):
            return wrong
        number, reason = wrong
        if number is None:  # together they do not read back: one after the other shows which
            number = _culprit(part, cuts)
        refused[file, number] = reason
        cuts = {other: own for other, own in cuts.items() if other != number}
    return part


def _culprit(part: Part, cuts: dict[int, list[Hunk]]) -> int:
    """The first value that cannot be changed alone; else the last one."""
    alone = (number for number in cuts if not isinstance(_tried(part, {number: cuts[number]}), Part))
    return next(alone, max(cuts))


def _tried(part: Part, cuts: dict[int, list[Hunk]]) -> Part | tuple[int | None, str]:
    """The file with all of ``cuts``; or the value that stood in the way (None: not known) and why."""
    assert part.page.root is not None
    scalars = list(scalars_of(part.page.root))
    wanted = [scalar.text for scalar in scalars]
    lines: list[LineEdit] = []
    rewritten: list[int] = []
    for number, own in cuts.items():
        scalar = scalars[number]
        wanted[number] = with_hunks(scalar.text, own)
        if not wanted[number].strip():
            return number, "改完这一项就空了；要删就在计划里删"
        in_place = _in_place(scalar, part.file.lines, own, wanted[number])
        if in_place is not None:
            lines += in_place
        elif _is_long(scalar):
            return number, "这一段的写法（引号、折行）不能只改几个字"
        else:
            rewritten.append(number)
    changed = part.with_file(part.file.with_lines(spliced(part.file.lines, lines))) if lines else part
    if rewritten and changed.page.root is not None:
        there = list(scalars_of(changed.page.root))
        notes = Notes()
        for number in rewritten if len(there) == len(scalars) else ():
            notes.set_text(there[number], wanted[number])
        try:
            changed = part.with_file(spliced_file(changed.file, part.name, changed.page.root, notes))
        except (Unchangeable, InvalidInput, ValueError) as error:
            alone = rewritten[0] if len(rewritten) == 1 else None
            return alone, error.message if isinstance(error, Unchangeable) else "改在这里会动到别的内容"
    read = [scalar.text for scalar in scalars_of(changed.page.root)] if changed.page.root else []
    return changed if read == wanted else (None, "改在这里会动到别的内容")


def _is_long(scalar: Scalar) -> bool:
    """Whether a value stands on several lines of its own: rewriting it would fold it anew."""
    return "\n" in scalar.text or (scalar.span is not None and scalar.span.end_line > scalar.span.line)


def _in_place(
    scalar: Scalar, lines: tuple[str, ...], cuts: Iterable[Hunk], wanted: str
) -> list[LineEdit] | None:
    """The changed characters alone; None where the value has to be written anew (quotes, brackets)."""
    if not (scalar.block or _is_long(scalar)):
        return None
    if not scalar.block and (scalar.quoted or _folded(wanted) != _folded(written(" ".join(wanted.split())))):
        return None
    found = []
    for cut in _joined(cuts, scalar.text):
        if "\n" in cut.new:
            return None
        wide = _widened(cut, scalar.text)
        edit = edit_of(scalar, lines, wide.start, wide.end, wide.new)
        if edit is None:
            return None
        found.append(edit)
    return found


def _folded(text: str) -> str:
    return " ".join(text.split())


def _joined(cuts: Iterable[Hunk], text: str) -> list[Hunk]:
    """Changes with no more than one sign between them as one: to widen either would take from the other."""
    found: list[Hunk] = []
    for cut in sorted(cuts, key=lambda each: (each.start, each.end)):
        if found and cut.start - found[-1].end <= 1:
            last = found.pop()
            cut = Hunk(last.start, cut.end, last.new + text[last.end : cut.start] + cut.new)
        found.append(cut)
    return found


def _widened(cut: Hunk, text: str) -> Hunk:
    """A change that only adds, with a neighbour that stays: an edit replaces something."""
    if cut.end > cut.start:
        return cut
    if cut.start > 0 and text[cut.start - 1] != "\n":
        return Hunk(cut.start - 1, cut.end, text[cut.start - 1] + cut.new)
    return Hunk(cut.start, cut.end + 1, cut.new + text[cut.end : cut.end + 1])


__all__ = ["Applied", "Key", "applied"]
