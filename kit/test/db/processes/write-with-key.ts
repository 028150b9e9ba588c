// Runs writes with Idempotency-Keys at once and stops where it is told: inside the last one's work, or after the commit.

import { SystemClock } from '@plinth/kit/clock'
import { idempotentWrites, openDatabase } from '@plinth/kit/db'
import { secretBox } from '@plinth/kit/secrets/secret-box'
import { callWith, method, request } from '../a-method.ts'
import { log } from './silent-log.ts'

const [url = '', list = '', secret = '', stopAt = ''] = process.argv.slice(2)
const keys = list.split(',')
const database = openDatabase({ url, poolMax: 1, clock: new SystemClock(), log })
const secrets = secretBox([Buffer.from(secret, 'hex')])
const stop = async (place: string) => {
  process.stdout.write(`${place}\n`)
  if (place === stopAt) await new Promise((resolve) => setTimeout(resolve, 60_000))
}
const write = idempotentWrites({ database, secrets, log })(method, async (_request, { context }, tx) => {
  const key = context.idempotency?.key ?? ''
  await tx.query({ text: 'INSERT INTO thing VALUES ($1)', values: [`of ${key}`] })
  tx.emit({
    type: 'thing.made',
    workspaceId: 'w',
    objectId: key,
    objectType: 'thing',
    attributes: {},
    consumers: ['c'],
  })
  if (key === keys.at(-1)) await stop('working')
  return { consumer: 'first', eventIds: [] }
})
await Promise.all(keys.map((key) => write(request, callWith(key))))
await stop('committed')
