import { Client } from '../../../js/src/index.ts'
import type { Io } from '../io.ts'
import type { Say } from '../output/say.ts'
import { version } from '../version.ts'
import type { Credentials } from './credentials.ts'

interface ClientContext {
  io: Io
  say: Say
  workspaceId?: string | undefined
  namespaceId?: string | undefined
}

const endAskMs = 3_000

/** The client of the JavaScript SDK, whose waits and warnings are told on stderr. */
export function newClient(
  { key, url }: Pick<Credentials, 'key' | 'url'>,
  { io, say, workspaceId, namespaceId }: ClientContext,
): Client {
  const isDebug = io.env['PLINTH_LOG'] === 'debug'
  return new Client(key, {
    baseUrl: url,
    workspaceId,
    namespaceId,
    appInfo: { name: 'plinth-cli', version },
    logger: {
      debug: (line) => void (isDebug && io.stderr.write(`${line}\n`)),
      warn: (line) => say.warn(line),
    },
    onRetry: ({ waitMs, error }) => say.note(`${error.message} Trying again in ${(waitMs / 1_000).toFixed(1)} s.`),
  })
}

/** When the client's key ends; asked beside the command's own call, so it must not hold that up. */
export async function askKeyEnd(client: Client): Promise<string | null> {
  const limits = { timeout: endAskMs, totalTimeout: endAskMs, maxRetries: 0 }
  return (await client.sessions.current({}, limits)).expires_at
}
