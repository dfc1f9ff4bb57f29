# Set-up shared by bin/run, bin/test and bin/terminal: `need run|test|bench` leaves a working .venv behind, and says what it does.
# Everything that is there already is left alone, so the second start asks neither apt nor the network.

# What Python has compiled stays beside its source: where that is forbidden, every start compiles four hundred modules anew.
export PYTHONDONTWRITEBYTECODE=

home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

run_packages=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig fonts-noto-cjk)
# A tool that is on the machine counts, whatever package it came from.
test_tools=(chromium:chromium pdftotext:poppler-utils qpdf:qpdf soffice:libreoffice-calc-nogui sqlite3:sqlite3 ssh-keygen:openssh-client age:age gcc:gcc)
test_packages=(libzbar0 libc6-dev)
grep -qs '^ID=ubuntu' /etc/os-release && test_tools[0]=chromium:chromium-browser
bench_tools=(wrk:wrk nginx:nginx-light "${test_tools[0]}")

say() { printf '%s\n' "$*" >&2; }

give_up() {
    say "$@"
    exit 1
}

has_package() { # newer releases name some libraries …t64
    [[ $(dpkg-query -W -f='<${db:Status-Status}>' "$1" "${1}t64" 2>/dev/null) == *"<installed>"* ]]
}

has_tool() {
    [[ $1 == chromium ]] && { command -v chromium || command -v chromium-browser || command -v google-chrome; } >/dev/null && return
    command -v "$1" >/dev/null || [[ -x /usr/sbin/$1 ]]
}

as_root() {
    if [[ $(id -u) == 0 ]]; then env DEBIAN_FRONTEND=noninteractive "$@"; else sudo env DEBIAN_FRONTEND=noninteractive "$@"; fi
}

apt_install() {
    local by_hand="apt-get install --no-install-recommends $*"
    command -v apt-get >/dev/null || give_up "This machine has no apt-get. Install what corresponds to these Debian packages, then start again: $*"
    [[ $(id -u) == 0 ]] || command -v sudo >/dev/null || give_up "System packages are missing. As root, run: $by_hand"
    say "Installing system packages: $*"
    as_root apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1 && return
    say "Reading the package lists again …"
    { as_root apt-get update -qq && as_root apt-get install -y -qq --no-install-recommends "$@"; } >&2 \
        || give_up "apt-get could not install them. Is the network there? By hand: $by_hand"
}

need_system() {
    local packages=("${run_packages[@]}") tools=() missing=() package pair
    case $1 in
        test) packages+=("${test_packages[@]}") tools=("${test_tools[@]}") ;;
        bench) tools=("${bench_tools[@]}") ;;
    esac
    if command -v dpkg-query >/dev/null; then
        for package in "${packages[@]}"; do has_package "$package" || missing+=("$package"); done
    else
        say "No Debian packages here; make sure the counterparts of these are installed: ${packages[*]}"
    fi
    for pair in "${tools[@]}"; do has_tool "${pair%%:*}" || missing+=("${pair#*:}"); done
    ((${#missing[@]} == 0)) || apt_install "${missing[@]}"
}

find_python() {
    local name
    for name in python3 python3.11 python3.12 python3.13 python3.14; do
        "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && command -v "$name" && return
    done
    return 1
}

need_environment() {
    local python version
    "$home/.venv/bin/python" -c 'import sys' 2>/dev/null && return
    python=$(find_python) || { apt_install python3; python=$(find_python); } || give_up "Python 3.11 or newer is needed."
    version=$("$python" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
    "$python" -c 'import ensurepip, venv' 2>/dev/null || apt_install "$version-venv"
    say "Making the Python environment in .venv …"
    "$python" -m venv --clear "$home/.venv" || give_up "$python could not make the environment in $home/.venv."
}

pip() {
    "$home/.venv/bin/python" -m pip install --quiet --disable-pip-version-check "$@" >&2
}

need_libraries() {
    local lock=$1 stamp="$home/.venv/installed-$1" wanted
    wanted=$(cat "$home/$lock" "$home/pyproject.toml" | sha256sum; printf '%s' "$home")
    [[ -x "$home/.venv/bin/terminal" && -f $stamp && $(<"$stamp") == "$wanted" ]] && return
    say "Installing Python packages from $lock …"
    pip --require-hashes -r "$home/$lock" && pip --no-deps --no-build-isolation -e "$home" \
        || give_up "The Python packages could not be installed (see above). Start again when the network is there."
    rm -f "$home"/.venv/installed-*
    printf '%s\n' "$wanted" >"$stamp"
}

need() { # need run|test|bench
    local lock=requirements.lock larger
    # Each environment holds the one before it, in the same versions, and more: where a larger one is, it will do.
    for larger in test bench; do
        [[ $1 == "$larger" || -f "$home/.venv/installed-requirements-$larger.lock" ]] && lock=requirements-$larger.lock
    done
    need_system "$1"
    need_environment
    need_libraries "$lock"
}
