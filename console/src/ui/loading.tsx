import { useEffect, useState } from 'preact/hooks'
import { words } from '../messages/index.ts'

export function Loading() {
  const [isLate, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 10_000)
    return () => clearTimeout(timer)
  }, [])
  return (
    <p class="loading" role="status">
      {words.common.loading} {isLate && words.common.stillLoading}
    </p>
  )
}
