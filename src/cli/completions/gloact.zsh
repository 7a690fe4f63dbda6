#compdef gloact
# Completion of gloact for zsh: source <(gloact completions zsh), after compinit
_gloact() {
    local word help
    local -a ends end_lines goes_on on_lines
    while IFS=$'\t' read -r word help; do
        local line="$word${help:+  -- $help}"
        case "$word" in
            *[:/,=]) goes_on+=("$word"); on_lines+=("$line") ;;
            *) ends+=("$word"); end_lines+=("$line") ;;
        esac
    done < <("${(Q)words[1]}" __complete $((CURRENT - 1)) "${(@Q)words[1,CURRENT]}" 2>/dev/null)
    (( $#ends + $#goes_on )) || { _files; return }
    (( $#ends )) && compadd -U -l -d end_lines -- "${ends[@]}"
    (( $#goes_on )) && compadd -U -l -S '' -d on_lines -- "${goes_on[@]}"
}
if [[ "$funcstack[1]" == _gloact ]]; then
    _gloact "$@"
else
    compdef _gloact gloact
fi
