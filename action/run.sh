#!/usr/bin/env bash
# The one step of the Action: runs lintel on what the inputs say, tells the job what came of it, and ends with
# lintel's exit code. Every input comes as an environment variable, INPUT_ and the flag's name in capitals.
# Written for bash 3.2, which macOS has.
set -euo pipefail

here=$(dirname "$0")

refuse() {
  printf 'lintel: %s\n' "$1" >&2
  exit 2
}

# given FLAG: the value of the input of that name; nothing where it is not set.
given() {
  local variable
  variable=INPUT_$(printf '%s' "$1" | tr 'a-z-' 'A-Z_')
  printf '%s' "${!variable-}"
}

output=$(given output)
case $output in
  '' | - | *[[:cntrl:]]*) refuse 'output takes the path of a directory.' ;;
esac
result=$output/report.json
sarif=$output/report.sarif
markdown=$output/report.md

# A value follows its flag after =, so that it is a value whatever it begins with.
arguments=(scan --output="$output" --format=json="$result" --format=sarif="$sarif" --format=markdown="$markdown")

for flag in severity config role-arn external-id concurrency timeout fail-on fail-on-unknown baseline suppressions store; do
  value=$(given "$flag")
  if [ -n "$value" ]; then arguments+=(--"$flag"="$value"); fi
done

for flag in check framework service exclude-check plugin region format; do
  while IFS=$' \t' read -r value; do
    if [ -n "$value" ]; then arguments+=(--"$flag"="$value"); fi
  done <<<"$(given "$flag" | tr -d '\r')"
done

for flag in new-only strict-suppressions allow-broad; do
  case $(given "$flag") in
    true) arguments+=(--"$flag") ;;
    '' | false) ;;
    *) refuse "$flag takes true or false." ;;
  esac
done

# What an earlier step left there is not what this one found.
rm -f "$result" "$sarif" "$markdown"

# An empty folder for npm, since the checkout's own .npmrc and node_modules are not to say what is run here.
empty=$(mktemp -d "$RUNNER_TEMP/lintel-XXXXXX")

# Names of resources reach the log: between these lines the runner takes no commands from it.
token=$(node --print 'crypto.randomUUID()')
printf '::stop-commands::%s\n' "$token"
code=0
npx --yes --prefix "$empty" "lintel@$(given version)" "${arguments[@]}" || code=$?
printf '\n::%s::\n' "$token"

if [ ! -f "$result" ]; then
  result=
  # npx ends with 1 where it cannot fetch the package, which says nothing about the account.
  case $code in
    2 | 4 | 130) ;;
    *)
      printf 'lintel: there is no result, although the exit code was %s. Was the package fetched?\n' "$code" >&2
      code=4
      ;;
  esac
fi
if [ ! -f "$sarif" ]; then sarif=; fi
if [ -f "$markdown" ]; then cat "$markdown" >>"$GITHUB_STEP_SUMMARY"; fi

printf '%s=%s\n' exit-code "$code" result "$result" sarif "$sarif" >>"$GITHUB_OUTPUT"
if [ -n "$result" ]; then node "$here/counts.mjs" "$result" >>"$GITHUB_OUTPUT" || exit 4; fi
exit "$code"
