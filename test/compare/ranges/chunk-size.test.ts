import { expect, it } from 'vitest';
import { fixedSize, steeredSize } from '../../../src/compare/ranges/chunk-size.ts';

it('steers chunks towards half a second, step by step and within bounds', () => {
  const size = steeredSize(1000);
  expect(size.rows()).toBe(250);
  size.took(250, 10);
  size.took(500, 10);
  expect(size.rows()).toBe(1000);
  size.took(1000, 400);
  expect(size.rows()).toBe(1250);
  size.took(1250, 10);
  expect(size.rows()).toBe(2500);
  for (let i = 0; i < 9; i++) size.took(size.rows(), 1);
  expect(size.rows()).toBe(4000);
  size.took(4000, 60_000);
  expect(size.rows()).toBe(2000);
  for (let i = 0; i < 9; i++) size.took(size.rows(), 60_000);
  expect(size.rows()).toBe(125);
});

it('learns nothing from the short end of a table', () => {
  const size = steeredSize(4000);
  size.took(499, 1);
  expect(size.rows()).toBe(1000);
});

it('leaves chunks as they were asked for', () => {
  const size = fixedSize(7);
  size.took(7, 1);
  expect(size.rows()).toBe(7);
});

it.each([
  ['steered', steeredSize(4000), 250],
  ['as asked for', fixedSize(1000), 250],
])('makes no more chunks as large as one that a statement had no time for (%s)', (_how, size, fewer) => {
  size.tooMany(1000);
  expect(size.rows()).toBe(fewer);
  for (let i = 0; i < 9; i++) size.took(size.rows(), 1);
  expect(size.rows()).toBe(fewer);
  size.tooMany(1);
  expect(size.rows()).toBe(1);
});
