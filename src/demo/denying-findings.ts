import type { Wire } from '../client/ironhull-client.js';
import type { Finding } from '../contracts/finding.contract.js';
import type { Verdict } from '../contracts/verdict.contract.js';

/** The check that counts vulnerabilities: what it stands for are the vulnerabilities that it counted. */
const countingCheck = 'image-vulnerabilities';

/**
 * Fingerprints of exactly the findings that deny under the demo's policy, which denies failed checks of high severity and
 * critical vulnerabilities that have a fix.
 */
export function denyingFindings(
  verdict: Pick<Wire<Verdict>, 'reasons'>,
  findings: readonly Wire<Finding>[],
): string[] {
  const reasoned = new Set(
    verdict.reasons.filter(({ code }) => code === 'check-failed').flatMap((reason) => reason.findings),
  );
  return findings.filter((finding) => isDenying(finding, reasoned)).map((finding) => finding.fingerprint);
}

function isDenying(finding: Wire<Finding>, reasoned: ReadonlySet<string>): boolean {
  if (finding.kind === 'vulnerability')
    return finding.severity === 'critical' && finding.fixedVersion !== null;
  return finding.check !== countingCheck && reasoned.has(finding.fingerprint);
}
