import type { Command } from 'commander'
import { changeProfiles, type Profile, profileName, profilesPath, readProfiles } from '../access/profiles.ts'
import { clientCommand } from '../client-command.ts'
import type { Context } from '../context.ts'
import { CliError } from '../failure.ts'
import { withExample } from '../lazily.ts'

const columns = ['name', 'is_current', 'url', 'key', 'workspace_id', 'namespace_id']

export function fillProfiles(command: Command, context: Context): void {
  command.option('--use <name>', 'use this profile where none is named')
  withExample(command, 'plinth profiles', 'plinth profiles --use prod')
  clientCommand(command, context, { formats: ['table', 'json', 'yaml', 'ndjson'] }, async ({ io, options, output }) => {
    const use = options['use'] as string | undefined
    if (use !== undefined) {
      profileName(use)
      await changeProfiles(io, ({ profiles }) => {
        if (Object.hasOwn(profiles, use)) return { current: use, profiles }
        throw new CliError('failed', 'NO_PROFILE', `${profilesPath(io)} has no profile ${use}.`, {
          hint: `Run \`plinth login --profile ${use}\`, or \`plinth profiles\` to see those there are.`,
        })
      })
    }
    const { current, profiles } = await readProfiles(io)
    const rows = Object.entries(profiles).map(([name, profile]) => ({
      ...{ name, is_current: name === current, url: profile.url, key: shownKey(profile) },
      ...{ workspace_id: profile.workspace_id ?? null, namespace_id: profile.namespace_id ?? null },
    }))
    await output.rows(pageOf(rows), { columns })
  })
}

async function* pageOf<Row>(rows: Row[]): AsyncGenerator<Row[]> {
  yield rows
}

/** The prefix of a key, which the API shows too. */
const shownKey = ({ api_key, api_key_command }: Profile): string =>
  api_key_command === undefined ? `${(api_key ?? '').slice(0, 12)}…` : 'from a command'
