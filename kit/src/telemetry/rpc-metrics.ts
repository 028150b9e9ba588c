import { status } from '@grpc/grpc-js'
import { errorCodes, toPlinthError } from '../errors/index.ts'
import { durationBounds, type Histogram, histogram } from '../metrics/index.ts'

type CallDurations = Histogram<readonly ['rpc_system_name', 'rpc_method', 'rpc_response_status_code']>

const durations = (side: 'client' | 'server', help: string): CallDurations =>
  histogram({
    name: `rpc_${side}_call_duration_seconds`,
    help,
    labels: ['rpc_system_name', 'rpc_method', 'rpc_response_status_code'] as const,
    bounds: durationBounds,
  })

export const clientDurations = durations('client', 'Calls to other parts, measured by the caller.')
export const serverDurations = durations('server', 'Calls from other parts that this process served.')

/** Runs a call and records its duration and status. */
export async function timed<T>(to: CallDurations, path: string, fn: () => Promise<T>): Promise<T> {
  const startedMs = performance.now()
  try {
    const answer = await fn()
    note(to, path, 'OK', startedMs)
    return answer
  } catch (thrown) {
    const { code } = toPlinthError(thrown)
    note(to, path, status[errorCodes[code].grpc], startedMs)
    throw thrown
  }
}

function note(to: CallDurations, path: string, code: string, startedMs: number): void {
  to.observe((performance.now() - startedMs) / 1_000, 'grpc', methodOf(path), code)
}

const methods = new Map<string, string>()

// "/plinth.identity.v1.UsersService/GetUser" without its slash, computed once.
function methodOf(path: string): string {
  let method = methods.get(path)
  if (method === undefined) {
    method = path.slice(1)
    methods.set(path, method)
  }
  return method
}
