import type { Readable } from 'node:stream'

const shownLines = 20

/** What a container prints, from its first line on. */
export class ContainerLog {
  #text = ''
  #grown = Promise.withResolvers<void>()

  readonly consume = (stream: Readable): void => {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      this.#text += chunk
      this.#grown.resolve()
      this.#grown = Promise.withResolvers()
    })
  }

  /** The pattern's first group, as soon as it is printed. */
  async find(pattern: RegExp, timeoutMs: number): Promise<string> {
    const late = Promise.withResolvers<never>()
    const timer = setTimeout(() => late.reject(new Error(`not printed within ${timeoutMs} ms: ${pattern}`)), timeoutMs)
    try {
      for (;;) {
        const [, found] = pattern.exec(this.#text) ?? []
        if (found !== undefined) return found
        await Promise.race([this.#grown.promise, late.promise])
      }
    } finally {
      clearTimeout(timer)
    }
  }

  lastLines(): string {
    return this.#text.trimEnd().split('\n').slice(-shownLines).join('\n')
  }
}
