import { toPlinthError } from '@plinth/kit/errors'
import { ordinaryBody } from '../../operation/body-limits.ts'
import type { Operation } from '../../operation/operation.ts'
import { checkUnparsed, parseJson } from '../body/json-body.ts'
import { receiveBody } from '../body/receive-body.ts'
import type { Gateway } from '../context/gateway.ts'
import type { AuthorizedRequest, ReceivedRequest } from '../context/request-context.ts'
import type { Step } from '../context/step.ts'

/** Receives the body before the call is counted if the cost depends on it. Mistakes of the body are reported afterwards. */
export const computeCost: Step = async (request, gateway) => {
  const { operation, bearer, deferredRefusal } = request
  if (operation?.hourCost === undefined || bearer === undefined || deferredRefusal !== undefined) return
  try {
    await receive(request, operation, gateway)
    request.hourCost = operation.hourCost(request.body)
  } catch (err) {
    request.deferredRefusal = toPlinthError(err)
  }
}

/** Receives and parses the body of a write; no body is an empty object. The body of a GET is ignored. */
export const readBody: Step<AuthorizedRequest> = async (request, gateway) => {
  if (request.operation.method === 'GET') return
  await receive(request, request.operation, gateway)
  request.json = parseJson(request.body, request.operation.itemsIn)
}

/** Once: a body has arrived, has a type that can be read, and is within its bounds. */
async function receive(request: ReceivedRequest, operation: Operation, gateway: Gateway): Promise<void> {
  if (operation.method === 'GET' || request.isBodyReceived) return
  const { bytesMax, valuesMax } = operation.bodyLimits ?? ordinaryBody
  request.isBodyReceived = true
  request.body = await receiveBody(request, gateway, bytesMax)
  const { 'content-type': contentType, 'content-encoding': contentEncoding } = request.req.headers
  checkUnparsed(request.body, { contentType, contentEncoding }, valuesMax)
}
