"""The site's own settings with one address more, a bare page to compare with; used by the bench alone."""

from __future__ import annotations

from accalmie.site.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
# Nobody signs in by password during a measurement; a slow hash would only make the people of the bench slow to make.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
