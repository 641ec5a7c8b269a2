import type { ConfigSecret } from '../model/facts.js';
import { findSecrets } from '../secrets/detect-secrets.js';
import { findNamedSecrets, withheldPreview } from '../secrets/redaction.js';
import { assignedSecretDetector } from '../secrets/assigned-secret.detector.js';

/** More secrets than this of one config are one too many to tell apart. */
const maxSecrets = 1000;

/**
 * The secrets in an image's history and labels, as the config writes them.
 * @param createdBy the command of each history entry.
 */
export function configSecrets(
  createdBy: readonly string[],
  labels: Readonly<Record<string, string>>,
): ConfigSecret[] {
  const history = createdBy.flatMap((text, index) =>
    secretsIn(text, '', { place: 'history', name: String(index) }),
  );
  const ofLabels = Object.entries(labels).flatMap(([name, value]) =>
    secretsIn(value, `${name}=`, { place: 'label', name }),
  );
  return [...history, ...ofLabels].slice(0, maxSecrets);
}

/**
 * @param before what stands before the text, and may make it a secret: `password=`.
 */
function secretsIn(
  text: string,
  before: string,
  place: Pick<ConfigSecret, 'place' | 'name'>,
): ConfigSecret[] {
  const whole = before + text;
  const known = findSecrets(whole).filter(({ end }) => end > before.length);
  const named = findNamedSecrets(whole).filter(
    ({ start, end }) => end > before.length && !known.some((hit) => hit.start < end && start < hit.end),
  );
  return [...known, ...named.map((span) => ({ ...span, id: assignedSecretDetector.id }))]
    .sort((a, b) => a.start - b.start)
    .map(({ id, start, end }) => ({
      detector: id,
      ...place,
      preview: withheldPreview(whole.slice(start, end)),
    }));
}
