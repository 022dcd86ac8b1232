"""The one application that granian serves: public pages from memory, everything else by Django."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tabayyun.config.settings")

application = get_asgi_application()
