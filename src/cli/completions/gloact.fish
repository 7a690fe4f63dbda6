# Completion of gloact for fish: gloact completions fish | source
function __gloact_complete
    set -l words (commandline -opc)
    $words[1] __complete (count $words) $words (commandline -ct) 2>/dev/null
end
complete -c gloact -f -a '(__gloact_complete)'
