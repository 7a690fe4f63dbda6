#compdef gloact
# Completion of gloact for zsh: source <(gloact completions zsh), after compinit
_gloact() {
    local word help program="${(Q)words[1]}" has_files
    local -a ends end_lines goes_on on_lines
    [[ "$program" == '~/'* ]] && program="$HOME/${program[3,-1]}"
    (( $+commands[$program] )) || [[ -x "$program" ]] || program=gloact
    while IFS= read -r word; do
        help="${word#*$'\t'}"
        word="${word%%$'\t'*}"
        local line="$word${help:+  -- $help}"
        case "$word" in
            '') has_files=1 ;;
            *[:/,=]) goes_on+=("$word"); on_lines+=("$line") ;;
            *) ends+=("$word"); end_lines+=("$line") ;;
        esac
    done < <("$program" __complete --quoted $((CURRENT - 1)) "${(@)words[1,CURRENT]}" 2>/dev/null)
    if [[ -n "$has_files" ]]; then
        [[ "$PREFIX" == --*=* ]] && compset -P 1 '*='
        _files
        return
    fi
    (( $#ends )) && compadd -U -l -d end_lines -- "${ends[@]}"
    (( $#goes_on )) && compadd -U -l -S '' -d on_lines -- "${goes_on[@]}"
}
if [[ "$funcstack[1]" == _gloact ]]; then
    _gloact "$@"
else
    compdef _gloact gloact
fi
