import helmet from 'helmet'
import type { Step } from '../pipeline.ts'
import { recordedHeaders } from '../recorded-headers.ts'

const always = recordedHeaders(helmet())

/** First of all: a copy of what is always there costs less than adding it to what is there already. */
export const secureHeaders: Step = (exchange) => {
  exchange.headers = { ...always }
}
