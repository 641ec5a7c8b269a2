import { z } from 'zod';
import { severities } from '../model/severity.js';
import { decisions } from '../model/verdict.js';

/** Most test cases of one policy. */
export const mostTests = 50;
/** Longest text of one test's input, in characters. */
export const longestInput = 32_768;
const mostParts = 200;

const text = z.string().min(1).max(longestInput);
const name = z.string().min(1).max(200);
const hours = z.number().min(0).max(1_000_000);

const component = z.strictObject({
  name,
  version: name,
  ecosystem: name.default('Debian:13').describe('As OSV writes it: `Debian:13`, `npm`.'),
  licence: name.optional(),
});

const vulnerability = z.strictObject({
  id: name.describe('CVE or other id.'),
  component: name.describe('Name of one of the components.'),
  severity: z.enum(severities).default('high'),
  fixed: name.optional().describe('Lowest version with the fix; absent: there is none.'),
  kev: z.boolean().default(false).describe("Whether it stands in CISA's catalogue."),
  epss: z.number().min(0).max(1).optional(),
});

/** An image that every check passes, but for what is stated. */
const image = z.strictObject({
  reference: name.default('registry.example/app:1'),
  user: z.string().max(200).optional().describe('Empty: root.'),
  labels: z.record(name, z.string().max(1000)).optional(),
  env: z.record(name, z.string().max(1000)).optional(),
  ports: z.array(z.int().min(1).max(65_535)).max(mostParts).optional(),
  entrypoint: z.array(name).max(mostParts).optional(),
  command: z.array(name).max(mostParts).optional(),
  healthcheck: z.boolean().optional(),
  created_at: z.iso.datetime().optional(),
  shells: z.array(name).max(mostParts).optional(),
  package_managers: z.array(name).max(mostParts).optional(),
  components: z.array(component).max(mostParts).optional(),
  vulnerabilities: z.array(vulnerability).max(mostParts).default([]),
  advisory_age_hours: hours.default(1).describe('How long ago advisories were imported.'),
  scan_age_hours: hours.default(1).describe('How long ago it was scanned.'),
});
export type TestImage = z.output<typeof image>;

const input = z
  .strictObject({
    run: text.optional().describe('A `docker run` line.'),
    compose: text.optional(),
    kubernetes: text.optional(),
    dockerfile: text.optional(),
    container: text.optional().describe('What `docker inspect` prints.'),
    image: image.optional(),
  })
  .refine((parts) => Object.values(parts).filter((part) => part !== undefined).length === 1, {
    message: 'Expected exactly one of run, compose, kubernetes, dockerfile, container and image',
  });

const exemption = z.strictObject({
  checks: z.array(name).max(mostParts).optional(),
  vulnerabilities: z.array(name).max(mostParts).optional(),
  components: z.array(name).max(mostParts).optional(),
  paths: z.array(name).max(mostParts).optional(),
  expires: z.iso.datetime().optional().describe('Absent: after the test.'),
});

const found = z
  .strictObject({
    check: name.optional().describe('Id of a check or rule.'),
    vulnerability: name.optional(),
    severity: z.enum(severities).optional(),
    result: z.enum(['fail', 'unknown']).default('fail'),
  })
  .refine(({ check, vulnerability: flaw }) => (check === undefined) !== (flaw === undefined), {
    message: 'Expected either check or vulnerability',
  });
export type ExpectedFinding = z.output<typeof found>;

/** What the policy says of an example: run before it is published. */
export const policyTestSchema = z.strictObject({
  name,
  input,
  now: z.iso.datetime().default('2026-06-01T12:00:00Z').describe('When it is judged.'),
  exemptions: z.array(exemption).max(mostParts).default([]),
  expect: z.strictObject({
    decision: z.enum(decisions).optional(),
    findings: z.array(found).max(mostParts).default([]).describe('Each of them is there, not exempted.'),
    no_findings: z
      .array(name)
      .max(mostParts)
      .default([])
      .describe('Checks, rules or vulnerabilities that nothing is found of, but for what is exempted.'),
  }),
});
export type PolicyTest = z.output<typeof policyTestSchema>;
