import { words } from '../messages/index.ts'
import { useLate } from './late.ts'

export function Loading() {
  const isLate = useLate(10_000)
  return (
    <p class="loading" role="status">
      {words.common.loading} {isLate && words.common.stillLoading}
    </p>
  )
}
