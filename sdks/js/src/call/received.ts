import type { BodyReader, FetchAnswer } from '../options.ts'

/** A whole answer, or one whose body is open. Its headers are copied when something asks for all of them: a call that succeeds asks for two. */
export class Received {
  readonly status: number
  readonly text: string
  /** The body, where it is read as it comes. */
  readonly open: BodyReader | undefined
  readonly #from: FetchAnswer['headers']
  #headers: Record<string, string> | undefined

  constructor({ status, headers }: FetchAnswer, text: string, open?: BodyReader) {
    this.status = status
    this.text = text
    this.open = open
    this.#from = headers
  }

  /** Names in lower case. */
  get headers(): Record<string, string> {
    if (this.#headers === undefined) {
      const all: Record<string, string> = {}
      this.#from.forEach((value, name) => {
        all[name] = value
      })
      this.#headers = all
    }
    return this.#headers
  }

  has(name: string): boolean {
    return this.#from.has(name)
  }
}
