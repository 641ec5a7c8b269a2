import { z } from 'zod';
import { knownCapabilities } from '../engine/adapters/capabilities.js';
import { isSource } from '../engine/hardening/docker-user-rules.js';
import type { HardeningReport as Made } from '../engine/hardening/harden.js';
import type { HardeningSettings as EngineSettings } from '../engine/hardening/hardening-settings.js';
import { hardeningGenerators, type HardeningGeneratorId } from '../engine/hardening/index.generated.js';
import { WorkloadFields } from './document.contract.js';
import { Localized } from './kit/localized.js';
import { op, queries } from './kit/operation.js';

/** Characters of the text that is hardened: a bundle of a host with some hundred containers. */
const longestText = 2_000_000;
const mostPorts = 100;
const mostSources = 100;

export const hardenableKinds = ['run-command', 'container', 'compose', 'host'] as const;
export const HardenableKind = z
  .enum(hardenableKinds)
  .meta({ id: 'HardenableKind', description: 'What is hardened.' });

const ids = hardeningGenerators.map(({ id }) => id) as [HardeningGeneratorId, ...HardeningGeneratorId[]];
export const HardeningGenerator = z
  .enum(ids)
  .meta({ id: 'HardeningGenerator', description: 'What is made: of workloads or of hosts.' });

export const PortRule = z
  .strictObject({
    port: z.int().min(1).max(65_535).describe('As published on the host.'),
    protocol: z.enum(['tcp', 'udp']).meta({ id: 'PortProtocol' }).default('tcp'),
    sources: z
      .array(z.string().refine(isSource, 'expected an address, or a block of addresses as 10.0.0.0/8'))
      .max(mostSources)
      .describe('Who may reach it, of either family; empty: nobody.'),
  })
  .meta({ id: 'PortRuleInput' });

/** A text that is neither an option nor more than one word of a shell. */
const word = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[\w[][\w.:/@+[\]-]*$/, 'expected one word of letters, digits and . : / @ + -');

export const HardeningSettings = z
  .strictObject({
    image: word(500).nullable().default(null).describe('Stands in place of the image of the workload.'),
    name: z
      .string()
      .regex(/^[a-zA-Z0-9][\w.-]{0,100}$/, 'expected the name of a container')
      .nullable()
      .default(null)
      .describe('Of the container where there is no text, and of profiles and files.'),
    user: z
      .string()
      .regex(/^\d{1,10}(?::\d{1,10})?$/, 'expected uid or uid:gid')
      .nullable()
      .default(null),
    memory: z
      .string()
      .regex(/^\d{1,9}[bkmg]?$/i, 'expected an amount as 512m')
      .nullable()
      .default(null),
    cpus: z
      .string()
      .regex(/^\d{1,4}(?:\.\d{1,3})?$/, 'expected a number as 1.5')
      .nullable()
      .default(null),
    pids: z.int().min(1).max(1_000_000).nullable().default(null),
    network: z
      .string()
      .regex(/^[a-zA-Z0-9][\w.-]{0,100}$/, 'expected the name of a network')
      .nullable()
      .default(null),
    publishAddress: z
      .string()
      .refine((text) => isSource(text) && !text.includes('/'), 'expected an address of the host')
      .nullable()
      .default(null)
      .describe('What ports without an address are published on; null: 127.0.0.1.'),
    healthCommand: z
      .string()
      .min(1)
      .max(1_000)
      .regex(/^\P{Cc}+$/u, 'expected one line')
      .nullable()
      .default(null)
      .describe('Run within the container; fails when the program is not well.'),
    logAddress: z
      .string()
      .max(300)
      .regex(
        /^(?:tcp\+tls|tcp|udp|unix|unixgram):\/\/[\w.:/[\]-]+$/,
        'expected an address as tcp+tls://host:6514',
      )
      .nullable()
      .default(null)
      .describe('Where syslog takes what is logged; null: the journal of the host.'),
    keepCapabilities: z
      .array(
        z.string().refine((name) => knownCapabilities.includes(name), 'expected a capability as NET_ADMIN'),
      )
      .max(50)
      .default([])
      .describe('Capabilities that a test proved to be needed.'),
    usesProfiles: z
      .boolean()
      .default(false)
      .describe('The run line and the service name the profiles for AppArmor and seccomp.'),
    defaultSeccomp: z
      .string()
      .max(1_000_000)
      .nullable()
      .default(null)
      .describe('The default profile of the engine in use, as JSON; null: that of this product.'),
    ports: z.array(PortRule).max(mostPorts).default([]).describe('Who may reach published ports.'),
    remapUser: z
      .string()
      .regex(/^[a-z_][a-z0-9_-]{0,31}$/, 'expected the name of a user')
      .default('dockremap')
      .describe('Who the users of containers are remapped to.'),
    remapsUsers: z
      .boolean()
      .default(false)
      .describe('Whether daemon.json is to remap them: what is there goes out of sight.'),
  })
  .meta({ id: 'HardeningSettingsInput', description: 'What is said beside the text.' });
export interface HardeningSettings extends z.output<typeof HardeningSettings> {}
/** The engine takes them as they are. */
export const settingsOf = (settings: HardeningSettings): EngineSettings => settings;

const { name, files, environment, profiles, overrides, composeTarget } = WorkloadFields.shape;
export const HardeningRequest = z
  .strictObject({
    ...{ name, files, environment, profiles, overrides, composeTarget },
    text: z
      .string()
      .min(1)
      .max(longestText)
      .nullable()
      .default(null)
      .describe(
        'A docker run line, docker inspect, a compose file, daemon.json or the bundle of a host; null: the settings say it all.',
      ),
    kind: HardenableKind.optional().describe('Recognised by its name and its form unless told.'),
    only: z.array(HardeningGenerator).max(20).default([]).describe('Empty: all that fit.'),
    settings: HardeningSettings.default(HardeningSettings.parse({})),
  })
  .meta({ id: 'HardeningRequestInput' });
export interface HardeningRequest extends z.output<typeof HardeningRequest> {}

export const HardeningChange = z
  .object({
    check: z
      .string()
      .nullable()
      .describe('The check that asks for it; null: the template does, or it was said.'),
    message: Localized,
  })
  .meta({ id: 'HardeningChange' });

export const HardeningRisk = z
  .object({ message: Localized })
  .meta({ id: 'HardeningRisk', description: 'Something that may break.' });

export const HardeningProduct = z
  .object({
    generator: HardeningGenerator,
    title: Localized,
    fileName: z.string(),
    text: z.string(),
    use: Localized.describe('How it is put to use.'),
    changes: z.array(HardeningChange).describe('What was changed or added, and why.'),
    risks: z.array(HardeningRisk).describe('What it may break.'),
    undo: Localized,
    open: z.array(HardeningChange).describe('What no program can decide.'),
  })
  .meta({ id: 'HardeningProduct', description: 'A text that hardens a workload or a host.' });

export const HardeningLeft = z
  .object({ generator: HardeningGenerator, reason: Localized })
  .meta({ id: 'HardeningLeft', description: 'Something that could not be made.' });

export const HardeningReport = z
  .object({ kind: HardenableKind, products: z.array(HardeningProduct), left: z.array(HardeningLeft) })
  .meta({ id: 'HardeningReport' });
export interface HardeningReport extends z.output<typeof HardeningReport> {}

/** What the engine made, as the API gives it. */
export function reportOf(
  kind: HardeningReport['kind'],
  { products, left }: Pick<Made, 'products' | 'left'>,
): HardeningReport {
  return {
    kind,
    products: products.map(({ generator, title, fileName, text, use, undo, ...product }) => ({
      ...{ generator: generator as HardeningGeneratorId, title, fileName, text, use },
      changes: [...product.changes],
      risks: product.risks.map((message) => ({ message })),
      undo,
      open: [...product.open],
    })),
    left: left.map(({ generator, reason }) => ({ generator: generator as HardeningGeneratorId, reason })),
  };
}

export const hardeningGraphql = queries({
  hardening: op(
    'read',
    'Makes what hardens a workload or a host: run lines, profiles, firewall rules, settings. Nothing is stored.',
    z.object({ input: HardeningRequest }),
    HardeningReport,
  ),
});
