import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/**
 * Collects what the start has left, and returns the memory to the system (decision 262): V8 would keep it, and use more, while the
 * process is idle. The young generation becomes small, and grows again with what requests need.
 * NOTE: it takes some 100 ms. Call it before the process says that it is ready.
 */
export function collectStart(): void {
  setFlagsFromString('--expose-gc')
  const collect: (how: object) => void = runInNewContext('gc')
  setFlagsFromString('--no-expose-gc')
  collect({ type: 'major', execution: 'sync', flavor: 'last-resort' })
}
