# Completion of crosstally for bash. Made from the tables of commands and options by test/docs/completions.ts.
# source "$(npm root --global)/crosstally/completions/crosstally.bash"
_crosstally() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
  COMPREPLY=()
  case $previous in
    --strategy) COMPREPLY=($(compgen -W 'auto pushdown stream' -- "$current")); return ;;
    --consistency) COMPREPLY=($(compgen -W 'recheck snapshot none' -- "$current")); return ;;
    --format) COMPREPLY=($(compgen -W 'text json' -- "$current")); return ;;
    --log) COMPREPLY=($(compgen -W 'text json' -- "$current")); return ;;
    --feed) COMPREPLY=($(compgen -W 'auto off required' -- "$current")); return ;;
    --webhook-format) COMPREPLY=($(compgen -W 'json slack pagerduty alertmanager' -- "$current")); return ;;
    --detail) COMPREPLY=($(compgen -W 'rows chunks' -- "$current")); return ;;
    --for) COMPREPLY=($(compgen -W 'postgres mysql' -- "$current")); return ;;
    --config | --checkpoint | --fixes | --secret | --changed-by | --pause-file | --output | --ledger | --publication | --listen | --token | --on-drift) COMPREPLY=($(compgen -f -- "$current")); return ;;
  esac
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W 'verify schema plan watch fingerprint init demo help' -- "$current"))
    return
  fi
  case ${COMP_WORDS[1]} in
    verify) COMPREPLY=($(compgen -W '--config --no-config --pair --schema --tables --exclude --materialized-views --history --map --map-column --columns --ignore-columns --where --source-where --target-where --key --rule --source-time-zone --target-time-zone --strategy --chunk-rows --concurrency --consistency --settle --max-snapshot-age --checkpoint --resume --trim --fold-case --float-tolerance --time-tolerance --as-null --allow --accept-allowed --no-schema --schema-ignore --schema-severity --strict --check-constraints --would-hold --fixes --secret --changed-by --statement-timeout --max-rows-per-second --max-load --max-lag --pause-file --max-differences --format --output --full --show-values --log --verbose --quiet --debug --help' -- "$current")) ;;
    schema) COMPREPLY=($(compgen -W '--config --no-config --pair --schema --tables --exclude --map --map-column --columns --ignore-columns --concurrency --schema-ignore --schema-severity --strict --check-constraints --would-hold --fixes --secret --statement-timeout --max-load --max-lag --pause-file --format --output --full --log --quiet --debug --help' -- "$current")) ;;
    plan) COMPREPLY=($(compgen -W '--config --no-config --pair --schema --tables --exclude --materialized-views --history --map --map-column --columns --ignore-columns --where --source-where --target-where --key --rule --source-time-zone --target-time-zone --chunk-rows --concurrency --trim --fold-case --float-tolerance --time-tolerance --as-null --secret --statement-timeout --max-rows-per-second --max-load --max-lag --pause-file --format --output --sql --log --quiet --debug --help' -- "$current")) ;;
    watch) COMPREPLY=($(compgen -W '--config --no-config --pair --schema --tables --exclude --materialized-views --history --map --map-column --columns --ignore-columns --where --source-where --target-where --key --rule --source-time-zone --target-time-zone --strategy --chunk-rows --concurrency --settle --trim --fold-case --float-tolerance --time-tolerance --as-null --no-schema --schema-ignore --schema-severity --strict --secret --statement-timeout --max-rows-per-second --max-load --max-lag --pause-file --ledger --budget --max-age --feed --publication --until-clean --fail-fast --timeout --listen --token --webhook --webhook-format --on-drift --quiet --debug --why --help' -- "$current")) ;;
    fingerprint) COMPREPLY=($(compgen -W '--config --no-config --pair --schema --tables --exclude --map --map-column --columns --ignore-columns --where --source-where --key --rule --source-time-zone --concurrency --consistency --max-snapshot-age --secret --detail --columns-too --for --against --keep --statement-timeout --max-rows-per-second --max-load --max-lag --pause-file --format --output --quiet --debug --help' -- "$current")) ;;
    init) COMPREPLY=($(compgen -W '--schema --tables --exclude --output --quiet --help' -- "$current")) ;;
    demo) COMPREPLY=($(compgen -W '--help' -- "$current")) ;;
    help) COMPREPLY=($(compgen -W 'verify schema plan watch fingerprint init demo' -- "$current")) ;;
  esac
}
complete -o default -F _crosstally crosstally
