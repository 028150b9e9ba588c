import { useRef, useState } from 'preact/hooks'
import { words } from '../../messages/index.ts'
import { Input, Lines } from '../../ui/field.tsx'
import { type Diagnosis, diagnose } from './diagnosis.ts'
import { DiagnosisText } from './diagnosis-text.tsx'
import { headersOf } from './headers-text.ts'

interface VerifierProps {
  /** Where headers and body were taken from. */
  source: string | undefined
  headers: string
  body: string
  /** As Plinth has it. */
  sentBody: string | undefined
}

/** The input stays in these fields: it is stored nowhere, and no call carries it. */
export function Verifier({ source, sentBody, ...taken }: VerifierProps) {
  const { verify: text } = words
  const [secret, setSecret] = useState('')
  const [previousSecret, setPreviousSecret] = useState('')
  const [headers, setHeaders] = useState(taken.headers)
  const [body, setBody] = useState(taken.body)
  const [ownSignature, setOwnSignature] = useState('')
  const [diagnosis, setDiagnosis] = useState<Diagnosis>()
  const [isBusy, setBusy] = useState(false)
  // An answer belongs to what was entered when it was asked for.
  const asked = useRef(0)
  const changing =
    (set: (value: string) => void): ((value: string) => void) =>
    (value) => {
      set(value)
      asked.current += 1
      setDiagnosis(undefined)
    }
  const onSubmit = async (event: Event) => {
    event.preventDefault()
    const given = { secret, previousSecret, headers: headersOf(headers), body, sentBody, ownSignature }
    const { current } = asked
    setBusy(true)
    try {
      const answer = await diagnose(given, Date.now())
      if (asked.current === current) setDiagnosis(answer)
    } finally {
      setBusy(false)
    }
  }
  return (
    <form class="verifier" onSubmit={onSubmit} autocomplete="off">
      {source !== undefined && <p class="notice">{source}</p>}
      <Input
        label={text.secret}
        type="password"
        value={secret}
        hint={text.secretHint}
        onChange={changing(setSecret)}
        isRequired
      />
      <Lines label={text.headers} rows={8} value={headers} hint={text.headersHint} onChange={changing(setHeaders)} />
      <Lines
        label={text.body}
        rows={8}
        value={body}
        hint={source === undefined ? text.bodyHint : text.bodyOfAttempt}
        onChange={changing(setBody)}
      />
      <details>
        <summary>{text.more}</summary>
        <div class="fields">
          <Input
            label={text.previousSecret}
            type="password"
            value={previousSecret}
            hint={text.previousSecretHint}
            onChange={changing(setPreviousSecret)}
            isOptional
          />
          <Input
            label={text.ownSignature}
            value={ownSignature}
            hint={text.ownSignatureHint}
            onChange={changing(setOwnSignature)}
            isOptional
          />
        </div>
      </details>
      <div class="buttons">
        <button type="submit" class="primary" disabled={isBusy}>
          {text.submit}
        </button>
      </div>
      <div role="status">{diagnosis !== undefined && <DiagnosisText diagnosis={diagnosis} />}</div>
    </form>
  )
}
