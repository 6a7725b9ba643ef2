"""The help is a page to learn from, and the site's commands say what they need where it is not installed."""

import subprocess
import sys

from click.testing import CliRunner

from airdate.cli import READING, main, site


def test_help_names_every_command_once():
    printed = CliRunner().invoke(main, ["--help"]).stdout
    listed = [
        line.split()[0]
        for line in printed.partition("Reading:")[2].splitlines()
        if line.startswith("  ") and line[2] != " "
    ]
    assert listed == [*READING, *site.COMMANDS]
    assert "airdate read article.txt --published 2031-02-20" in printed


def test_help_without_the_guide_says_how_to_get_it():
    code = (
        "import sys\n"
        "for name in ('django', 'granian', 'nh3', 'rapidfuzz', 'whitenoise', 'babel', 'datasketch'):\n"
        "    sys.modules[name] = None\n"
        "from airdate.cli import main\n"
        "main(sys.argv[1:])"
    )

    def run(*args):
        done = subprocess.run(
            [sys.executable, "-c", code, *args], capture_output=True, check=False, timeout=300, text=True
        )
        return done.returncode, done.stdout, done.stderr

    assert run("--help")[0] == 0
    assert run("serve") == (
        2,
        "",
        "Error: `airdate serve` needs the guide, which is not installed: pip install 'airdate[site]'\n",
    )
    assert run("lexicon", "find", "packaged", "EastEnders") == (0, "EastEnders: series, 1985, GB\n", "")
