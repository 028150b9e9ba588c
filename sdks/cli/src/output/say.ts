import { styleText } from 'node:util'
import type { Failure } from '../failure.ts'
import type { Io } from '../io.ts'
import { visible, visibleJson } from './visible.ts'

/** All that is not data, on stderr: sentences for people, one JSON object a line for programs. */
export class Say {
  readonly #io: Io
  readonly #isJson: boolean
  readonly #isQuiet: boolean

  constructor(io: Io, { isJson = false, isQuiet = false }: { isJson?: boolean; isQuiet?: boolean } = {}) {
    this.#io = io
    this.#isJson = isJson
    this.#isQuiet = isQuiet
  }

  /** Something that should be changed, soon. */
  warn(message: string): void {
    if (this.#isQuiet) return
    if (this.#isJson) this.#object({ warning: { message } })
    else this.#line(`${this.#paint('yellow', 'warning:')} ${visible(message)}`)
  }

  /** Help for a person, a line each; programs do not get it. */
  note(...lines: readonly string[]): void {
    if (!this.#isQuiet && !this.#isJson) for (const line of lines) this.#line(visible(line))
  }

  /** A failure, also with --quiet. */
  failure({ exit: _, hint, ...shown }: Failure): void {
    if (this.#isJson) this.#object({ error: { ...shown, ...(hint === undefined ? {} : { hint }) } })
    else this.#sentences(shown, hint)
  }

  #sentences(shown: Omit<Failure, 'exit' | 'hint'>, hint: string | undefined): void {
    const { message, details = {}, request_id, retry_after, idempotency_key } = shown
    this.#line(this.#paint('red', message))
    for (const sentence of sentencesOf(details)) this.#line(sentence)
    if (retry_after !== undefined) this.#line(`Try again in ${retry_after} s.`)
    if (idempotency_key !== undefined)
      this.#line(
        `It is not known whether it took effect. Within 24 hours the same command with --idempotency-key ${idempotency_key} takes effect once.`,
      )
    if (hint !== undefined) this.#line(hint)
    if (request_id !== undefined) this.#line(`Request ${request_id}`)
  }

  #line(text: string): void {
    for (const line of text.split('\n')) this.#io.stderr.write(`plinth: ${line}\n`)
  }

  #object(object: object): void {
    this.#io.stderr.write(`${visibleJson(JSON.stringify(object))}\n`)
  }

  #paint(style: 'red' | 'yellow', text: string): string {
    const stream = this.#io.stderr as NodeJS.WriteStream
    return text
      .split('\n')
      .map((line) => styleText(style, visible(line), { stream }))
      .join('\n')
  }
}

const sentencesOf = (details: Readonly<Record<string, unknown>>): string[] =>
  Object.entries(details).flatMap(([field, said]) =>
    Array.isArray(said) ? said.map((sentence) => visible(`${field}: ${String(sentence)}`)) : [],
  )
