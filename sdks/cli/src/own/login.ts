import type { Command } from 'commander'
import { newClient } from '../access/client.ts'
import { keyOfCommand } from '../access/credentials.ts'
import { rememberKeyEnd } from '../access/key-end.ts'
import { changeProfiles, type Profile, profileName, profilesPath } from '../access/profiles.ts'
import { readKey } from '../access/read-key.ts'
import { clientCommand } from '../client-command.ts'
import type { Context } from '../context.ts'
import { environmentUrl } from '../io.ts'
import { withExample } from '../lazily.ts'

/** `plinth login`: the key comes from a hidden prompt or standard input, never from an argument. */
export function fillLogin(command: Command, context: Context): void {
  command
    .option('--url <url>', 'address of Plinth; default: PLINTH_URL, else http://127.0.0.1:8080')
    .option(
      '--api-key-command <command>',
      'keep this command in place of a key: it prints the key, as a password manager does',
    )
    .option('--workspace <id>', 'workspace of calls that name none')
    .option('--namespace <id>', 'namespace of calls that name none')
  withExample(
    command,
    'plinth login',
    'plinth login --profile prod --url https://plinth.example.com < key.txt',
    "plinth login --profile prod --api-key-command 'pass show plinth'",
  )
  clientCommand(command, context, { formats: ['table', 'json', 'yaml', 'ndjson'], isAboutKey: true }, async (run) => {
    const { io, say, options, signal } = run
    const text = (name: string) => options[name] as string | undefined
    const name = profileName(text('profile') ?? 'default')
    const url = text('url') ?? environmentUrl(io.env)
    const keyCommand = text('apiKeyCommand')
    const key = keyCommand === undefined ? await readKey(io) : await keyOfCommand(keyCommand, `profile ${name}`)
    const session = await newClient({ key, url }, { io, say }).sessions.current({}, { signal })
    const profile: Profile = {
      url,
      ...(keyCommand === undefined ? { api_key: key } : { api_key_command: keyCommand }),
      ...(text('workspace') === undefined ? {} : { workspace_id: text('workspace') as string }),
      ...(text('namespace') === undefined ? {} : { namespace_id: text('namespace') as string }),
    }
    await changeProfiles(io, ({ current, profiles }) => ({
      current: current !== undefined && Object.hasOwn(profiles, current) ? current : name,
      profiles: { ...profiles, [name]: profile },
    }))
    await rememberKeyEnd(io, key, session.expires_at)
    say.note(`Kept as profile ${name} in ${profilesPath(io)}.`)
    await run.output.one({
      profile: name,
      url,
      key_prefix: session.key.prefix,
      actor: session.actor.name,
      workspace_id: session.workspace_id,
      expires_at: session.expires_at,
    })
  })
}
