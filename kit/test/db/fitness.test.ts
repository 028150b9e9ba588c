import assert from 'node:assert/strict'
import { it } from 'node:test'
import { unfitness } from '@plinth/kit/db'
import { transactionPooler } from '@plinth/testkit'
import { scratchDatabase, scratchUrl } from './scratch.ts'

/** Makes a database in this way; returns its fault. */
async function faultOf(made: string): Promise<string | undefined> {
  const url = new URL(await scratchUrl())
  const admin = scratchDatabase(url.href, 1)
  url.pathname += '_made'
  const name = url.pathname.slice(1)
  await admin.query({ text: `CREATE DATABASE "${name}" TEMPLATE template0 ${made}` })
  try {
    return await unfitness(url.href)
  } finally {
    await admin.query({ text: `DROP DATABASE "${name}" WITH (FORCE)` })
  }
}

it('a plain database is fit', async () => {
  assert.equal(await unfitness(await scratchUrl()), undefined)
})

it('a database is unfit whose encoding lacks characters', async () => {
  assert.match(
    (await faultOf(`ENCODING 'SQL_ASCII' LOCALE 'C'`)) ?? '',
    /^its encoding is SQL_ASCII, .*ENCODING 'UTF8'/,
  )
})

it('a database is unfit in whose language IDs sort in another order', async () => {
  const icu = (language: string) => faultOf(`ENCODING 'UTF8' LOCALE 'C' LOCALE_PROVIDER icu ICU_LOCALE '${language}'`)
  assert.equal(await icu('de'), undefined)
  assert.match((await icu('da')) ?? '', /^its collation da sorts IDs in another order .*LC_COLLATE 'C'/)
})

it('a database is unfit that takes no writes', async () => {
  const url = await scratchUrl()
  const name = new URL(url).pathname.slice(1)
  await scratchDatabase(url, 1).query({ text: `ALTER DATABASE "${name}" SET default_transaction_read_only = on` })
  assert.match((await unfitness(url)) ?? '', /^it takes no writes: .*default_transaction_read_only is on/)
})

it('an empty database is unfit in which the user cannot create tables', async () => {
  const url = new URL(await scratchUrl())
  const admin = scratchDatabase(url.href, 1)
  const role = `reader_${process.pid}`
  url.username = role
  await admin.query({ text: `REVOKE CREATE ON SCHEMA public FROM PUBLIC; CREATE ROLE ${role} LOGIN` })
  try {
    const said = new RegExp(`^the user ${role} cannot create tables in its schema public: make ${role} the owner`)
    assert.match((await unfitness(url.href)) ?? '', said)
    await admin.query({ text: `GRANT CREATE ON SCHEMA public TO ${role}` })
    assert.equal(await unfitness(url.href), undefined)
  } finally {
    await admin.query({ text: `DROP OWNED BY ${role}; DROP ROLE ${role}` })
  }
})

it('a pooler is unfit that gives one session to several connections', async () => {
  const pooler = await transactionPooler(await scratchUrl())
  try {
    assert.match((await unfitness(pooler.url)) ?? '', /^a pooler in transaction mode is in front of it, .*session mode/)
  } finally {
    await pooler.stop()
  }
})
