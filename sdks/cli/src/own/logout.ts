import type { Command } from 'commander'
import { changeProfiles, profileName, readProfiles } from '../access/profiles.ts'
import { clientCommand } from '../client-command.ts'
import type { Context } from '../context.ts'
import { CliError } from '../failure.ts'
import { withExample } from '../lazily.ts'

export function fillLogout(command: Command, context: Context): void {
  command.description('Remove a profile with its key; default: the profile that is used. The key stays valid.')
  withExample(command, 'plinth logout', 'plinth logout --profile prod')
  clientCommand(
    command,
    context,
    { formats: ['table', 'json', 'yaml', 'ndjson'] },
    async ({ io, say, options, output }) => {
      const name = (options['profile'] as string | undefined) ?? (await readProfiles(io)).current
      let isThere = false
      if (name !== undefined) {
        profileName(name)
        await changeProfiles(io, ({ current, profiles }) => {
          isThere = Object.hasOwn(profiles, name)
          const { [name]: _, ...others } = profiles
          const [first] = Object.keys(others)
          return { current: current === name ? first : current, profiles: others }
        })
      }
      if (!isThere)
        throw new CliError(
          'failed',
          'NO_PROFILE',
          name === undefined ? 'There is no profile.' : `There is no profile ${name}.`,
          { hint: 'Run `plinth profiles` to see those there are.' },
        )
      say.note('To end the key itself: `plinth api-keys revoke`, or for an operator key `plinth operator-keys revoke`.')
      await output.one({ removed: name })
    },
  )
}
