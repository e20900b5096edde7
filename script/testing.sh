# Sourced by the scripts that test: the settings of a trial that keeps nothing.
export PROBIDAD_DATA="${PROBIDAD_DATA:-${TMPDIR:-/tmp}/probidad-pruebas-$(id -u)}"
export PROBIDAD_SECRET_KEY="${PROBIDAD_SECRET_KEY:-only-for-tests-0123456789-0123456789-0123456789-01}"
export PROBIDAD_HTTPS="${PROBIDAD_HTTPS:-no}"
