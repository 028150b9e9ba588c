import type { Core } from './call/core.ts'
import type { AnswerKind } from './call/read-answer.ts'
import type { PathOf } from './call/request-text.ts'
import type { ChangeOptions, ReadOptions } from './options.ts'
import { type Meta, type Next, Page, refuseSame } from './page.ts'
import { Rows } from './rows.ts'

type Options = (ReadOptions & ChangeOptions) | undefined
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** The base class of the generated resources. */
export abstract class Resource {
  readonly #core: Core

  constructor(core: Core) {
    this.#core = core
  }

  protected data<T>(method: Method, path: PathOf, given?: object, options?: Options, inQuery?: readonly string[]) {
    return this.#call<T>('data', method, path, given, options, inQuery)
  }

  protected bare<T>(method: Method, path: PathOf, given?: object, options?: Options, inQuery?: readonly string[]) {
    return this.#call<T>('bare', method, path, given, options, inQuery)
  }

  protected none(method: Method, path: PathOf, given?: object, options?: Options, inQuery?: readonly string[]) {
    return this.#call<void>('none', method, path, given, options, inQuery)
  }

  protected page<Row, Of extends Meta>(path: PathOf, query?: object, options?: Options): Promise<Page<Row, Of>> {
    const load = async (next: Next) => {
      refuseSame(query, next)
      return this.page<Row, Of>(path, { ...query, ...next }, options)
    }
    return this.#core.call(
      { method: 'GET', path, kind: 'page', query, options },
      (value) => new Page(value as { data: Row[]; meta: Of }, load),
    )
  }

  protected lines(path: PathOf, query?: object, options?: Options): AsyncGenerator<string, void, undefined> {
    return this.#core.lines({ method: 'GET', path, kind: 'lines', query, options })
  }

  /** `first`: where the list begins. */
  protected rows<Row>(path: PathOf, query: object | undefined, options: Options, first: Next): Rows<Row> {
    return new Rows((next) => this.page<Row, Meta>(path, { per_page: 100, ...query, ...next }, options), first)
  }

  #call<T>(
    kind: AnswerKind,
    method: Method,
    path: PathOf,
    given: object | undefined,
    options: Options,
    inQuery: readonly string[] = [],
  ): Promise<T> {
    if (method === 'GET' || method === 'DELETE') return this.#core.call({ method, path, kind, query: given, options })
    const query: Record<string, unknown> = {}
    const body: Record<string, unknown> = {}
    for (const [name, value] of Object.entries(given ?? {})) (inQuery.includes(name) ? query : body)[name] = value
    const hasBody = given !== undefined && (Object.keys(body).length > 0 || Object.keys(query).length === 0)
    return this.#core.call({ method, path, kind, query, body: hasBody ? body : undefined, options })
  }
}
