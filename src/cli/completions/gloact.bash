# Completion of gloact for bash: source <(gloact completions bash)
_gloact() {
    local -a words
    # words up to the cursor, as they were typed: bash breaks them at : and =
    read -a words <<<"${COMP_LINE:0:COMP_POINT}"
    case "${COMP_LINE:0:COMP_POINT}" in *' ') words+=('') ;; esac
    local number=$((${#words[@]} - 1)) word help before='' rest
    local typed="${words[number]}"
    # bash keeps the text before its last break: leave it out
    rest="${typed##*[:=]}"
    case "$COMP_WORDBREAKS" in *:*) before="${typed%"$rest"}" ;; esac
    COMPREPLY=()
    while IFS=$'\t' read -r word help; do
        case "$word" in *[:/,=]) compopt -o nospace 2>/dev/null ;; esac
        printf -v word '%q' "${word#"$before"}"
        COMPREPLY+=("$word")
    done < <("${words[0]}" __complete "$number" "${words[@]}" 2>/dev/null)
}
complete -o default -F _gloact gloact
