import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Exemption } from '../src/contracts/exemption.contract.js';
import { runAs } from './support/command-line.js';
import { TestService, type Caller, type Wire } from './support/service.js';

let service: TestService;
let requester: Caller;
let approver: Caller;
beforeAll(async () => {
  service = await TestService.start();
  requester = await service.caller('author');
  approver = await service.caller('approver');
});
afterAll(() => service.stop());

/** What the command line prints with the caller's key. */
const run = (caller: Caller, ...args: string[]) => runAs(caller, ['exemption', ...args]);
const exemption = async (caller: Caller, ...args: string[]) =>
  JSON.parse((await run(caller, ...args, '--json')).output) as Wire<Exemption>;
const asked = (...args: string[]) =>
  exemption(
    requester,
    'request',
    '--check',
    'image-user-root',
    '--repository',
    'registry/team/*',
    '--reason',
    'a rebuilt base comes next week',
    '--expires',
    '2d',
    ...args,
  );

describe('the command line', () => {
  it('takes an exemption through its life', async () => {
    const made = await asked('--ticket', 'SEC-1', '--ends-when', 'finding-gone', 'exploit-score=0.25');
    expect(made).toMatchObject({
      state: 'requested',
      ticket: 'SEC-1',
      endsWhen: { findingGone: true, exploitScore: 0.25 },
      scope: { repositories: ['registry/team/*'] },
      covers: { findings: 0 },
    });
    const { id } = made;
    expect(await exemption(approver, 'ask-changes', id, '--comment', 'until when?')).toMatchObject({
      state: 'changes-asked',
    });
    expect(
      await exemption(requester, 'resubmit', id, '--expires', '1d', '--comment', 'tomorrow'),
    ).toMatchObject({
      state: 'requested',
    });
    expect(await exemption(approver, 'approve', id)).toMatchObject({ state: 'approved' });
    const renewal = await exemption(requester, 'renew', id, '--expires', '4d');
    expect(renewal).toMatchObject({ renews: id, ticket: 'SEC-1' });
    expect(await exemption(requester, 'withdraw', renewal.id)).toMatchObject({ state: 'withdrawn' });
    await exemption(requester, 'comment', id, 'not needed any more');
    expect(await exemption(approver, 'revoke', id)).toMatchObject({ state: 'revoked' });
    const { output } = await run(requester, 'show', id);
    expect(output).toMatch(
      /^exemption +.*\nstate +revoked\ncovers +checks: image-user-root; repositories: registry\/team\/\*\n/,
    );
    expect(output).toContain('author');
    expect(output).toContain('not needed any more');
  });

  it('tells what is refused, with the state and what is allowed', async () => {
    const { id } = await asked();
    const { exitCode, errors } = await run(approver, 'revoke', id);
    expect(exitCode).toBe(2);
    expect(errors).toContain('The exemption is requested; to revoke it, it must be approved.');
    expect(errors).toContain('Allowed now: approve, ask-changes, reject, withdraw.');
    expect(await run(requester, 'renew', id, '--expires', '1d', '--ends-when', 'luck')).toMatchObject({
      exitCode: 2,
      errors: expect.stringContaining('expected one of fix-released'),
    });
  });

  it('lists them, previews a scope, and tells what is untidy', async () => {
    const { id } = await asked();
    await exemption(approver, 'approve', id);
    expect((await run(requester, 'list', '--state', 'approved')).output).toContain(`${id}  approved`);
    const preview = await run(requester, 'preview', '--check', 'image-user-root');
    expect(preview.output).toBe(
      'It would cover 0 findings on 0 targets.\nIt narrows down neither what nor where.\n',
    );
    const { output } = await run(requester, 'hygiene', '--days', '7');
    expect(output).toContain(`${id}  unused, expiring\n`);
    expect(output).toContain('approved by approver');
  });
});
