"""A store of S3's kind on this machine, for all tests of the cluster; none leaves the loopback."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from uuid import uuid4

import pytest

EXTRA = ("distributed", "fsspec", "s3fs", "moto")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without the extra there is no cluster to test; CI installs it."""
    missing = [name for name in EXTRA if importlib.util.find_spec(name) is None]
    if missing:
        skip = pytest.mark.skip(reason=f"没有装 {'、'.join(missing)}：pip install 'wenming-docs[test]'")
        for item in items:
            if "tests/cluster/" in item.path.as_posix():
                item.add_marker(skip)


@pytest.fixture(scope="session")
def s3() -> Iterator[str]:
    """The endpoint of the store; environment variables name it, for worker processes too."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ACCESS_KEY_ID", "invented")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "invented")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        patch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        yield f"http://{host}:{port}"
        from s3fs import S3FileSystem

        S3FileSystem.clear_instance_cache()
    server.stop()


@pytest.fixture
def bucket(s3: str) -> str:
    """The address of an empty bucket."""
    from s3fs import S3FileSystem

    name = f"tong-{uuid4().hex[:12]}"
    S3FileSystem(use_listings_cache=False).mkdir(name)
    return f"s3://{name}"
