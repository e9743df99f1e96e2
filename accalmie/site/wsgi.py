"""The WSGI application: pages."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accalmie.site.settings")
os.environ.setdefault("ACCALMIE_SERVES_PAGES", "1")
application = get_wsgi_application()

from accalmie.foundation.tick import watchdog  # noqa: E402 - there are tables from here on

watchdog.watch_beside_pages()
