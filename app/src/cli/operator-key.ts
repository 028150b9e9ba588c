import { PlinthError } from '@plinth/kit/errors'
import type { Client } from '@plinth/kit/rpc'
import { OperatorKeysServiceService as Keys, type OperatorKey } from '@plinth/proto/identity/v1/operator_keys.ts'
import { refusalOf } from '../refusal.ts'
import { operatorContext } from '../sign-in-link.ts'
import { untilCachesExpire } from '../until-caches-expire.ts'
import type { CommandOptions } from './command-deps.ts'
import { withIdentity } from './offline-identity.ts'

export interface WantedKey {
  name: string
  scopes: readonly string[]
  expiresAt: Date | undefined
  allowedIps: readonly string[]
}

const context = operatorContext
const perPage = 100

/** Creates an operator key and prints it. */
export async function createOperatorKey(options: CommandOptions, wanted: WantedKey): Promise<number> {
  const { expiresAt, allowedIps } = wanted
  const bounds = { neverExpires: expiresAt === undefined, allowsAnyIp: allowedIps.length === 0 }
  const request = { ...wanted, scopes: [...wanted.scopes], allowedIps: [...allowedIps], ...bounds }
  const { key } = await asked(options, (keys) => keys.createOperatorKey(request, { context }))
  return showKey(key)
}

/** Prints a line for each operator key that was not revoked. */
export async function listOperatorKeys(options: CommandOptions): Promise<number> {
  const rows = await asked(options, async (keys) => {
    const all: OperatorKey[] = []
    for (let page = 1; ; page++) {
      const query = { page, perPage, filters: [], sort: [{ field: 'created_at', descending: true }] }
      const { operatorKeys } = await keys.listOperatorKeys({ query }, { context })
      all.push(...operatorKeys)
      if (operatorKeys.length < perPage) return all
    }
  })
  const lines = [['ID', 'PREFIX', 'SCOPES', 'ADDRESSES', 'EXPIRES', 'LAST USED', 'NAME'], ...rows.map(cellsOf)]
  const widths = lines[0]?.map((_, at) => Math.max(...lines.map((cells) => cells[at]?.length ?? 0))) ?? []
  for (const cells of lines)
    process.stdout.write(
      `${cells
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd()}\n`,
    )
  return 0
}

/** Revokes an operator key. Returns when no gateway accepts it any more. */
export async function revokeOperatorKey(options: CommandOptions, id: string): Promise<number> {
  await asked(options, async (keys) => {
    try {
      await keys.revokeOperatorKey({ id }, { context })
    } catch (err) {
      // An earlier command may have revoked it and died before it had waited.
      if (err instanceof PlinthError && err.code === 'RESOURCE_NOT_FOUND') await untilCachesExpire()
      throw err
    }
  })
  await untilCachesExpire()
  process.stderr.write('The key is revoked. No gateway accepts it any more.\n')
  return 0
}

/** Replaces an operator key by one with the same settings and prints the new key. */
export async function rotateOperatorKey(options: CommandOptions, id: string, graceHours: number): Promise<number> {
  const request = { id, gracePeriodHours: graceHours }
  const rotated = await asked(options, (keys) => keys.rotateOperatorKey(request, { context }))
  showKey(rotated.key)
  if (graceHours === 0) await untilCachesExpire()
  process.stderr.write(`The old key works until ${rotated.previousExpiresAt?.toISOString()}.\n`)
  return 0
}

async function asked<T>(options: CommandOptions, ask: (keys: Client<typeof Keys>) => Promise<T>): Promise<T> {
  try {
    return await withIdentity(options, (dial) => ask(dial('identity', Keys)))
  } catch (err) {
    if (!(err instanceof PlinthError)) throw err
    throw refusalOf(err.message, err.details, err)
  }
}

function showKey(key: string): number {
  process.stdout.write(`${key}\n`)
  process.stderr.write('The key is shown only once.\n')
  return 0
}

function cellsOf({ id, prefix, scopes, allowedIps, expiresAt, lastUsedAt, name }: OperatorKey): string[] {
  const time = (at: Date | undefined) => at?.toISOString() ?? 'never'
  return [id, prefix, scopes.join(','), allowedIps.join(',') || 'any', time(expiresAt), time(lastUsedAt), name]
}
