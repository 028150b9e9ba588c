import type { Catalog } from '../../api/sdk.ts'
import { onLeave } from '../../api/session.ts'

/** A catalogue and what a change of it names. */
export interface Version {
  catalog: Catalog
  etag: string | undefined
}

/** Typed text that is not applied, and the version that it began with. */
interface KeptDraft {
  base: Version
  typed: string
}

let kept: KeptDraft | undefined
const warn = (event: BeforeUnloadEvent) => event.preventDefault()

/**
 * Keeps the draft for as long as the document is there and nobody else signs in, whatever page is shown: the browser asks
 * before it goes.
 */
export function keepDraft(draft: KeptDraft | undefined): void {
  kept = draft
  if (draft === undefined) removeEventListener('beforeunload', warn)
  else addEventListener('beforeunload', warn)
}

// It is its editor's alone.
onLeave(() => keepDraft(undefined))

export const keptDraft = (): KeptDraft | undefined => kept
