import helmet from 'helmet'
import type { Step } from '../pipeline.ts'
import { recordedHeaders } from '../recorded-headers.ts'

const always = recordedHeaders(helmet())

export const secureHeaders: Step = ({ headers }) => {
  Object.assign(headers, always)
}
