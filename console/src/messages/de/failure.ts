import type { Messages } from '../en.ts'

export const failure: Messages['failure'] = {
  title: 'Der Aufruf ist gescheitert',
  requestId: 'ID des Aufrufs',
  notAllowed: 'Das ist Ihnen nicht erlaubt',
  missingScope: (scope) => `Das Recht, das fehlt: ${scope}`,
  signedOut: 'Sie sind nicht mehr angemeldet',
  signInAgain: 'Das Eingegebene bleibt hier. In einem anderen Tab anmelden, und es noch einmal versuchen.',
  signInThere: 'Anmelden',
  noAnswer: 'Es kam keine vollständige Antwort. Die Verbindung prüfen, und es noch einmal versuchen.',
  notPlinth: (status) =>
    `Die Antwort kam nicht von Plinth (Status ${status}), vielleicht von einem Proxy auf dem Weg. Noch einmal versuchen.`,
  sendAgain:
    'Ob dies geschehen ist, ist nicht bekannt. Den Knopf noch einmal drücken: Was geschehen ist, geschieht kein zweites Mal.',
  codes: {
    CANNOT_DELETE: 'Das lässt sich nicht löschen.',
    CANNOT_RETRY: 'Das lässt sich nicht erneut senden.',
    DUPLICATE_RESOURCE: 'Das gibt es schon. Einen anderen Wert wählen.',
    ENTITLEMENT_DENIED: 'Der Plan enthält das nicht. Den Plan ändern.',
    FEATURE_LIMIT_REACHED: 'Die Grenze des Plans ist erreicht. Etwas entfernen, oder den Plan ändern.',
    GATEWAY_TIMEOUT: 'Die Antwort dauerte zu lange. Noch einmal versuchen.',
    IDEMPOTENCY_IN_PROGRESS: 'Dieser Aufruf läuft noch. In einer Sekunde noch einmal versuchen.',
    INSUFFICIENT_PERMISSIONS: 'Dem Schlüssel fehlt ein Recht, oder seinem Nutzer die Rolle.',
    INTERNAL_ERROR:
      'Auf der Seite von Plinth ging etwas schief. Noch einmal versuchen; bleibt es dabei, die ID des Aufrufs melden.',
    INVALID_FORMAT: 'Der Aufruf ist nicht lesbar.',
    INVALID_PARAMETER: 'Ein Filter oder eine Angabe in der Adresse gilt nicht.',
    INVALID_WEBHOOK_URL: 'An diese URL sendet Plinth nicht. Eine öffentliche https-Adresse angeben.',
    IP_NOT_ALLOWED: 'Der Schlüssel gilt nicht von dieser IP-Adresse aus.',
    NAMESPACE_ACCESS_DENIED: 'Dieser Namespace gehört nicht zum Workspace.',
    PAYLOAD_TOO_LARGE: 'Das ist zu groß. Weniger auf einmal senden.',
    RATE_LIMIT_EXCEEDED: 'Zu viele Aufrufe. Warten, und es noch einmal versuchen.',
    RESOURCE_NOT_FOUND: 'Das gibt es nicht, oder nicht mehr.',
    SERVICE_UNAVAILABLE: 'Plinth ist gerade nicht erreichbar. Gleich noch einmal versuchen.',
    STATE_CONFLICT: 'Das geht im jetzigen Zustand nicht.',
    VALIDATION_ERROR: 'Ein Feld ist nicht gültig.',
    WORKSPACE_SUSPENDED: 'Der Workspace ist gesperrt. Ein Betreiber kann ihn wieder einschalten.',
  },
  newVersion: 'Diese Seite konnte nicht geladen werden. Vielleicht ist eine neuere Version der Konsole installiert.',
  changed:
    'Jemand anders hat dies geändert, seit es hier geöffnet wurde. Das Formular schließen und wieder öffnen zeigt den jetzigen Stand.',
}
