import type { Severity } from './severity.js';

/** Severities as Chinese texts call them. */
export const severityNames: Readonly<Record<Severity, string>> = {
  critical: '严重',
  high: '高危',
  medium: '中危',
  low: '低危',
  info: '提示',
  unknown: '未知级别',
};
