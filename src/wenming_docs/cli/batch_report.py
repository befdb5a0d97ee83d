"""What came of a batch: every file with a fault by name, the rest in figures, all of it in 批量结果.txt."""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from click import unstyle

from wenming_docs.batch.run import Done, State
from wenming_docs.cli.console import DONE, FAILED, ITEM, Exit, Screen, clean, fail, kept_both, paint, say
from wenming_docs.cli.report import Entry, text_report
from wenming_docs.errors import OutputRefused
from wenming_docs.findings import Finding, Severity

if TYPE_CHECKING:
    from wenming_docs.batch.jobs import Jobs
    from wenming_docs.batch.settings import Settings

_IN_FULL = 50
"""Broken files whose mistakes are told with their lines; of the others the first mistake is."""
_MOST_NAMED = 200
_FEW_NAMED = 10
_LONGEST_TRACE = 6_000
_SEAL = "wenming 写成，校验 "
_SEAL_DIGITS = 16
"""No guard against malice: nobody's remark under the page is lost, that is all."""
NOT_ASKED = "没有“文稿”一栏，没有生成"
INCLUDED = "由别的文件包含，不单独生成"

_CODES = {
    State.MADE: Exit.DONE,
    State.SKIPPED: Exit.DONE,
    State.BROKEN: Exit.FINDINGS,
    State.MISUSED: Exit.WRONG_USE,
    State.REFUSED: Exit.REFUSED,
    State.LOST: Exit.REFUSED,
    State.BUG: Exit.BUG,
}


class Summary:
    """Gathers what each file came to. What it keeps of a sound file is a line at most."""

    def __init__(self, settings: Settings, found: Jobs, total: int, shard: tuple[int, int] | None) -> None:
        self.out = settings.out
        self._force, self._keep_both = settings.force, settings.keep_both
        self._unwritten = Exit.DONE
        self.place = str(self.out)
        self.found = found
        self.total = total
        self.interrupted = False
        self.written: list[Path] = []
        self._file_name = f"批量结果-{shard[0]}of{shard[1]}.txt" if shard else "批量结果.txt"
        self._files: Counter[State] = Counter()
        self._documents: Counter[State] = Counter()
        self._warned: dict[str, tuple[str, dict[str, int]]] = {}
        self._beside: dict[str, Done] = {}
        self._failed: dict[str, Done] = {}
        self._in_full: list[str] = []

    @property
    def failed(self) -> int:
        """Files of which something failed."""
        return len(self._failed)

    def add(self, done: Done) -> None:
        """One more file is finished."""
        self._files[done.state] += 1
        self._documents[done.state] += done.documents
        if done.warnings:
            self._warned[done.job.key] = done.job.shown, done.warnings
        if done.state is State.MADE and self.total <= _MOST_NAMED:
            self.written += [self.out / done.job.folder / name for name in done.names]
        if done.beside:
            self._beside[done.job.key] = done
        if not done.is_good:
            self._failed[done.job.key] = done
            insort(self._in_full, done.job.key)
            if len(self._in_full) > _IN_FULL:  # the first by name, whichever was finished first
                last = self._in_full.pop()
                self._failed[last] = _shortened(self._failed[last])

    def code(self) -> Exit:
        """The highest exit code of all files."""
        if self.interrupted:
            return Exit.INTERRUPTED
        closed = Exit.REFUSED if self.found.closed else Exit.DONE
        return max((closed, self._unwritten, *(_CODES[state] for state in self._files)))

    def tell(self) -> None:
        """The report on stderr, and the same in 批量结果.txt beside the documents."""
        for block in self._blocks(Screen.of_stderr(), self._gravest()):
            say(block + "\n" if "\n" in block else block)
        if len(self._failed) > _MOST_NAMED:
            say(f"还有 {len(self._failed) - _MOST_NAMED} 个文件没有列出，全在 {self.place}/{self._file_name}")
        kept = list(self._kept_both())
        for line in kept[:_FEW_NAMED]:
            say(f"{ITEM} {line}")
        if len(kept) > _FEW_NAMED:
            say(f"{ITEM} 另存的还有 {len(kept) - _FEW_NAMED} 份，全在 {self.place}/{self._file_name}")
        for line in (*self._closed(), *self._left_out(_FEW_NAMED), *self._warnings(), *self._undone()):
            say(line)
        self._write_file()
        say(self._last_line())

    def tell_none(self) -> None:
        """There is nothing to do: why."""
        for line in (*self._closed(), *self._left_out(_FEW_NAMED)):
            say(line)
        if self.found.jobs:
            say(f"{ITEM} 这一份里没有要做的文件")
        else:
            fail("没有可以生成文稿的文件：要有“文稿”一栏，或用 --kind 指明文种", Exit.WRONG_USE)

    def _gravest(self) -> list[str]:
        """The files that the screen has room for: what the exit code speaks of is among them."""
        keys = sorted(self._failed, key=lambda key: (-_CODES[self._failed[key].state], key))
        return keys[:_MOST_NAMED]

    def _blocks(self, screen: Screen | None, keys: Iterable[str]) -> Iterator[str]:
        """A block for each of these files, in their order; doubles of a wrong option once."""
        told: set[str] = set()
        for key in sorted(keys):
            block = _block(self._failed[key], screen)
            if self._failed[key].state is State.MISUSED:
                if block in told:
                    continue
                told.add(block)
            yield block

    def _kept_both(self) -> Iterator[str]:
        """Each document that stayed, and its new one beside it."""
        for key in sorted(self._beside):
            done = self._beside[key]
            folder = f"{self.place}/{done.job.folder}" if done.job.folder else self.place
            yield from (kept_both(f"{folder}/{name}", other) for name, other in done.beside)

    def _left_out(self, most: int) -> Iterator[str]:
        for paths, why in (
            (self.found.left_out, NOT_ASKED),
            (self.found.parts, INCLUDED),
        ):
            if paths:
                names = "、".join(clean(str(path)) for path in paths[:most])
                more = "等" if len(paths) > most else ""
                yield f"{ITEM} {len(paths)} 个文件{why}：{names}{more}"

    def _closed(self) -> Iterator[str]:
        for folder in self.found.closed:
            yield f"{FAILED} 打不开文件夹“{clean(str(folder))}”，里面的没有生成：没有读取权限，或磁盘有问题"

    def _warnings(self) -> Iterator[str]:
        codes: Counter[str] = Counter()
        for _, warnings in self._warned.values():
            codes.update({code: n for code, n in warnings.items() if code.startswith(Severity.WARNING.value)})
        if codes:
            shown = "、".join(f"{code.split()[1]} {n} 处" for code, n in _most_frequent(codes))
            files = sum(any(code in codes for code in each) for _, each in self._warned.values())
            yield f"{ITEM} {files} 个文件共有 {codes.total()} 处警告（{shown}），逐条看：wenming check 文件"

    def _undone(self) -> Iterator[str]:
        if undone := self.total - self._files.total():
            why = "已取消" if self.interrupted else "遇到问题，已经停下"
            yield f"{ITEM} {why}：还有 {undone} 个文件没有做；再运行一次，做好的不再重做"

    def _last_line(self) -> str:
        made, kept = self._documents[State.MADE], self._documents[State.SKIPPED]
        made += self._documents[State.REFUSED]
        parts = [f"生成 {made} 份文稿", f"跳过 {kept} 份未变"]
        if self.failed:
            parts.append(f"{self.failed} 个文件有问题")
        good = not self.failed and not self.interrupted and not self._unwritten and not self.found.closed
        return f"{paint(DONE, 'green') if good else paint(FAILED, 'red')} {'，'.join(parts)}：{self.place}"

    def _write_file(self) -> None:
        text = "\n".join(self._page()) + "\n"
        try:
            self._keep(self._file_name, _sealed(text.encode("utf-8", "replace")))
        except OutputRefused as error:
            self._unwritten = fail(str(error), Exit.REFUSED)

    def _keep(self, name: str, data: bytes) -> None:
        """Beside the documents; OutputRefused where it cannot be written."""
        from wenming_docs.output import Replacing, remove_leftovers, write_document

        remove_leftovers(self.out)
        write_document(self.out / name, data, Replacing(is_ours_page, self._force, self._keep_both))

    def _page(self) -> Iterator[str]:
        """The file: the same after a run that was stopped and taken up again as after one that was not."""
        documents = sum(self._documents.values())
        yield f"{self.total} 个文件，{documents} 份文稿，{self.failed} 个文件有问题"
        yield from self._closed()
        yield from self._undone()
        for block in self._blocks(None, self._failed):
            yield "\n" + unstyle(block)
        for title, lines in (
            ("另存的文稿", list(self._kept_both())),
            ("有警告的文件（逐条看：wenming check 文件）", list(self._warned_files())),
            (NOT_ASKED, [str(path) for path in self.found.left_out]),
            (INCLUDED, [str(path) for path in self.found.parts]),
        ):
            if lines:
                yield f"\n{title}"
                yield from (f"  {clean(line)}" for line in lines)

    def _warned_files(self) -> Iterator[str]:
        for key in sorted(self._warned):
            path, warnings = self._warned[key]
            codes = [
                f"{code.split()[1]} {number} 处"
                for code, number in sorted(warnings.items())
                if code.startswith(Severity.WARNING.value)
            ]
            if codes:
                yield f"{path}：{'、'.join(codes)}"


def _most_frequent(codes: Counter[str]) -> list[tuple[str, int]]:
    """The first few, in an order that does not depend on which file was done first."""
    return sorted(codes.items(), key=lambda item: (-item[1], item[0]))[:5]


def _sealed(page: bytes) -> bytes:
    """The page with a last line by which it is known as ours and as nobody's edit."""
    return page + f"\n{_SEAL}{sha256(page).hexdigest()[:_SEAL_DIGITS]}\n".encode()


def is_ours_page(old: bytes) -> bool:
    """Whether we wrote the page and nobody has edited it since."""
    page, seal, _ = old.rpartition(f"\n{_SEAL}".encode())
    return bool(seal) and _sealed(page) == old


def _shortened(done: Done) -> Done:
    """Of one broken file among many: its first mistake, without its line."""
    first = _worst(done.findings)
    told = f"（共 {len(done.findings)} 处）" if len(done.findings) > 1 else ""
    complaints = done.complaints
    if first:
        complaints = (f"{first.origin or done.job.shown}: [{first.code}] {first.message}{told}",)
    return replace(done, findings=(), texts={}, complaints=complaints, trace=done.trace[-300:])


def _worst(findings: Sequence[Finding]) -> Finding | None:
    return next((f for f in findings if f.severity is Severity.ERROR), findings[0] if findings else None)


def _block(done: Done, screen: Screen | None) -> str:
    entry = clean(done.job.shown)
    match done.state:
        case State.BROKEN if done.findings:
            entries = [Entry(finding, entry) for finding in done.findings]
            return text_report(entries, done.texts, screen)
        case State.BUG:
            what = "这是 wenming 自己的缺陷，不是您的文件写错了，请把以下文字交给维护者"
            return f"{FAILED} {entry}：{what}\n{done.trace.rstrip()[-_LONGEST_TRACE:]}"
        case State.LOST:
            return f"{FAILED} {entry}：做它的进程两次被系统终止（多半是内存不够），没有生成"
        case _:
            return "\n".join(f"{FAILED} {clean(text)}" for text in done.complaints)
