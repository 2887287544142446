import { address, h, link, printable, type Child } from './dom.js';

/** The deepest that lists and quotations, and emphasis and links, stand in each other. */
const MOST_DEEP = 6;

/**
 * Narratives in Markdown as elements: paragraphs, headings, lists, quotations, code, emphasis and links. HTML is shown as the
 * text that it is, and a picture as a link to it: a credential fetches nothing by being looked at.
 */
export function markdown(text: string, lang?: string): HTMLElement {
  return h('div', { class: 'prose', dir: 'auto', lang }, ...blocks(printable(text).replace(/\r\n?/g, '\n').split('\n'), 0));
}

const ITEM = /^ {0,3}(?:([-*+])|(\d{1,9})[.)])(?: +|$)/;
const HEADING = /^ {0,3}#{1,6}(?: |$)/;
const QUOTED = /^ {0,3}> ?/;
const FENCE = /^ {0,3}(```|~~~)/;
const RULE = /^ {0,3}([-*_])(?: *\1){2,} *$/;

function blocks(lines: string[], depth: number): Node[] {
  const made: Node[] = [];
  let at = 0;
  const take = (more: (line: string) => boolean): string[] => {
    const from = at;
    do at += 1;
    while (at < lines.length && more(lines[at] ?? ''));
    return lines.slice(from, at);
  };
  while (at < lines.length) {
    const line = lines[at] ?? '';
    if (line.trim() === '') {
      at += 1;
    } else if (FENCE.test(line)) {
      const fence = line.trim().slice(0, 3);
      const inside = take((next) => !next.trim().startsWith(fence)).slice(1);
      at += 1;
      made.push(h('pre', {}, h('code', {}, inside.join('\n'))));
    } else if (HEADING.test(line)) {
      at += 1;
      // The page's own headings are its structure; a narrative adds none.
      const words = line.replace(HEADING, '').replace(/ #+ *$/, '').trim();
      if (words) made.push(h('p', { class: 'heading' }, ...inline(words, 0)));
    } else if (RULE.test(line)) {
      at += 1;
      made.push(h('hr'));
    } else if (QUOTED.test(line) && depth < MOST_DEEP) {
      const inside = take((next) => next.trim() !== '').map((quoted) => quoted.replace(QUOTED, ''));
      made.push(h('blockquote', {}, ...blocks(inside, depth + 1)));
    } else if (ITEM.test(line) && depth < MOST_DEEP) {
      made.push(listed(take((next) => ITEM.test(next) || /^ +\S/.test(next) || (next.trim() !== '' && !starts(next))), depth));
    } else {
      made.push(h('p', {}, ...lineBroken(take((next) => next.trim() !== '' && !starts(next) && !ITEM.test(next)))));
    }
  }
  return made;
}

/** Whether a line begins something other than a paragraph. */
function starts(line: string): boolean {
  return FENCE.test(line) || HEADING.test(line) || QUOTED.test(line) || RULE.test(line);
}

function listed(lines: string[], depth: number): HTMLElement {
  const items: string[][] = [];
  const [, bullet] = ITEM.exec(lines[0] ?? '') ?? [];
  const indent = (line: string): number => line.length - line.trimStart().length;
  const outer = indent(lines[0] ?? '') + 1;
  for (const line of lines) {
    if (ITEM.test(line) && indent(line) <= outer) items.push([line.replace(ITEM, '')]);
    else items.at(-1)?.push(line.replace(/^ {1,4}/, ''));
  }
  const made = items.map((inside) => h('li', {}, ...blocks(inside, depth + 1)));
  return bullet ? h('ul', {}, ...made) : h('ol', {}, ...made);
}

/** A paragraph; two spaces or a backslash at a line's end break it. */
function lineBroken(lines: string[]): Child[] {
  const made: Child[] = [];
  let words = '';
  lines.forEach((line, index) => {
    const broken = /(?: {2,}|\\)$/.test(line) && index < lines.length - 1;
    words += line.replace(/(?: +|\\)$/, '').replace(/^ +/, '');
    if (!broken) {
      words += index < lines.length - 1 ? ' ' : '';
      return;
    }
    made.push(...inline(words, 0), h('br'));
    words = '';
  });
  return [...made, ...inline(words, 0)];
}

/** Emphasis, code and links. One pass from left to right; what has no end is text. */
function inline(text: string, depth: number): Child[] {
  const made: Child[] = [];
  let plain = '';
  const put = (node: Node, next: number): void => {
    if (plain) made.push(plain);
    plain = '';
    made.push(node);
    at = next;
  };
  /** Where no end was found once, none is looked for again: the pass stays linear. */
  const absent = new Set<string>();
  const end = (mark: string, from: number): number => {
    if (absent.has(mark)) return -1;
    const found = text.indexOf(mark, from);
    if (found < 0) absent.add(mark);
    return found;
  };
  let at = 0;
  while (at < text.length) {
    const mark = text[at] ?? '';
    if (mark === '\\' && /[!-/:-@[-`{-~]/.test(text[at + 1] ?? '')) {
      plain += text[at + 1];
      at += 2;
      continue;
    }
    if (depth < MOST_DEEP) {
      if (mark === '`') {
        const close = end('`', at + 1);
        if (close > 0) {
          put(h('code', {}, text.slice(at + 1, close)), close + 1);
          continue;
        }
      } else if (mark === '*' || mark === '_') {
        const double = text.startsWith(mark + mark, at) ? mark + mark : mark;
        const from = at + double.length;
        const close = opens(text, at, from, mark) ? end(double, from + 1) : -1;
        if (close > 0 && text[close - 1] !== ' ') {
          put(h(double.length === 2 ? 'strong' : 'em', {}, ...inline(text.slice(from, close), depth + 1)), close + double.length);
          continue;
        }
      } else if (mark === '<') {
        const close = end('>', at + 1);
        const inside = text.slice(at + 1, close);
        if (close > 0 && !/\s/.test(inside) && address(inside)) {
          put(link(inside, inside), close + 1);
          continue;
        }
      } else if (mark === '[' || (mark === '!' && text[at + 1] === '[')) {
        const from = at + (mark === '!' ? 2 : 1);
        const middle = end('](', from);
        const close = middle > 0 ? closing(text, middle + 2) : -1;
        if (close > 0) {
          const words = text.slice(from, middle);
          const to = (text.slice(middle + 2, close).trim().split(/\s/)[0] ?? '').replace(/^<|>$/g, '');
          put(link(to, ...(words ? inline(words, MOST_DEEP) : [to])), close + 1);
          continue;
        }
      }
    }
    plain += mark;
    at += 1;
  }
  if (plain) made.push(plain);
  return made;
}

/** The longest address of a link. */
const MOST_IN_ADDRESS = 2_000;

/** Where the parenthesis closes that an address stands in; those of the address itself come in pairs. */
function closing(text: string, from: number): number {
  let open = 0;
  for (let at = from; at < Math.min(text.length, from + MOST_IN_ADDRESS); at += 1) {
    if (text[at] === '(') open += 1;
    else if (text[at] === ')' && (open -= 1) < 0) return at;
  }
  return -1;
}

/** Whether emphasis can begin here: something follows, and an underscore is not within a word. */
function opens(text: string, at: number, from: number, mark: string): boolean {
  if (!/\S/.test(text[from] ?? ' ')) return false;
  return mark === '*' || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? ' ');
}
