import { setFlagsFromString } from 'node:v8'

/**
 * Has V8 allocate every object in the young generation (decision 35). V8 moves kinds of objects that it expects to live long
 * to the old generation, and guesses wrong under load: such an object keeps its whole request until a full collection, and
 * every young collection copies what it keeps.
 * NOTE: call it once everything is loaded: code that was compiled ahead under other flags is compiled again.
 */
export function disablePretenuring(): void {
  setFlagsFromString('--no-allocation-site-pretenuring')
}
