import { parseApiKey } from '@plinth/kit/api-key-format'
import { errorCodes, PlinthError } from '@plinth/kit/errors'
import { isIpAllowed } from '@plinth/kit/ip-ranges'
import { introduce } from '../../access/introduce.ts'
import { fail } from '../../errors.ts'
import type { Step } from './pipeline.ts'

/** A refusal waits until the call was counted, except when nobody can tell whose call it is. */
export const authenticate: Step = async (exchange, gateway) => {
  const { credential, query, ip, isIpTold, operation } = exchange
  if (query.size > 0 && [...query.values()].some((value) => parseApiKey(value) !== undefined))
    exchange.refusal = fail.keyInQuery()
  if (operation?.scope === 'none') return
  try {
    if (credential === undefined) throw fail.unauthenticated()
    exchange.bearer = await introduce(credential, exchange, gateway)
    const { allowedIps } = exchange.bearer.grant
    // Counts on the address, whatever else is wrong: who holds the key elsewhere did not make this call.
    if (allowedIps.length > 0 && !(isIpTold && isIpAllowed(allowedIps, ip))) exchange.refusal = fail.ipNotAllowed()
  } catch (err) {
    if (!(err instanceof PlinthError) || errorCodes[err.code].http >= 500) throw err
    exchange.refusal ??= err
  }
}
