import { setTimeout as wait } from 'node:timers/promises'
import type { CallOptions } from '@plinth/kit/rpc'
import type { Services } from '../services.ts'

const waitsMs = [5, 10, 20, 40, 80, 160, 320, 640, 640]

/** Returns the version of the user in identity, or 0 if the user is unknown; tenancy then refuses, unless a stored response exists. */
export async function versionOf(services: Services, userId: string, ask: CallOptions): Promise<number> {
  const { users } = await services.users.batchGetUsers({ ids: [userId] }, ask)
  return users[0]?.version ?? 0
}

/**
 * Resolves when identity has followed tenancy's event, so that the next read finds no user and the address is free; after 2 s
 * at the latest. The end is committed, so this only reads and never fails.
 */
export async function untilIdentityFollowed(services: Services, userId: string, ask: CallOptions): Promise<void> {
  for (const ms of waitsMs) {
    const version = await versionOf(services, userId, ask).catch(() => undefined)
    if (version === undefined || version === 0) return
    await wait(ms)
  }
}
