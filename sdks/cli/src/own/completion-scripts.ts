// Each asks `plinth __complete WORD …`, the last word being the one at the cursor, and gets lines of value TAB description.
export const scripts = {
  bash: String.raw`_plinth() {
  local line=\${COMP_LINE:0:COMP_POINT} words current value
  read -ra words <<< "$line"
  [[ $line == *' ' ]] && words+=('')
  current=\${words[-1]}
  # bash ends words at colons too, and replaces only what is behind the last one.
  local kept=
  [[ $current == *:* && $COMP_WORDBREAKS == *:* ]] && kept=\${current%"\${current##*:}"}
  COMPREPLY=()
  while IFS=$'\t' read -r value _; do
    COMPREPLY+=("\${value#"$kept"}")
  done < <("\${words[0]}" __complete "\${words[@]:1}" 2>/dev/null)
  [[ \${#COMPREPLY[@]} -eq 1 && \${COMPREPLY[0]} == *[=/,] ]] && compopt -o nospace
}
complete -o default -F _plinth plinth
`.replaceAll('\\${', '${'),
  zsh: String.raw`#compdef plinth
_plinth() {
  local -a values
  local value description
  while IFS=$'\t' read -r value description; do
    values+=("\${value//:/\\:}:$description")
  done < <("$words[1]" __complete "\${(@)words[2,CURRENT]}" 2>/dev/null)
  if (( $#values )); then _describe 'plinth' values; else _files; fi
}
compdef _plinth plinth
`.replaceAll('\\${', '${'),
  fish: `function __plinth_complete
  set -l words (commandline -opc) (commandline -ct)
  $words[1] __complete $words[2..-1] 2>/dev/null
end
complete -c plinth -f -a '(__plinth_complete)'
`,
} as const
