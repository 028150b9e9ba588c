import type { Step } from '../pipeline/pipeline.ts'

/** Allows browsers what the settings say; a preflight is answered here, costs nothing and needs no key. */
export const answerPreflight: Step = ({ req, res, headers }, { cors }) => {
  if (req.method !== 'OPTIONS') headers.setAll(cors.headersFor(req))
  else if (req.headers['access-control-request-method'] !== undefined) {
    res.setHeaders(new Map(headers.entries()))
    cors.answerPreflight(req, res, (err?: unknown) => {
      if (err !== undefined) throw err
    })
  }
}
