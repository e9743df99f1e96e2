/** Whether words that name a danger mean it, as `core/crisis/language/scope.py`. */

const has = (chart, index, name) => chart.at[index].has(name);
const some = (first, last, test) => { for (let index = first; index < last; index++) if (test(index)) return true; return false; };
export const speaksOf = (chart, name) => chart.at.some((here) => here.has(name));

function clauseStart(chart, index) {
  while (index > 0 && !chart.tokens[index].pause && !has(chart, index - 1, "CONJ")) index--;
  return index;
}

function clauseEnd(chart, index) {
  while (index < chart.tokens.length && !chart.tokens[index].pause && !has(chart, index, "CONJ")) index++;
  return index;
}

export function denied(chart, start, end) {
  const halfANo = (first, last) => some(first, last, (index) => has(chart, index, "NE"));
  const bars = (index) => chart.barred.has(index);
  if (!some(start, end, bars) && some(end, Math.min(end + 4, clauseEnd(chart, end)), bars) && halfANo(Math.max(0, start - 3), end)) return true;
  const first = Math.max(clauseStart(chart, start), start - 6);
  for (let index = start - 1; index >= first; index--) {
    if (bars(index)) return true;
    const linked = index > 0 && (bars(index - 1) || has(chart, index - 1, "THAT"));
    if (has(chart, index, "ICAN") && !linked && !halfANo(index, start)) return false;
  }
  return false;
}

function spokenTo(chart, index) {
  for (let before = index - 1; before >= clauseStart(chart, index); before--) {
    if (has(chart, before, "THAT")) return false;
    if (has(chart, before, "ICAN")) return true;
  }
  return false;
}

export function isOther(chart, start, end) {
  if (some(start, end, (index) => has(chart, index, "ICAN"))) return false;
  for (let index = start - 1; index >= 0; index--) {
    if (chart.masked.has(index)) continue;
    if (has(chart, index, "SELF")) return false;
    const impersonal = has(chart, index, "IMPERS") || (index > 0 && [...(chart.at[index - 1].get("IMPERS") ?? [])].some((last) => last > index));
    if (has(chart, index, "OTHER") && !impersonal) return !(has(chart, index, "KIN") && spokenTo(chart, index));
    if (chart.tokens[index].pause) break;
  }
  return false;
}

export function longPast(chart, start, end) {
  if (!speaksOf(chart, "FAR") || (speaksOf(chart, "NOW") && !speaksOf(chart, "RESOLVED"))) return false;
  const first = clauseStart(chart, start);
  return some(first, clauseEnd(chart, end), (index) => has(chart, index, "FAR"))
    || some(Math.max(first, start - 4), end, (index) => has(chart, index, "PASTV"));
}

export function inAStory(chart, start, end) {
  if (!speaksOf(chart, "STORY")) return false;
  const first = clauseStart(chart, start);
  return some(first, clauseEnd(chart, end), (index) => has(chart, index, "STORY")) || !some(first, end, (index) => has(chart, index, "ICAN"));
}

export function isQuoted(chart, start) {
  if (!chart.tokens[start].said.quoted) return false;
  let opens = start;
  while (opens > 0 && chart.tokens[opens - 1].said.quoted) opens--;
  const before = (name) => some(0, opens, (index) => has(chart, index, name));
  if (before("STORY")) return true;
  return before("QUOTER") ? !before("ICAN") : isOther(chart, opens, opens);
}
