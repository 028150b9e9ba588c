import type { Command } from 'commander'
import { endWarning, rememberKeyEnd } from '../access/key-end.ts'
import { clientCommand } from '../client-command.ts'
import type { Context } from '../context.ts'
import { withExample } from '../lazily.ts'

export function fillWhoami(command: Command, context: Context): void {
  withExample(command, 'plinth whoami')
  clientCommand(
    command,
    context,
    {
      formats: ['table', 'json', 'yaml', 'ndjson', 'id'],
      isAboutKey: true,
    },
    async (run) => {
      const { io, say, output, signal } = run
      const { key, url, from } = await run.credentials()
      const client = await run.client()
      const session = await client.sessions.current({}, { signal })
      await output.one({
        ...{ id: session.key.id, name: session.key.name, prefix: session.key.prefix, from, url },
        ...{ actor: `${session.actor.type} ${session.actor.name}`, actor_id: session.actor.id },
        ...{ workspace_id: session.workspace_id, role: session.role, scopes: session.scopes },
        expires_at: session.expires_at,
      })
      const warning = endWarning(session.expires_at, from)
      if (warning !== undefined) say.warn(warning)
      await rememberKeyEnd(io, key, session.expires_at)
    },
  )
}
