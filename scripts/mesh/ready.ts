import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

/** Resolves once /readyz answers 200: everything the gateway needs answers. */
export async function untilReady(url: string): Promise<'ready'> {
  for (;;) {
    const res = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2000) }).catch(() => undefined)
    await res?.arrayBuffer().catch(() => undefined)
    if (res?.status === 200) return 'ready'
    await wait(100)
  }
}

/** Another process on this port would answer in place of Plinth. */
export async function refuseTakenPort(port: number): Promise<void> {
  const server = createServer()
  server.listen(port, process.env['HOST'] || '127.0.0.1')
  await once(server, 'listening').catch((err: unknown) => {
    throw new Error(`PORT ${port} is in use. Stop the process that uses it, or set PORT to another number.`, {
      cause: err,
    })
  })
  server.close()
  await once(server, 'close')
}

export interface ShownKey {
  operatorKey: string
  file: string
  isTerminal: boolean
}

/** The key itself is for a terminal alone; elsewhere, where output is kept, its file is named. */
export function announcement(url: string, { operatorKey, file, isTerminal }: ShownKey): string {
  const call = `  curl ${url}/api/v1/workspaces -H`
  return [
    '',
    `Plinth is ready at ${url}, as four processes. Press Ctrl-C to stop them.`,
    `Operator key: ${isTerminal ? operatorKey : `in ${file}`}`,
    'Try:',
    isTerminal ? `${call} 'Authorization: Bearer ${operatorKey}'` : `${call} "Authorization: Bearer $(cat '${file}')"`,
    '',
    '',
  ].join('\n')
}
