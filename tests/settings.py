"""The product's settings with what tests need: a quick password hasher, letters kept in memory, files of their own."""

from __future__ import annotations

import os
import tempfile

os.environ.setdefault("DEMO", "1")
os.environ.setdefault("VAR_DIR", tempfile.mkdtemp(prefix="adresat-tests-"))

from citizen_portal.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
AXES_ENABLED = False

STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405
