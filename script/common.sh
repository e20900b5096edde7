# Sourced by the scripts: finds a Python and makes the environment. Needs nothing but Python 3.11 or newer.

cd "$(dirname "$0")/.." || exit 1

find_python() {
  for candidate in "${PYTHON:-}" python3.13 python3.12 python3.11 python3 python; do
    [ -n "$candidate" ] && command -v "$candidate" >/dev/null 2>&1 || continue
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      echo "$candidate"
      return 0
    fi
  done
  echo "Se necesita Python 3.11 o más nuevo. Instálelo (en Debian: apt install python3 python3-venv) y repita la orden." >&2
  return 1
}

# make_environment FOLDER REQUIREMENTS: an environment with the pinned requirements and this project
make_environment() {
  folder=$1
  requirements=$2
  python=$(find_python) || exit 1
  stamp="$folder/.installed"
  want=$(cat "$requirements" pyproject.toml | cksum)
  if [ -x "$folder/bin/python" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$want" ]; then
    return 0
  fi
  if command -v uv >/dev/null 2>&1; then
    uv venv --quiet --allow-existing --python "$python" "$folder" &&
      uv pip install --quiet --python "$folder/bin/python" --require-hashes -r "$requirements" &&
      uv pip install --quiet --python "$folder/bin/python" --no-deps --no-build-isolation -e . || exit 1
  else
    if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
      echo "A este Python le falta el módulo venv. Instálelo (en Debian y Ubuntu: apt install python3-venv) y repita la orden." >&2
      exit 1
    fi
    "$python" -m venv "$folder" &&
      "$folder/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$requirements" &&
      "$folder/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e . || exit 1
  fi
  echo "$want" >"$stamp"
}
