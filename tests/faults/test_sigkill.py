"""The server is killed in the middle of many writes: what a person saw saved is there, and nothing is there twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from threading import Barrier, Event, Lock
from uuid import uuid4

import pytest

from tests.faults.site_under_fault import Site, Write

WRITES = 200


@pytest.mark.parametrize("killed_after", [10, 80])
def test_every_acknowledged_answer_survives_a_killed_server_and_none_is_there_twice(
    site: Site, killed_after: int
) -> None:
    writes = _writes()
    site.start()
    acknowledged = _post_all_and_kill(site, writes, killed_after)
    assert killed_after <= len(acknowledged) < WRITES, "the server has to die in the middle"

    found = site.reopened()
    assert found["findings"] == []
    assert len(found["ids"]) == len(set(found["ids"]))
    assert {str(write.id) for write in acknowledged} <= set(found["ids"])

    site.start()
    for write in writes:
        assert site.post(write)["repeated"] == (str(write.id) in found["ids"])
    again = site.reopened()
    assert again["findings"] == []
    assert sorted(again["ids"]) == sorted(str(write.id) for write in writes)


def _writes() -> list[Write]:
    people = [uuid4() for _ in range(20)]
    return [Write(people[n % len(people)], uuid4(), n % 11) for n in range(WRITES)]


def _post_all_and_kill(site: Site, writes: list[Write], killed_after: int) -> list[Write]:
    """Sends all at once from as many threads; returns those that were acknowledged before the server was gone."""
    acknowledged: list[Write] = []
    start, enough, lock = Barrier(WRITES + 1), Event(), Lock()

    def send(write: Write) -> None:
        start.wait()
        try:
            site.post(write)
        except (OSError, HTTPException):
            return
        with lock:
            acknowledged.append(write)
            if len(acknowledged) == killed_after:
                enough.set()

    with ThreadPoolExecutor(WRITES) as pool:
        for write in writes:
            pool.submit(send, write)
        start.wait()
        assert enough.wait(60)
        site.kill()
    return acknowledged
