import pg from 'pg'
import { takesNoWrites } from './failures.ts'

// PostgreSQL reports both when a session begins, and whenever one changes.
const closing = ['in_hot_standby', 'default_transaction_read_only']

/**
 * A session that knows whether its server takes writes. A standby does not, nor a primary that was closed to them: a failover may leave
 * one behind an address for a while, or for good behind the sessions that are there.
 */
export class WritableClient extends pg.Client {
  readonly #closedBy = new Set<string>()

  constructor(config?: string | pg.ClientConfig) {
    super(config)
    this.connection.on('parameterStatus', ({ parameterName, parameterValue }: ParameterStatus) => {
      if (!closing.includes(parameterName)) return
      if (parameterValue === 'on') this.#closedBy.add(parameterName)
      else this.#closedBy.delete(parameterName)
    })
  }

  get onlyReads(): boolean {
    return this.#closedBy.size > 0
  }

  /** Rejects if the server takes no writes. Asks it only if it reported so: a pooler may repeat what another server reported. */
  async confirmWritable(): Promise<void> {
    if (!this.onlyReads) return
    const { rows } = await this.query<{ reads: boolean }>(
      `SELECT pg_is_in_recovery() OR current_setting('default_transaction_read_only')::boolean AS reads`,
    )
    if (rows[0]?.reads !== false)
      throw Object.assign(
        new Error('the server takes no writes: it is a standby, or default_transaction_read_only is on'),
        { code: takesNoWrites },
      )
    this.#closedBy.clear()
  }
}

interface ParameterStatus {
  parameterName: string
  parameterValue: string
}
