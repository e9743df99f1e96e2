"""How much processor time the page of the day and an answer take, against "hello" on the same server, in one run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import cycle
from statistics import median

from bench import requests
from bench.arithmetic import percentile, ratio_of_rounds
from bench.clinic import Clinic, Crowd
from bench.load import Load, drive
from bench.serving import Server

HELLO, TODAY, UNGUARDED, LIST = "/bench/hello/", "/today/", "/bench/today/", "/desk/"
ROUNDS = 9
SECONDS = 0.8
"""Of one subject in one round: short, so that hello and page meet the same neighbours."""
MS = 1000


@dataclass
class Subject:
    """One thing that is measured: its requests, the status they get, and its rounds as (load, CPU seconds)."""

    requests: Iterator[bytes]
    status: int = 200
    connections: int = 8
    rounds: list[tuple[Load, float]] = field(default_factory=list)

    def run(self, server: Server, seconds: float) -> None:
        before = server.cpu_seconds()
        load = drive(server.port, self.requests, seconds=seconds, status=self.status, connections=self.connections)
        self.rounds.append((load, server.cpu_seconds() - before))

    @property
    def cpu(self) -> list[float]:
        """CPU seconds a request, by round."""
        return [used / load.requests for load, used in self.rounds]

    def against(self, other: Subject) -> float:
        return ratio_of_rounds(zip(self.cpu, other.cpu, strict=True))

    def p99_ms(self) -> float:
        return median(percentile(load.latencies, 0.99) for load, _ in self.rounds) * MS

    def a_second(self) -> float:
        """Answers a second by the wall clock, on a machine that others use too."""
        return median(load.requests / load.seconds for load, _ in self.rounds)


def in_turns(server: Server, subjects: Sequence[Subject]) -> None:
    """Warm everything up, then measure short rounds of each in turn."""
    for subject in subjects:
        subject.run(server, 2 * SECONDS)
        subject.rounds.clear()
    for _ in range(ROUNDS):
        for subject in subjects:
            subject.run(server, SECONDS)


def warm_up(server: Server, clinic: Clinic | None) -> None:
    """Show some pages, so that templates are compiled and texts read."""
    pages = cycle([requests.page("/help/")]) if clinic is None else requests.pages(TODAY, clinic.many)
    drive(server.port, pages, seconds=SECONDS)


def measure(server: Server, clinic: Clinic, today: date) -> dict[str, float]:
    """The figures of one server on one database, by name."""
    hello = Subject(cycle([requests.page(HELLO)]))
    here = Subject(requests.pages(HELLO, clinic.many))
    page = Subject(requests.pages(TODAY, clinic.many))
    answer = Subject(requests.answers(server.port, clinic.many, today), status=302)
    in_turns(server, [hello, here, page, answer])
    return {
        "hello_cpu_ms": median(hello.cpu) * MS,
        "today_cpu_vs_hello": page.against(hello),
        "today_cpu_vs_hello_signed_in": page.against(here),
        "today_cpu_ms": median(page.cpu) * MS,
        "today_rps_core": 1 / median(page.cpu),
        "today_rps_seen": page.a_second(),
        "today_p99_ms": page.p99_ms(),
        "answer_cpu_vs_hello": answer.against(hello),
        "answer_cpu_ms": median(answer.cpu) * MS,
        "answer_entries_per_s": answer.a_second(),
        "answer_p99_ms": answer.p99_ms(),
    }


def access(server: Server, clinic: Clinic) -> float:
    """The page of the day against the same page without its door: the cost of asking who may see it."""
    page = Subject(requests.pages(TODAY, clinic.many))
    bare = Subject(requests.pages(UNGUARDED, clinic.many))
    in_turns(server, [page, bare])
    return page.against(bare)


def history(server: Server, clinic: Clinic, today: date) -> dict[str, float]:
    """What 10,000 entries cost against ten: the worse of the page of the day and of an answer."""
    pages = [Subject(requests.pages(TODAY, [one])) for one in (clinic.long, clinic.short)]
    answers = [
        Subject(requests.answers(server.port, [one], today), status=302, connections=1)
        for one in (clinic.long, clinic.short)
    ]
    in_turns(server, [*pages, *answers])
    today_ratio, answer_ratio = pages[0].against(pages[1]), answers[0].against(answers[1])
    return {
        "history_cost_ratio": max(today_ratio, answer_ratio),
        "history_today_ratio": today_ratio,
        "history_answer_ratio": answer_ratio,
    }


def caseloads(server: Server, crowd: Crowd) -> dict[str, float]:
    """Processor time of the first page of a list of a thousand people, of one of ten thousand, and of the page of the
    one of them who has lived most, in milliseconds."""
    record = f"{LIST}patients/{crowd.record}/"
    read = ((LIST, crowd.thousand), (LIST, crowd.everybody), (record, crowd.thousand))
    pages = [Subject(cycle([requests.page(address, session)]), connections=1) for address, session in read]
    in_turns(server, pages)
    names = ("caseload_1000_ms", "caseload_10000_ms", "patient_page_ms")
    return {name: median(one.cpu) * MS for name, one in zip(names, pages, strict=True)}
