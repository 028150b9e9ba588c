import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
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
