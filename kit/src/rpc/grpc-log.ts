import { setLogger } from '@grpc/grpc-js'
import type { Logger } from '../log.ts'

/** Sends what grpc-js has to say to our log: what matters in it comes back as an error anyway. */
export function logGrpc(log: Logger): void {
  const say = (...words: unknown[]) => log.debug({ grpc: words.map(String).join(' ') }, 'grpc-js')
  setLogger({ error: say, info: say, debug: say })
}
