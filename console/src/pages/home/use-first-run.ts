import { useState } from 'preact/hooks'
import { client } from '../../api/client.ts'
import { useQuery } from '../../api/use-query.ts'
import { store, stored } from '../../stored.ts'
import { type FirstSteps, readFirstSteps, stepNames } from './first-steps.ts'

const hiddenUnder = 'first-run'
// Whoever comes back from the page of a step finds it asked for anew; meanwhile there is no hurry.
const everyMs = 20_000

export interface FirstRunState extends FirstSteps {
  isComplete: boolean
  hide: () => void
}

/** Undefined: this is no first run, its steps were hidden, or they cannot be read. */
export function useFirstRun(): FirstRunState | undefined {
  const [isHidden, setHidden] = useState(stored(hiddenUnder) === 'off')
  const { data } = useQuery({
    queryKey: ['first-run'],
    queryFn: ({ signal }) => readFirstSteps(client, signal),
    enabled: !isHidden,
    refetchInterval: ({ state }) => (state.data === undefined || isRunning(state.data) ? everyMs : false),
  })
  if (isHidden || data === undefined || data === null) return undefined
  const hide = () => {
    store(hiddenUnder, 'off')
    setHidden(true)
  }
  return { ...data, isComplete: !isRunning(data), hide }
}

const isRunning = (steps: FirstSteps | null) => steps !== null && stepNames.some((name) => !steps.done[name])
