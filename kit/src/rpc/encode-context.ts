import { CallContext } from '@plinth/proto/common/v1/context.ts'
import { encodeMessage } from './encode.ts'

type Standing = Pick<CallContext, 'principal'> | Pick<CallContext, 'planLimits'>

const known = new WeakMap<object, Buffer>()
const none: CallContext['planLimits'] = {}
const blank: CallContext = { requestId: '', workspaceId: '', namespaceId: '', role: 0, planLimits: none }

/**
 * The bytes of a call's context. A principal and limits that many calls carry are encoded for the first of them: nobody may
 * change such an object once it was sent.
 */
export function encodeContext(context: CallContext): Buffer {
  const { principal, planLimits } = context
  if (principal === undefined) return encodeMessage(CallContext, context)
  const own = encodeMessage(CallContext, { ...context, principal: undefined, planLimits: none })
  // Messages one after the other are one message that holds the fields of all (protobuf's encoding, "last one wins").
  return Buffer.concat([own, bytesOf(principal, { principal }), bytesOf(planLimits, { planLimits })])
}

function bytesOf(key: object, standing: Standing): Buffer {
  const made = known.get(key)
  if (made !== undefined) return made
  const bytes = encodeMessage(CallContext, { ...blank, ...standing })
  known.set(key, bytes)
  return bytes
}
