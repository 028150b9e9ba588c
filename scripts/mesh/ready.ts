import { setTimeout as wait } from 'node:timers/promises'

/** Resolves once /readyz answers 200: everything the gateway needs answers. */
export async function untilReady(url: string): Promise<void> {
  for (;;) {
    const res = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2000) }).catch(() => undefined)
    await res?.arrayBuffer().catch(() => undefined)
    if (res?.status === 200) return
    await wait(100)
  }
}

export function announceReady(url: string, operatorKey: string): void {
  process.stdout.write(
    [
      '',
      `Plinth is ready at ${url}, as four processes. Ctrl-C stops them all.`,
      `Operator key: ${operatorKey}`,
      'Try:',
      `  curl ${url}/api/v1/workspaces -H 'Authorization: Bearer ${operatorKey}'`,
      '',
      '',
    ].join('\n'),
  )
}
