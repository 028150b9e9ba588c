import type { Exchange } from './context/exchange.ts'
import type { Gateway } from './context/gateway.ts'
import { rateHeaders } from './answer/rate-headers.ts'

export function setRateHeaders({ headers, decision }: Exchange, { clock, config }: Gateway): void {
  headers.setAll(rateHeaders(decision, clock.now(), config.hasDraftRateHeaders))
}
