import helmet from 'helmet'
import { AnswerHeaders } from '../context/answer-headers.ts'
import type { Step } from '../pipeline/pipeline.ts'
import { recordedHeaders } from '../recorded-headers.ts'

const always = Object.entries(recordedHeaders(helmet())).flat()

/** First of all: a copy of what is always there costs less than adding it to what is there already. */
export const secureHeaders: Step = (exchange) => {
  exchange.headers = new AnswerHeaders(always)
}
