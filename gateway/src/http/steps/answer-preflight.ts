import type { Step } from '../pipeline.ts'

/** Allows browsers what the settings say; a preflight is answered here, costs nothing and needs no key. */
export const answerPreflight: Step = ({ req, res }, { cors }) => {
  if (req.method === 'OPTIONS' && req.headers['access-control-request-method'] === undefined) return
  cors(req, res, (err?: unknown) => {
    if (err !== undefined) throw err
  })
}
