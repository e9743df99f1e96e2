/** How much words say each level, as `core/crisis/language/scores.py`: whole numbers only. */
import { heard } from "./outright.js";

const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const NEAR = 56;
const ON = 504;
const FINE = 1024;
const PASSIVE = 1;

export const LEVELS = ["none", "distress", "passive", "active", "plan", "harm_to_others"];

/** Weights by mark and the list, ready to read with, from `rules.js`. */
export function build({ enough, outright, weights, steps, kinds }) {
  const table = new Map();
  let mark = -1, at = 0;
  for (const kind of kinds) {
    for (; steps[at] === "_"; at++) mark += ON;
    let step = SIGNS.indexOf(steps[at++]);
    if (step >= NEAR) step = NEAR + (step - NEAR) * SIGNS.length + SIGNS.indexOf(steps[at++]);
    mark += step + 1;
    table.set(mark, weights[SIGNS.indexOf(kind)]);
  }
  return { enough, table, heard: heard(outright) };
}

/** The weights of these marks, added up level by level. */
export function added(table, marks) {
  const total = [0, 0, 0, 0, 0];
  for (const mark of marks) table.get(mark)?.forEach((weight, head) => { total[head] += weight; });
  return total;
}

function share(table, marks) {
  const root = Math.floor(Math.sqrt(marks.size * 256)) || 1;
  return added(table, marks).map((each) => Math.floor((each * FINE) / root));
}

/** The level, from 0 to 5, that rows and pieces of words reach together. */
export function level({ enough, table }, rows, pieces) {
  const more = share(table, pieces);
  const scores = share(table, rows).map((each, head) => each + more[head]);
  if (scores[PASSIVE] < enough[PASSIVE]) return scores[0] >= enough[0] ? 1 : 0;
  return [4, 3, 2].find((head) => scores[head] >= enough[head]) + 1 || 2;
}
