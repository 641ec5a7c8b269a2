import type { SecretDetector } from './detector.js';
import { isRandomLooking } from './secret-values.js';

export const kubernetesTokenDetector: SecretDetector = {
  id: 'kubernetes-token',
  title: { en: 'token of a kubeconfig', zh: 'kubeconfig 令牌' },
  keywords: [],
  pattern: /^[ \t]{1,16}(?:token|password):[ \t]{1,4}["']?([^\s"'#]{8,4096})/dgm,
  reach: 4096,
  files:
    /(?:^|\/)(?:\.kube\/config|[^/]{0,64}kubeconfig[^/]{0,64}|etc\/kubernetes\/[^/]{1,64}\.conf|etc\/rancher\/k3s\/k3s\.yaml)$/i,
  isReal: isRandomLooking,
  examples: {
    secrets: ['users:\n- name: ci\n  user:\n    token: ' + 'q3Xk0WvGm2ZbT8cYhR5sLd7N\n'],
    lookAlikes: ['users:\n- name: ci\n  user:\n    token: ${TOKEN}\n', '    tokenFile: /run/secrets/token\n'],
    path: 'root/.kube/config',
  },
};
