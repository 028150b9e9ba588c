import { type ErrorCode, errorCodes, toPlinthError } from '@plinth/kit/errors'
import type { BatchCall, BatchRunner } from '../../operation/operation.ts'
import { revocationOfReplay } from '../../revocation/revocation-of-call.ts'
import { logOperator, logRefusal } from '../answer/log-request.ts'
import type { Gateway } from '../context/gateway.ts'
import type { AuthorizedRequest, PreparedRequest } from '../context/request-context.ts'
import { authenticate } from './authenticate.ts'
import { authorize, checkScope } from './authorize.ts'
import { checkSchema } from './check-schema.ts'
import { perform } from './perform.ts'
import { resolveContext } from './resolve-context.ts'

/** Runs each operation through the steps that depend on its record; a key may be revoked while its batch is running. */
export const batchRunner = (batch: PreparedRequest, gateway: Gateway): BatchRunner => ({
  startedMs: batch.startedMs,
  async run(call) {
    const request: AuthorizedRequest = requestOf(call, batch)
    try {
      const data = await runAlone(request, gateway)
      logOperator(request, gateway, call.record.status)
      return { data }
    } catch (thrown) {
      const err = toPlinthError(thrown)
      logOperator(request, gateway, errorCodes[err.code].http)
      if (isOfTheKey(err.code)) throw err
      logRefusal(request, gateway, err)
      return { refusal: err }
    }
  },
  revokeReplayed(call, status) {
    batch.revocations.push(revocationOfReplay(requestOf(call, batch), status))
  },
})

async function runAlone(request: AuthorizedRequest, gateway: Gateway): Promise<unknown> {
  await authenticate(request, gateway)
  authorize(request)
  checkScope(request, gateway)
  checkSchema(request, gateway)
  await resolveContext(request, gateway)
  const answer = await perform(request, gateway, batchRunner)
  const { body } = answer(request.shape)
  return body?.['data'] ?? null
}

/** Returns the request of one operation, as if it had arrived alone. */
function requestOf({ index, record, id, body }: BatchCall, batch: AuthorizedRequest): AuthorizedRequest {
  const name = /\{(\w+)\}/.exec(record.path)?.[1]
  return {
    ...batch,
    shape: undefined,
    prepared: undefined,
    reply: undefined,
    homes: [],
    operation: record,
    params: name === undefined ? {} : { [name]: id },
    json: body,
    batchIndex: index,
  }
}

const isOfTheKey = (code: ErrorCode): boolean => code === 'IDEMPOTENCY_IN_PROGRESS' || code === 'IDEMPOTENCY_KEY_REUSED'
