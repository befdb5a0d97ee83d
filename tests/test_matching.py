"""Patterns match what ``glob`` matches, and always end."""

from __future__ import annotations

import glob
import os
import random
import time
from pathlib import Path

import pytest

from wenming_docs.matching import lies_below, names_matching

PATTERNS = (
    *("*.yaml", "**/*.yaml", "*/*.yaml", "a/**/b/*.yaml", "**/成果/**/*.y*", "a/1.yaml", "[ab]/*", "没有/*"),
    *(
        "**/[ab]/?.yaml",
        "./a/*",
        "**/.h/*",
        ".*",
        "**/*",
        "a//b/*",
        "**/a",
        "**/**/*.yaml",
        "[!a]/*",
        "a.yaml/*",
    ),
)


@pytest.mark.parametrize("seed", range(3))
def test_names_are_those_of_glob(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(40):
        folder = tmp_path.joinpath(*chance.choices(["a", "b", "成果", ".h"], k=chance.randint(0, 3)))
        folder.mkdir(parents=True, exist_ok=True)
        (folder / chance.choice(["1.yaml", "2.yml", "x.txt", ".y.yaml", "[1].yaml", "a.yaml"])).touch()
    for pattern in PATTERNS:
        expected = {os.path.normpath(name) for name in glob.glob(pattern, root_dir=tmp_path, recursive=True)}
        assert {os.path.normpath(name) for name in names_matching(tmp_path, pattern).names} == expected, (
            pattern
        )


@pytest.mark.skipif(os.name == "nt", reason="links as Unix has them")
def test_links_are_followed_once_and_not_out_of_the_folder(tmp_path: Path) -> None:
    outside, folder = tmp_path / "外面", tmp_path / "里面"
    (outside / "深").mkdir(parents=True)
    (outside / "深" / "x.yaml").touch()
    (folder / "成果").mkdir(parents=True)
    (folder / "成果" / "5月.yaml").touch()
    for name, target in (("a", "."), ("b", "."), ("成果/c", ".."), ("链接", "../外面"), ("d", "成果")):
        (folder / name).symlink_to(target)
    start = time.monotonic()
    matched = names_matching(folder, "**/*.yaml")
    assert time.monotonic() - start < 1
    assert matched.names == ("成果/5月.yaml",)
    assert matched.strays == ("链接",)
    assert names_matching(folder, "d/*.yaml").names == ("d/5月.yaml",)


@pytest.mark.skipif(os.name == "nt", reason="links as Unix has them")
def test_below_is_below_once_links_are_followed(tmp_path: Path) -> None:
    (tmp_path / "里").mkdir()
    (tmp_path / "里外").mkdir()
    (tmp_path / "里" / "链接").symlink_to("../里外")
    assert lies_below(tmp_path / "里" / "x", tmp_path / "里")
    assert lies_below(tmp_path / "里", tmp_path / "里")
    assert not lies_below(tmp_path / "里外", tmp_path / "里")
    assert not lies_below(tmp_path / "里" / "链接" / "x", tmp_path / "里")
