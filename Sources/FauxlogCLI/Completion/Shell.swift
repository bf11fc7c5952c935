/// A shell that completes command lines.
///
/// Its script knows nothing of commands and options: it asks the program that is being called.
enum Shell: String, CaseIterable, Sendable {
  case bash, zsh, fish

  /// The script that teaches the shell.
  var script: String {
    switch self {
    case .bash: Self.bashScript
    case .zsh: Self.zshScript
    case .fish: Self.fishScript
    }
  }

  // Works in bash 3.2, too, as macOS has it. COMP_WORDS is split at "=" and ":", which what is typed
  // is not; COMP_LINE tells where there are blanks.
  private static let bashScript = #"""
    # Completes the command lines of fauxlog in bash: source <(fauxlog completions bash)
    _fauxlog() {
      local rest=$COMP_LINE behind words n=-1 i word
      words=()
      for ((i = 0; i <= COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        behind=${rest#"${rest%%[![:space:]]*}"}
        if [[ $i == 0 || $behind != "$rest" || -z $rest ]]; then
          n=$((n + 1))
          words[n]=$word
        else
          words[n]=${words[n]}$word
        fi
        rest=${behind#"$word"}
      done
      # Only what stands behind the last "=" or ":" is replaced.
      local program=${words[0]} part=${COMP_WORDS[COMP_CWORD]} how before
      [[ $part == [=:] ]] && part=
      before=${words[n]%"$part"}
      [[ $program == '~/'* ]] && program=$HOME/${program#'~/'}
      # Words stand here as they were typed.
      for ((i = 1; i < n; i++)); do
        case ${words[i]} in
          \'*\' | \"*\") words[i]=${words[i]:1:${#words[i]}-2} ;;
          *) words[i]=${words[i]//\\/} ;;
        esac
      done
      COMPREPLY=()
      {
        IFS= read -r how
        while IFS=$'\t' read -r word _; do
          COMPREPLY+=("${word#"$before"}")
        done
      } < <("$program" completions bash -- "${words[@]:1}" 2>/dev/null)
      case $how in
        files | folders)
          local action=-f
          [[ $how == folders ]] && action=-d
          while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen $action -- "$part")
          compopt -o filenames 2>/dev/null
          ;;
        words)
          if [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *= ]]; then
            compopt -o nospace 2>/dev/null
          fi
          ;;
      esac
    }
    complete -F _fauxlog fauxlog

    """#

  private static let zshScript = #"""
    #compdef fauxlog
    # Completes the command lines of fauxlog in zsh: source <(fauxlog completions zsh), or save it as
    # _fauxlog in a folder of $fpath.
    _fauxlog() {
      local program=${(Q)~words[1]} line word
      local -a lines whole open
      lines=("${(@f)$("$program" completions zsh -- "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}")
      case $lines[1] in
        files)
          compset -P '--*='
          _files
          ;;
        folders)
          compset -P '--*='
          _files -/
          ;;
        words)
          for line in "${(@)lines[2,-1]}"; do
            word=${${line%%$'\t'*}//:/\\:}
            if [[ $word == *= ]]; then
              open+=("$word:${line#*$'\t'}")
            else
              whole+=("$word:${line#*$'\t'}")
            fi
          done
          _describe fauxlog whole -- open -S ''
          ;;
      esac
    }
    if [[ ${funcstack[1]} == _fauxlog ]]; then
      _fauxlog "$@"
    elif (( ${+functions[compdef]} )); then
      compdef _fauxlog fauxlog
    fi

    """#

  private static let fishScript = #"""
    # Completes the command lines of fauxlog in fish: fauxlog completions fish | source, or save it as
    # ~/.config/fish/completions/fauxlog.fish
    function __fauxlog_complete
        set -l words (commandline -opc)
        set -l current (commandline -ct)
        set -l program (string replace -r '^~/' "$HOME/" -- $words[1])
        set -e words[1]
        set -l lines ($program completions fish -- $words "$current" 2>/dev/null)
        # A path may stand behind "--name=".
        set -l before (string match -r -- '^--[^=]*=' $current)
        test -n "$before"; or set before ''
        set -l path (string replace -r -- '^--[^=]*=' '' $current)
        switch "$lines[1]"
            case files
                printf '%s\n' $before(__fish_complete_path "$path")
            case folders
                printf '%s\n' $before(__fish_complete_directories "$path" '')
            case words
                set -e lines[1]
                test (count $lines) -gt 0; and printf '%s\n' $lines
        end
    end
    complete -c fauxlog -f -a '(__fauxlog_complete)'

    """#
}
