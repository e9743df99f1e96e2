"""A worker: does what is due every few seconds, until it is asked to stop."""

from __future__ import annotations

import logging
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from time import monotonic, sleep
from types import FrameType

from django.conf import settings
from django.db import DatabaseError, close_old_connections

from accalmie.foundation import clock
from accalmie.foundation.clock.actions import read_offset
from accalmie.foundation.tick import actions

logger = logging.getLogger("accalmie.tick")

PAUSE = 2.0
"""Seconds between two rounds."""
BEAT = 5.0
"""Seconds between two signs of life: each is a write."""


def nobody_left() -> bool:
    """Never: a worker of its own ends when it is told to."""
    return False


def orphaned(parent: int) -> Callable[[], bool]:
    """Whether the process that began this one is gone: killed, it could tell nobody."""
    return lambda: os.getppid() != parent


class Worker:
    """One worker under one name. `is_over`: asked before each round, beside a signal to stop."""

    def __init__(self, name: str, *, pause: float = PAUSE, is_over: Callable[[], bool] = nobody_left) -> None:
        self.name = name
        self._pause = pause
        self._is_over = is_over
        self._is_asked_to_stop = False
        self._told = ""
        self._beats_at = 0.0

    def run(self) -> None:
        """Rounds until SIGTERM, SIGINT or `is_over`. A job that has begun is finished first."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._asked_to_stop)
        self._begin()
        while not (self._is_asked_to_stop or self._is_over()):
            self.round()
            self._rest()

    def round(self) -> actions.Ran:
        """One round. A database that is locked, full or away is met again in the next one."""
        try:
            close_old_connections()  # one that broke in the last round is opened again
            self._follow_the_demo()
            self._beat()
            ran = actions.run_due(now=clock.now(), worker=self.name, between=self._beat)
        except DatabaseError as failure:
            self._tell(type(failure).__name__)
            return actions.Ran()
        self._tell("")
        return ran

    def _begin(self) -> None:
        with suppress(DatabaseError):  # the first round meets it again, and says so
            actions.begin(worker=self.name, at=clock.wall())

    def _beat(self) -> None:
        if monotonic() >= self._beats_at:
            actions.beat(worker=self.name, at=clock.wall())
            self._beats_at = monotonic() + BEAT

    def _follow_the_demo(self) -> None:
        clock.set_offset(read_offset() if settings.DEMO else timedelta())

    def _tell(self, fault: str) -> None:
        """One line when the database can no longer be used, and one when it can again."""
        if fault != self._told:
            logger.error("the worker %s", f"could not use the database: {fault}" if fault else "goes on")
        self._told = fault

    def _rest(self) -> None:
        """In steps: a lock that a signal sets may be held by what it interrupts, so a plain mark is looked at."""
        until = monotonic() + self._pause
        while not self._is_asked_to_stop and monotonic() < until:
            sleep(min(0.1, self._pause))

    def _asked_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self._is_asked_to_stop = True
