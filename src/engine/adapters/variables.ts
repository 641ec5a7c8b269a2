import type { WorkloadVariable } from '../model/workload-facts.js';
import { classifyEnvironment } from '../secrets/redaction.js';
import { holdsVariable } from './image-name.js';

/** What is kept of an environment variable of a workload. `value` null: taken over from whoever starts it. */
export function workloadVariable(name: string, value: string | null): WorkloadVariable {
  if (value === null) return { name, valueClass: 'host-env', preview: '', length: 0, detections: [] };
  const { preview, length, valueClass, detections } = classifyEnvironment(name, value);
  return { name, valueClass: classOf(name, value, valueClass), preview, length, detections };
}

function classOf(
  name: string,
  value: string,
  valueClass: 'empty' | 'placeholder' | 'reference' | 'literal',
): WorkloadVariable['valueClass'] {
  if (
    valueClass === 'reference' ||
    (valueClass === 'literal' && holdsVariable(value) && /^\$[{(A-Za-z_]/.test(value))
  )
    return 'interpolated';
  if (valueClass === 'literal' && (/_FILE$/i.test(name) || /^\/(?:var\/)?run\/secrets\//.test(value)))
    return 'file-ref';
  return valueClass;
}

/** A variable whose value a cluster puts in. */
export function referredVariable(
  name: string,
  valueClass: 'secret-ref' | 'configmap-ref' | 'field-ref',
): WorkloadVariable {
  return { name, valueClass, preview: '', length: 0, detections: [] };
}
