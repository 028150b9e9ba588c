import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { makeApiKey, parseApiKey } from '@plinth/kit/access/api-key-format'
import { keptSecrets, operatorKeyFile } from '../mesh/kept-secrets.ts'
import { announcement } from '../mesh/ready.ts'

describe('the operator key of npm run mesh', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plinth-mesh-'))
  const file = operatorKeyFile(folder)
  after(() => rmSync(folder, { recursive: true }))

  it('is made once, in a file for its owner alone', () => {
    const { operatorKey } = keptSecrets(folder, {})
    assert.ok(parseApiKey(operatorKey))
    assert.equal(keptSecrets(folder, {}).operatorKey, operatorKey)
    assert.equal(statSync(file).mode & 0o777, 0o600)
  })

  it('is the one of the environment from then on: that one ended the other', () => {
    const { key } = makeApiKey('sk_live')
    assert.equal(keptSecrets(folder, { PLINTH_OPERATOR_KEY: key }).operatorKey, key)
    assert.equal(keptSecrets(folder, {}).operatorKey, key)
    assert.deepEqual([readFileSync(file, 'utf8'), statSync(file).mode & 0o777], [key, 0o600])
  })

  it('is shown to a terminal, and its file elsewhere', () => {
    const shown = { operatorKey: 'sk_live_1', file }
    assert.match(announcement('http://127.0.0.1:1', { ...shown, isTerminal: true }), /Operator key: sk_live_1\n/)
    const kept = announcement('http://127.0.0.1:1', { ...shown, isTerminal: false })
    assert.equal(kept.includes('sk_live_1'), false)
    assert.ok(kept.includes(`Operator key: in ${file}\n`))
  })
})
