import type { Step } from '../pipeline.ts'

/** Allows browsers what the settings say; a preflight is answered here, costs nothing and needs no key. */
export const answerPreflight: Step = ({ req, res, headers }, { cors }) => {
  if (req.method !== 'OPTIONS') Object.assign(headers, cors.headersFor(req))
  else if (req.headers['access-control-request-method'] !== undefined) {
    res.setHeaders(new Map(Object.entries(headers)))
    cors.answerPreflight(req, res, (err?: unknown) => {
      if (err !== undefined) throw err
    })
  }
}
