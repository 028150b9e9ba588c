import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { repository } from '../../kit/src/build/build-command.ts'
import { isBuiltOf, sourceHash } from '../../kit/src/build/stamp.ts'
import { sources } from './sources.ts'

const dist = fileURLToPath(new URL('../dist', import.meta.url))

describe('the console that is here', () => {
  it('is that of its sources', () => {
    const isBuilt = isBuiltOf(dist, sourceHash(repository, sources))
    assert.ok(isBuilt, 'dist is stale; build it: npm run build --workspace=@plinth/console')
  })
})
