import { Option, type Command } from 'commander';
import { decisionFormats } from '../contracts/report-formats.js';
import { exemptionKinds } from '../engine/policy/exemption-kind.js';
import { exitCodes } from './command-line.js';
import type { Runner } from './runner.js';
import { withSession } from './session.js';

interface ExportFlags {
  readonly format: string;
  readonly kind?: string[];
  readonly target?: string;
  readonly repository?: string;
  readonly component?: string;
}

export function defineExemptionExport(exemption: Command, run: Runner): void {
  exemption
    .command('export')
    .description('exemptions in force with what they cover, as VEX or as rules of other tools')
    .addOption(
      new Option('--format <format>', 'how they are written')
        .choices(Object.keys(decisionFormats))
        .default('openvex'),
    )
    .addOption(new Option('--kind <kind...>', 'only those').choices([...exemptionKinds]))
    .option('--target <id>', 'on one target')
    .option('--repository <glob>', 'on the targets of repositories: "registry/team/*"')
    .option('--component <purl>', 'of one component: with or without version, or with a range')
    .action(({ format, kind, target, repository, component }: ExportFlags) =>
      run(async (commandLine) => {
        const query = { format, kind, targetId: target, repository, purl: component };
        const text = await withSession(commandLine, { isQuiet: true, isRepeatable: true }, ({ client }) =>
          client.exemptions.export(query),
        );
        commandLine.output.write(text);
        return exitCodes.done;
      }),
    );
}
