import { useState } from 'preact/hooks'
import { useQuery } from '../../api/use-query.ts'
import { hideFirstRun, isFirstRunHidden } from './first-run-choice.ts'
import { type FirstSteps, stepNames } from './first-steps.ts'
import { firstRunQuery } from './queries.ts'

// The steps are queried again when the user returns from a step's page, so this interval need not be short.
const everyMs = 20_000

export interface FirstRunState extends FirstSteps {
  isComplete: boolean
  hide: () => void
}

/** Undefined: this is no first run, its steps were hidden, or they cannot be read. */
export function useFirstRun(): FirstRunState | undefined {
  const [isHidden, setHidden] = useState(isFirstRunHidden)
  const { data } = useQuery({
    ...firstRunQuery,
    enabled: !isHidden,
    refetchInterval: ({ state }) => (state.data === undefined || isRunning(state.data) ? everyMs : false),
  })
  if (isHidden || data === undefined || data === null) return undefined
  const hide = () => {
    hideFirstRun()
    setHidden(true)
  }
  return { ...data, isComplete: !isRunning(data), hide }
}

const isRunning = (steps: FirstSteps | null) => steps !== null && stepNames.some((name) => !steps.done[name])
