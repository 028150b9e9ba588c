import { useEffect, useRef, useState } from 'preact/hooks'

const everyMs = 10_000

/** Reads a changing text to those who do not see it, at most every 10 seconds. */
export function Announced({ text }: { text: string }) {
  const [spoken, setSpoken] = useState('')
  const latest = useRef(text)
  latest.current = text
  useEffect(() => {
    const timer = setInterval(() => setSpoken(latest.current), everyMs)
    return () => clearInterval(timer)
  }, [])
  return (
    <p class="sr-only" role="status">
      {spoken}
    </p>
  )
}
