"""What all tests share: the order they run in."""

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The browser goes last: Playwright keeps an event loop in this thread for the rest of the run."""
    items.sort(key=lambda item: "browser" in item.keywords or "browser" in item.path.parts)
