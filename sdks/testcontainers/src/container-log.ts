import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'

const shownLines = 20
const keptCharacters = 100_000
const lastWordsMs = 5_000

/** The latest output of a container. */
export class ContainerLog {
  #text = ''
  #closed: Promise<unknown> = Promise.resolve()

  consume(stream: Readable): void {
    this.#closed = once(stream, 'close').catch(() => undefined)
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      this.#text = (this.#text + chunk).slice(-keptCharacters)
    })
  }

  /** Of a container that has ended: what it wrote comes later than its end is known. */
  async lastLines(): Promise<string> {
    await Promise.race([this.#closed, wait(lastWordsMs, undefined, { ref: false })])
    return this.#text.trimEnd().split('\n').slice(-shownLines).join('\n')
  }
}
