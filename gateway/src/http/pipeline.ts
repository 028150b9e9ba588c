import type { Exchange } from './exchange.ts'
import type { Gateway } from './gateway.ts'
import { movePlace } from './places.ts'
import { admit } from './steps/admit.ts'
import { answer } from './steps/answer.ts'
import { answerPreflight } from './steps/answer-preflight.ts'
import { authenticate } from './steps/authenticate.ts'
import { call } from './steps/call.ts'
import { checkHost } from './steps/check-host.ts'
import { checkSchema } from './steps/check-schema.ts'
import { checkScope } from './steps/check-scope.ts'
import { identifyRequest } from './steps/identify-request.ts'
import { limitRate } from './steps/limit-rate.ts'
import { matchOperation } from './steps/match-operation.ts'
import { parseHeaders } from './steps/parse-headers.ts'
import { readBody } from './steps/read-body.ts'
import { refuse } from './steps/refuse.ts'
import { resolveContext } from './steps/resolve-context.ts'
import { secureHeaders } from './steps/secure-headers.ts'
import { weigh } from './steps/weigh.ts'

export type Step = (exchange: Exchange, gateway: Gateway) => void | Promise<void>

/** Every request takes these steps in this order; a step that throws, or answers, ends the way. */
export const pipeline: readonly Step[] = [
  secureHeaders,
  identifyRequest,
  answerPreflight,
  admit,
  matchOperation,
  checkHost,
  authenticate,
  movePlace,
  weigh,
  limitRate,
  refuse,
  readBody,
  parseHeaders,
  checkScope,
  checkSchema,
  resolveContext,
  call,
  answer,
]
