import { emitJs } from './js.ts'
import type { Model } from './model.ts'
import { emitPhp } from './php.ts'

/** A folder that one language's emitter fills; what else is in it is removed. */
export interface Target {
  /** In the repository. */
  folder: string
  /** Texts by path in the folder. */
  emit(model: Model): Map<string, string>
}

export const targets: readonly Target[] = [
  { folder: 'sdks/js/src/gen', emit: emitJs },
  { folder: 'sdks/php/src/Gen', emit: emitPhp },
]
