import type { Exchange } from './exchange.ts'
import type { Gateway } from './gateway.ts'
import { rateHeaders } from './rate-headers.ts'

export function setRateHeaders({ headers, decision }: Exchange, { clock, config }: Gateway): void {
  headers.setAll(rateHeaders(decision, clock.now(), config.hasDraftRateHeaders))
}
