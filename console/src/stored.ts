// Choices of this browser. Where storage is blocked, even reading throws: nothing is stored then, and pages still work.

/** The value stored under the name ("plinth." is put in front); null: none. */
export function stored(name: string): string | null {
  try {
    return localStorage.getItem(`plinth.${name}`)
  } catch {
    return null
  }
}

/** Stores the value under the name; null removes it. */
export function store(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`plinth.${name}`)
    else localStorage.setItem(`plinth.${name}`, value)
  } catch {
    // Storage is blocked: the choice holds until the document is loaded again.
  }
}
