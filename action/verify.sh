#!/usr/bin/env bash
# Runs crosstally for the action: the report goes into a file, the verdict to the outputs and the summary of the job.
set -uo pipefail

# Empty inputs say nothing; for the sides the environment of the job may have them.
[ -n "${CROSSTALLY_SOURCE:-}" ] || unset CROSSTALLY_SOURCE
[ -n "${CROSSTALLY_TARGET:-}" ] || unset CROSSTALLY_TARGET

arguments=()
while IFS= read -r line; do
  [ -z "$line" ] || arguments+=("$line")
done <<<"${ARGUMENTS:-}"

npx --yes --package "${PACKAGE:-crosstally}" crosstally verify --format json --output "$REPORT" ${arguments[@]+"${arguments[@]}"}
code=$?

case $code in
  0) verdict=match ;;
  1) verdict=mismatch ;;
  *) verdict=incomplete ;;
esac
echo "verdict=$verdict" >>"${GITHUB_OUTPUT:-/dev/null}"
echo "crosstally: **$verdict** (report: \`$REPORT\`)" >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
exit "$code"
