import type { Io } from '../io.ts'
import { visible } from './visible.ts'

/** One line on stderr that changes while a person waits; off a terminal, and with --quiet, nothing. */
export class Progress {
  readonly #io: Io
  readonly #isShown: boolean

  constructor(io: Io, { isQuiet }: { isQuiet: boolean }) {
    this.#io = io
    this.#isShown = io.stderr.isTTY === true && !isQuiet
  }

  show(text: string): void {
    // Back to the start of the line, and what is behind the text is erased.
    if (this.#isShown) this.#io.stderr.write(`\r${visible(text).slice(0, (this.#io.stderr.columns ?? 80) - 1)}\x1b[K`)
  }

  /** Removes the line. */
  end(): void {
    if (this.#isShown) this.#io.stderr.write('\r\x1b[K')
  }
}
