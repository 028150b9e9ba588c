import { Values } from './values.ts'

const none = new Values([])

/**
 * The data of one event, found by path. What was found is kept for the next filter: whatever the filters ask, every value of the
 * data is read a few times at most.
 */
export class SearchableData {
  readonly #root: Values
  readonly #known = new Map<string, Values>()

  constructor(data: unknown) {
    this.#root = new Values([data])
  }

  /** @param path Names of properties, joined by dots. */
  at(path: string): Values {
    const known = this.#known.get(path)
    if (known !== undefined) return known
    let values: Values | undefined = this.#root
    for (const name of path.split('.')) {
      values = values.inner(name)
      if (values === undefined) break
    }
    this.#known.set(path, values ?? none)
    return values ?? none
  }
}
