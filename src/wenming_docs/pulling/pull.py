"""An edited document → the plan as it would be with the edits, and what is left to the person.

Nothing is written here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from wenming_docs.blocks import Inlines, plain
from wenming_docs.errors import InvalidInput
from wenming_docs.facts.model import Workspace
from wenming_docs.filling import FilledFile
from wenming_docs.findings import Finding, Origin, by_place, has_errors
from wenming_docs.page.word import Returned
from wenming_docs.pipeline import Options, read_facts, template_folders
from wenming_docs.plan_files import Checking, Part, facts_of, open_parts, whole
from wenming_docs.pulling import listing
from wenming_docs.pulling.choosing import Wanted, choose
from wenming_docs.pulling.edits import Edit
from wenming_docs.pulling.places import Places
from wenming_docs.pulling.proposing import Proposing
from wenming_docs.pulling.proving import Proof, Prover
from wenming_docs.pulling.sequences import equal_pairs, gaps
from wenming_docs.pulling.template_words import template_line
from wenming_docs.pulling.threefold import compared
from wenming_docs.records import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """One place of the plan that says something else: where in the document it was edited, and the words."""

    places: tuple[str, ...]
    authors: tuple[str, ...]
    fact: Origin
    what: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Along:
    """A paragraph that was not edited and reads otherwise as well: it prints a fact that was changed."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Pulled:
    """What an edited document brings to its plan.

    ``left`` are edits that are not taken, ``findings`` what the plan would newly be warned of. ``already``
    counts edits that the facts hold already, ``spaced`` paragraphs of which only blanks were changed.
    ``exact``: generated anew, the document reads as it was edited, to the last sign.
    """

    wanted: Wanted
    changes: tuple[Change, ...]
    along: tuple[Along, ...]
    left: tuple[Finding, ...]
    findings: tuple[Finding, ...]
    files: tuple[FilledFile, ...]
    texts: dict[str, str]
    marked: bool
    already: int
    spaced: int
    exact: bool


def pull_document(document: Path, returned: Returned, plan: Path | None, options: Options) -> Pulled:
    """What the edited ``document`` brings to ``plan``, or to the one that is found beside it."""
    wanted = choose(document, returned, plan, options)
    return pull(returned, wanted, wanted.options)


def pull(returned: Returned, wanted: Wanted, options: Options) -> Pulled:
    """What ``returned`` changes in the plan of ``wanted``; ``options`` are those of the check.

    Raises InvalidInput where the plan itself cannot be read.
    """
    parts = open_parts(wanted.plan)
    workspace, problems = facts_of(parts)
    texts = {part.name: part.page.text for part in parts}
    if workspace is None or has_errors(problems):
        raise InvalidInput(by_place(problems), texts)
    read = cache(read_facts)

    def render(changed: list[Part]) -> Sequence[Inlines]:
        return wanted.said(whole(changed, read))

    now = render(parts)
    threefold = compared(returned, now)
    folders, kind = template_folders(wanted.plan, options), _kind_of(wanted)
    places = Places(parts)
    proposing = Proposing(returned, now, places, lambda words: template_line(words, kind, folders))
    proposals = proposing.proposals(threefold)
    prover = Prover(parts, now, returned.passages, render, _checking(read, options), places)
    proof = prover.proved(proposals.edits, proposals.parted)
    return Pulled(
        wanted,
        tuple(_changes(proof.edits, returned)),
        tuple(_along(proof, now, prover)),
        tuple(by_place([*proposals.left, *proof.left])),
        tuple(
            by_place([*proof.brought, *(listing.margin(each, parts[0].name) for each in returned.margins)])
        ),
        tuple(_files(parts, proof.parts)),
        texts | {part.name: part.page.text for part in proof.parts},
        returned.marks is not None,
        threefold.already,
        threefold.spaced,
        _reads_so(returned, proof.after) and not (threefold.again or returned.margins),
    )


def _checking(read: Callable[[Path, Path], Workspace], options: Options) -> Checking:
    """All documents are checked, whichever came back: what was edited in one may break another."""
    return Checking(read, replace(options, kind=None, period=None, each_unit=False, only_units=()))


def _kind_of(wanted: Wanted) -> str:
    return wanted.stem.removeprefix(f"{wanted.plan.stem}-").partition("-")[0]


def _changes(edits: Sequence[Edit], returned: Returned) -> Iterator[Change]:
    """The edits by the places of the plan that they change."""
    by_cut: dict[tuple[tuple[int, int], int, int], list[Edit]] = {}
    for edit in edits:
        by_cut.setdefault((edit.spot.key, edit.cut.start, edit.cut.end), []).append(edit)
    for same in by_cut.values():
        edit = same[0]
        passages = [] if edit.follows else [returned.passages[each.passage] for each in same]
        old, new = listing.change_shown(edit.spot.scalar.text, edit.cut)
        yield Change(
            tuple(dict.fromkeys(passage.place for passage in passages)) or ("跟着改名",),
            tuple(dict.fromkeys(author for passage in passages for author in passage.authors)),
            edit.origin,
            edit.spot.scalar.origin.path,
            old,
            new,
        )


def _along(proof: Proof, now: Sequence[Inlines], prover: Prover) -> Iterator[Along]:
    """The paragraphs that nobody edited and that would read otherwise."""
    wanted = [plain(run) for run in now]
    for k in {edit.now for edit in proof.edits}:
        wanted[k] = prover.wanted(k, proof.edits)
    after = [plain(run) for run in proof.after]
    for here, there in gaps(equal_pairs(wanted, after), len(wanted), len(after)):
        for number in range(max(len(here), len(there))):
            yield Along(
                wanted[here[number]] if number < len(here) else "",
                after[there[number]] if number < len(there) else "",
            )


def _files(before: Sequence[Part], after: Sequence[Part]) -> Iterator[FilledFile]:
    for old, new in zip(before, after, strict=True):
        if new.file is not old.file:
            yield FilledFile(old.path, old.file.data, new.file.encoded())


def _reads_so(returned: Returned, after: Sequence[Inlines]) -> bool:
    return [passage.text for passage in returned.passages if passage.text] == [plain(run) for run in after]


__all__ = ["Along", "Change", "Pulled", "pull", "pull_document"]
