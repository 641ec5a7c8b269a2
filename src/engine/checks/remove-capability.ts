import { addFlag, append, removeFact, removeFlag, type WorkloadFix } from '../remediation/workload-fix.js';

/** Takes an added capability out again; also from what the engine gives by default when it `isDefault`. */
export function removeCapability(name: string, index: number, isDefault = false): WorkloadFix {
  const fact = `capabilities.add.${index}`;
  return {
    'run-command': [removeFlag('--cap-add', name), ...(isDefault ? [addFlag('--cap-drop', name)] : [])],
    compose: [removeFact(fact), ...(isDefault ? [append('/cap_drop', name)] : [])],
    kubernetes: [
      removeFact(fact),
      ...(isDefault ? [append('/securityContext/capabilities/drop', name)] : []),
    ],
  };
}
