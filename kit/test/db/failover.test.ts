import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Database, openDatabase } from '@plinth/kit/db'
import { PlinthError } from '@plinth/kit/errors'
import { eventually, type TcpProxy, tcpProxy } from '@plinth/testkit'
import { type DedicatedServer, dedicatedServer, type Standby, standbyOf } from '@plinth/testkit/servers'
import { clock, log } from './scratch.ts'

const isUnavailable = (thrown: unknown) => thrown instanceof PlinthError && thrown.code === 'SERVICE_UNAVAILABLE'
const hostOf = ({ url }: Pick<DedicatedServer, 'url'>) => new URL(url).host

describe('a failover to a standby', () => {
  let primary: DedicatedServer
  let standby: Standby | undefined
  let address: TcpProxy
  let database: Database
  before(async () => {
    primary = await dedicatedServer('postgres')
    standby = await standbyOf(primary)
    address = await tcpProxy(hostOf(primary))
    database = openDatabase({ url: primary.url.replace(hostOf(primary), address.address), poolMax: 4, clock, log })
  })
  after(async () => {
    await database?.close()
    await address?.stop()
    await standby?.stop()
    await primary?.stop()
  })

  it('is 503 while only the standby answers at the address, and goes on with what was answered once it is promoted', async (t) => {
    if (standby === undefined) return t.skip('PostgreSQL is in a container')
    for (const setting of [`ALTER SYSTEM SET synchronous_standby_names = '*'`, 'SELECT pg_reload_conf()'])
      await database.query({ text: setting })
    await eventually(async () => {
      const rows = await database.query({ text: `SELECT FROM pg_stat_replication WHERE sync_state = 'sync'` })
      assert.equal(rows.length, 1)
    })
    const write = (n: number) => database.query({ text: 'INSERT INTO written VALUES ($1)', values: [n] })
    const written = async () =>
      (await database.query<{ n: number }>({ text: 'SELECT n FROM written ORDER BY n' })).map(({ n }) => n)
    await database.query({ text: 'CREATE TABLE written (n int)' })
    await Promise.all([1, 2, 3, 4].map(write))
    await primary.kill()
    address.turn(hostOf(standby))
    await assert.rejects(write(5), isUnavailable)
    await assert.rejects(written(), isUnavailable)
    await assert.rejects(database.ready(), /takes no writes/)
    await standby.promote()
    await database.ready()
    await Promise.all([5, 6, 7, 8].map(write))
    assert.deepEqual(await written(), [1, 2, 3, 4, 5, 6, 7, 8])
  })
})
