import { setTimeout as wait } from 'node:timers/promises'
import type { Gateway } from '../http/context/gateway.ts'
import { roundMaxMs } from '../narrowing/timing.ts'
import type { Revocation } from '../narrowing/revocation.ts'

/** Resolves when no gateway uses what was revoked. What has no name is waited for until it is too old to be used. */
export async function settleRevocations(revocations: readonly Revocation[], { narrow }: Gateway): Promise<void> {
  if (revocations.includes('everything')) return narrow()
  const names = revocations.flatMap((one) => (Array.isArray(one) ? one : []))
  const unnamed = revocations.includes('unnamed') ? wait(roundMaxMs) : undefined
  await Promise.all([unnamed, names.length === 0 ? undefined : narrow(names)])
}
