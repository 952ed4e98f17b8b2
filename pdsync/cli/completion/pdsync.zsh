#compdef pdsync
# Completion of pdsync for zsh. Words come from pdsync itself, which reads the configuration and
# asks no account.

_pdsync() {
  local line kind
  local -a words_found shown
  while IFS= read -r line; do
    if [[ -z $kind ]]; then
      kind=$line
    else
      words_found+=("${line%%$'\t'*}")
      shown+=("${line//$'\t'/  -- }")
    fi
  done < <(command $words[1] completion zsh --line "${(j: :)words[1,CURRENT-1]} $PREFIX" 2>/dev/null)
  case $kind in
    files) compset -P '--*='; _files ;;
    directories) compset -P '--*='; _files -/ ;;
    unfinished) compadd -S '' -l -d shown -a words_found ;;
    words) compadd -l -d shown -a words_found ;;
  esac
}

if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
  _pdsync "$@"
else
  compdef _pdsync pdsync
fi
