"""What the documentation says is what the code does."""

import re
import subprocess
import sys
from pathlib import Path

from tabayyun.cli import COMMANDS, usage
from tabayyun.config import options

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs" / "reference"


def table(path: Path) -> list[list[str]]:
    rows = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


def test_every_setting_is_documented_with_its_default_and_help():
    documented = {row[0].strip("`"): (row[1].strip("`"), row[2]) for row in table(REFERENCE / "settings.md")}
    assert documented == {option.variable: (option.default, option.help) for option in options.ALL}


def test_every_command_is_documented_with_its_help():
    documented = {row[0].strip("`"): row[1] for row in table(REFERENCE / "commands.md")}
    assert documented == {f"tabayyun {command.name}": command.help for command in COMMANDS}


def tabayyun(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tabayyun", *arguments], capture_output=True, text=True, check=False
    )


def test_help_lists_every_command_on_one_line():
    printed = subprocess.run(
        [sys.executable, "-m", "tabayyun", "--help"], capture_output=True, text=True, check=True
    )
    assert printed.stdout.strip() == usage().strip()
    assert all(re.search(rf"^  {command.name} +\S", printed.stdout, re.M) for command in COMMANDS)


def test_an_unknown_command_says_so_and_fails():
    printed = subprocess.run(
        [sys.executable, "-m", "tabayyun", "publsh"], capture_output=True, text=True, check=False
    )
    assert printed.returncode == 2
    assert "publsh" in printed.stderr


def test_links_between_the_pages_of_the_documentation_lead_somewhere():
    broken = []
    for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text(encoding="utf-8")):
            if not (page.parent / target).exists():
                broken.append(f"{page.relative_to(ROOT)} → {target}")
    assert broken == []


def test_no_registry_host_is_named_in_what_is_committed():
    for path in (ROOT / "requirements").glob("*.txt"):
        assert "://" not in path.read_text(encoding="utf-8")
