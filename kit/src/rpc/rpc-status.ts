import { status } from '@grpc/grpc-js'
import { PlinthError } from '../errors/index.ts'

/** Cause of the failure of a call that no handler answered. */
export class RpcStatus extends Error {
  readonly code: number

  constructor(code: number) {
    super(`gRPC status ${status[code] ?? code}`)
    this.code = code
  }
}

/** True when the called part does not know the method: it is of an earlier release. */
export const isUnimplemented = (err: unknown): boolean =>
  err instanceof PlinthError && err.cause instanceof RpcStatus && err.cause.code === status.UNIMPLEMENTED
