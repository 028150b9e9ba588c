/** Headers of a response in their order: alternating names and values, which Node writes faster than an object. */
export class AnswerHeaders {
  readonly list: string[]

  constructor(always: readonly string[] = []) {
    this.list = always.slice()
  }

  get(name: string): string | undefined {
    const at = this.#placeOf(name)
    return at < 0 ? undefined : this.list[at + 1]
  }

  /** Sets a header and replaces its previous value. */
  set(name: string, value: string): void {
    const at = this.#placeOf(name)
    if (at < 0) this.list.push(name, value)
    else this.list[at + 1] = value
  }

  setAll(headers: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(headers)) this.set(name, value)
  }

  /** Adds a value to a header. */
  add(name: string, value: string): void {
    this.list.push(name, value)
  }

  /** Names with their values. */
  *entries(): Generator<[string, string]> {
    for (const [at, name] of this.list.entries()) if (at % 2 === 0) yield [name, this.list[at + 1] ?? '']
  }

  // The built-in search is fast from the first request; a value may look like a name, hence the check of the position.
  #placeOf(name: string): number {
    let at = this.list.indexOf(name)
    while (at % 2 === 1) at = this.list.indexOf(name, at + 1)
    return at
  }
}
