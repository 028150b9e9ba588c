import type { Messages } from '../en.ts'

const causes: Messages['verify']['causes'] = {
  missing_header: (headers) =>
    `Es fehlt: ${headers}. Alle Kopfzeilen der Anfrage einfügen, und nachsehen, ob ein Proxy vor dem Empfänger sie entfernt.`,
  body: {
    newline_removed:
      'Der Inhalt endet hier mit einem Zeilenumbruch, der nicht signiert ist. Editoren und echo fügen ihn an. Die Bytes prüfen, wie sie kamen.',
    newline_added:
      'Der Zeilenumbruch am Ende des signierten Inhalts fehlt hier. Den Inhalt vor der Prüfung nicht beschneiden.',
    line_breaks: 'Die Zeilenumbrüche wurden zwischen LF und CR LF geändert. Die Bytes prüfen, wie sie kamen.',
    trimmed: 'Um den Inhalt stehen hier Leerzeichen oder Zeilenumbrüche, die nicht signiert sind.',
    unquoted:
      'Der Inhalt ist hier die Zeichenkette eines Programms, mit Anführungszeichen und Schrägstrichen. Signiert ist, was darin steht.',
    printed_anew:
      'Der Inhalt wurde gelesen und neu ausgegeben: dasselbe JSON mit anderen Leerzeichen oder Escapes. Die rohen Bytes prüfen, bevor ein JSON-Parser sie liest.',
    as_sent:
      'Das Geheimnis stimmt, aber der Inhalt ist nicht der, den Plinth gesendet hat. Suchen, was ihn unterwegs ändert.',
  },
  key: {
    text: 'Als Schlüssel diente der Text des Geheimnisses. Der Schlüssel von webhook-signature ist der Teil nach whsec_, aus base64 dekodiert.',
    after_prefix:
      'Als Schlüssel diente der Teil nach whsec_ als Text. Für webhook-signature ist er aus base64 zu dekodieren, für X-Webhook-Signature gilt das ganze Geheimnis.',
    decoded:
      'Der Schlüssel wurde aus base64 dekodiert. Der von X-Webhook-Signature ist das ganze Geheimnis als Text, mit whsec_.',
    spaces:
      'Um das Geheimnis stehen hier Leerzeichen, Zeilenumbrüche oder Anführungszeichen. Ohne sie stimmt die Signatur.',
    prefix_missing: 'Dem Geheimnis fehlt hier das whsec_ am Anfang, das dazugehört.',
    previous_secret:
      'Das vorige Geheimnis hat diese Anfrage signiert: Sie ist älter als das Erneuern, oder die Frist läuft noch.',
  },
  content: {
    whole: '',
    body_alone: 'Nur der Inhalt wurde signiert. webhook-signature gilt für webhook-id.webhook-timestamp.body.',
    time_and_body: 'Die ID fehlt. webhook-signature gilt für webhook-id.webhook-timestamp.body.',
  },
  format: (expected) => `Die Bytes stimmen, sind aber anders geschrieben. In der Kopfzeile muss stehen: ${expected}`,
  cut_short:
    'Die Signatur ist abgeschnitten. Die ganze Kopfzeile kopieren, und nach einer Grenze für deren Länge suchen.',
  bad_timestamp: 'webhook-timestamp ist keine Zahl von Sekunden.',
  bad_secret: 'Das Geheimnis fehlt, oder es hat Zeichen, die keines hat.',
  id_or_time:
    'Geheimnis und Inhalt stimmen, das sagt X-Webhook-Signature. webhook-id, webhook-timestamp oder webhook-signature sind von einer anderen Anfrage.',
  rotation:
    'Das Geheimnis wurde erneuert, und die Frist läuft noch: X-Webhook-Signature kommt noch vom alten, webhook-signature von beiden. webhook-signature prüfen, oder das alte bis dahin behalten.',
  other_request:
    'Geheimnis und Inhalt stimmen, das sagt webhook-signature. X-Webhook-Signature ist von einer anderen Anfrage.',
  no_match:
    'Dieses Geheimnis hat diesen Inhalt nicht signiert. Entweder gehört es zu einem anderen Webhook oder in die Zeit vor einem Erneuern, oder der Inhalt wurde geändert. Das Geheimnis dieses Webhooks kopieren, und den Inhalt, wie er kam.',
}

export const verify: Messages['verify'] = {
  title: 'Anfrage prüfen',
  intro:
    'Prüft die Signaturen einer Anfrage, die ein Webhook bekam, und sagt, was nicht stimmt. Alles geschieht in diesem Browser: Das Geheimnis wird nicht gesendet, nicht gespeichert und steht in keiner Adresse.',
  needsSecureContext:
    'Dieser Browser berechnet Signaturen nur über HTTPS oder auf diesem Rechner (localhost). Die Konsole auf einem dieser Wege öffnen.',
  ofAttempt: (number, delivery) => `Kopfzeilen und Inhalt sind die von Versuch ${number} von ${delivery}.`,
  secret: 'Geheimnis',
  secretHint: 'Das Geheimnis des Webhooks, mit whsec_.',
  headers: 'Kopfzeilen',
  headersHint: 'Als Zeilen „Name: Wert“, aus curl oder als JSON.',
  body: 'Inhalt',
  bodyHint: 'Der rohe Inhalt, wie ihn der Empfänger bekam.',
  bodyOfAttempt: 'Der Inhalt, wie ihn Plinth hat. Zum Vergleich stattdessen einfügen, was der Empfänger bekam.',
  more: 'Das Geheimnis wurde gewechselt, oder eigener Code berechnet eine andere Signatur',
  previousSecret: 'Anderes Geheimnis',
  previousSecretHint: 'Das vor oder nach dem Erneuern.',
  ownSignature: 'Signatur des eigenen Codes',
  ownSignatureHint:
    'Was der eigene Code für diese Anfrage berechnet hat, in hex oder base64: Diese Seite findet heraus, wie.',
  submit: 'Prüfen',
  valid: 'gültig',
  invalid: 'ungültig',
  validText: 'Diese Signatur stimmt.',
  time: 'Zeit',
  clock: {
    inTime: 'rechtzeitig',
    outOfTime: 'mehr als 5 Minuten',
    fresh: (seconds) => `Vor ${seconds} s signiert, nach der Uhr dieses Rechners.`,
    old: (seconds) =>
      `Vor ${seconds} s signiert. Wer 5 Minuten zulässt, weist sie jetzt ab. Geschah das sofort, geht die Uhr des Empfängers vor.`,
    ahead: (seconds) =>
      `${seconds} s in der Zukunft signiert, nach der Uhr dieses Rechners. Ein Empfänger mit dieser Uhr weist sie ab: Die Uhr stellen.`,
  },
  causes,
  ownCauses: {
    ...causes,
    body: {
      newline_removed: 'Der eigene Code hat vor dem Signieren den Zeilenumbruch am Ende entfernt.',
      newline_added: 'Der eigene Code hat den Inhalt mit einem Zeilenumbruch am Ende signiert, den er nicht hat.',
      line_breaks: 'Der eigene Code hat die Zeilenumbrüche zwischen LF und CR LF geändert.',
      trimmed: 'Der eigene Code hat vor dem Signieren Leerzeichen um den Inhalt entfernt.',
      unquoted: 'Der Inhalt ist hier die Zeichenkette eines Programms. Der eigene Code hat signiert, was darin steht.',
      printed_anew:
        'Der eigene Code hat den Inhalt gelesen und neu ausgegeben. Die rohen Bytes signieren, bevor ein JSON-Parser sie liest.',
      as_sent: 'Der eigene Code hat den Inhalt signiert, den Plinth gesendet hat. Der Inhalt hier ist ein anderer.',
    },
    format: (expected) =>
      `Der eigene Code hat die richtigen Bytes. Zum Vergleich mit der Kopfzeile so schreiben: ${expected}`,
    no_match:
      'Diese Seite findet nicht heraus, wie der eigene Code das berechnet hat. Geheimnis und Bytes, die er nimmt, mit denen hier vergleichen.',
  },
}
