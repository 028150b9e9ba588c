import type { Messages } from '../en.ts'

const deliveries = (count: number, text: string) => (count === 1 ? '1 Zustellung' : `${text} Zustellungen`)
const are = (count: number) => (count === 1 ? 'ist' : 'sind')
const go = (count: number) => (count === 1 ? 'geht' : 'gehen')

export const webhook: Messages['webhook'] = {
  title: 'Webhook',
  back: 'Webhooks des Workspace',
  deliveries: 'Zustellungen',
  showDelivery: 'Zustellung zeigen',
  state: {
    healthy: 'Zustellungen gehen hinaus, wie sie kommen.',
    idle: 'In der letzten Stunde wurde nichts gesendet. Ein Ping zeigt, ob der Empfänger antwortet.',
    slow: 'Antworten brauchen länger als 2 Sekunden. Langsame Webhooks teilen sich einen kleinen Teil der Plätze, daher können Zustellungen warten.',
    slowNext: 'Der Empfänger sollte sofort antworten und die Arbeit danach tun.',
    failing:
      'Die meisten Versuche scheitern, oder die letzten Zustellungen sind endgültig gescheitert. Es wird weiter gesendet.',
    failingNext:
      'Bitte den Empfänger reparieren. Nach 10 endgültig gescheiterten Zustellungen in Folge wird der Webhook ausgeschaltet.',
    open: (until) =>
      `Der Empfänger antwortet nicht. Bis ${until} wird nichts gesendet, dann versucht es eine Zustellung.`,
    probing:
      'Der Empfänger hat nicht geantwortet. Die nächste fällige Zustellung versucht es; mit der ersten Antwort geht es weiter.',
    openNext:
      'Nichts geht verloren, und das Warten verbraucht keinen Versuch. Nach 24 Stunden ohne Antwort wird der Webhook ausgeschaltet.',
    byRequest: (since) => `Am ${since} auf Wunsch ausgeschaltet. Es wird nichts gesendet.`,
    gone: (since) => `Am ${since} ausgeschaltet: Der Empfänger hat 410 Gone geantwortet. Es wird nichts gesendet.`,
    failures: (since) =>
      `Am ${since} ausgeschaltet: 10 Zustellungen in Folge sind gescheitert, oder 24 Stunden lang kam keine Antwort. Es wird nichts gesendet.`,
    failuresNext: 'Bitte den Empfänger reparieren, einen Ping senden und den Webhook dann einschalten.',
    suspended: 'Der Workspace ist gesperrt. Bis er freigegeben wird, wird nichts gesendet.',
    poll: 'Es wird nichts gesendet: Zustellungen warten, bis sie mit GET /webhooks/{id}/poll gelesen werden.',
    due: (count, text) => `${deliveries(count, text)} ${count === 1 ? 'könnte' : 'könnten'} jetzt gesendet werden.`,
    held: (count, text) =>
      `${deliveries(count, text)} ${are(count)} angehalten und ${go(count)} hinaus, sobald der Webhook eingeschaltet wird.`,
    heldBySuspension: (count, text) =>
      `${deliveries(count, text)} ${are(count)} angehalten und ${go(count)} hinaus, sobald der Workspace freigegeben wird.`,
    blocked: (count, since) =>
      `${count} Ordnungsschlüssel warten hinter einer Zustellung, die scheitert, der längste seit ${since}.`,
  },
  cause: (at, what) => `Letzter gescheiterter Versuch, ${at}: ${what}.`,
  facts: {
    caption: 'Jetzt',
    settings: 'Einstellungen',
    id: 'ID',
    window: 'Unterwegs · Fenster',
    due: 'Fällig · angehalten',
    oldestDue: 'Älteste fällige',
    success: 'Erfolg, letzte Stunde',
    p95: 'Antwortzeit, 95 % in',
    failedInARow: 'Endgültig gescheitert, in Folge',
    breaker: 'Circuit Breaker',
    breakerClosed: 'geschlossen',
    breakerOpen: (until) => `offen bis ${until}`,
    breakerProbing: 'versucht eine Zustellung',
    graceUntil: 'Altes Geheimnis gilt bis',
    created: 'Angelegt',
    updated: 'Geändert',
  },
  ping: 'Ping senden',
  pingTitle: (name) => `Ping an ${name} senden`,
  pingText:
    'Ein signiertes Ereignis vom Typ ping wird jetzt gesendet, in jedem Zustand des Webhooks. Es zählt nicht für den Zustand.',
  pingOk: (status, ms) => `Der Empfänger antwortete ${status} nach ${ms} ms.`,
  pingFailed: (ms) => `Der Ping scheiterte nach ${ms} ms.`,
  edit: 'Bearbeiten',
  editTitle: (name) => `${name} bearbeiten`,
  rotate: 'Geheimnis erneuern',
  rotateTitle: (name) => `Geheimnis von ${name} erneuern`,
  rotateText: 'Bis die Frist endet, tragen Zustellungen eine Signatur mit jedem der beiden Geheimnisse.',
  graceHours: 'Frist in Stunden',
  enable: 'Einschalten',
  enableTitle: (name) => `${name} einschalten?`,
  enableHeld: (count, text) =>
    `${deliveries(count, text)} ${are(count)} angehalten und ${count === 1 ? 'wird' : 'werden'} gesendet, zuerst wenige auf einmal.`,
  enableNone: 'Keine Zustellung ist angehalten.',
  disable: 'Ausschalten',
  disableTitle: (name) => `${name} ausschalten?`,
  disableText:
    'Es wird nichts mehr gesendet. Zustellungen werden angehalten, bis der Webhook eingeschaltet wird; nach 30 Tagen enden sie als abgebrochen.',
  remove: 'Löschen',
  removeTitle: (name) => `${name} löschen?`,
  removed: (name) => `Der Webhook ${name} ist gelöscht.`,
  removeText: 'Noch nicht gesendete Zustellungen werden abgebrochen. Das lässt sich nicht rückgängig machen.',
  replay: 'Erneut senden',
  replayTitle: (name) => `Zustellungen von ${name} erneut senden`,
  replayText:
    'Beendete Zustellungen eines Zeitraums werden erneut gesendet, mit denselben Bytes und derselben webhook-id.',
  since: 'Von',
  until: 'Bis',
  untilHint: 'Leer: jetzt.',
  replayStatus: 'Welche',
  replayStatuses: { failed: 'Gescheiterte', cancelled: 'Abgebrochene', success: 'Zugestellte', all: 'Alle beendeten' },
  count: 'Zählen',
  counted: (count, text) =>
    count === 0
      ? 'Keine Zustellung passt. Es würde nichts gesendet.'
      : `${deliveries(count, text)} ${count === 1 ? 'würde' : 'würden'} erneut gesendet.`,
  sendAgain: (count, text) => `${deliveries(count, text)} erneut senden`,
  series: {
    title: 'Versuche',
    range: 'Zeitraum',
    ranges: { hour: 'Letzte Stunde', day: 'Letzte 24 Stunden', month: 'Letzte 30 Tage' },
    nothing: 'In diesem Zeitraum gab es keine Versuche.',
    counts: 'Versuche nach Ergebnis',
    latency: 'Antwortzeit',
    ok: 'Erfolgreich',
    failed: 'Andere Antworten',
    timedOut: 'Keine Antwort in der Zeit',
    refused: 'Keine Verbindung',
    p50: '50 % in',
    p95: '95 % in',
  },
}
