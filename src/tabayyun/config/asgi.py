"""The one application that granian serves: public pages from memory, everything else by Django."""

import os
import warnings
from typing import cast

from django.core.asgi import get_asgi_application

# Whitenoise hands its files over as ordinary iterators; Django reads them in a thread, which is what we want.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tabayyun.config.settings")

django_application = get_asgi_application()

from django.conf import settings  # noqa: E402  (after the settings module is named)

from tabayyun.newsroom.cache import App, PageCache  # noqa: E402

application = PageCache(cast("App", django_application), seconds=settings.NEWSROOM_CACHE_SECONDS)
