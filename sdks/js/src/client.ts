import { Core } from './call/core.ts'
import { givenPath } from './call/request-text.ts'
import { withKey, withSession } from './call/settings.ts'
import { Resources } from './gen/resources.ts'
import type { ChangeOptions, ClientOptions, Context, ReadOptions, SessionOptions } from './options.ts'

export interface RequestOptions extends ReadOptions, ChangeOptions {
  /** Undefined values are left out, lists are joined by commas. */
  query?: Readonly<Record<string, unknown>> | undefined
  body?: unknown
}

/** Calls Plinth with one key. Calls may run side by side; they share the runtime's connections. */
export class Client extends Resources {
  readonly #core: Core

  /** `key`: default `PLINTH_API_KEY`. */
  constructor(key?: string, options?: ClientOptions)
  constructor(given?: string | Core, options: ClientOptions = {}) {
    const core = given instanceof Core ? given : new Core(withKey(given, options))
    super(core)
    this.#core = core
  }

  /** For Plinth's own pages: no key; the calls carry the cookie of the page's session. */
  static session(options: SessionOptions): Client {
    return fromCore(new Core(withSession(options)))
  }

  /** The same client in another workspace or namespace. */
  withContext(context: Context): Client {
    return fromCore(this.#core.withContext(context))
  }

  /** Any route, also one that this version does not know: `path` is below /api/v1. Gives what is in `data`, a list with its meta. */
  request<T = unknown>(method: string, path: string, options: RequestOptions = {}): Promise<T> {
    const { query, body, ...others } = options
    return this.#core.call({
      method: method.toUpperCase(),
      path: givenPath(path),
      kind: 'any',
      query,
      body,
      options: others,
    })
  }
}

const fromCore = (core: Core): Client => new (Client as unknown as new (core: Core) => Client)(core)
