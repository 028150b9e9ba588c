import type { Step } from '../pipeline/pipeline.ts'

/** The call is counted: now what was found before may be said. */
export const refuse: Step = ({ refusal }) => {
  if (refusal !== undefined) throw refusal
}
