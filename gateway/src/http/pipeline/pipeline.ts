import type { Exchange } from '../context/exchange.ts'
import type { Gateway } from '../context/gateway.ts'
import { movePlace } from '../context/places.ts'
import { admit } from '../steps/admit.ts'
import { answer } from '../answer/answer.ts'
import { answerPreflight } from '../steps/answer-preflight.ts'
import { authenticate } from './authenticate.ts'
import { call } from './call.ts'
import { checkHost } from '../steps/check-host.ts'
import { checkSchema } from '../steps/check-schema.ts'
import { checkScope } from './authorize.ts'
import { identifyRequest } from './identify-request.ts'
import { limitRate } from './limit-rate.ts'
import { matchOperation } from './match-operation.ts'
import { parseHeaders } from './parse-headers.ts'
import { readBody } from './read-body.ts'
import { refuse } from '../steps/refuse.ts'
import { resolveContext } from './resolve-context.ts'
import { secureHeaders } from '../steps/secure-headers.ts'
import { weigh } from '../steps/weigh.ts'

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
