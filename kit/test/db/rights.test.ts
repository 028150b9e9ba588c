import assert from 'node:assert/strict'
import { it } from 'node:test'
import { lackingRight } from '@plinth/kit/db'
import { plumbedDatabase, scratchDatabase } from './scratch.ts'

it('a role that may only read and write rows lacks what it needs on a later day', async () => {
  const admin = await plumbedDatabase()
  assert.equal(await lackingRight(admin), undefined)
  const [role, owner] = [`runtime_${process.pid}`, `owner_${process.pid}`]
  const url = new URL(admin.url)
  url.username = role
  await admin.query({
    text: `CREATE ROLE ${role} LOGIN; CREATE ROLE ${owner}; GRANT ALL ON outbox TO ${role}; ALTER TABLE outbox OWNER TO ${owner}`,
  })
  try {
    const runtime = scratchDatabase(url.href, 1)
    assert.match(
      (await lackingRight(runtime)) ?? '',
      new RegExp(`^the user ${role} does not own its tables .*connect as ${owner}`),
    )
    await admin.query({ text: `GRANT ${owner} TO ${role}` })
    assert.match(
      (await lackingRight(runtime)) ?? '',
      /^the user .* cannot make partitions.*GRANT CREATE ON SCHEMA public/,
    )
    await admin.query({ text: `GRANT CREATE ON SCHEMA public TO ${role}` })
    assert.equal(await lackingRight(runtime), undefined)
  } finally {
    await admin.query({ text: `DROP OWNED BY ${role}, ${owner}; DROP ROLE ${role}, ${owner}` })
  }
})
