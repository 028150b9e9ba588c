import { BadRequest, ErrorInfo, RetryInfo } from '@plinth/proto/google/rpc/error_details.ts'
import { Status } from '@plinth/proto/google/rpc/status.ts'
import { errorCodes, isErrorCode } from './codes.ts'
import { PlinthError, toPlinthError } from './plinth-error.ts'

const domain = 'plinth'
const type = (name: string) => `type.googleapis.com/google.rpc.${name}`

/** A google.rpc.Status whose ErrorInfo.reason is the public code, whose BadRequest holds the details. Drops the cause. */
export function encodeError(thrown: unknown): Buffer {
  const err = toPlinthError(thrown)
  const details = [
    { typeUrl: type('ErrorInfo'), value: bytes(ErrorInfo.encode({ reason: err.code, domain, metadata: {} })) },
  ]
  const fieldViolations = Object.entries(err.details).flatMap(([field, sentences]) =>
    sentences.map((description) => ({ field, description })),
  )
  if (fieldViolations.length > 0) {
    details.push({ typeUrl: type('BadRequest'), value: bytes(BadRequest.encode({ fieldViolations })) })
  }
  if (err.retryAfterSeconds !== undefined) {
    const retryDelay = { seconds: err.retryAfterSeconds, nanos: 0 }
    details.push({ typeUrl: type('RetryInfo'), value: bytes(RetryInfo.encode({ retryDelay })) })
  }
  return bytes(Status.encode({ code: errorCodes[err.code].grpc, message: err.message, details }))
}

/** The inverse of encodeError; a Status without our ErrorInfo becomes INTERNAL_ERROR. */
export function decodeError(encoded: Uint8Array): PlinthError {
  const { message, details } = Status.decode(encoded)
  const detail = (name: string) => details.find(({ typeUrl }) => typeUrl === type(name))?.value
  const info = detail('ErrorInfo')
  const reason = info === undefined ? '' : ErrorInfo.decode(info).reason
  if (!isErrorCode(reason)) return toPlinthError(new Error(`a status without a reason of ours: ${message}`))
  const badRequest = detail('BadRequest')
  // NOTE: no plain object: a field may be called "toString" or "__proto__".
  const fields = new Map<string, string[]>()
  for (const { field, description } of badRequest === undefined ? [] : BadRequest.decode(badRequest).fieldViolations) {
    fields.set(field, [...(fields.get(field) ?? []), description])
  }
  const retry = detail('RetryInfo')
  const retryAfterSeconds = retry === undefined ? undefined : RetryInfo.decode(retry).retryDelay?.seconds
  return new PlinthError(reason, message, {
    details: Object.fromEntries(fields),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  })
}

function bytes(writer: { finish(): Uint8Array }): Buffer {
  return Buffer.from(writer.finish())
}
