# Short names for what is done often: https://just.systems

# Arguments reach a command as they were quoted.
set positional-arguments

database := "sqlite:aide-memoire.db"

# Lists what there is.
default:
    @just --list

# Exactly what CI runs.
check:
    .ci/run

# All tests; those of PostgreSQL are left out where it is not installed.
test *arguments:
    cargo test --locked {{ arguments }}

# Accepts the golden questions that pass now; look at the difference before you commit it.
golden:
    UPDATE_GOLDEN=1 cargo test --locked --test integration golden
    git diff --stat -- tests/data/golden/passing.txt

# Shows each whole answer that changed, and takes it or not (needs cargo-insta).
answers:
    cargo insta test --review --test integration -- answers

# Puts what the commands print now into README.md.
readme:
    UPDATE_README=1 cargo test --locked --test integration documents

# All three, after answers have changed for the better: what passes, whole answers, and the README.
accept: golden answers readme

# The figures of the golden questions, and those that fail.
eval *arguments="--failures":
    cargo run --release --locked -- eval {{ arguments }} tests/data/golden/questions.jsonl

# Asks: just ask "When did Albania cut ties with Iran?"
ask *question:
    cargo run --quiet --release --locked -- ask "$@"

# Runs any command: just run check
run *arguments:
    cargo run --quiet --release --locked -- "$@"

# How long a question takes, on registers of a thousand to a million incidents.
bench *arguments:
    cargo bench --locked {{ arguments }}

# Each property with so many cases.
properties cases="1000000":
    AIDE_MEMOIRE_PROPERTY_CASES={{ cases }} cargo test --release --locked --test integration properties

# Licences and advisories of the dependencies (needs cargo-deny).
deny:
    cargo deny check

# A database with the starter register, for trying things out.
sample:
    cargo run --quiet --release --locked -- import --database {{ database }} config/register/incidents.jsonl
