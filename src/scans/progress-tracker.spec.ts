import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ScanProgress } from '../contracts/scan.contract.js';
import { ProgressTracker } from './progress-tracker.js';

const waiting: ScanProgress = {
  percent: 0,
  step: 'waiting for a worker',
  layersDone: 0,
  layersTotal: 3,
  bytesDone: 0,
  bytesTotal: 0,
};

describe('ProgressTracker', () => {
  let told: ScanProgress[];
  let tracker: ProgressTracker;
  beforeEach(() => {
    vi.useFakeTimers();
    told = [];
    tracker = new ProgressTracker(waiting, async (progress) => void told.push(progress));
  });
  afterEach(() => {
    tracker.stop();
    vi.useRealTimers();
  });

  it('tells soon that the work has begun, also when there is no progress', async () => {
    await vi.runAllTimersAsync();
    expect(told).toEqual([{ ...waiting, percent: 1, step: 'starting' }]);
  });

  it('tells nothing of what is done at once', async () => {
    tracker.step('judging', 97);
    expect(tracker.finished()).toMatchObject({ percent: 100, step: 'done', layersDone: 3 });
    await vi.runAllTimersAsync();
    expect(told).toEqual([]);
  });

  it('tells nothing after it was stopped', async () => {
    tracker.stop();
    tracker.layerDone();
    await vi.runAllTimersAsync();
    expect(told).toEqual([]);
  });
});
