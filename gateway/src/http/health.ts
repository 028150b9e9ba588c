import type { Readiness } from '@plinth/kit/part'
import type { PublicRoute } from './server/public-routes.ts'

/** /healthz: the process answers. /readyz: so does everything behind it. What each check says only the management port tells. */
export function healthRoutes(readiness: () => Promise<Readiness>): Map<string, PublicRoute> {
  const ask = shared(readiness)
  return new Map<string, PublicRoute>([
    ['/healthz', (_req, res) => void res.json({ status: 'ok' })],
    [
      '/readyz',
      async (_req, res) => {
        const { ready } = await ask()
        res.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'not ready' })
      },
    ],
  ])
}

/** Anybody may ask, so however many ask at once the question is put once. */
function shared<T>(ask: () => Promise<T>): () => Promise<T> {
  let asking: Promise<T> | undefined
  return () => {
    asking ??= ask().finally(() => {
      asking = undefined
    })
    return asking
  }
}
