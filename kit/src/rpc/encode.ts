import { BinaryWriter } from '@bufbuild/protobuf/wire'
import { CallContext } from '@plinth/proto/common/v1/context.ts'

// Encoding is synchronous, so one writer serves all calls; a new one each time would cost its buffer.
let writer = new BinaryWriter()

/** Encodes a generated message, without the buffers that its own encoder leaves behind. */
export function encodeMessage<T>(message: { encode(value: T, writer: BinaryWriter): BinaryWriter }, value: T): Buffer {
  try {
    const bytes = message.encode(value, writer).finish()
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  } catch (err) {
    // The writer holds half a message now.
    writer = new BinaryWriter()
    throw err
  }
}

/** The part of a context that many calls share. */
type SharedPart = Pick<CallContext, 'principal'> | Pick<CallContext, 'planLimits'>

const encodedParts = new WeakMap<object, Buffer>()
const noLimits: CallContext['planLimits'] = {}
const emptyContext: CallContext = CallContext.decode(new Uint8Array())

/**
 * Encodes the context of a call. A principal and plan limits that many calls share are encoded once: such an object must not
 * change after the first call.
 */
export function encodeContext(context: CallContext): Buffer {
  const { principal, planLimits } = context
  if (principal === undefined) return encodeMessage(CallContext, context)
  const own = encodeMessage(CallContext, { ...context, principal: undefined, planLimits: noLimits })
  // Concatenated messages are one message with the fields of all (protobuf's encoding, "last one wins").
  return Buffer.concat([own, bytesOf(principal, { principal }), bytesOf(planLimits, { planLimits })])
}

function bytesOf(key: object, part: SharedPart): Buffer {
  const made = encodedParts.get(key)
  if (made !== undefined) return made
  const bytes = encodeMessage(CallContext, { ...emptyContext, ...part })
  encodedParts.set(key, bytes)
  return bytes
}
