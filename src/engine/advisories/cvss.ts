import cvss from 'ae-cvss-calculator';
import type { Severity } from '../model/severity.js';

/** A CVSS vector that could be read. */
export interface CvssRating {
  readonly version: '2.0' | '3.0' | '3.1' | '4.0';
  /** Base score, 0 to 10; threat and environmental metrics of the vector do not count. */
  readonly score: number;
  readonly severity: Severity;
  readonly vector: string;
}

const longestVector = 500;

/**
 * Reads a CVSS vector of any version, told by its own prefix. Null for anything else: an incomplete vector, an
 * unknown metric or value, a metric given twice. Never throws.
 *
 * Bands: CVSS 3 and 4's own scale (https://www.first.org/cvss/v4.0/specification-document#Qualitative-Severity-Rating-Scale);
 * for version 2, which has none, NVD's, which ends at high (https://nvd.nist.gov/vuln-metrics/cvss). Score 0 is `info`.
 */
export function rateCvssVector(text: string): CvssRating | null {
  const vector = text.trim().replace(/^\((.*)\)$/, '$1');
  if (vector.length > longestVector || !isWellFormed(vector)) return null;
  try {
    const scored = baseScore(vector);
    return scored && { ...scored, vector, severity: bandOf(scored.version, scored.score) };
  } catch {
    return null;
  }
}

/** Whether the text is `name:value` pairs, each name once; CVSS leaves no room for anything else. */
function isWellFormed(vector: string): boolean {
  const metrics = vector.replace(/^CVSS:\d\.\d\//, '').split('/');
  const names = metrics.map((metric) => /^([A-Z]{1,3}):[A-Z]{1,5}$/i.exec(metric)?.[1]);
  return !names.includes(undefined) && new Set(names).size === names.length;
}

function baseScore(vector: string): Pick<CvssRating, 'version' | 'score'> | null {
  if (vector.startsWith('CVSS:4.0/')) {
    const parsed = new cvss.Cvss4P0(vector);
    return checked('4.0', parsed.isBaseFullyDefined(), parsed.calculateScores().baseMetricsOnly);
  }
  if (vector.startsWith('CVSS:3.1/')) {
    const parsed = new cvss.Cvss3P1(vector);
    return checked('3.1', parsed.isBaseFullyDefined(), parsed.calculateScores().base);
  }
  if (vector.startsWith('CVSS:3.0/')) {
    const parsed = new cvss.Cvss3P0(vector);
    return checked('3.0', parsed.isBaseFullyDefined(), parsed.calculateScores().base);
  }
  if (!vector.startsWith('AV:')) return null;
  const parsed = new cvss.Cvss2(vector);
  return checked('2.0', parsed.isBaseFullyDefined(), parsed.calculateScores().base);
}

function checked(
  version: CvssRating['version'],
  isComplete: boolean,
  score: number | undefined,
): Pick<CvssRating, 'version' | 'score'> | null {
  const isScore = isComplete && score !== undefined && score >= 0 && score <= 10;
  return isScore ? { version, score } : null;
}

function bandOf(version: CvssRating['version'], score: number): Severity {
  if (score >= 9 && version !== '2.0') return 'critical';
  if (score >= 7) return 'high';
  if (score >= 4) return 'medium';
  return score > 0 ? 'low' : 'info';
}
