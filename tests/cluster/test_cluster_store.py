"""Addresses and what lies behind them: whole files, exact names, refusals in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from wenming_docs.cluster.address import is_address, local_path
from wenming_docs.cluster.store import Store, StoreRefused, open_store
from wenming_docs.errors import WrongUse

ODD = "一 区/计划 [1]*?#%25.yaml"
"""A name that a driver might take for a pattern, a query or an escape."""


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("计划", Path("计划")),
        ("C:\\计划\\一.yaml", Path("C:\\计划\\一.yaml")),
        ("C:/计划", Path("C:/计划")),
        ("c://计划", Path("c://计划")),
        ("./s3:计划", Path("./s3:计划")),
        ("file:///数据/计划", Path("/数据/计划")),
        ("file://localhost/数据", Path("/数据")),
        ("FILE:///%E6%95%B0", Path("/数")),
        ("s3://桶/计划", None),
        ("memory://计划", None),
        ("simplecache::s3://桶/计划", None),
    ],
)
def test_an_address_is_told_from_a_path(name: str, path: Path | None) -> None:
    assert local_path(name) == path
    assert is_address(name) == ("://" in name and not name.startswith("c:"))


def test_a_file_address_needs_three_slashes() -> None:
    with pytest.raises(WrongUse, match="少一条斜线"):
        local_path("file://数据/计划")


@pytest.fixture(params=["s3", "memory"])
def store(request: pytest.FixtureRequest) -> Store:
    if request.param == "memory":
        return open_store(f"memory://{request.node.name}/根 录/")
    return open_store(request.getfixturevalue("bucket") + "/根 录/")


def test_what_was_written_is_listed_and_read(store: Store) -> None:
    store.write({ODD: b"1", "一 区/空.yaml": b"", "二区/深/深/a.yaml": b"22", "z.yaml": b"333"})
    assert store.top() == {"z.yaml": 3, "一 区": None, "二区": None}
    assert store.below("一 区") == {ODD: 1, "一 区/空.yaml": 0}
    assert store.read([ODD, "一 区/空.yaml", "无.yaml", "二区"]) == {ODD: b"1", "一 区/空.yaml": b""}
    assert store.below("二区") == {"二区/深/深/a.yaml": 2}
    assert store.below("二") == {}
    assert [store.size(name) for name in (ODD, "一 区/空.yaml", "无.yaml", "二区")] == [1, 0, None, None]
    store.remove([ODD, "无.yaml"])
    assert store.read([ODD]) == {}


def test_what_stands_there_is_replaced_whole(store: Store) -> None:
    store.write({"a": b"old, and longer"})
    store.write({"a": b"new"})
    assert store.read(["a"]) == {"a": b"new"}


def test_names_that_lead_out_of_a_folder_are_left_out(bucket: str) -> None:
    store = open_store(bucket)
    for name in ("区/a//b.yaml", "区/../c.yaml", "区/d.yaml"):
        store.fs.pipe_file(f"{store.root}/{name}", b"")
    assert store.below("区") == {"区/d.yaml": 0}


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("gibtesnicht://a/b", "不认得 gibtesnicht:// 这种网址：能用 s3://，或 fsspec 认得的其他网址"),
        (
            "simplecache::s3://a/b",
            "不认得“simplecache::s3://a/b”这样的网址；写成 s3://桶/文件夹，或者一个路径",
        ),
        (
            "gs://a/b",
            r"打不开 gs:// 的网址：装上打开它的那个包再试（Please install gcsfs to access Google Storage）",
        ),
    ],
)
def test_an_address_that_nothing_opens_says_what_to_do(address: str, told: str) -> None:
    with pytest.raises(WrongUse) as refused:
        open_store(address)
    assert str(refused.value) == told


def test_a_bucket_that_is_not_there_is_named(s3: str) -> None:
    store = open_store("s3://nirgends-nirgends/计划")
    with pytest.raises(WrongUse, match="找不到“s3://nirgends-nirgends/计划”"):
        store.top()
    with pytest.raises(StoreRefused, match="“s3://nirgends-nirgends/计划/a”找不到：检查桶的名字"):
        store.write({"a": b""})


def test_a_store_that_moves_writes_a_new_name_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(f"local://{tmp_path}")
    store.write({"深/a": b"1"})
    moved = []
    monkeypatch.setattr(type(store.fs), "mv", lambda self, old, new: moved.append((old, new)))
    store.write({"深/a": b"2"})
    [(old, new)] = moved
    assert new == f"{tmp_path}/深/a"
    assert Path(old).read_bytes() == b"2"
    assert store.read(["深/a"]) == {"深/a": b"1"}
