"""Documents on their way into a store: whole, and never over what somebody has edited there."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import replace
from hashlib import sha256
from itertools import count
from pathlib import Path, PurePosixPath

from wenming_docs.batch.run import Done, State
from wenming_docs.batch.settings import Settings
from wenming_docs.cluster.fetching import grouped
from wenming_docs.cluster.store import Store
from wenming_docs.output import Edited, Replacing, edited, numbered
from wenming_docs.printing import is_ours


class Delivery:
    """``folder`` stands for ``store`` while documents are written; then they are put there."""

    def __init__(self, store: Store, folder: Path, settings: Settings) -> None:
        self.store = store
        self.folder = folder
        self.force, self.keep_both = settings.force, settings.keep_both
        self._had: dict[str, str] = {}
        self._beside: dict[str, str] = {}

    def bring(self, names: list[str]) -> None:
        """These documents stand in ``folder`` as they are in the store."""
        for group in grouped(dict.fromkeys(names, 0)):
            for name, data in self.store.read(group).items():
                path = self.folder.joinpath(*name.split("/"))
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
                self._had[name] = sha256(data).hexdigest()

    def deliver(self, done: Iterable[Done]) -> list[Done]:
        """What became of each job when its documents are in the store, or were not let in.

        What stood there is read first; there is no lock, but two runs write the same bytes. Raises
        StoreRefused where the store cannot be read or written.
        """
        refused: dict[str, str] = {}
        for group in grouped(self._sizes()):
            refused.update(self._put(group))
        return [self._as_told(_without(each, refused)) for each in done]

    def _sizes(self) -> dict[str, int]:
        paths = sorted(path for path in self.folder.rglob("*") if path.is_file())
        return {path.relative_to(self.folder).as_posix(): path.stat().st_size for path in paths}

    def _put(self, names: Iterable[str]) -> dict[str, str]:
        """Puts these documents into the store; the names of those that may not be, with the reason."""
        contents = {name: self.folder.joinpath(*name.split("/")).read_bytes() for name in names}
        fresh = {
            name: data for name, data in contents.items() if sha256(data).hexdigest() != self._had.get(name)
        }
        # What was brought has been held against the new document when that was written, unless both are kept.
        unseen = [name for name in fresh if self.keep_both or name not in self._had]
        old = {} if self.force or not unseen else self.store.read(unseen)
        refused = {
            name: edited(self.store.show(name))
            for name, data in old.items()
            if data != fresh[name] and not is_ours(data)
        }
        if self.keep_both:
            others = self._sizes()
            self._beside |= {
                name: _free_name(self.store, name, fresh[name], others) for name in sorted(refused)
            }
            refused = {}
        new = {
            self._beside.get(name, name): data
            for name, data in fresh.items()
            if name not in refused and old.get(name) != data
        }
        if new:
            self.store.write(new)
        return refused

    def _as_told(self, done: Done) -> Done:
        """The same job, with the names that its documents have got in the store."""
        folder = f"{done.job.folder}/" if done.job.folder else ""
        beside = {
            name: PurePosixPath(self._beside[folder + name]).name
            for name in done.names
            if folder + name in self._beside
        }
        if not beside:
            return done
        names = tuple(beside.get(name, name) for name in done.names)
        return replace(done, names=names, beside=tuple(beside.items()), record=None)


def put(store: Store, name: str, data: bytes, replacing: Replacing) -> str:
    """The name under which ``data`` is in the store now; OutputRefused where somebody edited what was."""
    old = store.read([name]).get(name, data)
    if old != data and not replacing.force and not replacing.is_ours(old):
        if not replacing.keep_both:
            raise Edited(edited(store.show(name)))
        name = _free_name(store, name, data)
    store.write({name: data})
    return name


def _free_name(store: Store, name: str, data: bytes, others: Container[str] = ()) -> str:
    """A numbered name beside ``name`` that nothing has in the store, or that holds ``data`` already."""
    path = PurePosixPath(name)
    free = (path.with_name(numbered(path.name, number)).as_posix() for number in count(2))
    return next(each for each in free if each not in others and store.read([each]).get(each, data) == data)


def _without(done: Done, refused: dict[str, str]) -> Done:
    """The same job, REFUSED if one of its documents was."""
    if done.record is None:
        return done
    folder = f"{done.job.folder}/" if done.job.folder else ""
    complaints = tuple(refused[name] for each in done.record.outputs if (name := folder + each) in refused)
    if not complaints:
        return done
    left = done.documents - len(complaints)
    return replace(done, state=State.REFUSED, documents=left, complaints=complaints, record=None)
