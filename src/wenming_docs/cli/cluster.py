"""``wenming render --scheduler``, and of addresses: the same batch, on the workers of a scheduler."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from wenming_docs.batch.claims import Claims
from wenming_docs.batch.jobs import SUFFIXES, Job, Jobs, find_jobs
from wenming_docs.batch.lock import locked
from wenming_docs.batch.manifest import NAME, Manifest, shard_name
from wenming_docs.batch.pool import processors
from wenming_docs.batch.settings import MOMENT, Settings, program_digest
from wenming_docs.cli.batch import output_folder, tell_damaged
from wenming_docs.cli.batch_options import Share
from wenming_docs.cli.batch_progress import Progress
from wenming_docs.cli.batch_report import INCLUDED, NOT_ASKED, Summary, is_ours_page
from wenming_docs.cli.console import ITEM, Exit, clean
from wenming_docs.cluster.address import is_address, local_path
from wenming_docs.cluster.delivery import put
from wenming_docs.cluster.errand import Errand, packed_templates
from wenming_docs.cluster.finding import Found, find_in_store
from wenming_docs.cluster.scheduler import connected, in_order, on_this_machine
from wenming_docs.cluster.store import Store, open_store
from wenming_docs.cluster.work import Tally, make_ready, work
from wenming_docs.errors import WrongUse
from wenming_docs.records import dataclass

if TYPE_CHECKING:
    from distributed import Client


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked of a cluster: where facts come from, where documents go, and who does it."""

    names: tuple[str, ...]
    output: str | None
    scheduler: str | None
    share: Share

    def client(self) -> AbstractContextManager[Client]:
        """A client of the scheduler named, or of one on this machine."""
        if self.scheduler is None:
            return on_this_machine(self.share.jobs or processors())
        return connected(self.scheduler)


def render_on_cluster(order: Order, settings: Settings) -> Exit:
    """Does the jobs on a scheduler's workers and says what came of them; the highest exit code of all.

    ``settings.out`` is not read: the order says where documents go.
    """
    names, output = _plain(order.names), order.output and _plain([order.output])[0]
    source = names[0] if is_address(names[0]) else ""
    if len(names) > 1 and any(map(is_address, names)):
        raise WrongUse("网址一次只能写一个：写它们共同的上级，或者一个一个地生成")
    if source and output is None:
        raise WrongUse("输入是网址时，要用 -o 说明写到哪里：网址，或每台机器都看得到的文件夹")
    target = output.rstrip("/") if output and is_address(output) else ""
    out = Path("/") if target else output_folder(output, names, settings.formats).absolute()
    settings = replace(settings, out=out)
    errand = Errand(
        settings=settings,
        digest=settings.digest(),
        program=program_digest(),
        source=_root(source),
        target=target,
        templates=packed_templates(settings.templates, settings.reference),
        moment=os.environ.get(MOMENT, ""),
        shown=() if source else _relative(names),
    )
    run = _Run(order, errand, target or str(output or out))
    return run.from_store(source) if source else run.from_folders(names)


def _plain(names: Sequence[str]) -> list[str]:
    """``file://`` addresses as paths."""
    return [name if (path := local_path(name)) is None else str(path) for name in names]


def _relative(names: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """How workers' absolute paths are told: from here, where the user named files from here."""
    here = Path.cwd()
    if here == Path(here.anchor) or any(map(os.path.isabs, names)):
        return ()
    return ((os.path.join(here, ""), ""),)


def _root(source: str) -> str:
    """The folder of an address that names a file."""
    source = source.rstrip("/")
    return source.rpartition("/")[0] if source.lower().endswith(SUFFIXES) else source


@dataclass(frozen=True, slots=True)
class _Run:
    order: Order
    errand: Errand
    place: str

    @property
    def target(self) -> Store | None:
        return open_store(self.errand.target) if self.errand.target else None

    def from_folders(self, names: Sequence[str]) -> Exit:
        """Inputs lie in folders of this machine, which the workers share."""
        settings = self.errand.settings
        found = find_jobs(names, settings.out, every=settings.kind is not None)
        jobs = tuple(Job(job.key, job.entry.absolute()) for job in found.jobs)
        sees = jobs[0].entry if jobs else None
        with self._locked() as name:
            manifest = None if self.target else Manifest(settings.out, name)
            if manifest:
                tell_damaged(manifest)
            claims = Claims(jobs, settings, manifest, self.errand.digest)
            try:
                return self._done(
                    _Summary(self, found), lambda _: iter([Found(jobs)]), sees, (manifest, claims)
                )
            finally:
                if manifest:
                    manifest.close()

    def from_store(self, source: str) -> Exit:
        """Inputs lie behind an address: found folder by folder, while the first are done already."""
        store = open_store(self.errand.source)
        without = ""
        if self.errand.target.startswith(f"{store.address}/"):
            without = self.errand.target.removeprefix(f"{store.address}/") + "/"
        every = self.errand.settings.kind is not None

        def found(client: Client) -> Iterator[Found]:
            if source.rstrip("/") == store.address:
                return find_in_store(store, without=without, every=every, spread=partial(in_order, client))
            name = source.removeprefix(f"{store.address}/")
            if store.size(name) is None:
                raise WrongUse(f"找不到文件“{source}”")
            return iter([Found((Job(name, Path(name)),))])

        with self._locked():
            return self._done(_Summary(self, Jobs(())), found, None)

    @contextmanager
    def _locked(self) -> Iterator[str]:
        """The folder of documents is ours, or this shard's; behind an address nothing can be locked."""
        shard = self.order.share.shard
        name = shard_name(*shard) if shard else NAME
        if self.target:
            yield name
            return
        with locked(self.errand.settings.out, name):
            yield name

    def _done(
        self,
        summary: _Summary,
        found: Callable[[Client], Iterator[Found]],
        sees: Path | None,
        known: tuple[Manifest | None, Claims | None] = (None, None),
    ) -> Exit:
        with self.order.client() as client:
            make_ready(client, self.errand, sees)
            tally, progress = Tally(), Progress(1)
            share = self.order.share
            results = work(
                client,
                self.errand,
                found(client),
                tally=tally,
                manifest=known[0],
                claims=known[1],
                shard=share.shard or (1, 1),
                fail_fast=share.fail_fast,
            )
            try:
                with closing(results), progress:
                    for done in results:
                        progress.total = tally.jobs
                        summary.add(done)
                        progress.step(failed=summary.failed)
            except KeyboardInterrupt:
                summary.interrupted = True
        summary.take(tally)
        if not tally.jobs:
            summary.tell_none()
            return Exit.WRONG_USE
        summary.tell()
        return summary.code()


class _Summary(Summary):
    """The same report, of files that may lie behind addresses."""

    def __init__(self, run: _Run, found: Jobs) -> None:
        super().__init__(run.errand.settings, found, 0, run.order.share.shard)
        self.run = run

        self.place = run.place
        self.tally: Tally | None = None

    def take(self, tally: Tally) -> None:
        """How many files there were, and which are none."""
        self.total = tally.jobs
        if self.run.errand.source:
            self.tally = tally
            self.found = Jobs((), *(tuple(map(Path, names.first)) for names in (tally.parts, tally.left_out)))

    def _left_out(self, most: int) -> Iterator[str]:
        if self.tally is None:
            yield from super()._left_out(most)
            return
        for names, why in ((self.tally.left_out, NOT_ASKED), (self.tally.parts, INCLUDED)):
            if names.number:
                more = "等" if names.number > most else ""
                source = self.run.errand.source
                shown = "、".join(clean(f"{source}/{name}") for name in names.first[:most])
                yield f"{ITEM} {names.number} 个文件{why}：{shown}{more}"

    def _keep(self, name: str, data: bytes) -> None:
        if target := self.run.target:
            settings = self.run.errand.settings
            put(target, name, data, replace(settings.replacing(), is_ours=is_ours_page))
        else:
            super()._keep(name, data)
