import { setLogger } from '@grpc/grpc-js'
import type { Logger } from '../log.ts'

/** Sends the log of grpc-js to our log at level debug: its failures reach us as errors of calls as well. */
export function logGrpc(log: Logger): void {
  const say = (...words: unknown[]) => log.debug({ grpc: words.map(String).join(' ') }, 'grpc-js')
  setLogger({ error: say, info: say, debug: say })
}
