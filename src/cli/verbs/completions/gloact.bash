# Completion of gloact for bash: source <(gloact completions bash)
_gloact() {
    local line="${COMP_LINE:0:COMP_POINT}" program="$1" blanks=$' \t' gap part word
    local -a words=()
    local number=-1
    # bash breaks words at : and =, too: parts without a blank between them are one word
    for part in "${COMP_WORDS[@]:0:COMP_CWORD + 1}"; do
        gap="${line%%[!$blanks]*}"
        line="${line#"$gap"}"
        if [[ -n "$gap" || "$number" == -1 ]]; then number=$((number + 1)); fi
        # the cursor may stand within the last part
        if [[ "$line" != "$part"* ]]; then part="$line"; fi
        words[number]="${words[number]-}$part"
        line="${line#"$part"}"
    done
    case "$program" in '~/'*) program="$HOME/${program:2}" ;; esac
    type -P -- "$program" >/dev/null || program=gloact
    COMPREPLY=()
    while IFS= read -r word; do
        case "$word" in *[:/,=]) compopt -o nospace 2>/dev/null ;; esac
        COMPREPLY+=("$word")
    done < <("$program" __complete --bash "$2" "$number" "${words[@]}" 2>/dev/null)
}
# Behind sudo, where nothing else completes it
_gloact_sudo() {
    if complete -p -D >/dev/null 2>&1; then
        # bash-completion was loaded later: it knows sudo, and calls _gloact
        complete -r sudo
        return 124
    fi
    local line="$COMP_LINE" blanks=$' \t'
    while [[ "$COMP_CWORD" -gt 0 && "${COMP_WORDS[0]##*/}" != gloact ]]; do
        line="${line#*"${COMP_WORDS[0]}"}"
        COMP_WORDS=("${COMP_WORDS[@]:1}")
        COMP_CWORD=$((COMP_CWORD - 1))
    done
    COMPREPLY=()
    if [[ "$COMP_CWORD" -gt 0 ]]; then
        line="${line#"${line%%[!$blanks]*}"}"
        COMP_POINT=$((COMP_POINT - ${#COMP_LINE} + ${#line}))
        COMP_LINE="$line"
        _gloact "${COMP_WORDS[0]}" "$2"
    fi
}
complete -o default -F _gloact gloact
if ! complete -p -D >/dev/null 2>&1 && ! complete -p sudo >/dev/null 2>&1; then
    complete -o default -F _gloact_sudo sudo
fi
