import { describe, expect, it } from 'vitest';
import type { CheckSubjects } from './check.js';
import { containerUnexpectedListenerCheck as check } from './container-unexpected-listener.check.js';
import { elementsOf, evaluateExample, evaluateText, subjectOfText } from './evaluate-example.js';
import { aContainer } from './example-container.js';

function found(
  parts: Readonly<Record<string, unknown>>,
  ...listeners: readonly (readonly [string, number, string])[]
): string[] {
  const subject = subjectOfText('container', aContainer(parts)) as CheckSubjects['container'];
  const listening = listeners.map(([ip, port, protocol]) => ({ ip, port, protocol, process: null }));
  const containers = subject.facts.containers!.map((state) => ({ ...state, listening }));
  return elementsOf(evaluateExample(check, { ...subject, facts: { ...subject.facts, containers } }));
}

describe('container-unexpected-listener', () => {
  it('takes exposed and published ports of the same protocol', () => {
    const parts = {
      Config: { ExposedPorts: { '53/udp': {} } },
      HostConfig: { PortBindings: { '80/tcp': [{ HostIp: '', HostPort: '8080' }] } },
    };
    expect(found(parts, ['0.0.0.0', 80, 'tcp'], ['::', 53, 'udp'])).toEqual(['pass']);
    expect(found(parts, ['0.0.0.0', 8080, 'tcp'], ['::', 53, 'tcp'])).toEqual(['web 8080/tcp', 'web 53/tcp']);
  });

  it('tells a port once, and leaves out the loopback', () => {
    expect(
      found(
        {},
        ['0.0.0.0', 9, 'tcp'],
        ['::', 9, 'tcp'],
        ['127.0.0.11', 40000, 'tcp'],
        ['::ffff:127.0.0.1', 1, 'tcp'],
      ),
    ).toEqual(['web 9/tcp']);
  });

  it('is unknown without the list, or without what is exposed', () => {
    expect(evaluateText(check, 'container', aContainer()).result).toBe('unknown');
    expect(found({ HostConfig: { PortBindings: undefined } }, ['::', 9, 'tcp'])).toEqual(['unknown']);
  });
});
