import { describe, expect, it } from 'vitest';
import { dfFromTagCheck } from './df-from-tag.check.js';
import { elementsOf, evaluateText } from './evaluate-example.js';

const elements = (text: string) => elementsOf(evaluateText(dfFromTagCheck, 'dockerfile', text));

describe('df-from-tag', () => {
  it.each<[string, string[]]>([
    ['FROM openjdk:8u292-oracle', ['pass']],
    ['FROM openjdk', ['FROM openjdk']],
    ['FROM openjdk:latest AS x', ['FROM openjdk:latest']],
    ['FROM scratch', ['pass']],
    ['ARG IMAGE=alpine:3.12\nFROM $IMAGE', ['pass']],
    ['ARG IMAGE=all-in-one\nFROM $IMAGE', ['FROM $IMAGE']],
    ['FROM node:14 AS dependencies\nFROM dependencies AS build', ['pass']],
    ['FROM node:14 AS a\nFROM alpine:latest', ['FROM alpine:latest']],
    ['ARG TAG="latest"\nFROM foo:${TAG}', ['FROM foo:${TAG}']],
    ['ARG TAG\nFROM foo:${TAG}', ['unknown']],
    ['ARG REGISTRY\nFROM ${REGISTRY}/ubuntu', ['FROM ${REGISTRY}/ubuntu']],
    ['ARG REGISTRY\nFROM ${REGISTRY:-r.io:50}/ubuntu:1', ['pass']],
    ['ARG R=repo\nARG I=image\nFROM $R/$I:latest', ['FROM $R/$I:latest']],
    ['FROM localhost:5000/x', ['FROM localhost:5000/x']],
    ['FROM debian@sha256:7959ed6f7e35', ['pass']],
    ['FROM a:$UNSET\nFROM b', ['FROM a:$UNSET', 'FROM b']],
  ])('%j', (text, expected) => {
    expect(elements(text)).toEqual(expected);
  });
});
