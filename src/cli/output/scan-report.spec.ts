import { describe, expect, it } from 'vitest';
import type { Wire } from '../../client/wire.js';
import type { Finding } from '../../contracts/finding.contract.js';
import { colours } from './colour.js';
import { renderScan, type ScanResult } from './scan-report.js';
import { columnsOf } from './text.js';

const digest = `sha256:${'ab'.repeat(32)}`;
const instant = '2026-06-01T00:00:00.000Z';

function finding(changes: Partial<Wire<Finding>>): Wire<Finding> {
  return {
    id: 'f',
    targetId: 't',
    fingerprint: 'p',
    kind: 'vulnerability',
    result: 'fail',
    severity: 'critical',
    title: 'heap overflow',
    message: '',
    remediation: '',
    fix: null,
    check: null,
    advisory: 'CVE-2023-38545',
    aliases: [],
    advisories: [],
    component: {
      ecosystem: 'Debian:12',
      name: 'curl',
      version: '7.88.1',
      purl: 'pkg:deb/debian/curl@7.88.1',
      isDevelopment: false,
    },
    fixedVersion: '7.88.2',
    score: 9.8,
    isKnownExploited: false,
    origin: null,
    knownExploitation: null,
    exploitPrediction: null,
    location: null,
    evidence: [],
    exemption: null,
    vex: null,
    element: null,
    firstSeenAt: instant,
    ...changes,
  };
}

function result(changes: Partial<ScanResult> = {}): ScanResult {
  return {
    scan: {
      id: 's',
      kind: 'image',
      state: 'succeeded',
      digest,
      references: ['app:1'],
      labels: {},
      progress: { percent: 100, step: 'done', layersDone: 1, layersTotal: 1, bytesDone: 1, bytesTotal: 1 },
      targetId: 't',
      error: null,
      requestedBy: 'ci',
      createdAt: instant,
      startedAt: instant,
      finishedAt: instant,
    },
    target: {
      id: 't',
      kind: 'image',
      digest,
      imageId: digest,
      references: ['registry.example/app:1'],
      labels: { owner: 'payments' },
      owner: 'payments',
      environment: null,
      platform: 'linux/amd64',
      distribution: 'Debian GNU/Linux 12 (bookworm)',
      sizeBytes: 74_800_000,
      base: null,
      componentCount: 88,
      isComplete: true,
      problems: [],
      decision: 'deny',
      createdAt: instant,
      scannedAt: instant,
    },
    verdict: {
      decision: 'deny',
      policy: { name: 'baseline', version: 3, hash: digest },
      reasons: [
        {
          code: 'check-failed',
          severity: 'critical',
          message: 'The image has 1 fixable critical vulnerability.',
          remediation: 'Rebuild the image.',
          findings: ['p'],
        },
      ],
    },
    components: [],
    findings: [
      finding({}),
      finding({
        kind: 'check',
        severity: 'medium',
        advisory: null,
        check: 'image-user-root',
        component: null,
        fixedVersion: null,
        title: 'Runs as root',
        location: { path: 'config.user', layer: null, line: null },
        exemption: 'e',
      }),
    ],
    ...changes,
  };
}

const options = { width: 100, colours: colours(false), isComplete: false };

describe('renderScan', () => {
  it('tells image, verdict, reasons with fixes, findings by severity, counts and the next step', () => {
    expect(renderScan(result(), options)).toBe(`\
registry.example/app:1  abababababab  Debian GNU/Linux 12 (bookworm)  74.8 MB  88 packages

DENY under baseline@3
  critical  The image has 1 fixable critical vulnerability.
            fix: Rebuild the image.

critical 1
  CVE-2023-38545  curl 7.88.1  fix 7.88.2  heap overflow

medium 1
  image-user-root  config.user    exempted: Runs as root

2 findings: 1 critical, 1 exempted.
Next: do what each reason says and scan again, or ask for an exemption: ironhull exemption request
--help
`);
  });

  it('says what could not be read', () => {
    const { target } = result();
    const text = renderScan(
      result({ target: target && { ...target, isComplete: false, problems: ['a\nb: cut off'] } }),
      options,
    );
    expect(text).toContain('\nNot all of the image could be read:\n- a b: cut off\n');
  });

  it('says that a scan failed, and allows nothing', () => {
    const verdict = {
      decision: 'unknown' as const,
      policy: null,
      reasons: [
        {
          code: 'scan-failed',
          severity: 'unknown' as const,
          message: 'Cut off.',
          remediation: null,
          findings: [],
        },
      ],
    };
    expect(renderScan(result({ target: null, verdict, findings: [] }), options)).toBe(`\
app:1  abababababab

UNKNOWN
  unknown   Cut off.

Nothing was judged.
Next: repair the archive, and scan it again.
`);
  });

  it('shows the first fifteen of a severity, and all when asked to', () => {
    const findings = Array.from({ length: 20 }, () => finding({}));
    const some = renderScan(result({ findings }), options);
    expect(some.match(/CVE-/g)).toHaveLength(15);
    expect(some).toContain('  and 5 more; --all shows them\n');
    const all = renderScan(result({ findings }), { ...options, isComplete: true });
    expect(all.match(/CVE-/g)).toHaveLength(20);
  });

  it.each([60, 80, 100])('keeps to %i columns and lets nothing of the image act on the terminal', (width) => {
    const hostile = `\x1b]0;title\x07${'long '.repeat(60)}\n\u202e`;
    const { target } = result();
    const text = renderScan(
      result({
        target: target && { ...target, references: [hostile], distribution: hostile },
        findings: [finding({ title: hostile, advisory: hostile, fixedVersion: hostile })],
      }),
      { ...options, width },
    );
    expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
    for (const line of text.split('\n')) expect(columnsOf(line)).toBeLessThanOrEqual(width);
  });
});
