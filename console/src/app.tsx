import { useState } from 'preact/hooks'
import { Router } from 'wouter-preact'
import { basePath } from './api/client.ts'
import { useSession } from './api/session.ts'
import { words } from './messages/index.ts'
import { SignIn } from './pages/sign-in/sign-in.tsx'
import { Shell } from './shell/shell.tsx'
import { Failure } from './ui/failure.tsx'
import { Loading } from './ui/loading.tsx'

/** `code`: of a sign-in link; it makes a new session, whoever was signed in before. */
export function App({ code }: { code: string | undefined }) {
  const [unspent, setUnspent] = useState(code)
  const { data: session, error, refetch } = useSession(unspent === undefined)
  return (
    <Router base={basePath}>
      {unspent !== undefined || session === null ? (
        <SignIn code={unspent} onDone={() => setUnspent(undefined)} />
      ) : session !== undefined ? (
        <Shell session={session} />
      ) : error === null ? (
        <Loading />
      ) : (
        <main>
          <h1>{words.product}</h1>
          <Failure error={error} onRetry={() => void refetch()} />
        </main>
      )}
    </Router>
  )
}
