"""The single file that verifies; what it finds is tested beside our own verifier, in tests/documents/test_verify.py."""

import ast
import subprocess
import sys
from pathlib import Path

TOOL = Path(__file__).resolve().parents[2] / "tools/verify_followup.py"


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", "-S", str(TOOL), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


def test_it_imports_only_the_standard_library_and_reads_in_python_3_9() -> None:
    tree = ast.parse(TOOL.read_text(encoding="utf-8"), feature_version=(3, 9))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert names <= set(sys.stdlib_module_names)


def test_it_speaks_spanish_and_english(sopo_site: Path) -> None:
    spanish, english = run(sopo_site / "seguimiento.json"), run("--en", sopo_site / "seguimiento.json")
    assert (spanish.returncode, english.returncode) == (0, 0)
    assert "declarado 86.93; calculado 85.71; actividades 41" in spanish.stdout
    assert "Declared score 86.93; computed 85.71; activities 41" in english.stdout


def test_without_a_file_or_with_one_that_is_not_there_it_says_so(tmp_path: Path) -> None:
    assert (run().returncode, run(tmp_path / "nada.json").returncode, run("--otra").returncode) == (2, 2, 2)
    assert "Uso" in run().stderr
