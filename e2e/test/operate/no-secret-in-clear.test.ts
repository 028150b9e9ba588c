import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { allEvents, type Bus, jetStreamBus } from '@plinth/kit/bus'
import { SystemClock } from '@plinth/kit/clock'
import { type Database, openDatabase } from '@plinth/kit/db'
import { openLog } from '@plinth/kit/log'
import { dedicatedNats, eventually, type WebhookReceiver, webhookReceiver } from '@plinth/testkit'
import { type Answer, type Api, api } from '../../src/api.ts'
import { type Mesh, startMesh } from '../../src/mesh.ts'
import { pageOf } from '../../src/page-of.ts'
import { everyRow, type Secret, secretsIn } from '../../src/secret-search.ts'
import { created, newTenant, type Resource, resource } from '../../src/tenant.ts'

const lastAddress = 'jim@example.com'
const once = (idempotencyKey: string) => ({ idempotencyKey })

/** Makes a secret of every kind, by calls with an Idempotency-Key, whose answers are stored too. */
async function makeSecrets(mesh: Mesh, receiver: WebhookReceiver): Promise<Secret[]> {
  const secrets: Secret[] = []
  const note = (name: string, text: unknown) => secrets.push({ name, text: String(text) })
  /** The whole, and the part that nobody can guess. */
  const noteKey = (name: string, text: unknown) => {
    note(name, text)
    note(`${name}'s letters`, String(text).split('_').at(-2))
  }
  const operator = api(mesh.url, mesh.operatorKey)
  noteKey('PLINTH_OPERATOR_KEY', mesh.operatorKey)
  const deploy = created(await operator.post('/operator-keys', { name: 'Deploy' }, once('s-1')))
  noteKey('operator key', deploy['key'])
  const rotated = created(await operator.post(`/operator-keys/${deploy.id}/rotate`, {}, once('s-2')))
  noteKey('rotated operator key', rotated['key'])

  const tenant = await newTenant(mesh)
  noteKey('first API key', tenant.key)
  const { workspace, user } = tenant
  const second = created(await tenant.api.post('/api-keys', { name: 'Second' }, once('s-3')))
  noteKey('API key', second['key'])
  const third = created(await tenant.api.post(`/api-keys/${second.id}/rotate`, {}, once('s-4')))
  noteKey('rotated API key', third['key'])
  await webhooksOf(tenant.api, receiver, note)

  const invited = { email: lastAddress, role: 'member' }
  const invitation = await tenant.api.post(`/workspaces/${workspace.id}/invitations`, invited, once('s-7'))
  note('invitation token', created(invitation)['token'])
  const verification = await operator.post(`/users/${user.id}/email-verification`, {}, once('s-8'))
  note('verification token', resourceOf(verification)['token'])
  const page = pageOf(mesh.url)
  note('session token', (await page.signIn(tenant.key, { 'idempotency-key': 's-10' })).token)
  const link = created(await operator.post('/sign-in-links', {}, once('s-11')))
  note('sign-in code', String(link['url']).split('#c=')[1])
  return secrets
}

async function webhooksOf(api: Api, receiver: WebhookReceiver, note: (name: string, text: unknown) => void) {
  const supplied = 'a-secret-that-the-caller-brought-along-0123456789'
  const header = 'the key of another system 9876543210'
  const made = created(await api.post('/webhooks', { url: receiver.url, events: ['*'] }, once('s-5')))
  note('webhook secret', made['secret'])
  note(
    "webhook secret's bytes",
    Buffer.from(String(made['secret']).slice('whsec_'.length), 'base64').toString('latin1'),
  )
  const own = { url: receiver.url, events: ['namespace.*'], secret: supplied, headers: { 'x-other-key': header } }
  const other = created(await api.post('/webhooks', own, once('s-6')))
  note('supplied webhook secret', supplied)
  note('custom header', header)
  const rotated = await api.post(`/webhooks/${other.id}/rotate-secret`, {}, once('s-9'))
  note('rotated webhook secret', resource(rotated)['secret'])
  created(await api.post('/namespaces', { name: 'To be told of' }))
}

const resourceOf = (answer: Answer): Resource => {
  assert.ok(answer.status < 300, answer.text)
  return resource(answer)
}

describe('secrets', () => {
  let mesh: Mesh
  let receiver: WebhookReceiver
  let bus: Bus
  const databases = new Map<string, Database>()
  const log = openLog({ level: 'fatal', name: 'test' })
  const messages: { place: string; bytes: Buffer }[] = []
  before(async () => {
    const nats = await dedicatedNats()
    bus = await jetStreamBus({ url: nats.url, name: 'test', log })
    const note = (data: Uint8Array) => messages.push({ place: 'a message', bytes: Buffer.from(data) })
    await bus.listen('plinth.>', note)
    await bus.subscribe({
      ...{ durable: 'search', subjects: [allEvents], batchMax: 100 },
      handler: async (batch) => {
        for (const { data } of batch) note(data)
      },
    })
    mesh = await startMesh({ nats })
    receiver = await webhookReceiver()
    for (const [name, url] of Object.entries(mesh.databases))
      databases.set(name, openDatabase({ url, poolMax: 1, clock: new SystemClock(), log }))
  })
  after(async () => {
    await bus?.close()
    for (const database of databases.values()) await database.close()
    await mesh?.stop()
    await receiver?.close()
  })
  const stored = async () => (await Promise.all([...databases].map(([name, one]) => everyRow(one, name)))).flat()

  it('are in no row of any table and in no message in clear, nor in hex or base64', async () => {
    const secrets = await makeSecrets(mesh, receiver)
    assert.equal(secrets.filter(({ text }) => text.length < 20).length, 0)
    // Texts that are no secrets are found in both, so the search reads everything, and all of it has arrived.
    const known = [
      { name: 'an address', text: lastAddress },
      { name: 'a URL', text: receiver.url },
    ]
    await eventually(async () => {
      for (const pieces of [await stored(), messages]) {
        const found = secretsIn(known, pieces).map((finding) => finding.split(' in ')[0])
        assert.deepEqual([...new Set(found)].sort(), ['a URL', 'an address'])
      }
      assert.ok(receiver.requests.length >= 2)
    })
    assert.deepEqual(secretsIn(secrets, await stored()), [])
    assert.deepEqual(secretsIn(secrets, messages), [])
  })

  it('would be found in any of these forms', async () => {
    const database = databases.get('identity')
    assert.ok(database)
    const secret = { name: 'it', text: 'a secret of quite some letters' }
    const bytes = Buffer.from(`{"a":"${secret.text}"}`)
    const forms: [string, string | Buffer][] = [
      ['text', bytes.toString()],
      ['text', bytes.toString('hex')],
      ['text', bytes.toString('base64')],
      ['text', Buffer.concat([Buffer.from('x'), bytes]).toString('base64url')],
      ['bytea', bytes],
      ['bytea', Buffer.from(bytes.toString('base64'))],
    ]
    await database.query({ text: 'CREATE SCHEMA leaks' })
    try {
      for (const [at, [type, value]] of forms.entries()) {
        await database.query({ text: `CREATE TABLE leaks.leak_${at} (id int, value ${type})` })
        await database.query({ text: `INSERT INTO leaks.leak_${at} VALUES (1, $1)`, values: [value] })
      }
      const found = new Set(secretsIn([secret], await everyRow(database, 'identity')))
      assert.deepEqual(
        [...found].sort(),
        forms.map((_, at) => `it in identity: leaks.leak_${at}`),
      )
    } finally {
      await database.query({ text: 'DROP SCHEMA leaks CASCADE' })
    }
  })
})
