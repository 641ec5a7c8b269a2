import type { WorkloadFacts } from '../../model/workload-facts.js';
import {
  readSecurityOptions,
  securityOption,
  securityOptionProblem,
} from '../docker-options/security-options.js';
import { unreadable, type StatedService } from './stated-service.js';

type Security = Pick<WorkloadFacts, 'noNewPrivileges' | 'seccomp' | 'apparmor' | 'selinux' | 'procMasks'>;

/** Which fact an option of `security_opt` states. */
const facts: Readonly<Record<string, string>> = {
  'no-new-privileges': 'noNewPrivileges',
  seccomp: 'seccomp.mode',
  apparmor: 'apparmor.mode',
  label: 'selinux.mode',
  systempaths: 'procMasks',
};

/** @param fileText the text of a file of the project; null: it is not to be had */
export function securityOf(stated: StatedService, fileText: (path: string) => string | null): Security {
  const options = stated.list('security_opt', stated.at('security_opt'), (item) => {
    if (item.text === null) return unreadable;
    const option = securityOption(item.text);
    const fact = Object.hasOwn(facts, option.key) ? facts[option.key]! : null;
    if (fact !== null) stated.note(fact, item);
    if (!stated.isOpen(item)) {
      const problem = securityOptionProblem(option);
      if (problem) stated.problem(item, `a security option is not in force: ${problem.en}`);
      return option;
    }
    for (const hidden of fact === null ? Object.values(facts) : [fact]) stated.unresolved.add(hidden);
    return unreadable;
  });
  if (stated.unresolved.has('security_opt') && !stated.at('security_opt').isList)
    for (const hidden of Object.values(facts)) stated.unresolved.add(hidden);
  return readSecurityOptions(options ?? [], (kind, name) => {
    if (kind === 'seccomp') return fileText(name);
    const text = fileText(name) ?? fileText(`apparmor.d/${name}`);
    return text !== null && /\bprofile\b|\bflags\s*=|\{/.test(text) ? text : null;
  });
}
