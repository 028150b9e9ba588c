const causes = {
  missing_header: (headers: string) =>
    `Not there: ${headers}. Paste all headers of the request, and look whether a proxy before the receiver removes them.`,
  body: {
    newline_removed:
      'The body here ends with a newline that was not signed. Editors and echo add one. Verify the bytes as they came.',
    newline_added:
      'The newline at the end of the signed body is missing here. Do not trim the body before you verify it.',
    line_breaks: 'The line breaks of the body were changed between LF and CR LF. Verify the bytes as they came.',
    trimmed: 'Around the body here are spaces or line breaks that were not signed.',
    unquoted: 'The body here is a string of a program, with quotes and backslashes. What was signed is inside of it.',
    printed_anew:
      'The body here was parsed and printed again: it is the same JSON with other spaces or escapes. Verify the raw bytes, before any JSON parser reads them.',
    as_sent:
      'The secret is right, but the body here is not the one that Plinth sent. Look for what changes it on its way.',
  },
  key: {
    text: 'The key was the text of the secret. The key of webhook-signature is the part after whsec_, decoded from base64.',
    after_prefix:
      'The key was the part after whsec_ as text. For webhook-signature, decode it from base64; for X-Webhook-Signature, take the whole secret.',
    decoded:
      'The key was decoded from base64. The key of X-Webhook-Signature is the whole secret as text, whsec_ included.',
    spaces: 'The secret here has spaces, line breaks or quotes around it. Without them the signature is right.',
    prefix_missing: 'The secret here lacks the whsec_ at its beginning, which belongs to it.',
    previous_secret:
      'The previous secret signed this request: it is from before the rotation, or the grace period has not ended.',
  },
  content: {
    whole: '',
    body_alone: 'Only the body was signed. webhook-signature covers webhook-id.webhook-timestamp.body.',
    time_and_body: 'The ID is missing. webhook-signature covers webhook-id.webhook-timestamp.body.',
  },
  format: (expected: string) =>
    `The bytes are right, but they are written in another way. The header must have ${expected}`,
  cut_short: 'The signature is cut short. Copy the whole header, and look for a limit on the length of headers.',
  bad_timestamp: 'webhook-timestamp is not a number of seconds.',
  bad_secret: 'The secret is missing, or it has characters that no secret has.',
  id_or_time:
    'Secret and body are right: X-Webhook-Signature says so. webhook-id, webhook-timestamp or webhook-signature are of another request.',
  rotation:
    'The secret was rotated, and its grace period has not ended: X-Webhook-Signature still comes from the old secret, webhook-signature from both. Verify webhook-signature, or keep the old secret until then.',
  other_request: 'Secret and body are right: webhook-signature says so. X-Webhook-Signature is of another request.',
  no_match:
    'This secret did not sign this body. Either the secret is another one, of another webhook or from before a rotation, or the body was changed. Copy the secret of this webhook, and the body as it came.',
}

export const verify = {
  title: 'Verify a request',
  intro:
    'Checks the signatures of a request that a webhook got, and says what is wrong. Everything happens in this browser: the secret is not sent, not stored, and in no address.',
  needsSecureContext:
    'This browser computes signatures over HTTPS or on this machine (localhost) alone. Open the console in one of these ways.',
  ofAttempt: (number: number, delivery: string) => `Headers and body are those of attempt ${number} of ${delivery}.`,
  secret: 'Secret',
  secretHint: 'The secret of the webhook, with its whsec_.',
  headers: 'Headers',
  headersHint: 'As lines “name: value”, from curl, or as JSON.',
  body: 'Body',
  bodyHint: 'The raw body, as the receiver got it.',
  bodyOfAttempt: 'The payload as Plinth has it. Paste what the receiver got instead, to compare.',
  more: 'The secret was rotated, or your code computes another signature',
  previousSecret: 'Other secret',
  previousSecretHint: 'The one before or after the rotation.',
  ownSignature: 'Signature of your code',
  ownSignatureHint:
    'The signature that your code computed for this request, in hex or base64. This page finds out how.',
  submit: 'Verify',
  valid: 'valid',
  invalid: 'not valid',
  validText: 'This signature is right.',
  time: 'Time',
  clock: {
    inTime: 'in time',
    outOfTime: 'outside of 5 minutes',
    fresh: (seconds: string) => `Signed ${seconds} s ago, by the clock of this machine.`,
    old: (seconds: string) =>
      `Signed ${seconds} s ago. A receiver that allows 5 minutes refuses it now. If it did so at once, the clock of the receiver is ahead.`,
    ahead: (seconds: string) =>
      `Signed ${seconds} s in the future, by the clock of this machine. A receiver with this clock refuses it: set the clock.`,
  },
  causes,
  ownCauses: {
    ...causes,
    body: {
      newline_removed: 'Your code removed the newline at the end of the body before it signed.',
      newline_added: 'Your code signed the body with a newline at its end, which it does not have.',
      line_breaks: 'Your code changed the line breaks of the body between LF and CR LF.',
      trimmed: 'Your code removed spaces around the body before it signed.',
      unquoted: 'The body here is a string of a program. Your code signed what is inside of it.',
      printed_anew:
        'Your code parsed the body and printed it again. Sign the raw bytes, before any JSON parser reads them.',
      as_sent: 'Your code signed the body that Plinth sent. The body here is another one.',
    },
    format: (expected: string) =>
      `Your code computed the right bytes. To compare them with the header, write them as ${expected}`,
    no_match:
      'This page does not find out how your code computed this. Compare the secret and the bytes of the body that it uses with those here.',
  },
}
