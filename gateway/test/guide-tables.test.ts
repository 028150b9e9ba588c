import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { deliveryHeaders } from '../src/openapi/webhooks.ts'
import { operations } from '../src/operations.ts'

const pageOf = (name: string) => readFileSync(new URL(`../../docs/guides/${name}.md`, import.meta.url), 'utf8')
const roles = { owner: 'owner', 'owner or admin': 'admin', 'the user concerned': 'self' }

describe('the guide on members', () => {
  const page = pageOf('members')
  for (const [shown, role] of Object.entries(roles)) {
    it(`names every operation for: ${shown}`, () => {
      const rows = page.split('\n').filter((line) => line.startsWith(`| ${shown} | \``))
      const named = rows.flatMap((row) => [...row.matchAll(/`([A-Z]+ \/[^`]+)`/g)].map(([, route]) => route))
      const wanted = operations.filter((one) => one.role === role).map(({ method, path }) => `${method} ${path}`)
      assert.deepEqual(named.sort(), wanted.sort())
    })
  }
})

describe('the guide on webhooks', () => {
  it('has a row for each header of a delivery', () => {
    const names = Object.values(deliveryHeaders).map(({ name }) => name)
    const rows = pageOf('webhooks').split('\n')
    const missing = names.filter((name) => !rows.some((row) => row.startsWith('| `') && row.includes(`\`${name}\``)))
    assert.deepEqual(missing, [])
  })
})
