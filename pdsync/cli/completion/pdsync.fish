# Completion of pdsync for fish. Words come from pdsync itself, which reads the configuration and
# asks no account.

function __pdsync_complete
    set -l tokens (commandline -op)
    set -l token (commandline -ct)
    set -l found (command $tokens[1] completion fish --line (commandline -cp | string collect) 2>/dev/null)
    set -l before (string match -r '^--[^=]*=' -- $token)
    test -n "$before"
    or set before ''
    set -l rest (string replace -r '^--[^=]*=' '' -- $token)
    switch "$found[1]"
        case files
            printf '%s\n' $before(__fish_complete_path $rest)
        case directories
            printf '%s\n' $before(__fish_complete_directories $rest)
        case '*'
            printf '%s\n' $found[2..-1]
    end
end

complete -c pdsync -f -a '(__pdsync_complete)'
