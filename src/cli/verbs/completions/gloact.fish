# Completion of gloact for fish: gloact completions fish | source
function __gloact_complete
    set -l words (commandline -opc)
    set -l typed (commandline -ct)
    # a quotation mark may still be open
    set -l word (string unescape -- $typed; or string replace -r '["\']' '' -- $typed)
    set -l program (string replace -r '^~/' "$HOME/" -- $words[1])
    type -q -- $program; or set program gloact
    for line in ($program __complete (count $words) $words "$word" 2>/dev/null)
        if string match -q -r '^\t' -- $line
            # fish completes the arguments of a command that it does not know as files
            complete -C "'' $typed"
        else
            echo -- $line
        end
    end
end
complete -c gloact -f -a '(__gloact_complete)'
