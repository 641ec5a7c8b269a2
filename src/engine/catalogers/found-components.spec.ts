import { describe, expect, it } from 'vitest';
import type { Component } from '../model/component.js';
import { foundComponents } from './found-components.js';

function aComponent(name: string, changes: Partial<Component> = {}): Component {
  return {
    ecosystem: 'npm',
    name,
    version: '1.0.0',
    architecture: null,
    purl: `pkg:npm/${name}@1.0.0`,
    source: null,
    licence: null,
    ...changes,
  };
}

describe('foundComponents', () => {
  it('gives a component once, with its paths sorted and the layer of the first', () => {
    const found = foundComponents([
      { component: aComponent('b'), path: 'z', layer: 'sha256:1' },
      { component: aComponent('a'), path: 'x', layer: 'sha256:2' },
      { component: aComponent('b'), path: 'y', layer: 'sha256:3' },
      { component: aComponent('b'), path: 'y', layer: 'sha256:3' },
    ]);
    expect(found).toEqual([
      { ...aComponent('a'), paths: ['/x'], layer: 'sha256:2', isDevelopment: false },
      { ...aComponent('b'), paths: ['/y', '/z'], layer: 'sha256:3', isDevelopment: false },
    ]);
  });

  it('has the licence of the first that states one', () => {
    const licences = [null, 'MIT', 'ISC'];
    const sightings = licences.map((licence, index) => ({
      component: aComponent('a', { licence }),
      path: `x${index}`,
      layer: 'sha256:1',
    }));
    expect(foundComponents(sightings.toReversed())).toMatchObject([{ licence: 'MIT' }]);
    expect(foundComponents(sightings.slice(0, 1))).toMatchObject([{ licence: null }]);
  });

  it('is for development when all that says it is there does', () => {
    const sighting = { component: aComponent('a'), path: 'x', layer: 'sha256:1' };
    const developing = { ...sighting, isDevelopment: true };
    expect(foundComponents([developing, developing])).toMatchObject([{ isDevelopment: true }]);
    expect(foundComponents([developing, sighting])).toMatchObject([{ isDevelopment: false }]);
  });

  it('tells components of two ecosystems apart', () => {
    const sightings = ['Debian:11', 'Debian:12'].map((ecosystem) => ({
      component: aComponent('a', { ecosystem }),
      path: 'x',
      layer: 'sha256:1',
    }));
    expect(foundComponents(sightings).map(({ ecosystem }) => ecosystem)).toEqual(['Debian:11', 'Debian:12']);
  });
});
