import { useState } from 'preact/hooks'
import { Router } from 'wouter-preact'
import { basePath } from './api/client.ts'
import { useSession } from './api/session.ts'
import { SignIn } from './pages/sign-in/sign-in.tsx'
import { Shell } from './shell/shell.tsx'
import { Loading } from './ui/loading.tsx'

/** `code`: of a sign-in link; it makes a new session, whoever was signed in before. */
export function App({ code }: { code: string | undefined }) {
  const [unspent, setUnspent] = useState(code)
  const { data: session, isPending } = useSession(unspent === undefined)
  return (
    <Router base={basePath}>
      {unspent !== undefined || session === null ? (
        <SignIn code={unspent} onDone={() => setUnspent(undefined)} />
      ) : isPending ? (
        <Loading />
      ) : (
        <Shell session={session} />
      )}
    </Router>
  )
}
