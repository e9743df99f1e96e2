"""What a test does to the outbox from a process of its own: `queue N`, `later SECONDS`."""

from __future__ import annotations

import json
import os
import sys
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accalmie.site.settings")
django.setup()

from accalmie.foundation import clock
from accalmie.foundation.outbox import actions
from accalmie.foundation.outbox.codes import Channel


def main(what: str, *words: str) -> object:
    match what:
        case "queue":
            for number in range(int(words[0])):
                actions.queue(
                    key=f"{number}",
                    channel=Channel.EMAIL,
                    to=f"somebody-{number:03}@example.org",
                    text="Something waits for you.",
                    now=clock.now(),
                )
            return True
        case "later":
            return actions.deliver_due(now=clock.now() + timedelta(seconds=float(words[0]))).sent
    raise ValueError(what)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(*sys.argv[1:])))
