import helmet from 'helmet'
import type { Step } from '../pipeline.ts'

const setHeaders = helmet()

export const secureHeaders: Step = ({ req, res }) => {
  setHeaders(req, res, (err) => {
    if (err !== undefined) throw err
  })
}
