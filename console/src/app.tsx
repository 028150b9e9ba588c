import { useEffect, useState } from 'preact/hooks'
import { Router } from 'wouter-preact'
import { basePath } from './api/address.ts'
import { useSession } from './api/session.ts'
import { words } from './messages/index.ts'
import { takeCode } from './pages/sign-in/code.ts'
import { SessionEnded } from './pages/sign-in/session-ended.tsx'
import { SignIn } from './pages/sign-in/sign-in.tsx'
import { LinkRefused, SignInWithLink } from './pages/sign-in/sign-in-with-link.tsx'
import { Shell } from './shell/shell.tsx'
import { Failure } from './ui/failure.tsx'
import { Loading } from './ui/loading.tsx'

/**
 * `code`: of a sign-in link; it makes a new session, whoever was signed in before. Refused, it leaves things as they were.
 */
export function App({ code }: { code: string | undefined }) {
  const [unspent, setUnspent] = useState(code)
  const [refusal, setRefusal] = useState<unknown>()
  const { data: session, error, refetch } = useSession(unspent === undefined)
  // A link that is pasted into an open page loads no document.
  useEffect(() => {
    const take = () => setUnspent((before) => takeCode() ?? before)
    addEventListener('hashchange', take)
    return () => removeEventListener('hashchange', take)
  }, [])
  const forget = () => setRefusal(undefined)
  const spent = (why?: unknown) => {
    setRefusal(why)
    setUnspent(undefined)
  }
  return (
    <Router base={basePath}>
      {unspent !== undefined ? (
        <SignInWithLink key={unspent} code={unspent} onDone={spent} />
      ) : session === null ? (
        <SignIn notice={refusal !== undefined ? <LinkRefused error={refusal} /> : <SessionEnded />} onDone={forget} />
      ) : session !== undefined ? (
        // Of somebody else, every page begins anew.
        <Shell
          key={session.actor.id}
          session={session}
          notice={refusal !== undefined && <LinkRefused error={refusal} onClose={forget} />}
        />
      ) : error === null ? (
        <>
          <header>
            <span class="brand">{words.product}</span>
          </header>
          <main>
            <Loading />
          </main>
        </>
      ) : (
        <main>
          <h1>{words.product}</h1>
          <Failure error={error} onRetry={() => void refetch()} />
        </main>
      )}
    </Router>
  )
}
