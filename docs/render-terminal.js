// Draws what a program printed on a terminal, colours and all, as an SVG. The picture in the README is made by
//   FORCE_COLOR=1 npm run --silent demo | node docs/render-terminal.js > docs/report.svg
// which keeps the report and leaves out the demo's own words around it.
import { text } from 'node:stream/consumers';

const [FONT, LINE, PAD, TITLE] = [14, 20, 18, 34];
const CHARACTER = FONT * 0.602;
const COLORS = { 31: '#ff7b72', 32: '#7ee787', 33: '#e3b341' };
const [INK, DIM, PAPER] = ['#e6edf3', '#8b949e', '#0d1117'];

const printed = await text(process.stdin);
const lines = reportLines(printed);
const columns = Math.max(...lines.map((line) => plain(line).length));
const [width, height] = [Math.ceil(columns * CHARACTER) + 2 * PAD, TITLE + lines.length * LINE + PAD];

process.stdout
  .write(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">
<title>A report of crosstally verify</title>
<rect width="${width}" height="${height}" rx="10" fill="${PAPER}"/>
${[0, 1, 2].map((i) => `<circle cx="${PAD + 6 + 20 * i}" cy="17" r="6" fill="#30363d"/>`).join('')}
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="${FONT}" fill="${INK}">
${lines.map(drawLine).join('\n')}
</g>
</svg>
`);

/** From the verdict to the demo's next step; all of it when it is not the demo's output. */
function reportLines(all) {
  const every = all.replace(/\r/g, '').split('\n');
  const begin = every.findIndex((line) => /^(MATCH|MISMATCH|INCOMPLETE) {2}/.test(plain(line)));
  const end = every.findIndex((line, i) => i > begin && /^4\. /.test(line));
  return every
    .slice(Math.max(begin, 0), end < 0 ? undefined : end)
    .join('\n')
    .trimEnd()
    .split('\n');
}

function plain(line) {
  return line.replace(/\x1b\[[\d;]*m/g, '');
}

function drawLine(line, i) {
  const y = TITLE + (i + 1) * LINE - 5;
  let [style, at] = [{ color: INK, bold: false, dim: false }, 0];
  const spans = line.split(/(\x1b\[[\d;]*m)/).flatMap((piece) => {
    const codes = /^\x1b\[([\d;]*)m$/.exec(piece)?.[1];
    if (codes !== undefined) {
      style = codes.split(';').reduce(applied, style);
      return [];
    }
    // Every span has its own place, so that columns stay aligned in any font.
    const span = piece.trim() === '' ? [] : [drawSpan(piece, style, PAD + at * CHARACTER, y)];
    at += piece.length;
    return span;
  });
  return spans.join('');
}

function applied(style, code) {
  switch (Number(code)) {
    case 0:
      return { color: INK, bold: false, dim: false };
    case 1:
      return { ...style, bold: true };
    case 2:
      return { ...style, dim: true };
    case 22:
      return { ...style, bold: false, dim: false };
    case 39:
      return { ...style, color: INK };
    default:
      return { ...style, color: COLORS[code] ?? style.color };
  }
}

function drawSpan(piece, { color, bold, dim }, x, y) {
  const fill = dim ? ` fill="${DIM}"` : color === INK ? '' : ` fill="${color}"`;
  const weight = bold ? ' font-weight="bold"' : '';
  const length = ` textLength="${(piece.length * CHARACTER).toFixed(1)}"`;
  const escaped = piece.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  return `<text x="${x.toFixed(1)}" y="${y}"${length}${fill}${weight} xml:space="preserve">${escaped}</text>`;
}
