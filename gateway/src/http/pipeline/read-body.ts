import { toPlinthError } from '@plinth/kit/errors'
import { ordinaryBody } from '../../operation/body-limits.ts'
import type { Operation } from '../../operation/operation.ts'
import { parseJson } from '../body/json-body.ts'
import { receiveBody } from '../body/receive-body.ts'
import type { Gateway } from '../context/gateway.ts'
import type { AuthorizedRequest, ReceivedRequest } from '../context/request-context.ts'
import type { Step } from '../context/step.ts'

/** Reads the body before the call is counted if the cost depends on it. Mistakes of the body are reported afterwards. */
export const computeCost: Step = async (request, gateway) => {
  const { operation, bearer, deferredRefusal } = request
  if (operation?.hourCost === undefined || bearer === undefined || deferredRefusal !== undefined) return
  try {
    await read(request, operation, gateway)
    request.hourCost = operation.hourCost(request.json)
  } catch (err) {
    request.deferredRefusal = toPlinthError(err)
  }
}

export const readBody: Step<AuthorizedRequest> = (request, gateway) => read(request, request.operation, gateway)

/** Reads and parses the body of a write, once; no body is an empty object. The body of a GET is ignored. */
async function read(request: ReceivedRequest, operation: Operation, gateway: Gateway): Promise<void> {
  if (operation.method === 'GET' || request.isBodyRead) return
  const { bytesMax, valuesMax } = operation.bodyLimits ?? ordinaryBody
  request.isBodyRead = true
  request.body = await receiveBody(request, gateway, bytesMax)
  const { 'content-type': contentType, 'content-encoding': contentEncoding } = request.req.headers
  request.json = parseJson(request.body, { contentType, contentEncoding }, valuesMax)
}
