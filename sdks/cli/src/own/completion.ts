import { type Command, InvalidArgumentError } from 'commander'
import type { Context } from '../context.ts'
import { withExample } from '../lazily.ts'
import { scripts } from './completion-scripts.ts'

/** `plinth completion bash|zsh|fish`: prints the script that asks `plinth __complete`. */
export function fillCompletion(command: Command, context: Context): void {
  command
    .description('Print the script that completes `plinth` in a shell.')
    .argument('<shell>', 'bash, zsh or fish', (given) => {
      if (Object.hasOwn(scripts, given)) return given
      throw new InvalidArgumentError('The shell must be bash, zsh or fish.')
    })
    .action((shell: keyof typeof scripts) => void context.io.stdout.write(scripts[shell]))
  withExample(
    command,
    'source <(plinth completion bash)   # in ~/.bashrc',
    'source <(plinth completion zsh)    # in ~/.zshrc',
    'plinth completion fish | source    # in ~/.config/fish/config.fish',
  )
}
