import type { Readiness } from '@plinth/kit/part'
import type { RequestHandler } from 'express'

/** /healthz: the process answers. /readyz: so does everything behind it. Strangers learn which, not why. */
export function answerHealth(readiness: () => Promise<Readiness>): RequestHandler {
  const ask = shared(readiness)
  return async (req, res, next) => {
    if (req.method !== 'GET' && req.method !== 'HEAD') next()
    else if (req.path === '/healthz') res.json({ status: 'ok' })
    else if (req.path === '/readyz') {
      const { ready, checks } = await ask()
      const shown = Object.entries(checks).map(([name, said]) => [name, said === 'ok' ? 'ok' : 'failing'])
      res.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'not ready', checks: Object.fromEntries(shown) })
    } else next()
  }
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
