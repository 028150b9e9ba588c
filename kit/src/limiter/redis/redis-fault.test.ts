import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { redisFault } from './redis-fault.ts'

describe('a fault of Redis', () => {
  it('is found in what a script says, whatever the version', () => {
    const ofVersion6 =
      'ERR Error running script (call to f_7757b6): @user_script:142: @user_script: 142: -READONLY You can’t write against a read only replica.'
    const ofVersion8 = 'READONLY You can’t write against a read only replica. script: 7757b6, on @user_script:153.'
    assert.match(redisFault(ofVersion6)?.says ?? '', /^is a replica \(READONLY You can’t write .* replica\.?\)$/)
    assert.match(redisFault(ofVersion8)?.says ?? '', /^is a replica \(READONLY You can’t write .* replica\.?\)$/)
  })

  it('of a Sentinel, or of another server without scripts, names what leads to the primary', () => {
    assert.match(
      redisFault("ERR unknown command 'evalsha', with args beginning with: '7757b6'")?.remedy ?? '',
      /Sentinel .* proxy/,
    )
  })

  it('tells a full Redis from one that is busy', () => {
    const full = redisFault(
      "OOM command not allowed when used memory > 'maxmemory'. script: 7757b6, on @user_script:153.",
    )
    const busy = redisFault('BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.')
    assert.match(full?.remedy ?? '', /maxmemory/)
    assert.match(busy?.remedy ?? '', /SCRIPT KILL/)
  })

  it('is none where Redis cannot be reached', () => {
    for (const message of ['connect ECONNREFUSED 127.0.0.1:6379', 'The connection was closed.', 'Socket timeout'])
      assert.equal(redisFault(message), undefined)
  })
})
