# Completion of pdsync for bash. Words come from pdsync itself, which reads the configuration and
# asks no account.

_pdsync() {
  local line kind= begun=${COMP_WORDS[COMP_CWORD]}
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ -z $kind ]]; then
      kind=$line
    elif [[ $begun == [\"\']* ]]; then
      COMPREPLY+=("$line")
    else
      COMPREPLY+=("$(printf '%q' "$line")")
    fi
  done < <(command "$1" completion bash --line "${COMP_LINE:0:COMP_POINT}" \
    --breaks " $COMP_WORDBREAKS" 2>/dev/null)
  case $kind in
    files) compopt -o default ;;
    directories) compopt -o dirnames ;;
    unfinished) compopt -o nospace ;;
  esac 2>/dev/null
}

complete -F _pdsync pdsync
