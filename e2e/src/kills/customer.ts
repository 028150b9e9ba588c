import assert from 'node:assert/strict'
import type { Random } from '../random.ts'
import type { Resource, Tenant } from '../tenant.ts'
import { answered, type Sent } from './answered.ts'

interface Change {
  method: string
  path: string
  body?: object
  status: number
  /** The effects that it must leave behind, given its answer. */
  done(answered: Resource | undefined): Effect[]
}

export type NamedTable = 'workspace' | 'api_key' | 'endpoint'

/** One event about an object, and of which kind. */
export interface Effect {
  type: string
  objectId: string
}

export interface Tally {
  operations: number
  attempts: number
  replays: number
  twins: number
}

/** A customer who changes one thing after the other, each with its Idempotency-Key, until it is answered. */
export class Customer {
  readonly effects: Effect[] = []
  /** How many rows must bear each name. */
  readonly rows = new Map<string, { table: NamedTable; count: number }>()
  readonly tally: Tally = { operations: 0, attempts: 0, replays: 0, twins: 0 }
  workspaceVersion = 1
  /** Names by id. */
  readonly #keys = new Map<string, string>()
  readonly #webhooks: string[] = []
  readonly #url: string
  readonly #random: Random
  readonly tenant: Tenant

  constructor(url: string, tenant: Tenant, random: Random) {
    this.#url = url
    this.tenant = tenant
    this.#random = random
  }

  async change(): Promise<void> {
    const random = this.#random
    const { status, done, ...call } = this.#next()
    const sent: Sent = { ...call, key: this.tenant.key, idempotencyKey: `${random.seed}-${random.int(0, 1e9)}` }
    const isTwin = random.chance(0.2)
    const answers = await Promise.all((isTwin ? [0, 1] : [0]).map(() => answered(this.#url, sent)))
    if (random.chance(0.5)) answers.push(await answered(this.#url, sent))
    const [first] = answers
    assert.ok(first)
    assert.equal(first.status, status, `${sent.method} ${sent.path}: ${first.text}`)
    for (const answer of answers) {
      assert.deepEqual([answer.status, answer.text], [first.status, first.text], 'one answer to the byte')
    }
    assert.ok(answers.filter(({ isReplay }) => !isReplay).length <= 1, 'done at most once')
    this.tally.operations++
    this.tally.attempts += answers.reduce((sum, { attempts }) => sum + attempts, 0)
    this.tally.replays += answers.filter(({ isReplay }) => isReplay).length
    if (isTwin) this.tally.twins++
    this.effects.push(...done(first.text === '' ? undefined : JSON.parse(first.text).data))
  }

  #next(): Change {
    const random = this.#random
    const key = random.pick(['', ...this.#keys.keys()])
    const webhook = random.pick(['', ...this.#webhooks])
    const name = `n${random.int(0, 1e9)}-${this.tally.operations}`
    return random.pick([
      () => this.#rename(name),
      () => this.#makeWorkspace(name),
      () => this.#renameUser(name),
      () => this.#makeKey(name),
      () => (key === '' ? this.#makeKey(name) : random.chance(0.5) ? this.#rotateKey(key) : this.#revokeKey(key)),
      () => this.#makeWebhook(name),
      () => (webhook === '' ? this.#makeWebhook(name) : this.#describeWebhook(webhook, name)),
      () => (webhook === '' ? this.#makeWebhook(name) : this.#deleteWebhook(webhook)),
    ])()
  }

  #expectRow(table: NamedTable, name: string, more = 1): void {
    this.rows.set(name, { table, count: (this.rows.get(name)?.count ?? 0) + more })
  }

  #rename(name: string): Change {
    const { id } = this.tenant.workspace
    return {
      ...{ method: 'PATCH', path: `/workspaces/${id}`, body: { name }, status: 200 },
      done: () => {
        this.workspaceVersion++
        return [{ type: 'workspace.updated', objectId: id }]
      },
    }
  }

  #makeWorkspace(name: string): Change {
    return {
      ...{ method: 'POST', path: '/workspaces', body: { name }, status: 201 },
      done: (made) => {
        this.#expectRow('workspace', name)
        return [{ type: 'workspace.created', objectId: idOf(made) }]
      },
    }
  }

  #renameUser(name: string): Change {
    const { id } = this.tenant.user
    return {
      ...{ method: 'PATCH', path: `/users/${id}`, body: { name }, status: 200 },
      done: () => [{ type: 'user.updated', objectId: id }],
    }
  }

  #makeKey(name: string): Change {
    return {
      ...{ method: 'POST', path: '/api-keys', body: { name }, status: 201 },
      done: (made) => {
        this.#expectRow('api_key', name)
        this.#keys.set(idOf(made), name)
        return [{ type: 'api_key.created', objectId: idOf(made) }]
      },
    }
  }

  #rotateKey(id: string): Change {
    return {
      ...{ method: 'POST', path: `/api-keys/${id}/rotate`, body: { grace_period_hours: 1 }, status: 201 },
      done: (made) => {
        // The new key bears the old one's name; both are there until the grace ends.
        const name = this.#keys.get(id) ?? ''
        this.#expectRow('api_key', name)
        this.#keys.delete(id)
        this.#keys.set(idOf(made), name)
        return [{ type: 'api_key.rotated', objectId: idOf(made) }]
      },
    }
  }

  #revokeKey(id: string): Change {
    return {
      ...{ method: 'DELETE', path: `/api-keys/${id}`, status: 204 },
      done: () => {
        // A revoked key is no more.
        this.#expectRow('api_key', this.#keys.get(id) ?? '', -1)
        this.#keys.delete(id)
        return [{ type: 'api_key.revoked', objectId: id }]
      },
    }
  }

  #makeWebhook(name: string): Change {
    const body = { url: `https://127.0.0.1/${name}`, events: ['boost.expired'] }
    return {
      ...{ method: 'POST', path: '/webhooks', body, status: 201 },
      done: (made) => {
        this.#expectRow('endpoint', body.url)
        this.#webhooks.push(idOf(made))
        return [{ type: 'webhook.created', objectId: idOf(made) }]
      },
    }
  }

  #describeWebhook(id: string, description: string): Change {
    return {
      ...{ method: 'PATCH', path: `/webhooks/${id}`, body: { description }, status: 200 },
      done: () => [{ type: 'webhook.updated', objectId: id }],
    }
  }

  #deleteWebhook(id: string): Change {
    return {
      ...{ method: 'DELETE', path: `/webhooks/${id}`, status: 204 },
      done: () => {
        this.#webhooks.splice(this.#webhooks.indexOf(id), 1)
        return [{ type: 'webhook.deleted', objectId: id }]
      },
    }
  }
}

const idOf = (made: Resource | undefined): string => made?.id ?? ''
