import type { Exchange } from './exchange.ts'
import type { Gateway } from './gateway.ts'
import { rateHeaders } from './rate-headers.ts'

export function setRateHeaders({ res, decision }: Exchange, { clock, config }: Gateway): void {
  const headers = rateHeaders(decision, clock.now(), config.hasDraftRateHeaders)
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value)
}
