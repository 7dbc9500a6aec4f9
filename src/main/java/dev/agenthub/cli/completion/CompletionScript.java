package dev.agenthub.cli.completion;

/** The completion script of a shell. Offers the output of {@code agent-hub __complete}, or files if it says so. */
public enum CompletionScript {
    bash("""
            _agent_hub() {
              local line words=()
              COMPREPLY=()
              while IFS= read -r line; do
                if [ "$line" = ':files' ]; then
                  compopt -o filenames 2>/dev/null
                  while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "${COMP_WORDS[COMP_CWORD]}")
                else
                  COMPREPLY+=("${line%%$'\\t'*}")
                fi
              done < <("${COMP_WORDS[0]}" __complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
            }
            complete -F _agent_hub agent-hub
            """),
    zsh("""
            #compdef agent-hub
            _agent_hub() {
              local line candidates=()
              while IFS= read -r line; do
                if [[ $line == ':files' ]]; then
                  _files
                elif [[ $line == *$'\\t'* ]]; then
                  candidates+=("${${line%%$'\\t'*}//:/\\\\:}:${line#*$'\\t'}")
                else
                  candidates+=("${line//:/\\\\:}")
                fi
              done < <("${words[1]}" __complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)
              (( ${#candidates} == 0 )) || _describe agent-hub candidates
            }
            if [[ ${funcstack[1]} == _agent_hub ]]; then
              _agent_hub "$@"
            else
              (( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
              compdef _agent_hub agent-hub
            fi
            """),
    fish("""
            function __agent_hub_complete
              set -l words (commandline -opc)
              set -l begun (commandline -ct)
              for line in ($words[1] __complete -- $words[2..-1] "$begun" 2>/dev/null)
                if test "$line" = ':files'
                  __fish_complete_path "$begun"
                else
                  echo $line
                end
              end
            end
            complete -c agent-hub -f -a '(__agent_hub_complete)'
            """);

    private final String text;

    CompletionScript(String text) {
        this.text = text;
    }

    /** The script, for the shell to source. */
    public String text() {
        return text;
    }
}
