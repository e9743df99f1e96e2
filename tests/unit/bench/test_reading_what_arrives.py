"""What the bench reads of a server: whole answers, shares of memory, the weight of a page, a report of Lighthouse."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from itertools import repeat
from threading import Thread

import pytest

from bench import lighthouse
from bench.load import LoadFailed, drive, is_whole
from bench.serving import share_of
from bench.weight import Visit, Weighed, summed

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nBonjour"


@pytest.mark.parametrize("cut", [10, 20, 40, len(ANSWER) - 1])
def test_an_answer_is_whole_when_its_last_byte_is_there(cut: int) -> None:
    assert is_whole(ANSWER)
    assert not is_whole(ANSWER[:cut])


def test_an_answer_without_a_length_is_refused() -> None:
    with pytest.raises(LoadFailed, match="without a length"):
        is_whole(b"HTTP/1.1 200 OK\r\nServer: x\r\n\r\nBonjour")


def test_load_counts_each_answer_and_how_long_it_took(port_that_says_hello: int) -> None:
    load = drive(port_that_says_hello, repeat(b"GET / HTTP/1.1\r\n\r\n"), seconds=0.1, connections=2)
    assert load.requests >= 2
    assert 0 < max(load.latencies) <= load.seconds


def test_another_status_than_expected_ends_the_measurement(port_that_says_hello: int) -> None:
    with pytest.raises(LoadFailed, match="302"):
        drive(port_that_says_hello, repeat(b"GET / HTTP/1.1\r\n\r\n"), seconds=0.1, status=302, connections=1)


@pytest.fixture
def port_that_says_hello() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(5)
        Thread(target=_say_hello, args=(listening,), daemon=True).start()
        yield int(listening.getsockname()[1])


def _say_hello(listening: socket.socket) -> None:
    while True:
        try:
            wire, _ = listening.accept()
        except OSError:
            return
        Thread(target=_answer, args=(wire,), daemon=True).start()


def _answer(wire: socket.socket) -> None:
    with wire:
        while wire.recv(1000):
            wire.sendall(ANSWER)


def test_memory_that_two_processes_share_counts_once() -> None:
    rollup = "55-7f ---p 00000000 00:00 0  [rollup]\nRss:   76544 kB\nPss:   61321 kB\nPss_Dirty: 5 kB\n"
    assert share_of(rollup) == 61_321


def test_the_heaviest_page_counts_with_all_its_assets() -> None:
    here = "http://127.0.0.1:1"
    small = Weighed("", "/", Visit({f"{here}/": 2_000, f"{here}/a.css": 9_000}), Visit({f"{here}/": 2_000}))
    large = Weighed("noe", "/x/", Visit({f"{here}/x/": 7_000, f"{here}/a.css": 9_000}), Visit({f"{here}/x/": 7_000}))
    found = summed([small, large], here)
    assert (found["page_first_visit_kb_max"], found["page_next_visit_kb_max"], found["css_kb"]) == (16, 7, 9)
    assert found["pages_with_another_origin"] == 0


def test_a_page_that_asks_another_origin_is_counted() -> None:
    visit = Visit({"http://127.0.0.1:1/": 5, "http://127.0.0.1:12/font.woff2": 9, "data:image/png;base64,": 0})
    assert visit.elsewhere("http://127.0.0.1:1") == ["http://127.0.0.1:12/font.woff2"]


def test_a_report_of_another_page_is_refused() -> None:
    with pytest.raises(ValueError, match="sign-in"):
        lighthouse.figures({"finalDisplayedUrl": "http://localhost/sign-in/?next=/today/x"})


def test_a_report_is_read_in_seconds_and_marks() -> None:
    report = {
        "finalDisplayedUrl": "http://localhost/today/",
        "audits": {
            "largest-contentful-paint": {"numericValue": 2500.0},
            "first-contentful-paint": {"numericValue": 2000.0},
        },
        "categories": {"accessibility": {"score": 1}},
    }
    assert lighthouse.figures(report) == {"slow_lcp_s": 2.5, "slow_fcp_s": 2.0, "accessibility": 100}


def test_a_page_without_its_style_sheet_is_no_measurement() -> None:
    here = "http://127.0.0.1:1"
    bare = Weighed("", "/bare/", Visit({f"{here}/bare/": 2_000}), Visit({}))
    with pytest.raises(SystemExit, match="No style sheet arrived at a first visit to /bare/"):
        summed([bare], here)
