import { answer } from '../answer/answer.ts'
import { takeLineStream } from '../context/line-streams.ts'
import { takeEventStream } from '../context/open-streams.ts'
import { admit, moveSlot } from '../context/slots.ts'
import { stepsOf } from '../context/step.ts'
import { authenticate } from './authenticate.ts'
import { authorize, checkScope } from './authorize.ts'
import { answerPreflight, secureHeaders } from './browser-headers.ts'
import { call } from './call.ts'
import { checkHost } from './check-host.ts'
import { checkSchema } from './check-schema.ts'
import { identifyRequest } from './identify-request.ts'
import { limitRate } from './limit-rate.ts'
import { matchOperation } from './match-operation.ts'
import { parseHeaders } from './parse-headers.ts'
import { computeCost, readBody } from './read-body.ts'
import { resolveContext } from './resolve-context.ts'
import { sendLines } from './send-lines.ts'
import { streamEvents } from './stream-events.ts'

/**
 * Every request takes these steps in this order. A refusal that is found before `limitRate` is deferred, since the call
 * counts all the same: it is kept in `deferredRefusal`, and `authorize` throws it.
 */
export const pipeline = stepsOf({
  received: [
    secureHeaders,
    identifyRequest,
    answerPreflight,
    admit,
    matchOperation,
    checkHost,
    authenticate,
    moveSlot,
    computeCost,
    limitRate,
    authorize,
  ],
  authorized: [readBody, parseHeaders, checkScope, checkSchema],
  prepared: [resolveContext, takeLineStream, takeEventStream, call],
  answered: [streamEvents, sendLines, answer],
})
