import type { Wire } from '../../client/ironhull-client.js';
import type { ExemptionCoverage } from '../../contracts/exemption-scope.contract.js';
import type { Exemption, ExemptionHygiene } from '../../contracts/exemption.contract.js';
import { renderFields } from './fields.js';
import { byteText, countText, shown } from './text.js';

/** One exemption, with its thread. */
export function renderExemption(exemption: Wire<Exemption>): string {
  const { id, state, reason, expiresAt, requestedBy, decidedBy, endedBecause, covers, approvals } = exemption;
  const fields: [string, string][] = [
    ['exemption', id],
    ['state', state],
    ['covers', scopeText(exemption.scope)],
    ['reason', shown(reason)],
    ['expires', expiresAt],
    ['requested by', shown(requestedBy)],
  ];
  const add = (name: string, value: string | null) => {
    if (value !== null) fields.push([name, shown(value)]);
  };
  add('kind', exemption.kind);
  add('because', exemption.justification);
  add('category', exemption.category);
  add('ticket', exemption.ticket);
  add('control', exemption.compensatingControl);
  if (exemption.approvalsNeeded > 1) add('approvals', `${approvals.length} of ${exemption.approvalsNeeded}`);
  for (const { name, size } of exemption.attachments) add('attached', `${name} (${byteText(size)})`);
  add('decided by', decidedBy);
  add('renews', exemption.renews);
  add('superseded by', exemption.supersededBy);
  add('ended because', endedBecause?.message ?? null);
  if (covers) fields.push(['now', coverageText(covers)]);
  const thread = exemption.comments.map(
    ({ at, author, text }) => `  ${at} ${shown(author)}: ${shown(text)}\n`,
  );
  return renderFields(fields) + (thread.length > 0 ? `comments\n${thread.join('')}` : '');
}

/** Each on a line. */
export function renderExemptions(exemptions: readonly Wire<Exemption>[]): string {
  if (exemptions.length === 0) return 'No exemptions.\n';
  return exemptions
    .map(
      ({ id, state, expiresAt, scope }) =>
        `${id}  ${state.padEnd(13)}  ${expiresAt.slice(0, 10)}  ${scopeText(scope)}\n`,
    )
    .join('');
}

export function renderCoverage(coverage: Wire<ExemptionCoverage>): string {
  const sample = coverage.sample.map(
    ({ severity, name, component, targetId }) =>
      `  ${severity}  ${shown(name)}${component === null ? '' : ` in ${shown(component)}`}  (target ${targetId})\n`,
  );
  const breadth = coverage.isBroad ? 'It narrows down neither what nor where.\n' : '';
  return `It would cover ${coverageText(coverage)}.\n${breadth}${sample.join('')}`;
}

export function renderHygiene({ items, isComplete }: Wire<ExemptionHygiene>): string {
  const blocks = items.map(({ exemption, issues, findings, shadowedBy, unusedParts }) => {
    const who = [
      `asked for by ${exemption.requestedBy}`,
      `approved by ${exemption.decidedBy ?? 'nobody'}`,
    ].join(', ');
    const lines = [
      `${exemption.id}  ${issues.join(', ')}`,
      `  ${scopeText(exemption.scope)}; ${countText(findings, 'finding')}; ends ${exemption.expiresAt}`,
      `  ${shown(who)}`,
      ...(shadowedBy.length > 0 ? [`  shadowed by ${shadowedBy.join(', ')}`] : []),
      ...unusedParts.map((part) => `  covers nothing by ${shown(part)}`),
    ];
    return `${lines.join('\n')}\n`;
  });
  const end = isComplete ? '' : 'There are more in force than were looked at.\n';
  return (blocks.length > 0 ? blocks.join('\n') : 'Nothing untidy.\n') + end;
}

function coverageText({ findings, targets, counts }: Wire<ExemptionCoverage>): string {
  const bySeverity = Object.entries(counts).flatMap(([severity, count]) =>
    count > 0 ? `${count} ${severity}` : [],
  );
  const list = bySeverity.length > 0 ? ` (${bySeverity.join(', ')})` : '';
  return `${countText(findings, 'finding')}${list} on ${countText(targets, 'target')}`;
}

function scopeText(scope: Wire<Exemption>['scope']): string {
  return Object.entries(scope)
    .flatMap(([key, values]) => (values && key !== 'layers' ? `${key}: ${values.map(shown).join(', ')}` : []))
    .concat(scope.layers ? `${countText(scope.layers.length, 'layer')}` : [])
    .join('; ');
}
