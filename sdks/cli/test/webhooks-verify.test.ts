import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { signWebhook } from '../../js/src/webhooks.ts'
import { cli } from './run-cli.ts'

const [secret, older, other] = ['one', 'two', 'three'].map((text) => `whsec_${btoa(text.repeat(8))}`) as [
  string,
  string,
  string,
]
const event = { id: 'evt_1', type: 'invoice.paid', data: { amount: 1 } }
const minutesAgo = (count: number) => Math.floor(Date.now() / 1_000) - count * 60

async function verify(secrets: string, { by = secret, timestamp = minutesAgo(0), options = [] as string[] } = {}) {
  const { body, headers } = await signWebhook(event, by, { timestamp })
  const given = Object.entries(headers).flatMap(([name, value]) => ['--header', `${name}: ${value}`])
  const env: Record<string, string> = secrets === '' ? {} : { PLINTH_WEBHOOK_SECRET: secrets }
  return cli(['webhooks', 'verify', '-', ...given, ...options, '-o', 'json'], { env, input: body })
}
const codeOf = ({ stderr }: { stderr: string }) => JSON.parse(stderr).error.code

describe('plinth webhooks verify', () => {
  it('0 and the event for the right secret, by both signatures', async () => {
    for (const options of [[], ['--scheme', 'body']]) {
      const { code, stdout, stderr } = await verify(secret, { options })
      assert.deepEqual([code, JSON.parse(stdout), stderr], [0, event, ''])
    }
  })

  it('0 for each of two secrets', async () => {
    for (const by of [secret, older]) assert.equal((await verify(`${secret} ${older}`, { by })).code, 0)
  })

  it('1 for another secret, and nothing is printed', async () => {
    const refused = await verify(`${secret} ${older}`, { by: other })
    assert.deepEqual([refused.code, refused.stdout, codeOf(refused)], [1, '', 'WEBHOOK_NO_MATCH'])
  })

  it('1 for a request that is too old, unless --tolerance is longer', async () => {
    const timestamp = minutesAgo(6)
    const refused = await verify(secret, { timestamp })
    assert.deepEqual([refused.code, refused.stdout, codeOf(refused)], [1, '', 'WEBHOOK_TOO_OLD'])
    assert.equal((await verify(secret, { timestamp, options: ['--tolerance', '7m'] })).code, 0)
  })

  it('2 without a header, and for one that is none', async () => {
    for (const options of [[], ['--header', 'webhook-id']]) {
      const refused = await cli(['webhooks', 'verify', '-', ...options, '-o', 'json'], { input: '{}' })
      assert.deepEqual([refused.code, codeOf(refused)], [2, 'USAGE'])
    }
  })

  it('3 without a secret', async () => {
    const refused = await verify('')
    assert.deepEqual([refused.code, refused.stdout, codeOf(refused)], [3, '', 'NO_SECRET'])
    assert.match(JSON.parse(refused.stderr).error.hint, /^Set PLINTH_WEBHOOK_SECRET/)
  })
})
