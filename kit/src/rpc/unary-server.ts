import {
  Metadata,
  type MethodDefinition,
  type ServerUnaryCall,
  type sendUnaryData,
  status,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js'
import { Status } from '@plinth/proto/google/rpc/status.ts'
import type { Methods } from './methods.ts'
import type { Gatekeeper } from './security.ts'
import type { ServiceDefinition } from './service.ts'
import { busy, emptyBytes, type WireReply } from './wire.ts'

export const contextKey = 'plinth-context-bin'
export const replyKey = 'plinth-reply-bin'
export const statusKey = 'grpc-status-details-bin'
/** Present on a call that was not started: "away" when the peer drains, "busy" when it is full. */
export const refusedKey = 'plinth-refused'

// Proxies and peers drop replies with larger headers; code and message matter more than the details.
const statusBytesMax = 16 * 1024

interface UnaryServer {
  definition: Record<string, MethodDefinition<Buffer, Buffer>>
  implementation: UntypedServiceImplementation
}

/** The methods of a service for any gRPC client. Methods decodes the bytes, so a bad message fails one call alone. */
export function unaryService(
  service: ServiceDefinition,
  methods: Methods,
  { identify, refusal }: Gatekeeper,
): UnaryServer {
  const definition: Record<string, MethodDefinition<Buffer, Buffer>> = {}
  const implementation: UntypedServiceImplementation = {}
  for (const [name, method] of Object.entries(service)) {
    definition[name] = { ...bytesMethod, path: method.path }
    implementation[name] = (call: ServerUnaryCall<Buffer, Buffer>, answer: sendUnaryData<Buffer>) => {
      const caller = identify(call)
      if (caller === undefined) return answer(refusal)
      const cancel = methods.invoke(
        {
          method: method.path,
          caller,
          payload: call.request,
          context: bytesOf(call.metadata, contextKey),
          traceparent: String(call.metadata.get('traceparent')[0] ?? ''),
          deadlineMs: deadlineOf(call),
        },
        (reply) => send(reply, answer),
      )
      call.on('cancelled', cancel)
    }
  }
  return { definition, implementation }
}

function send(reply: WireReply, answer: sendUnaryData<Buffer>): void {
  const { code, payload, replyContext } = reply
  const metadata = new Metadata()
  if (replyContext.length > 0) metadata.set(replyKey, replyContext)
  if (code === status.OK) {
    answer(null, payload, metadata)
    return
  }
  if (reply.refused) metadata.set(refusedKey, reply === busy ? 'busy' : 'away')
  answer({ code, details: describeStatus(code, payload, metadata), metadata })
}

function describeStatus(code: number, payload: Buffer, metadata: Metadata): string {
  if (payload.length === 0) return status[code] ?? ''
  const { message, details } = Status.decode(payload)
  const fits = payload.length <= statusBytesMax
  metadata.set(statusKey, fits ? payload : briefStatus(code, message, details.slice(0, 1)))
  return message
}

const briefStatus = (code: number, message: string, details: Status['details']) =>
  Buffer.from(Status.encode({ code, message, details }).finish())

function deadlineOf(call: ServerUnaryCall<Buffer, Buffer>): number {
  const deadline = call.getDeadline()
  const epochMs = deadline instanceof Date ? deadline.getTime() : deadline
  return Number.isFinite(epochMs) ? performance.now() + epochMs - Date.now() : Number.POSITIVE_INFINITY
}

export function bytesOf(metadata: Metadata, key: string): Buffer {
  const [value] = metadata.get(key)
  return Buffer.isBuffer(value) ? value : emptyBytes
}

export const asIs = (bytes: Buffer): Buffer => bytes

const bytesMethod = {
  requestStream: false,
  responseStream: false,
  requestSerialize: asIs,
  requestDeserialize: asIs,
  responseSerialize: asIs,
  responseDeserialize: asIs,
}
